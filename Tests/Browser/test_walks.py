"""Walks through the portal in a real browser: `Tests/Browser/run`."""

import signal
import socket
import threading
import time
import urllib.request

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from axe import violations
from portal import PASSWORD, PHOTOS, Browser, Portal

POLICIES = ["shandong-2021", "tianjin-2023", "beijing-2024", "guide-v2301", "national-2023"]
READERS = [(360, "zh-CN", True), (1280, "en-US", True), (360, "zh-CN", False)]


def come_in(browser, number="W-0001"):
    browser.go("/first-time")
    browser.fill(
        registration=number, lastSix="01123" + number[-1], code=browser.portal.code(number), password=PASSWORD,
        again=PASSWORD)
    browser.press("form .primary")
    if "/profile" in browser.driver.current_url:
        browser.fill(mobile="13900000088", address="测试路 1 号")
        browser.press("form .primary")
    assert browser.driver.current_url.endswith("/materials")


def sign_in(browser, name):
    browser.go("/staff/sign-in")
    browser.fill(name=name, password=PASSWORD)
    browser.press("form .primary")
    assert browser.driver.current_url.endswith("/staff")


def upload(browser, material, position, photo):
    """Chooses a photo as a person would, and waits until it is there."""
    place = f"#place-{material}-{position}"
    before = browser.portal.told("materials", "W-0001")
    browser.one(f"#file-{material}-{position}").send_keys(str(photo))
    if not browser.script:
        browser.press(f"{place} .send")
    browser.until(lambda: browser.portal.told("materials", "W-0001") != before)
    browser.until(lambda: browser.all(f"{place} img") and not browser.all(f"{place} .job progress:not([hidden])"))


@pytest.mark.parametrize("width,language,script", READERS)
@pytest.mark.parametrize("policy", POLICIES)
def test_candidate(policy, width, language, script):
    """Uploads a phone photo, deletes it, uploads again, submits, is locked."""
    with Portal(policy) as portal, Browser(portal, width, language, script) as browser:
        come_in(browser)
        upload(browser, "identity", 1, PHOTOS[0])
        if script:
            browser.click("#place-identity-1 .minus")
            browser.press("dialog .danger")
        else:
            browser.press("#place-identity-1 .minus")
            browser.press("form .danger")
        assert not browser.all("#place-identity-1 img")
        upload(browser, "identity", 1, PHOTOS[1])
        upload(browser, "identity", 2, PHOTOS[2])
        pictures = portal.told("materials", "W-0001")[0]["pictures"]
        assert len(pictures) == 2 and all(picture["bytes"] <= 200_000 for picture in pictures)
        if policy == "national-2023":
            assert not browser.all("a[href='/submit']")
        else:
            browser.press("a[href='/submit']")
            browser.press("form .primary")
            assert ("上报完成" if language == "zh-CN" else "Submitted") in browser.text
            assert not browser.all("[data-upload]") and not browser.all(".minus")
        # Nothing hangs over the edge, on the smallest phone either.
        if script:
            assert browser.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        assert browser.complaints() == []


def test_review():
    """The site wants another picture and returns; the candidate replaces it; both levels pass; publishing shows it."""
    with Portal("tianjin-2023") as portal, Browser(portal, 1280) as staff, Browser(portal, 360) as candidate:
        come_in(candidate)
        upload(candidate, "identity", 1, PHOTOS[0])
        upload(candidate, "identity", 2, PHOTOS[1])
        candidate.press("a[href='/submit']")
        candidate.press("form .primary")

        sign_in(staff, "wang")
        staff.press("[data-key=n]")
        keys = lambda text: ActionChains(staff.driver).send_keys(text).perform()
        states = lambda: [picture["state"] for picture in portal.told("materials", "W-0001")[0]["pictures"]]
        keys("a")
        staff.until(lambda: states()[0] == "accepted")
        staff.until(lambda: staff.all("#shot-identity-2.here"))
        keys("w")
        keys("图片不清晰，请重新拍摄后上传。\n")
        staff.until(lambda: states()[1] == "wanted")
        staff.until(lambda: staff.one("#return-note").get_attribute("value") != "")
        staff.press("[data-key=r]")
        assert portal.told("status", "W-0001")[0]["state"] == "returned"

        candidate.go("/materials")
        assert "图片不清晰" in candidate.text and not candidate.all("#place-identity-1 [data-upload]")
        upload(candidate, "identity", 2, PHOTOS[2])
        candidate.until(lambda: not candidate.all("#place-identity-2.wanted"))
        candidate.press("a[href='/submit']")
        candidate.press("form .primary")

        for name in ["wang", "li"]:
            staff.driver.delete_all_cookies()
            sign_in(staff, name)
            staff.press("[data-key=n]")
            while staff.all("figure.shot.locked"):
                here = staff.one("figure.here").get_attribute("id")
                if not staff.all(f"#{here}.locked"):
                    keys("j")
                    continue
                keys("a")
                staff.until(lambda: staff.all(f"#{here}.accepted"))
            staff.until(lambda: set(states()) == {"accepted"})
            staff.press("[data-key=p]")
        status = portal.told("status", "W-0001")[0]
        assert status["state"] == "regionPassed" and status["visibleResult"] is None
        candidate.go("/materials")
        assert "审核通过" not in candidate.text
        staff.go("/staff/publish")
        staff.all("[name=sure]")[-1].click()
        staff.press("section:last-of-type .primary")
        candidate.go("/materials")
        assert "审核通过" in candidate.text
        assert staff.complaints() == [] and candidate.complaints() == []


