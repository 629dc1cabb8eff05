#!/usr/bin/env python3
"""Runs the built command concurrently on one store and kills it, and checks that every rule holds and no acknowledged act is lost.

    python3 Benchmarks/store-under-fire/run.py [--command .build/release/uploadprep] [--kills 200] [--seed 1] [--quick]

Needs only Python 3; the tmpfs part needs root. Prints one line per part and exits with 1 when any part fails.
"""
import argparse, collections, concurrent.futures, json, os, random, shutil, signal, struct, subprocess, sys, tempfile, time, zlib

parser = argparse.ArgumentParser()
parser.add_argument("--command", default=".build/release/uploadprep")
parser.add_argument("--kills", type=int, default=200)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--quick", action="store_true", help="fewer of everything: well under a minute")
options = parser.parse_args()
if options.quick:
    options.kills = min(options.kills, 40)
COMMAND = os.path.abspath(options.command)
random.seed(options.seed)
FOLDER = tempfile.mkdtemp(prefix="store-under-fire-")
failures = []


def photo(name, shade):
    """A small PNG of grey stripes."""
    width, height = 320, 240
    rows = b"".join(b"\0" + bytes([(shade + (x // 20)) % 256 for x in range(width)]) for _ in range(height))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


PHOTOS = [photo(f"photo{i}.png", 20 * i) for i in range(8)]


def run(store, *arguments, **more):
    """Runs the command; returns its exit code, its JSON objects, and the code of its error."""
    done = subprocess.run([COMMAND, *arguments, "--store", store, "--json"], capture_output=True, text=True, **more)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    errors = [json.loads(line)["error"]["code"] for line in done.stderr.splitlines() if line.startswith("{")]
    return done.returncode, objects, errors


def new_store(name, policy="national-2023", registrations=1):
    store = os.path.join(FOLDER, name)
    assert run(store, "store", "init", "--policy", policy)[0] == 0
    for number in range(1, registrations + 1):
        run(store, "registration", "add", f"R{number}", "--name", "考生", "--category", "临床执业医师", "--site", "A")
        run(store, "registration", "activate", f"R{number}")
    for person in ("a", "b"):
        run(store, "staff", "add", person, "--role", "site", "--site", "A")
    run(store, "staff", "add", "r", "--role", "region")
    return store


def check(part, holds, detail=""):
    print(("ok    " if holds else "FAILED") + f"  {part}  {detail}", flush=True)
    if not holds:
        failures.append(part)


def pictures(store, number, material="identity"):
    objects = run(store, "materials", number)[1]
    return next(o["pictures"] for o in objects if o["material"] == material)


def together(calls):
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, *call) for call in calls]]


def race_for_the_last_place():
    for turn in range(1 if options.quick else 5):
        store = new_store(f"race{turn}")
        run(store, "upload", "R1", "identity", PHOTOS[0])
        results = together([(store, "upload", "R1", "identity", path) for path in PHOTOS])
        won = sum(code == 0 for code, _, _ in results)
        others = [errors for code, _, errors in results if code != 0]
        check("8 writers race for the last place", won == 1 and all(e == ["full"] for e in others)
              and len(pictures(store, "R1")) == 2 and run(store, "store", "verify")[0] == 0, f"{won} won")


def upload_against_review():
    store = new_store("against", registrations=6)
    for number in range(1, 7):
        name = f"R{number}"
        run(store, "upload", name, "identity", PHOTOS[0], PHOTOS[1])
        for position in ("1", "2"):
            run(store, "review", "accept", name, "identity", position, "--as", "a")
        results = together([(store, "upload", name, "education", PHOTOS[2]), (store, "review", "pass", name, "--as", "a")])
        state = run(store, "status", name)[1][0]["state"]
        uploaded, passed = results[0][0] == 0, results[1][0] == 0
        consistent = uploaded != passed and state == ("sitePassed" if passed else "submitted")
        check("upload against pass", consistent, f"{'passed' if passed else 'uploaded'} first")
    check("verify", run(store, "store", "verify")[0] == 0)


def two_reviewers():
    store = new_store("reviewers", "shandong-2021", 8)
    for number in range(1, 9):
        name = f"R{number}"
        run(store, "upload", name, "identity", PHOTOS[0], PHOTOS[1])
        run(store, "submit", name)
        results = together([(store, "review", "reject", name, "--note", "不符合", "--as", "a"),
                            (store, "review", "return", name, "--note", "请更换", "--as", "b")])
        check("two reviewers decide at once", sorted(r[0] for r in results) == [0, 1])


def many_writers():
    store = new_store("writers", "shandong-2021", 16)
    results = together([(store, "upload", f"R{n}", "identity", PHOTOS[n % 8], PHOTOS[(n + 1) % 8]) for n in range(1, 17)])
    check("16 writers at once, none told that it is locked", all(r[0] == 0 for r in results))
    check("verify", run(store, "store", "verify")[0] == 0)


def kills(policy, share):
    """Kills acts at random moments; acknowledged acts must be stored, and no act may be half done."""
    people = 10 if options.quick else 60
    store = new_store(f"killed-{policy}", policy, people)
    hands_in = policy != "national-2023"
    for number in range(1, people + 1) if hands_in else []:
        run(store, "upload", f"R{number}", "identity", PHOTOS[0], PHOTOS[1])
    table = os.path.join(FOLDER, "table.csv")
    lost = half = unclean = repaired = killed = 0
    acknowledged, versions = {}, {}
    began = time.time()
    run(store, "status", "R1")
    usual = collections.defaultdict(lambda start=time.time() - began: start)
    for turn in range(round(options.kills * share)):
        name = f"R{random.randint(1, people)}"
        kind = random.choice(["submit", "return", "accept"] if hands_in
                             else ["upload", "upload", "remove", "accept", "import", "backup"])
        if kind == "import":
            with open(table, "w") as file:
                file.write("registration,name,category,site\n")
                file.writelines(f"I{turn}-{i},考生,临床执业医师,A\n" for i in range(2000))
            arguments = ["registration", "import", table]
        elif kind == "backup":
            arguments = ["store", "backup", os.path.join(FOLDER, f"backup{turn}")]
        elif kind == "submit":
            arguments = ["submit", name]
        elif kind == "return":
            arguments = ["review", "return", name, "--note", "请更换", "--as", "a"]
        elif kind == "accept":
            arguments = ["review", "accept", name, "identity", "1", "--as", "a"]
        elif kind == "remove":
            arguments = ["remove", name, "education", "1"]
        else:
            arguments = ["upload", name, random.choice(["identity", "education"]), random.choice(PHOTOS)]
        process = subprocess.Popen([COMMAND, *arguments, "--store", store, "--json"], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        began = time.time()
        try:  # killed at any moment of what it usually takes; who is ready before tells what that is
            process.wait(random.random() * 1.2 * usual[kind])
            usual[kind] = 0.5 * usual[kind] + 0.5 * (time.time() - began)
        except subprocess.TimeoutExpired:
            usual[kind] *= 1.2
            process.kill()
        output = process.communicate()[0]
        killed += process.returncode == -signal.SIGKILL
        for line in output.splitlines():
            told = json.loads(line)
            if "version" in told:
                versions[told["registration"]] = told["version"]
            if kind == "upload":
                acknowledged[(told["registration"], told["material"], told["position"])] = told["sha256"]
        if kind == "remove":
            acknowledged.pop((name, "education", 1), None)  # gone, or it may or may not have happened
        if kind == "import":
            listed = sum(1 for o in run(store, "registration", "list")[1] if o["registration"].startswith(f"I{turn}-"))
            half += listed not in (0, 2000)
            lost += bool(output) and listed != 2000
        if kind == "backup" and output:
            code = run(os.path.join(FOLDER, f"restored{turn}"), "store", "restore", arguments[2])[0]
            lost += code != 0
        if turn % 10 == 9:
            objects = run(store, "store", "verify")[1]
            unclean += any(o.get("problem") not in (None, "orphan", "temporary") for o in objects)
            objects = run(store, "store", "verify", "--repair")[1]
            repaired += objects[-1]["summary"]["repaired"]
            unclean += run(store, "store", "verify")[0] != 0
    for (name, material, position), sha256 in acknowledged.items():
        found = {p["position"]: p["sha256"] for p in pictures(store, name, material)}
        lost += found.get(position) != sha256
    for name, version in versions.items():
        lost += run(store, "status", name)[1][0]["version"] < version
    half += len([name for name in os.listdir(FOLDER) if ".part-" in name])
    acts = "submit, return, accept" if hands_in else "upload, remove, accept, import, backup"
    check(f"kill -9 at random moments of {acts}", lost == half == unclean == 0,
          f"{killed} killed underway, {len(acknowledged)} acknowledged uploads, {lost} lost, {half} half, "
          f"{unclean} unclean, {repaired} left-over files collected")


def tampering():
    """Changes a byte of a picture and a row of the log; verify must report both."""
    import sqlite3
    for what in ("a byte of a picture", "an entry of the log changed", "an entry of the log removed", "a mark set by hand"):
        store = new_store("tampered-" + what.replace(" ", "-"), "shandong-2021")
        run(store, "upload", "R1", "identity", PHOTOS[0], PHOTOS[1])
        run(store, "submit", "R1")
        sound = run(store, "store", "verify")[0] == 0
        if "picture" in what:
            path = next(os.path.join(d, f) for d, _, names in os.walk(os.path.join(store, "objects")) for f in names)
            with open(path, "r+b") as file:
                file.seek(os.path.getsize(path) // 2)
                byte = file.read(1)[0]
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte ^ 1]))
        else:
            database = sqlite3.connect(os.path.join(store, "store.sqlite"))
            database.execute({"changed": "UPDATE audit SET actor = 'office' WHERE action = 'submit'",
                              "removed": "DELETE FROM audit WHERE action = 'activate'",
                              "hand": "UPDATE slot SET mark = 'accepted'"}[what.split()[-1]])
            database.commit()
            database.close()
        check(f"{what} is found", sound and run(store, "store", "verify")[0] == 1)


def file_size_limit():
    store = new_store("limited")
    def limit():
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    code, _, errors = run(store, "upload", "R1", "identity", PHOTOS[0], preexec_fn=limit)
    check("a limit on file sizes is told clearly", code == 74 and errors[0] in ("no-space", "io-failed"), f"{code} {errors}")
    check("and nothing is lost", run(store, "store", "verify")[0] == 0 and not pictures(store, "R1"))


def full_disk():
    if os.geteuid() != 0:
        return print("–       full disk: needs root for a tmpfs")
    place = os.path.join(FOLDER, "small")
    os.mkdir(place)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place]).returncode != 0:
        return print("–       full disk: no tmpfs to be had")
    try:
        store = os.path.join(place, "store")
        run(store, "store", "init", "--policy", "national-2023")
        run(store, "registration", "add", "R1", "--name", "考生", "--category", "临床执业医师", "--site", "A",
            "--id-number", "P1")
        run(store, "registration", "activate", "R1")
        run(store, "upload", "R1", "identity", PHOTOS[0])
        try:
            with open(os.path.join(place, "ballast"), "wb", buffering=0) as file:
                while file.write(b"\0" * 4096):
                    pass
        except OSError:
            pass
        code, _, errors = run(store, "upload", "R1", "identity", PHOTOS[1])
        check("a full disk is told clearly", code == 74 and errors == ["no-space"], f"{code} {errors}")
        os.remove(os.path.join(place, "ballast"))
        check("and nothing is lost", run(store, "store", "verify", "--repair")[0] == 0 and len(pictures(store, "R1")) == 1)
        check("and it goes on", run(store, "upload", "R1", "identity", PHOTOS[1])[0] == 0)
        run(store, "staff", "add", "boss", "--role", "admin")
        for position in ("1", "2"):
            run(store, "review", "accept", "R1", "identity", position, "--as", "boss")
        for _ in range(2):
            run(store, "review", "pass", "R1", "--as", "boss")
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        code, _, errors = run(store, "remove", "R1", "identity", "1")
        check("a read-only disk is told clearly", code == 74 and errors == ["read-only"], f"{code} {errors}")
        this_year = new_store("this-year", "shandong-2021")
        run(this_year, "registration", "add", "N1", "--name", "考生", "--category", "临床执业医师", "--site", "A",
            "--id-number", "P1")
        objects = run(this_year, "carry-over", "--from", store)[1]
        check("last year's store is read from a read-only disk", objects and objects[0]["pictures"] == 2, objects)
    finally:
        subprocess.run(["umount", place])


try:
    race_for_the_last_place()
    upload_against_review()
    two_reviewers()
    many_writers()
    file_size_limit()
    full_disk()
    tampering()
    kills("national-2023", 0.7)
    kills("shandong-2021", 0.3)
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
sys.exit(1 if failures else 0)
