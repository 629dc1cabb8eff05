"""The reviewers' pages, in a real browser."""

import pytest

from acts import hand_in, sign_in, states, submit, upload
from portal import PASSWORD, PHOTOS, Browser, Portal

WORDS = "图片不清晰，请重新拍摄后上传。"


def test_by_keyboard_from_a_return_to_publishing():
    """Tianjin, in Chinese: the site wants another picture; the candidate replaces it; both levels pass; then publication."""
    with Portal("tianjin-2023") as portal, Browser(portal, 1280) as staff, Browser(portal, 360) as candidate:
        hand_in(candidate, PHOTOS)
        sign_in(staff, "wang")
        staff.press("[data-key=n]")
        assert portal.told("status", "W-0001")[0]["claimedBy"] == "wang" and "由您领取" in staff.text
        staff.keys("?")
        staff.one("dialog[open]")
        staff.keys("\ue00c")
        staff.keys("a")
        staff.until(lambda: states(portal)[0] == "accepted")
        staff.until(lambda: staff.all("#shot-identity-2.here"))
        staff.keys("k")
        staff.until(lambda: staff.all("#shot-identity-1.here"))
        staff.keys("j", "+", "]")
        view = staff.one("#shot-identity-2 .stage img")
        staff.until(lambda: "rotate(90deg)" in view.get_attribute("style") and "scale(1.4)" in view.get_attribute("style"))
        staff.keys("w")
        staff.keys(WORDS + "\n")
        staff.until(lambda: states(portal)[1] == "wanted")
        staff.until(lambda: staff.one("#return-note").get_attribute("value") != "")
        staff.keys("r")
        staff.until(lambda: staff.focus == staff.one("#return-note"))
        staff.press("[data-key=r]")
        assert portal.told("status", "W-0001")[0]["state"] == "returned"

        candidate.go("/materials")
        assert "图片不清晰" in candidate.one(".messages").text and not candidate.all("#place-identity-1 [data-upload]")
        assert "图片不清晰" in candidate.one("#place-identity-2").text
        upload(candidate, "identity", 2, PHOTOS[2])
        candidate.until(lambda: not candidate.all("#place-identity-2.wanted"))
        submit(candidate)

        for name in ["wang", "li"]:
            sign_in(staff, name)
            staff.press("[data-key=n]")
            if name == "wang":
                # The former picture beside the new one.
                staff.go("/staff/applications/W-0001#shot-identity-2")
                staff.until(lambda: staff.all("#shot-identity-2.here"))
                staff.keys("c")
                staff.until(lambda: len(staff.all("#shot-identity-2 .stage.pair img")) == 2)
                staff.keys("]")
                staff.until(lambda: all("rotate(90deg)" in image.get_attribute("style") for image in staff.all("#shot-identity-2 .stage img")))
            while staff.all("figure.shot.locked"):
                here = staff.one("figure.here").get_attribute("id")
                if not staff.all(f"#{here}.locked"):
                    staff.keys("j")
                    continue
                staff.keys("a")
                staff.until(lambda: staff.all(f"#{here}.accepted"))
            staff.until(lambda: set(states(portal)) == {"accepted"})
            page = staff.one("html")
            staff.keys("p")
            staff.until(lambda: staff.is_gone(page))
            staff.one(".tabs")
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


