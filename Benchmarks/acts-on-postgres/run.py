#!/usr/bin/env python3
"""Compares the store's acts on PostgreSQL with pgbench, which sends the same statements. See README.md.

usage: run.py [--connections N] [--acts N] [--rounds N] [--program FILE]
"""
import argparse, os, pathlib, re, shutil, statistics, subprocess, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("--connections", type=int, default=32)
parser.add_argument("--acts", type=int, default=2000, help="in a round")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--program", default=str(ROOT / ".build/release/acts-on-postgres"))
options = parser.parse_args()

PROCESSES = -(-options.connections // 16)  # a process has 16 connections at most
THREADS = options.connections // PROCESSES
EACH = options.acts // 2 // PROCESSES  # registrations of a process, each submitted and returned in a round
HALF = EACH * PROCESSES  # the store has one half of the registrations, and pgbench the other
COUNT = 2 * HALF + 1


def run(*words):
    result = subprocess.run(words, text=True, capture_output=True)
    if result.returncode:
        raise SystemExit(f"{words[0]}: {result.stderr}")
    return result.stdout


def literal(value):
    """A value as the server notes it, as it is in a statement of pgbench; one registration becomes another."""
    if value == f"'N{COUNT - 1}'":
        return "'N:number'"
    if value == f"'{COUNT}'":
        return "':id'"
    return value


def statements(log):
    """The statements of one connection in the server's log, as a script for pgbench."""
    script = []
    for entry in re.split(r"^@\d+ ", log, flags=re.M)[1:]:
        entry = entry.rstrip("\n")
        if match := re.match(r"LOG:  statement: (.*)", entry, re.S):
            parts = [part.strip() for part in match[1].replace("\n\t", "\n").split(";") if part.strip()]
            script.append([" \\; ".join(part.replace(f"'N{COUNT - 1}'", "'N:number'") for part in parts), ";"])
        elif match := re.match(r"LOG:  execute <unnamed>: (.*)", entry, re.S):
            script.append([match[1].replace("\n\t", "\n"), ";"])
        elif match := re.match(r"DETAIL:  parameters: (.*)", entry, re.S):
            values = dict(re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", match[1].replace("\n\t", "\n")))
            sql = script[-1][0]
            if "nextval" in sql:
                script[-1][1] = " \\gset"
            if sql.startswith("INSERT INTO audit"):
                values["1"] = ":sequence"
            script[-1][0] = re.sub(r"\$(\d+)", lambda place: literal(values[place[1]]), sql)
    return "".join(sql + end + "\n" for sql, end in script)


def main():
    # The server's user must be able to enter the folder.
    folder = tempfile.mkdtemp(dir="/tmp")
    os.chmod(folder, 0o711)
    servers = str(ROOT / "Scripts/postgres-for-tests")
    server, store = folder + "/server", folder + "/store"
    try:
        address = subprocess.run(
            [servers, "start", server], check=True, text=True, capture_output=True, env={**os.environ, "DURABLE": "1"}
        ).stdout.strip()
        run(options.program, "create", store, address, str(COUNT))
        # From now on all have been returned before, so that all acts send the same statements.
        run(options.program, "act", store, "0", str(COUNT), "16")
        psql = lambda sql: run("psql", "-qAt", address, "-c", sql)
        psql("ALTER SYSTEM SET log_line_prefix = '@%p '")
        psql("SELECT pg_reload_conf()")
        psql("ALTER DATABASE postgres SET log_statement = 'all'")
        size = os.path.getsize(server + "/log")
        run(options.program, "act", store, str(COUNT - 1), "1", "1")
        with open(server + "/log", encoding="utf8") as file:
            file.seek(size)
            log = file.read()
        psql("ALTER DATABASE postgres RESET log_statement")
        psql("VACUUM ANALYZE")
        # One act after the other; what was read before and between them is left out.
        acts = re.findall(r"BEGIN ISOLATION LEVEL READ COMMITTED.*?^COMMIT;\n", statements(log), re.S | re.M)
        assert len(acts) == 2, len(acts)
        for name, act in zip(["submit", "return"], acts):
            with open(f"{folder}/{name}.sql", "w", encoding="utf8") as file:
                file.write(f"\\set number random({HALF}, {COUNT - 2})\n\\set id :number + 1\n{act}")
        ratios = []
        for _ in range(options.rounds):
            running = [
                subprocess.Popen(
                    [options.program, "act", store, str(EACH * process), str(EACH), str(THREADS)],
                    text=True, stdout=subprocess.PIPE)
                for process in range(PROCESSES)
            ]
            found = [process.communicate()[0].split() for process in running]
            assert all(int(failures) == 0 for _, _, failures in found), found
            acted = sum(int(count) for count, _, _ in found) / max(float(time) for _, time, _ in found)
            output = run(
                "pgbench", "-n", "-c", str(options.connections), "-j", "2", "-t",
                str(max(1, options.acts // options.connections)), "-f", folder + "/submit.sql", "-f",
                folder + "/return.sql", address)
            peer = float(re.search(r"tps = ([\d.]+)", output)[1])
            ratios.append(acted / peer)
            print(f"acts a second: {acted:.0f}; pgbench: {peer:.0f}; ratio {acted / peer:.2f}", flush=True)
        print(f"{statistics.median(ratios):.2f} of pgbench's (at least 0.70)")
    finally:
        subprocess.run([servers, "stop", server])
        shutil.rmtree(folder, ignore_errors=True)


main()
