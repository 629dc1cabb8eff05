"""Turning and cropping in a real browser: by touch, by keyboard, and without JavaScript."""

import pytest
from selenium.webdriver.common.keys import Keys

from acts import choose_drawn, come_in, pictures, upload
from portal import PHOTOS, Browser, Portal


def shape(portal):
    """Width divided by height of the first picture of the identity document."""
    held = pictures(portal)[1]
    return held["width"] / held["height"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_turns_and_crops_an_uploaded_picture_on_a_phone(script):
    with Portal() as portal, Browser(portal, 360, "zh-CN", script) as browser:
        come_in(browser)
        upload(browser, "identity", 1, PHOTOS[1])
        upright = shape(portal)
        browser.press("#place-identity-1 a[href$='/adjust']")
        assert "旋转/裁剪" in browser.text and browser.fits()
        first = pictures(portal)[1]["sha256"]
        for name, order in [("向右旋转", 2), ("向左旋转", 1)]:
            before = pictures(portal)[1]["sha256"]
            button = f"form.tools-row button:nth-of-type({order})"
            assert name in browser.one(button).text
            browser.press(button)
            assert pictures(portal)[1]["sha256"] != before
        assert pictures(portal)[1]["sha256"] == first, "turned right and left again it is the same picture"
        for side, value in {"left": "0", "top": "0", "right": "50", "bottom": "100"}.items():
            field = browser.one(f"#crop-{side}")
            field.clear()
            field.send_keys(value)
        browser.press("button[value=rectangle]")
        assert abs(shape(portal) - upright / 2) < .02
        browser.press("button[value=whole]")
        assert pictures(portal)[1]["sha256"] == first
        browser.press("form[action$='/done'] button")
        assert not browser.all("#place-identity-1 a[href$='/adjust']") and "查看大图" in browser.text
        assert browser.complaints() == []


def test_moves_the_rectangle_by_keyboard():
    with Portal() as portal, Browser(portal, 1280, "en-US") as browser:
        come_in(browser)
        upload(browser, "identity", 1, PHOTOS[1])
        before = shape(portal)
        browser.press("#place-identity-1 a[href$='/adjust']")
        for side, value in {"left": "0", "top": "0", "right": "100", "bottom": "100"}.items():
            field = browser.one(f"#crop-{side}")
            field.clear()
            field.send_keys(value)
        edge = next(handle for handle in browser.all(".handle") if "right edge" in handle.get_attribute("aria-label"))
        for _ in range(3):
            edge.send_keys(Keys.ARROW_LEFT)
        edge.send_keys(Keys.SHIFT + Keys.ARROW_LEFT)
        corner = browser.one(".handle")
        assert corner.get_attribute("aria-label") == "upper left corner 0%, 0%"
        corner.send_keys(Keys.ARROW_DOWN)
        corner.send_keys(Keys.ARROW_UP)
        corner.send_keys(Keys.ARROW_UP)
        assert [browser.one(f"#crop-{side}").get_property("value") for side in ("left", "top", "right")] == ["0", "0", "92"]
        browser.press("button[value=rectangle]")
        assert abs(shape(portal) - before * .92) < .02
        assert browser.complaints() == []


def test_turns_and_crops_before_sending():
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.until(lambda: browser.all("#place-identity-1 .first"))
        browser.driver.execute_script("document.querySelector('#place-identity-1 form').dataset.adjusts = 'true'")
        choose_drawn(browser, "file-identity-1", 800, 600)
        browser.until(lambda: browser.all(".before"))
        assert browser.fits() and not pictures(portal), "nothing is sent before it is wished"
        browser.click(".before [data-turn='90']")
        browser.click(".before [data-cropping]")
        assert len(browser.all(".before .handle")) == 8
        browser.click(".before [data-send]")
        browser.until(lambda: pictures(portal).get(1))
        assert abs(shape(portal) - 600 / 800) < .02
        browser.until(lambda: browser.all("#place-identity-1 a[href$='/adjust']"))
        assert browser.complaints() == []


def test_cancelling_sends_nothing_and_the_quick_way_stays():
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.until(lambda: browser.all("#place-identity-1 .first"))
        browser.driver.execute_script("document.querySelector('#place-identity-1 form').dataset.adjusts = 'true'")
        choose_drawn(browser, "file-identity-1", 800, 600)
        browser.click(".before [data-cancel]")
        browser.until(lambda: not browser.all(".before"))
        assert not pictures(portal)
        choose_drawn(browser, "file-identity-1", 800, 600)
        browser.until(lambda: pictures(portal).get(1))
