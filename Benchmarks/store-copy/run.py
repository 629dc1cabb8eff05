#!/usr/bin/env python3
"""Measures `store copy` from SQLite to PostgreSQL and back. See README.md.

usage: run.py [--registrations N] [--pictures N] [--files N] [--command FILE]
"""
import argparse, hashlib, json, os, pathlib, random, sqlite3, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("--registrations", type=int, default=100_000)
parser.add_argument("--pictures", type=int, default=300_000, help="places with a picture")
parser.add_argument("--files", type=int, default=2_000, help="different pictures")
parser.add_argument("--command", default=str(ROOT / ".build/release/uploadprep"))
options = parser.parse_args()
START = 1_600_000_000_000


def uploadprep(*words):
    result = subprocess.run([options.command, *words, "--json"], text=True, capture_output=True)
    if result.returncode:
        raise SystemExit(f"{' '.join(words)}: {result.stderr}")
    return json.loads(result.stdout.splitlines()[-1])


def insert(database, table, columns, rows):
    places = ", ".join("?" * len(columns.split(",")))
    database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def fill(store):
    """Invented rows, and the files of their pictures."""
    dice = random.Random(1)
    pictures = []
    for number in range(options.files):
        content = b"\xff\xd8\xff\xfe" + dice.randbytes(200)
        digest = hashlib.sha256(content).hexdigest()
        folder = store / "objects" / digest[:2]
        folder.mkdir(exist_ok=True)
        (folder / f"{digest[2:]}.jpg").write_bytes(content)
        pictures.append((digest, len(content)))
    database = sqlite3.connect(store / "store.sqlite")
    material = database.execute("SELECT id FROM material ORDER BY id LIMIT 1").fetchone()[0]
    each = options.pictures // options.registrations
    database.execute("UPDATE material SET maximum = ? WHERE id = ?", (max(each, 2), material))
    people = range(1, options.registrations + 1)
    insert(database, "registration", "id, number, name, category, site, idNumber, identity, isReturning, "
           "practicalPassed, mobile, createdAt, activated, state, since, salt, lastActAt",
           ((id, f"N{id:07}", "测试考生", "临床执业医师", f"考点{id % 50}", f"{id:018}", "domestic", 0, 0, "13900000000",
             START, 1, "submitted", START + id, f"{id:032}", START + id) for id in people))
    places = [(id, place + 1) for id in people for place in range(each)]
    insert(database, "slot", "registration, material, position, sha256, bytes, width, height, kept, acceptedBefore, told,"
           " opened", ((id, material, place, *dice.choice(pictures), 800, 600, 0, 0, 0, 0) for id, place in places))
    insert(database, "look", "id, registration, material, position, findings, signs, detail",
           ((n + 1, id, material, place, "[]", dice.randbytes(128), dice.randbytes(600))
            for n, (id, place) in enumerate(places)))
    insert(database, "lookKey", "key, look",
           ((key, n + 1) for n in range(len(places)) for key in dice.sample(range(1 << 16), 8)))
    entries = ((sequence, START + sequence, "candidate", "upload", f"N{1 + sequence % options.registrations:07}", "state=filling",
                "state=filling place=identity/1 version=2", dice.randbytes(32).hex())
               for sequence in range(10, 10 + 2 * len(places)))
    insert(database, "audit", "sequence, time, actor, action, subject, before, after, hash", entries)
    insert(database, "message", "registration, time, kind, text",
           ((id, START, "submitted", "您的报名材料已提交，请等待审核。") for id in people))
    database.commit()
    database.close()


def main():
    with tempfile.TemporaryDirectory() as above:
        os.chmod(above, 0o711)
        above = pathlib.Path(above)
        store = above / "store"
        uploadprep("store", "init", "--policy", "shandong-2021", "--store", str(store))
        fill(store)
        server = above / "server"
        script = str(ROOT / "Scripts/postgres-for-tests")
        started = subprocess.run([script, "start", str(server)], text=True, stdout=subprocess.PIPE,
                                 env={**os.environ, "DURABLE": "1"}, check=True)
        try:
            there = above / "there"
            for name, source, words in [
                ("SQLite to PostgreSQL", store, ["--to", started.stdout.strip(), "--folder", str(there)]),
                ("PostgreSQL to SQLite", there, ["--to", str(above / "back")]),
            ]:
                start = time.monotonic()
                done = uploadprep("store", "copy", *words, "--store", str(source))
                seconds = time.monotonic() - start
                print(f"{name}: {done['rows']:,} rows and {done['pictures']:,} pictures copied and compared in "
                      f"{seconds:.0f} s, {done['rows'] / seconds:,.0f} rows a second", flush=True)
        finally:
            subprocess.run([script, "stop", str(server)], check=True)


main()