def test_by_hand_on_a_phone():
    """The national policy, in English, on 360 pixels: want, return, replace without submitting, both levels, publish."""
    with Portal("national-2023") as portal, Browser(portal, 360, "en-US") as staff, Browser(portal, 1280, "en-US") as candidate:
        hand_in(candidate, PHOTOS)
        sign_in(staff, "wang")
        staff.press("[data-key=n]")
        assert staff.fits()
        staff.click("#shot-identity-1 .good")
        staff.until(lambda: states(portal)[0] == "accepted")
        staff.click(".frame[data-shot=identity-2]")
        staff.one("#note-identity-2").send_keys("unclear")
        staff.click("#shot-identity-2 .bad")
        staff.until(lambda: states(portal)[1] == "wanted")
        staff.until(lambda: staff.one("#return-note").get_attribute("value") != "")
        staff.press("[data-key=r]")
        candidate.go("/materials")
        assert "unclear" in candidate.one("#place-identity-2").text and not candidate.all("#place-identity-1 [data-upload]")
        upload(candidate, "identity", 2, PHOTOS[2])
        assert portal.told("status", "W-0001")[0]["state"] == "submitted", "by itself"
        for name in ["wang", "li"]:
            sign_in(staff, name)
            staff.press("[data-key=n]")
            for position in (1, 2):
                if not staff.all(f"#shot-identity-{position}.accepted"):
                    staff.click(f".frame[data-shot=identity-{position}]")
                    staff.click(f"#shot-identity-{position} .good")
                    staff.one(f"#shot-identity-{position}.accepted")
            staff.press("[data-key=p]")
            candidate.go("/materials")
            assert "Passed by" not in candidate.text and "Review passed" not in candidate.text, "not before it is published"
        for level, words in [("first", "Passed by the exam site"), ("last", "Review passed")]:
            sign_in(staff, "wang" if level == "first" else "li")
            staff.go("/staff/publish")
            staff.click("[name=sure]")
            staff.press("main form .primary")
        candidate.go("/materials")
        assert "Review passed" in candidate.text
        assert staff.complaints() == [] and candidate.complaints() == []


def test_a_decision_on_an_outdated_page_shows_what_changed():
    with Portal() as portal, Browser(portal, 1280, "en-US") as browser:
        hand_in(browser, PHOTOS)
        sign_in(browser, "wang")
        browser.go("/staff/applications/W-0001")
        portal.command("review", "want", "W-0001", "identity", "2", "--note", "blurred", "--as", "wang")
        browser.one("#return-note").send_keys("please look")
        browser.press("[data-key=r]")
        assert "has changed" in browser.text and "Wants another picture" in browser.text
        assert portal.told("status", "W-0001")[0]["state"] == "submitted"
        browser.press("a.primary")
        browser.until(lambda: browser.one("#return-note").get_attribute("value") != "")
        browser.press("[data-key=r]")
        # The return is withdrawn while the candidate has changed nothing.
        browser.go("/staff/applications/W-0001")
        browser.press("form[action$=withdraw] button")
        assert portal.told("status", "W-0001")[0]["state"] == "submitted"


def test_the_picture_and_its_decision_are_seen_together():
    """On a laptop's screen, with many pictures; after the last one nothing is left to decide."""
    with Portal() as portal, Browser(portal, 1280, "en-US") as browser:
        portal.command("registration", "activate", "W-0001")
        portal.command("profile", "W-0001", "--mobile", "13900000088", "--address", "测试路 1 号")
        for material in ("identity", "education", "other"):
            portal.command("upload", "W-0001", material, str(PHOTOS[0]), str(PHOTOS[1]))
        portal.command("submit", "W-0001")
        sign_in(browser, "wang")
        browser.press("[data-key=n]")
        browser.one(".gallery.live")
        seen = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight"
        for part in (".here .stage", ".here button.good", ".here button.bad", "[data-key=p]"):
            browser.until(lambda: browser.driver.execute_script(seen, part))
        for _ in range(6):
            here = browser.one("figure.here").get_attribute("id")
            browser.keys("a")
            browser.until(lambda: browser.all(f"#{here}.accepted"))
        browser.until(lambda: "6 of 6 accepted" in browser.text)
        assert browser.one("figure.here").get_attribute("id") == here, "it stays, and goes to no empty place"
        # A refusal is visible wherever on the page the act was started.
        portal.command("review", "release", "W-0001", "--as", "wang")
        portal.command("review", "claim", "W-0001", "--as", "chen")
        browser.driver.execute_script("scrollTo(0, document.body.scrollHeight)")
        browser.keys("a")
        refusal = "figure.here [data-answer] .news.bad"
        browser.one(refusal)
        browser.until(lambda: browser.driver.execute_script(seen, refusal))


