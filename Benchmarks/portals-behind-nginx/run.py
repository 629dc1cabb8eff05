#!/usr/bin/env python3
"""Runs two portals behind nginx, with rows in PostgreSQL and pictures in object storage (OpenStack Swift), under load, and kills
them at random: a portal, the database, the storage, or the network between a portal and one of these. At the end everything
that was acknowledged has to be there, once.

    Benchmarks/portals-behind-nginx/run.py [--command .build/debug/uploadprep] [--quick | --long] [--kills N] [--seed N]

nginx runs with deploy/nginx.conf, as it is shipped. Networks are cut where `ip netns` works, which needs root; otherwise the
portals are reached directly, and nothing is cut. Needs Debian's nginx, openssl and postgresql, and python3-venv. Prints one
line a kill and figures at the end, and exits with 1 if anything acknowledged is lost or done twice, if somebody had to sign in
again, or if `store verify` or a restored backup finds a problem.
"""
import argparse, collections, http.client, json, os, pathlib, random, re, secrets, shutil, signal, socket, ssl, struct, subprocess
import sys, tempfile, threading, time, zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "load and kill 2027"
MATERIALS = ("identity", "education", "practice")

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--command", default=str(ROOT / ".build/debug/uploadprep"))
parser.add_argument("--quick", action="store_true", help="6 kills, about a minute")
parser.add_argument("--long", action="store_true", help="200 kills, and longer cuts of the network")
parser.add_argument("--kills", type=int, help="how many; default 20")
parser.add_argument("--clients", type=int, default=8)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--keep", action="store_true", help="keep the folder with logs")
options = parser.parse_args()
KILLS = options.kills or (6 if options.quick else 200 if options.long else 20)
COMMAND = os.path.abspath(options.command)
chance = random.Random(options.seed)
# Swift needs a file system with extended attributes, and PostgreSQL's own user has to reach its folder.
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="portals-behind-nginx.", dir=ROOT / ".build"))
FOLDER.chmod(0o711)
ENVIRONMENT = dict(os.environ, LANG="C.UTF-8", UPLOADPREP_STORE=str(FOLDER / "office"))
problems = []


def problem(text):
    problems.append(text)
    print(f"FAILED   {text}", flush=True)


