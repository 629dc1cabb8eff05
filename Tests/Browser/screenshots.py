"""Takes the portal's screenshots for the READMEs; pytest runs this only when it is named: `make screenshots`."""

import base64

from acts import hand_in, sign_in, submit, upload
from portal import PHOTOS, ROOT, Browser, Portal
from test_staff import WORDS

IMAGES = ROOT / "docs/images"


def beside(browser, *pictures):
    """Joins several pictures side by side."""
    images = "".join(f"<img src='data:image/png;base64,{base64.b64encode(picture).decode()}'>" for picture in pictures)
    browser.driver.get("data:text/html,<!doctype html><body style='margin:0; display:flex; gap:28px; width:max-content'>" + images)
    size = browser.driver.execute_script("return [document.body.offsetWidth, document.body.offsetHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}
    shot = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    return base64.b64decode(shot["data"])


def loaded(browser, selector):
    """Waits until a picture is loaded."""
    browser.driver.execute_script("arguments[0].scrollIntoView()", browser.one(selector))
    browser.until(lambda: all(image.get_property("naturalWidth") > 0 for image in browser.all(selector)))


def test_screenshots():
    """Tianjin: a return on a phone, and the new picture beside the former one on a desktop."""
    with Portal("tianjin-2023") as portal, Browser(portal, 360) as candidate, Browser(portal, 1280) as staff:
        hand_in(candidate, PHOTOS)
        portal.command("review", "accept", "W-0001", "identity", "1", "--as", "wang")
        portal.command("review", "want", "W-0001", "identity", "2", "--note", WORDS, "--as", "wang")
        portal.command("review", "return", "W-0001", "--note", "请按以下意见修改或补充材料。", "--as", "wang")
        candidate.go("/materials")
        candidate.one("form.upload.live")
        loaded(candidate, "#material-identity .shot img")
        candidate.driver.execute_script("scrollTo(0, 0)")
        top = candidate.driver.execute_script(
            "return document.querySelector('#material-identity').getBoundingClientRect().top + scrollY - 12")
        phones = [candidate.picture(at, scale=.6) for at in (0, top)]

        upload(candidate, "identity", 2, PHOTOS[2])
        candidate.go("/materials/identity/2/adjust")
        loaded(candidate, ".stage img")
        candidate.driver.execute_script("scrollTo(0, 0)")
        phones.append(candidate.picture(scale=.6))
        (IMAGES / "portal-upload.png").write_bytes(beside(staff, *phones))
        candidate.go("/materials")
        submit(candidate)
        sign_in(staff, "wang")
        staff.go("/staff/applications/W-0001#shot-identity-2")
        staff.one("#shot-identity-2.here")
        staff.keys("c")
        loaded(staff, "#shot-identity-2 .stage.pair img")
        staff.driver.execute_script("scrollTo(0, 0)")
        (IMAGES / "portal-review.png").write_bytes(staff.picture())

        for number in ("W-0002", "W-0003"):
            portal.command("registration", "activate", number)
            portal.command("upload", number, "identity", str(PHOTOS[0]), str(PHOTOS[2]))
            portal.command("submit", number)
        portal.command("review", "claim", "W-0001", "--as", "wang")
        staff.go("/staff")
        (IMAGES / "portal-queue.png").write_bytes(staff.picture(height=620))