def test_several_at_once():
    with Portal() as portal, Browser(portal, 1280, "en-US") as browser:
        for number in ["W-0001", "W-0002"]:
            portal.command("registration", "activate", number)
            portal.command("profile", number, "--mobile", "13900000088", "--address", "测试路 1 号")
            portal.command("upload", number, "identity", str(PHOTOS[0]), str(PHOTOS[1]))
            portal.command("submit", number)
        for position in ("1", "2"):
            portal.command("review", "accept", "W-0001", "identity", position, "--as", "wang")
        sign_in(browser, "wang")
        browser.click("[data-all]")
        browser.press("button[value=pass]")
        assert "1 done" in browser.text and "1 refused" in browser.text
        assert [portal.told("status", number)[0]["state"] for number in ("W-0001", "W-0002")] == ["sitePassed", "submitted"]


def test_the_office():
    """An admin imports a table, hands out a code and adds a member of staff, who changes the password."""
    with Portal() as portal, Browser(portal, 1280, "en-US") as browser:
        sign_in(browser, "chen")
        browser.go("/staff/registrations/import")
        table = portal.folder + "/list.csv"
        with open(table, "w") as file:
            file.write("number,name,category,site\nW-0009,测试考生9,临床执业医师,测试考点\n")
        browser.one("#table").send_keys(table)
        browser.press("form[action$=import] .primary")
        browser.press("form[action$=confirm] .primary")
        assert "1 registration" in browser.text
        browser.go("/staff/registrations")
        browser.fill(search="考生9")
        browser.press("form .primary")
        browser.press(".roster tbody a")
        browser.press("form[action$=code] button")
        assert len(browser.one(".code").text) == 8
        browser.go("/staff/people")
        form = browser.one("form[action='/staff/people']")
        form.find_element("name", "name").send_keys("zhao")
        form.find_element("name", "site").send_keys("测试考点")
        form.find_element("name", "password").send_keys(PASSWORD)
        browser.press("form[action='/staff/people'] .primary")
        assert "zhao was added" in browser.text
        browser.driver.delete_all_cookies()
        browser.go("/staff/sign-in")
        browser.fill(name="zhao", password=PASSWORD)
        browser.press("form .primary")
        # Somebody else has set the password, so it has to be changed before anything else.
        browser.fill(now=PASSWORD, password=PASSWORD + " anew", again=PASSWORD + " anew")
        browser.press("form .primary")
        assert "Your password is changed" in browser.text


def test_the_picture_has_two_thirds_of_the_height():
    """At 1366 × 768, turned or not; the decision below it covers nothing of it; the keys of the page."""
    with Portal() as portal, Browser(portal, 1366, "en-US") as browser:
        hand_in(browser, PHOTOS)
        sign_in(browser, "wang")
        frame = browser.driver.execute_script("return outerHeight - innerHeight")
        browser.driver.set_window_size(1366, 768 + frame)
        browser.press("[data-key=n]")
        browser.one(".gallery.live")
        share = (
            "const stage = document.querySelector('.here .stage').getBoundingClientRect();"
            "const image = document.querySelector('.here .stage img'), box = image.getBoundingClientRect();"
            "const decide = document.querySelector('.here .decide').getBoundingClientRect();"
            "return [stage.height / innerHeight, decide.top - stage.bottom, box.height / stage.height]")
        for key in ("", "]"):
            if key:
                browser.keys(key)
            stage, gap, image = browser.driver.execute_script(share)
            assert stage >= 0.65 and gap >= 0 and image >= 0.99, (key, stage, gap, image)
        # Everything left is accepted at once only after each picture was shown.
        assert not browser.one("#side [data-key=A]").is_enabled()
        browser.keys("1")
        note = browser.one(".here input[name=note]")
        assert note.get_attribute("value") == WORDS or note.get_attribute("value")
        assert browser.focus == note
        # The first Escape only closes the list of reasons, the second leaves the field.
        browser.keys("\ue00c", "\ue00c", "j")
        browser.until(lambda: browser.one("#side [data-key=A]").is_enabled())
        browser.keys("A")
        browser.until(lambda: set(states(portal)) == {"accepted"})
        assert browser.complaints() == []
