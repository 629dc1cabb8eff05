"""The server when killed, stopped, used with TLS or sent bad requests: without a browser."""

import concurrent.futures
import http.client
import json
import signal
import socket
import ssl
import subprocess
import threading
import urllib.request
import warnings

import pytest

from acts import pictures
from portal import BINARY, PASSWORD, PHOTOS, Portal


class Program:
    """A program that signs in as a candidate and uploads photos."""

    def __init__(self, portal, number="W-0001"):
        self.portal, self.number = portal, number
        given = {"registration": number, "lastSix": "01123" + number[-1], "code": portal.code(number), "password": PASSWORD}
        self.token = self.ask("POST", "/api/v1/sessions", json.dumps(given))[1]["token"]
        if "profile" in json.dumps(self.ask("GET", "/api/v1/application")[1]):
            self.ask("PATCH", "/api/v1/application/profile", json.dumps({"mobile": "13900000088", "address": "测试路 1 号"}))

    def ask(self, method, path, body=None, kind="application/json"):
        connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=120)
        headers = {"Content-Type": kind}
        if hasattr(self, "token"):
            headers["Authorization"] = "Bearer " + self.token
        connection.request(method, path, body.encode() if isinstance(body, str) else body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")

    def upload(self, material, photo):
        return self.ask("POST", f"/api/v1/application/materials/{material}/pictures", photo.read_bytes(), "image/jpeg")


def half_sent(portal, program, photo):
    """Opens a connection and sends half of a photo; returns it with the other half."""
    body = photo.read_bytes()
    head = (f"POST /api/v1/application/materials/education/pictures HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            f"Authorization: Bearer {program.token}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n\r\n")
    connection = socket.create_connection(("127.0.0.1", portal.port), timeout=60)
    connection.sendall(head.encode() + body[: len(body) // 2])
    arriving = lambda: "portal_uploads_arriving 1" in urllib.request.urlopen(portal.url + "/metrics").read().decode()
    while not arriving():
        pass
    return connection, body[len(body) // 2 :]


def test_killed_in_the_middle_of_uploads():
    """Acknowledged uploads are stored, others leave nothing, and the next upload works."""
    with Portal() as portal:
        program = Program(portal)
        acknowledged = []

        def send(photo, material):
            try:
                status, answer = program.upload(material, photo)
                if status == 201:
                    acknowledged.append(answer["sha256"])
                    first.set()
            except (OSError, http.client.HTTPException):
                pass

        first = threading.Event()
        held, _ = half_sent(portal, program, PHOTOS[0])
        materials = ["identity", "identity", "education", "probation", "practice", "other"]
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            for n, material in enumerate(materials):
                pool.submit(send, PHOTOS[n % 3], material)
            assert first.wait(120)
            portal.stop(signal.SIGKILL)
        held.close()
        stored = {picture["sha256"] for material in portal.told("materials", "W-0001") for picture in material["pictures"]}
        assert set(acknowledged) <= stored, "nothing acknowledged is lost"
        # The upload in progress may leave a temporary file; everything else is in order.
        portal.command("store", "verify", "--repair")
        portal.start(portal.port)
        again = Program.__new__(Program)
        again.portal = portal
        given = {"registration": "W-0001", "password": PASSWORD}
        again.token = again.ask("POST", "/api/v1/sessions", json.dumps(given))[1]["token"]
        status, answer = again.upload("registration-notice", PHOTOS[0])
        assert status in (201, 409), answer
        portal.command("store", "verify")


def test_stopped_while_an_upload_is_under_way():
    """On SIGTERM the server finishes the upload, accepts nothing new, and exits with 0."""
    with Portal() as portal:
        connection, rest = half_sent(portal, Program(portal), PHOTOS[0])
        portal.process.send_signal(signal.SIGTERM)
        while not socket.socket().connect_ex(("127.0.0.1", portal.port)):
            pass
        connection.sendall(rest)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        connection.close()
        assert answer.startswith(b"HTTP/1.1 201"), answer[:200]
        assert portal.process.wait(timeout=60) == 0
        assert len(pictures(portal, "education")) == 1


@pytest.fixture
def certificate(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", tmp_path / "key.pem", "-out", tmp_path / "chain.pem"], check=True, capture_output=True)
    return str(tmp_path / "chain.pem"), str(tmp_path / "key.pem")


def test_tls(certificate):
    """With a certificate the server speaks only TLS 1.2 or later, and its cookie is marked secure."""
    chain, key = certificate
    with Portal("beijing-2024", "--certificate", chain, "--key", key) as portal:
        assert portal.url.startswith("https://")
        context = ssl.create_default_context(cafile=chain)
        answer = urllib.request.urlopen(portal.url + "/sign-in", context=context)
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-visit=") and "Secure" in cookie and "HttpOnly" in cookie and "Path=/" in cookie
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        with pytest.raises(ssl.SSLError), warnings.catch_warnings(action="ignore"):
            old = ssl.create_default_context(cafile=chain)
            old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
            old.set_ciphers("ALL:@SECLEVEL=0")
            with socket.create_connection(("localhost", portal.port)) as plain:
                old.wrap_socket(plain, server_hostname="localhost")
        with pytest.raises((OSError, http.client.HTTPException)):
            urllib.request.urlopen(f"http://127.0.0.1:{portal.port}/sign-in", timeout=30)
        # A connection that sends nothing does not block the others.
        with socket.create_connection(("localhost", portal.port)):
            assert urllib.request.urlopen(portal.url + "/healthz", context=context).read() == b"ok\n"


def test_a_key_that_does_not_fit_is_told_in_words(certificate, tmp_path):
    chain, _ = certificate
    with Portal() as portal:
        wrong = tmp_path / "wrong.pem"
        wrong.write_text("nothing")
        done = subprocess.run(
            [BINARY, "serve", "--port", "0", "--certificate", chain, "--key", str(wrong), "--json"],
            env=portal.environment, capture_output=True, text=True)
        error = json.loads(done.stderr.splitlines()[-1])["error"]
        assert done.returncode != 0 and error["code"] == "bad-key" and "wrong.pem" in error["message"], done.stderr
        done = subprocess.run(
            [BINARY, "serve", "--port", str(portal.port), "--json"], env=portal.environment, capture_output=True, text=True)
        assert done.returncode == 73 and "cannot-serve" in done.stderr, done.stderr