@pytest.mark.parametrize("width", [360, 1280])
def test_accessibility(width):
    """No page breaks a rule of WCAG 2 A or AA that axe-core knows."""
    with Portal("guide-v2301") as portal, Browser(portal, width) as browser:
        for path in ["/sign-in", "/first-time", "/staff/sign-in"]:
            browser.go(path)
            assert violations(browser.driver) == [], path
        come_in(browser)
        upload(browser, "identity", 1, PHOTOS[0])
        for path in ["/materials", "/submit", "/profile", "/notice", "/list", "/materials/identity/1/remove"]:
            browser.go(path)
            assert violations(browser.driver) == [], path
        upload_second = lambda: (browser.go("/materials"), upload(browser, "identity", 2, PHOTOS[1]))
        upload_second()
        browser.press("a[href='/submit']")
        browser.press("form .primary")
        browser.driver.delete_all_cookies()
        sign_in(browser, "chen")
        for path in ["", "/publish", "/registrations?number=W-0001", "/statistics", "/notices", "/policy", "/people",
                     "/applications/W-0001", "/applications/W-0001/timeline"]:
            browser.go("/staff" + path)
            assert violations(browser.driver) == [], path


def test_keyboard_only():
    """The way in can be walked with the keyboard alone, and the focus is to be seen."""
    with Portal("beijing-2024") as portal, Browser(portal, 1280) as browser:
        browser.go("/sign-in")
        seen = []
        for _ in range(12):
            ActionChains(browser.driver).send_keys("\ue004").perform()
            focus = browser.driver.switch_to.active_element
            seen.append(focus.get_attribute("id") or focus.get_attribute("href") or focus.text)
            if focus.tag_name != "body":
                assert focus.value_of_css_property("outline-style") != "none", seen
        assert seen.index("registration") < seen.index("password")


def test_killed_in_the_middle_of_an_upload():
    """Nothing half done, nothing unstamped left, and the next upload works."""
    with Portal("beijing-2024") as portal, Browser(portal, 360) as browser:
        come_in(browser)
        cookie = next(c for c in browser.driver.get_cookies() if c["name"] == "visit")["value"]
        token = browser.one("input[name=token]").get_attribute("value")
        body = PHOTOS[0].read_bytes()
        head = (f"POST /materials/identity/1/upload HTTP/1.1\r\nHost: x\r\nCookie: visit={cookie}\r\n"
                f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body) + 500}\r\n\r\n"
                f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
                f'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n')
        with socket.create_connection(("127.0.0.1", portal.port)) as connection:
            connection.sendall(head.encode() + body[: len(body) // 2])
            time.sleep(0.5)
            portal.stop(signal.SIGKILL)
        assert portal.told("materials", "W-0001")[0]["pictures"] == []
        portal.command("store", "verify")
        portal.start(portal.port)
        browser.go("/sign-in")
        browser.fill(registration="W-0001", password=PASSWORD)
        browser.press("form .primary")
        upload(browser, "identity", 1, PHOTOS[0])


def test_stop_finishes_an_upload():
    """SIGTERM lets an upload under way come to its end, and takes nothing new."""
    with Portal("beijing-2024") as portal, Browser(portal, 360) as browser:
        come_in(browser)
        cookie = next(c for c in browser.driver.get_cookies() if c["name"] == "visit")["value"]
        token = browser.one("input[name=token]").get_attribute("value")
        photo = PHOTOS[0].read_bytes()
        parts = (f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
                 f'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n').encode()
        body = parts + photo + b"\r\n--b--\r\n"
        head = (f"POST /materials/identity/1/upload HTTP/1.1\r\nHost: x\r\nCookie: visit={cookie}\r\n"
                f"Accept: application/json\r\nConnection: close\r\n"
                f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n").encode()
        with socket.create_connection(("127.0.0.1", portal.port)) as connection:
            connection.sendall(head + body[: len(body) // 2])
            time.sleep(0.5)
            waiting = threading.Thread(target=portal.stop)
            waiting.start()
            time.sleep(0.5)
            connection.sendall(body[len(body) // 2 :])
            connection.settimeout(60)
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
            waiting.join()
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
        assert len(portal.told("materials", "W-0001")[0]["pictures"]) == 1
        with pytest.raises(OSError):
            urllib.request.urlopen(portal.url + "/healthz", timeout=5)
