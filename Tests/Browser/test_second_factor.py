"""Two-factor sign-in of staff, in a real browser without scripts."""

import base64
import hashlib
import hmac
import struct
import time

import pytest

from portal import PASSWORD, Browser, Portal


def code(secret, step):
    """The code of RFC 6238 for a step of 30 seconds."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


def give_password(browser):
    browser.go("/staff/sign-in")
    browser.fill(name="wang", password=PASSWORD)
    browser.press("form .primary")


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_set_up_then_sign_in_with_a_code_and_a_recovery_code(language):
    with Portal("beijing-2024", "--second-factor", "required") as portal, Browser(portal, 360, language, script=False) as staff:
        give_password(staff)
        staff.go("/staff/registrations")
        assert staff.driver.current_url.endswith("/staff/second-factor") and staff.fits()
        assert staff.one("svg.qr").size["width"] > 150
        secret = staff.one("#secret").text.replace(" ", "")
        step = int(time.time()) // 30
        staff.fill(code=code(secret, step))
        staff.press("form.card .primary")
        codes = [item.text for item in staff.all(".codes li")]
        assert len(codes) == 10 and staff.fits()
        staff.press("main a.primary")
        assert staff.driver.current_url.endswith("/staff")

        for entry in ["", codes[0]]:
            staff.press("[action='/sign-out'] button")
            give_password(staff)
            staff.go("/staff")
            assert "/sign-in" in staff.driver.current_url
            give_password(staff)
            staff.fill(code=entry or code(secret, max(step + 1, int(time.time()) // 30)))
            staff.press("form.card .primary")
            assert staff.driver.current_url.endswith("/staff")
        staff.press("[action='/sign-out'] button")
        give_password(staff)
        staff.fill(code=codes[0])
        staff.press("form.card .primary")
        assert staff.all("#code-error")

        portal.command("staff", "reset-second-factor", "wang")
        assert [one["hasSecondFactor"] for one in portal.told("staff", "list")] == [False] * 3
        assert not [line for line in staff.complaints() if "Content Security Policy" in line]
