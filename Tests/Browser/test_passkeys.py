"""Passkeys of staff, with Chromium's own authenticator that is controlled through its DevTools protocol."""

import socket

import pytest

from axe import violations
from portal import PASSWORD, Browser, Portal


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


class Authenticator:
    """One authenticator of a browser, with a passkey for each of its owners."""

    def __init__(self, browser, verifies=True):
        self.driver = browser.driver
        self.driver.execute_cdp_cmd("WebAuthn.enable", {"enableUI": False})
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": verifies, "automaticPresenceSimulation": True,
        }
        self.id = self.command("addVirtualAuthenticator", options=options)["authenticatorId"]

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd("WebAuthn." + name, parameters)

    def credentials(self):
        return self.command("getCredentials", authenticatorId=self.id)["credentials"]

    def verifies(self, does):
        self.command("setUserVerified", authenticatorId=self.id, isUserVerified=does)


@pytest.fixture(params=["zh-CN", "en-US"])
def walk(request):
    port = free_port()
    origin = f"http://localhost:{port}"
    with Portal("beijing-2024", "--second-factor", "required", "--origin", origin, port=port) as portal:
        portal.url = origin
        with Browser(portal, 360, request.param) as staff:
            yield portal, staff, Authenticator(staff)


def give_password(browser):
    browser.go("/staff/sign-in")
    browser.fill(name="wang", password=PASSWORD)
    browser.press("[action='/staff/sign-in'] .primary")


def at(browser, path):
    return browser.driver.current_url.split("?")[0].endswith(path)


def add(browser, label):
    browser.go("/staff/passkeys")
    assert browser.fits() and violations(browser.driver) == []
    browser.fill(password=PASSWORD, label=label)
    browser.press("[action='/staff/passkeys/new'] .primary")
    assert browser.fits() and violations(browser.driver) == []
    browser.press("form[data-passkey] button")


def test_a_passkey_is_made_and_signs_in_as_second_step_and_alone(walk):
    portal, staff, authenticator = walk
    give_password(staff)
    staff.go("/staff/registrations")
    assert at(staff, "/staff/second-factor")
    add(staff, "我的手机")
    assert len(staff.all(".codes li")) == 10
    staff.press("main a.primary")
    assert at(staff, "/staff")
    (made,) = authenticator.credentials()
    assert made["rpId"] == "localhost" and made["isResidentCredential"]

    staff.press("[action='/sign-out'] button")
    give_password(staff)
    assert staff.fits() and violations(staff.driver) == []
    staff.press("form[data-passkey] button")
    assert at(staff, "/staff")
    assert authenticator.credentials()[0]["signCount"] > made["signCount"]

    staff.press("[action='/sign-out'] button")
    staff.go("/staff/sign-in")
    staff.press("form[data-passkey] button")
    assert at(staff, "/staff")

    # Another one, then the first is removed: only the other is left to sign in with.
    authenticator.command("removeVirtualAuthenticator", authenticatorId=authenticator.id)
    other = Authenticator(staff)
    add(staff, "安全密钥")
    assert at(staff, "/staff/passkeys") and len(staff.all("tbody tr")) == 2
    staff.fill(password=PASSWORD)
    staff.press("tbody tr:first-child button")
    assert at(staff, "/staff/passkeys") and [row.text.split()[0] for row in staff.all("tbody tr")] == ["安全密钥"]
    assert len(other.credentials()) == 1
    assert portal.told("staff", "list")[2]["passkeys"] == 1
    portal.command("staff", "reset-second-factor", "wang")
    assert portal.told("staff", "list")[2]["hasSecondFactor"] is False
    # Chromium advises to take RSA keys too, which the portal does not.
    assert not [line for line in staff.complaints() if "pubKeyCredParams" not in line]


def test_an_authenticator_that_does_not_know_who_is_there_does_not_sign_in_alone(walk):
    _, staff, authenticator = walk
    give_password(staff)
    add(staff, "x")
    staff.press("main a.primary")
    staff.press("[action='/sign-out'] button")
    authenticator.verifies(False)
    staff.go("/staff/sign-in")
    staff.click("form[data-passkey] button")
    staff.until(lambda: staff.one("form[data-passkey] [role=alert]").is_displayed())
    authenticator.verifies(True)
    staff.press("form[data-passkey] button")
    assert at(staff, "/staff")


def test_a_copied_passkey_is_refused(walk):
    portal, staff, authenticator = walk
    give_password(staff)
    add(staff, "x")
    staff.press("main a.primary")
    copy = authenticator.credentials()[0]
    for _ in range(2):
        staff.press("[action='/sign-out'] button")
        give_password(staff)
        staff.press("form[data-passkey] button")
        assert at(staff, "/staff")
    staff.press("[action='/sign-out'] button")
    authenticator.command("removeCredential", authenticatorId=authenticator.id, credentialId=copy["credentialId"])
    authenticator.command("addCredential", authenticatorId=authenticator.id, credential=copy)
    give_password(staff)
    staff.press("form[data-passkey] button")
    staff.go("/staff")
    assert at(staff, "/staff/sign-in")
    assert "passkey-copied" in [entry["action"] for entry in portal.told("audit")]


def test_without_scripts_the_page_says_what_is_needed_and_the_app_works():
    port = free_port()
    with Portal("beijing-2024", "--origin", f"http://localhost:{port}", port=port) as portal:
        portal.url = f"http://localhost:{port}"
        with Browser(portal, 360, "en-US", script=False) as staff:
            staff.go("/staff/sign-in")
            assert not staff.one("form[data-passkey] button").is_displayed()
            give_password(staff)
            staff.go("/staff/passkeys")
            staff.fill(password=PASSWORD, label="x")
            staff.press("[action='/staff/passkeys/new'] .primary")
            assert not staff.one("form[data-passkey] button").is_displayed() and "needs a browser" in staff.text
            staff.go("/staff/second-factor")
            assert staff.one("svg.qr")