def run(*arguments, text=None, check=True):
    """Runs the command; returns its JSON objects."""
    done = subprocess.run([COMMAND, *arguments, "--json"], input=text, capture_output=True, text=True, env=ENVIRONMENT)
    if check and done.returncode != 0:
        sys.exit(f"uploadprep {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def script(name, *arguments):
    return subprocess.run([str(ROOT / "Scripts" / name), *arguments], check=True, capture_output=True, text=True,
                          env=dict(os.environ, DURABLE="yes")).stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def photo():
    """A small PNG that is like no other."""
    width, height, noise = 320, 240, secrets.token_bytes(64)
    rows = b"".join(b"\0" + bytes(noise[(x // 20 + 16 * (y // 60)) % 64] for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


# --- Servers that can be killed


class Database:
    """PostgreSQL, which waits for its disk."""
    name = "PostgreSQL"

    def __init__(self):
        self.folder = FOLDER / "database"
        self.address = script("postgres-for-tests", "start", str(self.folder)).strip()
        self.port = int(re.search(r":(\d+)/", self.address)[1])

    def kill(self):
        """Kills the server and all its processes at once."""
        parent = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        processes = [parent]
        for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                processes.append(int(status.parent.name))
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def restart(self):
        script("postgres-for-tests", "resume", str(self.folder))

    def stop(self):
        script("postgres-for-tests", "stop", str(self.folder))


class Storage:
    """OpenStack Swift with its S3 interface: four servers."""
    name = "storage"

    def __init__(self):
        self.folder = FOLDER / "storage"
        # Swift's servers keep their standard output, so it cannot be a pipe that is read to its end.
        with open(FOLDER / "storage-variables", "w") as file:
            subprocess.run([str(ROOT / "Scripts/s3-for-tests"), "start", str(self.folder)], check=True, stdout=file)
        for line in (FOLDER / "storage-variables").read_text().splitlines():
            name, _, value = line.partition("=")
            ENVIRONMENT[name] = value
        self.endpoint = ENVIRONMENT["AWS_ENDPOINT_URL_S3"]
        self.port = int(self.endpoint.rpartition(":")[2])

    def kill(self):
        script("s3-for-tests", "halt", str(self.folder))

    def restart(self):
        subprocess.run([str(ROOT / "Scripts/s3-for-tests"), "resume", str(self.folder)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        script("s3-for-tests", "stop", str(self.folder))


class Relay:
    """Passes connections on from an address that a portal's network reaches to a server on loopback."""

    def __init__(self, address, target):
        self.target = target
        self.listener = socket.create_server((address, target), backlog=64)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self.pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def pass_on(source, target):
        try:
            while data := source.recv(1 << 16):
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Network:
    """A network namespace for one portal: it reaches nginx, the database and the storage at an address of its own each."""

    def __init__(self, number):
        self.space = f"uploadprep-{os.getpid()}-{number}"
        self.link = f"up{os.getpid() % 100000}-{number}"
        base = f"10.77.{number}."
        self.here, self.portal, self.database, self.storage = (base + last for last in ("1", "2", "3", "4"))
        self.ip("netns", "add", self.space)
        self.ip("link", "add", self.link, "type", "veth", "peer", "name", "portal", "netns", self.space)
        for address in (self.here, self.database, self.storage):
            self.ip("address", "add", address + "/24", "dev", self.link)
        self.ip("link", "set", self.link, "up")
        self.ip("-n", self.space, "address", "add", self.portal + "/24", "dev", "portal")
        self.ip("-n", self.space, "link", "set", "portal", "up")
        self.ip("-n", self.space, "link", "set", "lo", "up")

    @staticmethod
    def ip(*arguments):
        subprocess.run(["ip", *arguments], check=True, capture_output=True)

    def cut(self, address):
        """Packets to the address get no answer, and none comes from it: as if a cable were pulled."""
        self.ip("address", "del", address + "/24", "dev", self.link)

    def mend(self, address):
        self.ip("address", "add", address + "/24", "dev", self.link)

    def remove(self):
        subprocess.run(["ip", "netns", "del", self.space], capture_output=True)


def has_networks():
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"uploadprep-{os.getpid()}-try"
    if subprocess.run(["ip", "netns", "add", name], capture_output=True).returncode != 0:
        return False
    return subprocess.run(["ip", "netns", "del", name], capture_output=True).returncode == 0


class Portal:
    """A portal with a folder of its own, as on a machine of its own."""

    def __init__(self, number, database, storage, network):
        self.name, self.network = f"portal {number}", network
        self.folder = FOLDER / f"portal-{number}"
        for part in ("objects", "tmp"):
            (self.folder / part).mkdir(parents=True)
        self.folder.chmod(0o700)
        shutil.copy(FOLDER / "office/store.key", self.folder / "store.key")
        settings = (FOLDER / "office/store.yaml").read_text()
        self.relays = []
        if network:
            self.relays = [Relay(network.database, database.port), Relay(network.storage, storage.port)]
            settings = settings.replace(f"127.0.0.1:{database.port}", f"{network.database}:{database.port}")
            settings = settings.replace(f"127.0.0.1:{storage.port}", f"{network.storage}:{storage.port}")
        (self.folder / "store.yaml").write_text(settings)
        self.host, self.port = (network.portal, 8080) if network else ("127.0.0.1", free_port())
        self.log = open(FOLDER / f"portal-{number}.log", "ab")
        self.process = None
        self.restart()

    def restart(self):
        proxy = self.network.here if self.network else "127.0.0.1"
        within = ["ip", "netns", "exec", self.network.space] if self.network else []
        self.process = subprocess.Popen(
            within + [COMMAND, "serve", "--store", str(self.folder), "--host", self.host, "--port", str(self.port),
                      "--trust-proxy", proxy, "--log", "warning"],
            env=ENVIRONMENT, stdout=self.log, stderr=self.log)
        end = time.time() + 120
        while not self.is_ready():
            if self.process.poll() is not None:
                # The database or the storage may not be there yet; whoever watches over a portal starts it again.
                return self.restart() if time.time() < end else problem(f"{self.name} does not start")
            if time.time() > end:
                return problem(f"{self.name} is not ready after two minutes")
            time.sleep(0.1)

    def is_ready(self):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=3)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.kill()
        for relay in self.relays:
            relay.listener.close()


class Balancer:
    """nginx with the configuration that is shipped, at other addresses."""

    def __init__(self, portals):
        self.port = free_port()
        certificate = FOLDER / "tls.crt"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-keyout", str(FOLDER / "tls.key"), "-out", str(certificate)], check=True, capture_output=True)
        text = (ROOT / "deploy/nginx.conf").read_text()
        changes = {"listen 8443": f"listen 127.0.0.1:{self.port}", "/run/secrets/": f"{FOLDER}/", "/tmp/": f"{FOLDER}/nginx-"}
        for number, portal in enumerate(portals, 1):
            changes[f"server portal-{number}:8080"] = f"server {portal.host}:{portal.port}"
        for old, new in changes.items():
            if old not in text:
                sys.exit(f"deploy/nginx.conf has no {old}")
            text = text.replace(old, new)
        (FOLDER / "nginx.conf").write_text(("user root;\n" if os.geteuid() == 0 else "") + text)
        self.log = open(FOLDER / "nginx.log", "ab")
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen([nginx, "-p", str(FOLDER), "-c", str(FOLDER / "nginx.conf"), "-g", "daemon off;"],
                                        stdout=self.log, stderr=self.log)

    def stop(self):
        self.process.terminate()
        self.process.wait()


# --- Load


class Candidate:
    """Somebody who uploads, deletes and changes details, one act after another, and repeats an act until it is answered."""

    def __init__(self, number, port):
        self.number, self.port, self.context = number, port, ssl._create_unverified_context()
        self.token, self.slots, self.uploads, self.address = None, {}, {}, None
        self.counts = collections.Counter()
        self.answers = collections.Counter()
        self.longest = 0.0
        self.connection = None

    def ask(self, method, path, body=None, headers={}):
        """A status and a body; nothing when there was no answer."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=160, context=self.context)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            if self.connection:
                self.connection.close()
            self.connection = None
            return 0, b""

    def act(self, kind, method, path, body=None, headers={}, done=(200, 201)):
        """Asks again until the act is acknowledged or refused. Returns the answer to an acknowledged one."""
        began = time.time()
        while True:
            status, answer = self.ask(method, path, body, {"Authorization": f"Bearer {self.token}", **headers})
            self.answers[status or "none"] += 1
            if status in done:
                self.longest = max(self.longest, time.time() - began)
                self.counts[kind] += 1
                acknowledged.set()
                return json.loads(answer) if answer else {}
            if status == 500:
                faults.add(answer[:200])
            if status == 401:
                return problem(f"{self.number} had to sign in again")
            if status not in (0, 429, 500, 502, 503, 504) or time.time() > began + 600:
                return problem(f"{self.number}: {kind} was answered {status} {answer[:300]}")
            time.sleep(0.05 + 0.3 * random.random())

    def sign_in(self):
        code = run("registration", "code", self.number)[0]["code"]
        given = {"registration": self.number, "lastSix": "011234", "code": code, "password": PASSWORD}
        while True:
            status, answer = self.ask("POST", "/api/v1/sessions", json.dumps(given), {"Content-Type": "application/json"})
            if status == 201:
                self.token = json.loads(answer)["token"]
                return
            if status not in (0, 429, 502, 503):
                sys.exit(f"{self.number} cannot sign in: {status} {answer[:300]}")
            time.sleep(0.5)

    def work(self):
        while not ending.is_set() and not problems:
            choice = random.random()
            material = random.choice(MATERIALS)
            path = f"/api/v1/application/materials/{material}/pictures"
            if choice < 0.65 and material not in self.slots:
                key = secrets.token_hex(16)
                stored = self.act("upload", "POST", path + "?position=1", photo(),
                                  {"Content-Type": "image/png", "Idempotency-Key": key})
                if stored:
                    self.uploads[key] = stored["sha256"]
                    self.slots[material] = stored["sha256"]
            elif choice < 0.65:
                # Where the first try was done and its answer lost, the second finds nothing.
                if self.act("deletion", "DELETE", path + "/1", done=(200, 404, 409)) is not None:
                    del self.slots[material]
            elif choice < 0.85:
                address = f"{secrets.token_hex(4)} road"
                if self.act("details", "PATCH", "/api/v1/application/profile", json.dumps({"address": address}),
                            {"Content-Type": "application/json"}):
                    self.address = address
            else:
                told = self.act("look", "GET", "/api/v1/application/materials")
                if told:
                    self.compare({material["material"]: material["pictures"] for material in told["materials"]}, "a look")

    def compare(self, found, place):
        """What this candidate was told last is what is there: whichever portal answers."""
        for material in MATERIALS:
            there = {picture["position"]: picture.get("sha256") for picture in found.get(material, [])}
            if there.get(1) != self.slots.get(material):
                problem(f"{self.number}: {place} finds another {material} than was acknowledged")


# Answers that no outage explains.
faults = set()
acknowledged, ending = threading.Event(), threading.Event()


def kill_at_random(targets):
    """Kills one, brings it back, and waits until acts are acknowledged again."""
    counts = collections.Counter()
    for turn in range(1, KILLS + 1):
        target = chance.choice(targets)
        time.sleep(chance.uniform(0, 2))
        pause = chance.uniform(0.2, 4)
        if isinstance(target, tuple):
            portal, what = target
            pause = chance.uniform(3, 60 if options.long else 20)
            name = f"network {portal.name} to {what}"
            address = getattr(portal.network, what)
            portal.network.cut(address)
            time.sleep(pause)
            portal.network.mend(address)
        else:
            name = target.name
            target.kill()
            time.sleep(pause)
            target.restart()
        counts[re.sub(r"portal \d", "portal", name)] += 1
        acknowledged.clear()
        began = time.time()
        while not acknowledged.wait(1) and not problems:
            if time.time() > began + 180:
                problem(f"nothing was acknowledged for three minutes after {name} was back")
        print(f"{turn:4d}  {name:32} away {pause:4.1f} s, the next act after {time.time() - began:4.1f} s", flush=True)
        if problems:
            break
    return counts


def check(candidates):
    """Holds the store against what was acknowledged."""
    lost = twice = 0
    for candidate in candidates:
        found = {o["material"]: o["pictures"] for o in run("materials", candidate.number)}
        candidate.compare(found, "the store")
        entries = run("audit", candidate.number)
        logged = collections.Counter(
            digest for entry in entries if entry["action"] == "upload"
            for digest in set(re.findall(r"[0-9a-f]{64}", json.dumps(entry["after"]))))
        for digest in candidate.uploads.values():
            lost += logged[digest] == 0
            twice += logged[digest] > 1
        shown = run("profile", candidate.number)[0]
        if candidate.address and shown.get("address") != candidate.address:
            lost += 1
    if lost or twice:
        problem(f"{lost} acknowledged acts are lost, {twice} were done twice")
    # Pictures that were deleted while the storage was away are still there, and noted: repairing removes them.
    left = 0
    for arguments in (["--repair"], []):
        for found in run("store", "verify", *arguments, check=False):
            left += found.get("summary", {}).get("repaired", 0)
            if "problem" in found:
                problem(f"verify: {found['problem']} {found['detail']}")
    saved = str(FOLDER / "backup.tar")
    run("store", "backup", saved)
    restored = run("store", "restore", saved, "--store", str(FOLDER / "restored"))[0]
    return lost, twice, left, restored["pictures"]


def main():
    stops = []
    try:
        database = Database()
        stops.append(database.stop)
        storage = Storage()
        stops.append(storage.stop)
        run("store", "init", "--policy", "national-2023", "--at", database.address, "--pictures", ENVIRONMENT["UPLOADPREP_TEST_S3"],
            "--s3-endpoint", storage.endpoint, "--s3-path-style")
        networks = [Network(number) for number in (1, 2)] if has_networks() else [None, None]
        stops += [network.remove for network in networks if network]
        portals = [Portal(number, database, storage, network) for number, network in enumerate(networks, 1)]
        stops += [portal.stop for portal in portals]
        balancer = Balancer(portals)
        stops.append(balancer.stop)
        candidates = [Candidate(f"R{number}", balancer.port) for number in range(1, options.clients + 1)]
        for candidate in candidates:
            run("registration", "add", candidate.number, "--name", "测试考生", "--category", "临床执业医师", "--site", "A",
                "--id-number", "110101199001011234")
            run("registration", "activate", candidate.number)
            candidate.sign_in()
        targets = portals * 2 + [database, storage]
        targets += [(portal, what) for portal in portals for what in ("database", "storage") if portal.network]
        threads = [threading.Thread(target=candidate.work, daemon=True) for candidate in candidates]
        began = time.time()
        for thread in threads:
            thread.start()
        counts = kill_at_random(targets)
        ending.set()
        for thread in threads:
            thread.join(700)
        seconds = time.time() - began
        lost, twice, left, pictures = check(candidates)
        acts, answers = collections.Counter(), collections.Counter()
        for candidate in candidates:
            acts += candidate.counts
            answers += candidate.answers
        told = lambda counter: ", ".join(f"{name} {count}" for name, count in sorted(counter.items(), key=str))
        print(f"kills         {sum(counts.values())}: {told(counts)}" + ("" if networks[0] else "; no network was cut, which needs root"))
        print(f"acknowledged  {sum(acts.values())} in {seconds:.0f} s: {told(acts)}")
        print(f"answers       {told(answers)}")
        for fault in faults:
            print(f"answered 500  {fault}")
        print(f"longest wait  {max(candidate.longest for candidate in candidates):.1f} s until an act was acknowledged")
        print(f"lost          {lost}")
        print(f"done twice    {twice}")
        print(f"left over     {left} deleted pictures, which `store verify --repair` removed")
        print(f"backup        restored and verified, with {pictures} pictures")
    finally:
        for stop in reversed(stops):
            try:
                stop()
            except (OSError, subprocess.SubprocessError) as error:
                print(f"not stopped: {error}", file=sys.stderr)
        if options.keep or problems:
            print(f"The logs are in {FOLDER}")
        else:
            shutil.rmtree(FOLDER, ignore_errors=True)
    sys.exit(1 if problems else 0)


main()
