"""No page violates a rule of WCAG 2 A or AA that axe-core checks, or overflows a phone's width."""

import pytest

from acts import come_in, sign_in, submit, upload
from axe import violations
from portal import PHOTOS, Browser, Portal


# What can be touched and is lower than a fingertip. Links within a sentence may be as low as the sentence.
LOW = """
    return [...document.querySelectorAll('main a, main button, main summary, main select, main textarea, main input:not([type=hidden]), header a, header button, nav a')].filter((part) => {
      const box = part.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || getComputedStyle(part).opacity === '0') return false;
      if (part.type === 'checkbox' && part.closest('label').getBoundingClientRect().height >= 44) return false;
      if (getComputedStyle(part).display === 'inline' && part.parentElement.textContent.trim() !== part.textContent.trim()) return false;
      return box.height < 43.5;
    }).map((part) => part.outerHTML.slice(0, 120));
"""
LOOKS = [(360, "zh-CN", False), (360, "zh-CN", True), (1366, "en-US", False), (1366, "en-US", True)]


@pytest.mark.parametrize("width,language,dark", LOOKS, ids=["phone-zh", "phone-zh-dark", "desktop-en", "desktop-en-dark"])
def test_accessibility(width, language, dark):
    with Portal("guide-v2301") as portal, Browser(portal, width, language) as browser:
        if dark:
            browser.dark()

        def check(*paths):
            for path in paths:
                browser.go(path)
                assert browser.fits(), path
                assert browser.driver.title and browser.one("html").get_attribute("lang") in ("zh-CN", "en"), path
                assert violations(browser.driver) == [], path
                if width == 360 and not path.startswith("/staff"):
                    assert browser.driver.execute_script(LOW) == [], path

        check("/sign-in", "/first-time", "/staff/sign-in", "/nowhere")
        come_in(browser)
        check("/submit", "/materials")
        upload(browser, "identity", 1, PHOTOS[0])
        check("/materials", "/submit", "/profile", "/password", "/notice", "/list", "/materials/identity/1/remove",
              "/materials/identity/1/adjust")
        browser.go("/password")
        browser.fill(now="not the right one", password="another calm one", again="another calm one")
        browser.press("form .primary")
        wrong = browser.one("[name=now]")
        assert wrong.get_attribute("aria-invalid") == "true"
        assert wrong.value_of_css_property("border-top-width") == "2px", "the field itself shows it"
        assert browser.focus == browser.one("#news"), "reading begins with what was refused"
        assert violations(browser.driver) == []
        browser.go("/materials")
        upload(browser, "identity", 2, PHOTOS[1])
        submit(browser)
        check("/materials")
        sign_in(browser, "chen")
        pages = ["", "?state=all", "/publish", "/registrations?number=W-0001", "/statistics", "/notices", "/policy",
                 "/people", "/password", "/applications/W-0001", "/applications/W-0001/timeline", "/conflicts", "/load",
                 "/looks", "/agreement"]
        check(*["/staff" + page for page in pages])
        portal.command("review", "want", "W-0001", "identity", "1", "--note", "反光，请重拍", "--as", "wang")
        check("/staff/applications/W-0001")
        portal.command("review", "return", "W-0001", "--note", "请按要求更换", "--as", "wang")
        check("/staff/applications/W-0001", "/staff/notices")
