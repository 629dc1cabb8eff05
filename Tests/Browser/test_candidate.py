"""The candidate's pages, in a real browser."""

import base64

import pytest
from selenium.webdriver.common.keys import Keys

from acts import come_in, hand_in, pictures, submit, upload
from portal import PASSWORD, PHOTOS, Browser, Portal

POLICIES = ["shandong-2021", "tianjin-2023", "beijing-2024", "guide-v2301", "national-2023"]
# A page on a table, 600 × 800, drawn for this test and encoded by libheif's heif-enc.
HEIC = """
    AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUNtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAAB
    AAAAImlsb2MAAAAAREAAAQABAAAAAAFnAAEAAAAAAAAERAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAw2lwcnAAAAClaXBjbwAA
    AHlodmNDAQNwAAAAAAAAAAAAWvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAWroCQCEAAQAsQgEBA3AAAAMAkAAAAwAAAwBaoASyAMhZ
    bqSSmubgQEDAgAAAAwCAAAADAIQiAAEAB0QBwXKwYkAAAAAUaXNwZQAAAAAAAAJYAAADIAAAABBwaXhpAAAAAAMICAgAAAAWaXBtYQAAAAAAAAABAAED
    gQKDAAAETG1kYXQAAARAKAGvC0aIHVGBU2ZjXm5OckQ9gPrGwdf/6re8TDv3tMsUVIeyQghQqSiAAAADAAAICKr4+pnnwaG0kwbjCcWUu72nMB/r/Xlf
    ofRcbmZrNqRNUHxW9+QltWZPkK/3x8bxhhQpJWq0G53oQebp7HIHGaCJob+IEeE8v+26ZIJoQAAAPiCqnm0xau4/M0PPpAHBfI10dwMnOUn8CLn+9dqo
    U7/PMRyUp5XG519W9U0RLvv6TxRmXr4I9Wf6L0DKbpoq6E/hA22/Pvyyju/g3ScTbGBuD3Nk0XhjYW3bpXLNugNTdyv0TlYCz670TlK5eM8jupCU4uzY
    TTflZRrpPoAWdGAAAA3Iq4QYamLGEoaQS1LzLEpEpR1prWAl5T8ncWt5I11lYw2z859+yqruNEjxRZpCWhm2Id7FRpZQd+qfVVM9g993NP1VwqGGQQ0N
    KLEB9zQd71oJgAPio8T+LfXzcUxM3u86p/StEivBUeCZYHdGwbcPvrZPMlqutvcT6EfqWvmp9uMOGSf9iDbnXnhWGtVRUDdq3QXmMNwsgoueiAoShvwt
    wN9+TjAnSvIdMO/E7cREocuIRRImkR8E4AAMOJpbfkB8X0uAalyeb7oL31tyeTVNAnXA94XQtJkq6pTChpBpYl+dfzcvsHLVqFsgiIkkpABFfgijRlw7
    xxAmbL5uytt5CLDL4YSac0MscG9F8A3kubqF3badEHL/1xBFHlwAAROOO5YTHHraO9vz1s5OiSoiS62sXYciqESK/1BUa/n0oAc3OArNqj7PE8Soybzq
    e69QAAADAAADAs8nFy7Lazze0XPdmHrmBoTRmbTqltvnJ81yEWQz2Mf7bCry4AAMeAi+Wj3WVIT4t42vT6UFUtnV0vJLf7Q0Eoe5lJbHcO5ftXMHULCY
    YxuOU1t1bi7ffhljExvr+m8ieSfQAAH2vt1yTLKj6T2j/7Gh0vfbKZ8CfFP8C7obdSHh0nhsB4bl+r2O/OsNZvSaT/AY4AAEbAjdajZTRlk/IQQi4quK
    HBinzbAMlSdWGAyTxeqJBarSB59RXRPto5QAAAMB8v23WP7lhb5GHgpnVcXXVpGxgpgc5YvJJAb9HQyFYAAAacAKb05qdl8i6xr/0I802SeGXKb5g0ZR
    9iuhWga3EttgOUhistyD7ofqk3I9AQj/VDh+AAADAQzKjMN/YCVw87a0xzUvN4L7h6KvWD85Rdwg1ox2L9IWalE78EbPR6j2/FDn763lj9qT/T3Yvox/
    7pFAABPQCtFbGTgt4K+ddt6NV6fLuPMQ4UVNq5xXjBHyQRYXeEACu+igAKNz4ADHiCAC+W+G6k9Grb05jgh8cDI6aZS5wlV0AAYkDu9IBVGDuFNLZojE
    XUIZ3AAAAwLtQAAAAwGnwAAAFUYAAAMB5yAAADLQAAAHfgAAAwE0fmoUBqm0oDgAE3AAAAMAAAMAIuA=
"""
READERS = [(360, "zh-CN", True), (1280, "en-US", True), (360, "en-US", False)]


@pytest.mark.parametrize("width,language,script", READERS, ids=["phone-zh", "desktop-en", "phone-en-no-script"])
@pytest.mark.parametrize("policy", POLICIES)
def test_uploads_deletes_submits_and_is_locked(policy, width, language, script):
    with Portal(policy) as portal, Browser(portal, width, language, script) as browser:
        come_in(browser)
        assert bool(browser.all("form.upload.live")) == script
        upload(browser, "identity", 1, PHOTOS[0])
        if script:
            browser.click("#place-identity-1 .minus")
            browser.press("dialog .danger")
        else:
            browser.press("#place-identity-1 .minus")
            browser.press("form .danger")
        assert not browser.all("#place-identity-1 img") and not pictures(portal)
        upload(browser, "identity", 1, PHOTOS[1])
        upload(browser, "identity", 2, PHOTOS[2])
        held = pictures(portal)
        assert len(held) == 2 and all(picture["bytes"] <= 200_000 for picture in held.values())
        assert all(picture["height"] > picture["width"] for picture in held.values()), "upright"
        assert browser.fits()
        if policy == "national-2023":
            # Submitted with every upload, and still changeable until a reviewer has acted.
            assert not browser.all("a[href='/submit']") and browser.all(".minus")
            assert ("已自动提交" if language == "zh-CN" else "Handed in") in browser.text
            for position in (1, 2):
                portal.command("review", "accept", "W-0001", "identity", str(position), "--as", "wang")
            browser.go("/materials")
            # The decision is not published: the picture is locked, and nothing shows that it was accepted.
            assert ("已锁定" if language == "zh-CN" else "locked") in browser.text
            assert ("已通过" if language == "zh-CN" else "accepted") not in browser.text
        else:
            assert browser.all(".minus")
            submit(browser)
            assert ("上报完成，内容已锁定" if language == "zh-CN" else "Submitted; everything is locked") in browser.text
            assert browser.text.count("上报完成") == (1 if language == "zh-CN" else 0), "told once"
        assert not browser.all("#material-identity [data-upload]") and not browser.all("#material-identity .minus")
        for path in ["/notice", "/list"]:
            browser.go(path)
            assert "W-0001" in browser.text and browser.fits()
            holds = "return [...document.querySelectorAll('.paper, .paper td')].every((part) => part.scrollWidth <= part.clientWidth)"
            assert browser.driver.execute_script(holds), "the paper holds what is written on it"
        assert browser.complaints() == []


@pytest.mark.parametrize("policy", POLICIES)
def test_a_phones_first_screen_has_the_first_open_place(policy):
    """Before the first upload and after it, the button for the next photo is visible without scrolling."""
    bottom = "return document.querySelector('[data-upload] .pick label').getBoundingClientRect().bottom"
    with Portal(policy) as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.go("/materials")
        for position in (1, 2):
            assert browser.driver.execute_script(bottom) < 760
            name = browser.one(f"#place-identity-{position} .label").text
            assert name in browser.one(".standing .open a").text, "what is missing is named"
            assert browser.one(".places > li").get_attribute("id") == f"place-identity-{position}"
            upload(browser, "identity", position, PHOTOS[position - 1])
            browser.go("/materials")
        assert not [link for link in browser.all(".standing .open a") if "place-identity" in link.get_attribute("href")]


def test_several_at_once_and_dropped():
    """On a desktop several photos are chosen together or dropped on the page, and each is listed with its sizes."""
    with Portal() as portal, Browser(portal, 1280) as browser:
        come_in(browser)
        browser.one("#file-education-1").send_keys("\n".join(str(photo) for photo in PHOTOS[:2]))
        browser.until(lambda: len(pictures(portal, "education")) == 2)
        browser.until(lambda: len(browser.all("#material-education .place img")) == 2)
        browser.until(lambda: "已压缩至" in browser.one("#material-education").text)
        place = browser.one("#place-education-1")
        kept = place.find_element("css selector", ".facts").text.split(" · ")[1]
        assert f"（已压缩至 {kept}）" in place.text, "a size is said one way"
        # Simulates dragging a file, which is made from an input element of the test.
        browser.driver.execute_script(
            "const input = document.createElement('input'); input.type = 'file'; input.id = 'dragged'; document.body.append(input)")
        browser.one("#dragged").send_keys(str(PHOTOS[2]))
        browser.driver.execute_script(
            "const all = new DataTransfer(); all.items.add(document.querySelector('#dragged').files[0]);"
            "document.querySelector('#place-other-1 form').dispatchEvent(new DragEvent('drop', {dataTransfer: all, bubbles: true}))")
        browser.until(lambda: len(pictures(portal, "other")) == 1)


def test_a_heic_photo_as_iphones_take_it(tmp_path):
    """A HEIC photo is accepted as it is, and shown as JPEG to everybody."""
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        photo = tmp_path / "IMG_0001.HEIC"
        photo.write_bytes(base64.b64decode(HEIC))
        upload(browser, "identity", 1, photo)
        held = pictures(portal)[1]
        assert (held["width"], held["height"]) == (600, 800)
        shown = browser.one("#place-identity-1 img")
        # Its thumbnail: upright, and small.
        browser.until(lambda: 0 < shown.get_property("naturalWidth") < shown.get_property("naturalHeight") <= 480)


def pdf(pages):
    """A PDF, each page of which has a black rectangle: the taller, the later the page."""
    kids = " ".join(f"{page * 2 + 3} 0 R" for page in range(pages))
    text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    text += f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages}>>endobj\n"
    for page in range(pages):
        drawing = f"100 100 200 {100 + 40 * page} re f"
        text += (f"{page * 2 + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {page * 2 + 4} 0 R>>endobj\n"
                 f"{page * 2 + 4} 0 obj<</Length {len(drawing)}>>stream\n{drawing}\nendstream endobj\n")
    return (text + "trailer<</Root 1 0 R>>\n").encode()


@pytest.mark.parametrize("width,language,script", READERS, ids=["phone-zh", "desktop-en", "phone-en-no-script"])
def test_a_page_of_a_document_is_chosen(tmp_path, width, language, script):
    """Of a PDF of three pages the candidate sees each, chooses the second, and finds it in its place."""
    zh = language == "zh-CN"
    form = tmp_path / "form.pdf"
    form.write_bytes(pdf(3))
    with Portal() as portal, Browser(portal, width, language, script) as browser:
        come_in(browser)
        browser.one("#file-identity-1").send_keys(str(form))
        if script:
            # The page stays, and offers the choice at the place.
            browser.until(lambda: browser.all("#place-identity-1 a[href^='/documents/']"))
            assert not pictures(portal) and ("3 页" if zh else "3 pages") in browser.one("#place-identity-1").text
            browser.press("#place-identity-1 a[href^='/documents/']")
        else:
            browser.press("#place-identity-1 .send")
        assert "/documents/" in browser.driver.current_url and not pictures(portal)
        assert ("文档共 3 页" if zh else "The document has 3 pages") in browser.text and "form.pdf" in browser.text
        shown = browser.all(".choose-page img")
        assert [image.get_attribute("alt") for image in shown] == [f"第 {k} 页" if zh else f"Page {k}" for k in (1, 2, 3)]
        for image in shown:
            browser.driver.execute_script("arguments[0].scrollIntoView()", image)
            browser.until(lambda: 0 < image.get_property("naturalWidth") < image.get_property("naturalHeight"))
        assert browser.fits() and browser.complaints() == []
        browser.press(".choose-page button[value='2']")
        assert browser.driver.current_url.endswith("#place-identity-1")
        held = pictures(portal)
        assert list(held) == [1] and held[1]["height"] > held[1]["width"] and held[1]["bytes"] <= 200_000
        browser.until(lambda: browser.one("#place-identity-1 img").get_property("naturalWidth") > 0)
        # How much of a column through the rectangle is black tells the page: 140 of 842 points are the second's.
        dark = browser.driver.execute_script("""
            const image = document.querySelector('#place-identity-1 img'), canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            const column = context.getImageData(Math.round(canvas.width * 150 / 595), 0, 1, canvas.height).data;
            return column.filter((level, i) => i % 4 === 0 && level < 90).length / canvas.height;
            """)
        assert abs(dark - 140 / 842) < 0.02, dark
        assert browser.complaints() == []


def test_without_scripts_the_answer_stands_at_the_place(tmp_path):
    """After uploading, a refusal and deleting, the address leads to the place, which has the focus and the answer."""
    with Portal() as portal, Browser(portal, 360, script=False) as browser:
        come_in(browser)
        wrong = tmp_path / "letter.jpg"
        wrong.write_text("no picture at all")
        browser.one("#file-identity-2").send_keys(str(wrong))
        browser.press("#place-identity-2 .send")
        assert browser.driver.current_url.endswith("#place-identity-2")
        assert "letter.jpg" in browser.one("#place-identity-2 [role=alert]").text
        upload(browser, "identity", 2, PHOTOS[0])
        assert "上传成功（已压缩至" in browser.one("#place-identity-2 [role=status]").text
        assert browser.one("#place-identity-2 img").rect["y"] > 0
        browser.press("#place-identity-2 .minus")
        browser.press("form .danger")
        assert "图片已删除" in browser.one("#place-identity-2 [role=status]").text
        assert not pictures(portal)


def test_a_refused_file_says_why_in_its_place(tmp_path):
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        wrong = tmp_path / "letter.jpg"
        wrong.write_text("no picture at all")
        browser.one("#file-identity-1").send_keys(str(wrong))
        told = browser.one("#place-identity-1 .job.failed")
        assert "letter.jpg" in told.text and len(told.text) > 20
        assert not told.find_element("css selector", ".again").is_displayed(), "sending it again would not help"
        upload(browser, "identity", 1, PHOTOS[0])
        assert browser.all("#material-identity .job.failed"), "what was refused stays to be read"


# A photo of 12 million pixels and several megabytes that is stored on its side, as most phones store them.
LARGE_PHOTO = """
    const done = arguments[arguments.length - 1];
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    const context = canvas.getContext('2d');
    const noise = context.createImageData(4000, 3000);
    let state = 1;
    for (let i = 0; i < noise.data.length; i += 4) {
      state = (state * 1103515245 + 12345) % 2147483648;
      const grey = 200 + state % 32;
      noise.data.set([grey, grey, grey, 255], i);
    }
    context.putImageData(noise, 0, 0);
    for (let y = 100; y < 2950; y += 60) { context.font = '40px sans-serif'; context.fillText('papers papers papers papers papers papers papers', 60, y); }
    canvas.toBlob(async (blob) => {
      const plain = new Uint8Array(await blob.arrayBuffer());
      const exif = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
      const photo = new File([plain.slice(0, 2), new Uint8Array(exif), plain.slice(2)], 'large.jpg', { type: 'image/jpeg' });
      window.sent = [];
      const send = XMLHttpRequest.prototype.send;
      XMLHttpRequest.prototype.send = function (body) { window.sent.push(body.get('photo').size); return send.call(this, body); };
      window.choose = (id) => {
        const all = new DataTransfer();
        all.items.add(photo);
        const input = document.getElementById(id);
        input.files = all.files;
        input.dispatchEvent(new Event('change'));
      };
      done(photo.size);
    }, 'image/jpeg', 0.97);
"""


def test_a_large_photo_is_shrunk_before_it_is_sent():
    """And stays upright; whoever wants to sends the whole file."""
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.driver.set_script_timeout(60)
        size = browser.driver.execute_async_script(LARGE_PHOTO)
        assert size > 3_000_000
        browser.driver.execute_script("choose('file-identity-1')")
        browser.until(lambda: 1 in pictures(portal), seconds=60)
        held = pictures(portal)[1]
        assert held["height"] > held["width"], "upright"
        browser.until(lambda: "已压缩至" in browser.one("#place-identity-1").text)
        browser.click(".rules summary")
        browser.click(".whole input")
        browser.driver.execute_script("choose('file-identity-2')")
        browser.until(lambda: 2 in pictures(portal), seconds=60)
        shrunk, whole = browser.driver.execute_script("return window.sent")
        assert shrunk < 0.7 * size and whole == size
        assert pictures(portal)[2]["height"] > pictures(portal)[2]["width"]


def test_an_upload_tells_how_far_it_is_and_can_be_cancelled():
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.one("#place-identity-1")
        browser.slow(100_000)
        browser.one("#file-identity-1").send_keys(str(PHOTOS[0]))
        browser.until(lambda: browser.one("#place-identity-1 .percent").text.endswith("%"))
        browser.click("#place-identity-1 .cancel")
        browser.until(lambda: not browser.all("#place-identity-1 .job"))
        browser.slow(None)
        upload(browser, "identity", 2, PHOTOS[1])
        assert list(pictures(portal)) == [2], "what was cancelled is not stored"


def test_a_lost_connection_keeps_the_photo():
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.one("#place-identity-1")
        browser.offline(True)
        browser.one("#file-identity-1").send_keys(str(PHOTOS[0]))
        told = browser.one("#place-identity-1 .job.failed")
        assert "网络中断" in told.text
        browser.offline(False)
        browser.until(lambda: pictures(portal), seconds=60)
        browser.until(lambda: browser.all("#place-identity-1 img"))
        assert portal.told("status", "W-0001")[0]["version"] == 2, "stored once"


def test_a_lost_photo_is_sent_when_the_line_is_back():
    """And not only when the next attempt is due."""
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        browser.one("#place-identity-1")
        # No attempt ever becomes due.
        browser.driver.execute_script("window.setTimeout = () => 0")
        browser.offline(True)
        browser.one("#file-identity-1").send_keys(str(PHOTOS[0]))
        browser.one("#place-identity-1 .job.failed")
        browser.offline(False)
        browser.until(lambda: browser.all("#place-identity-1 img"))
        assert portal.told("status", "W-0001")[0]["version"] == 2, "stored once"


def test_an_expired_session_keeps_the_photo():
    """A restart of the server ends no session. When one has ended, signing in again in another tab is enough."""
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        first = browser.driver.current_window_handle
        portal.stop()
        portal.start(portal.port)
        browser.go("/materials")
        assert "/sign-in" not in browser.driver.current_url
        browser.driver.delete_all_cookies()
        browser.one("#file-identity-1").send_keys(str(PHOTOS[0]))
        told = browser.one("#place-identity-1 .job.failed")
        assert "重新登录" in told.text and not pictures(portal)
        browser.driver.switch_to.new_window("tab")
        browser.go("/sign-in")
        browser.fill(registration="W-0001", password=PASSWORD)
        browser.press("form .primary")
        browser.driver.switch_to.window(first)
        browser.click("#place-identity-1 .again")
        browser.until(lambda: pictures(portal))
        # A page that was left open is told what happened, and repeats nothing.
        browser.driver.delete_all_cookies()
        browser.go("/materials")
        assert "/sign-in" in browser.driver.current_url


def test_a_stale_page_and_a_double_tap_do_nothing_twice():
    with Portal() as portal, Browser(portal, 360) as browser:
        come_in(browser)
        for position in (1, 2):
            upload(browser, "identity", position, PHOTOS[position])
        browser.go("/submit")
        stale = browser.driver.current_window_handle
        browser.driver.switch_to.new_window("tab")
        browser.go("/materials")
        upload(browser, "education", 1, PHOTOS[0])
        browser.driver.switch_to.window(stale)
        browser.press("form .primary")
        assert "刷新" in browser.text or "变化" in browser.text or "更新" in browser.text, browser.text[:300]
        assert portal.told("status", "W-0001")[0]["state"] == "filling"
        browser.go("/submit")
        page = browser.one("html")
        browser.driver.execute_script(
            "const button = document.querySelector('form .primary'); button.click(); button.click()")
        browser.until(lambda: browser.is_gone(page))
        browser.one(".standing.calm")
        audit = [entry["action"] for entry in portal.told("audit", "W-0001")]
        assert audit.count("submit") == 1 and not browser.all(".news.bad")


def test_keyboard_only():
    """From sign-in to submission without a mouse; the focus is always visible."""
    with Portal() as portal, Browser(portal, 1280) as browser:
        browser.go("/first-time")
        code = portal.code("W-0001")
        for name, value in [("registration", "W-0001"), ("lastSix", "011231"), ("code", code), ("password", PASSWORD), ("again", PASSWORD)]:
            browser.tab_to(f"[name={name}]").send_keys(value)
        browser.keys(Keys.ENTER)
        browser.one("[name=mobile]")
        browser.tab_to("[name=mobile]").send_keys("13900000088")
        browser.tab_to("[name=address]").send_keys("测试路 1 号")
        browser.tab_to("form .primary")
        browser.keys(Keys.ENTER)
        browser.one("#page")
        for position in (1, 2):
            # What the system's file chooser would return, with the focus on the input.
            browser.tab_to(f"#file-identity-{position}").send_keys(str(PHOTOS[position]))
            browser.until(lambda: position in pictures(portal))
            browser.until(lambda: browser.all(f"#place-identity-{position} img"))
        browser.tab_to("#place-identity-1 .minus")
        browser.keys(Keys.ENTER)
        browser.one("dialog[open]")
        browser.keys(Keys.ESCAPE)
        browser.until(lambda: not browser.all("dialog[open]"))
        assert len(pictures(portal)) == 2 and browser.focus == browser.one("#place-identity-1 .minus")
        browser.go("/submit")
        browser.tab_to("form .primary")
        browser.keys(Keys.ENTER)
        browser.one(".standing.calm")
        assert portal.told("status", "W-0001")[0]["state"] == "submitted"


def test_another_persons_pages_are_not_to_be_had():
    with Portal() as portal, Browser(portal, 360) as browser:
        hand_in(browser, PHOTOS)
        browser.driver.delete_all_cookies()
        come_in(browser, "W-0002")
        for path in ["/materials", "/notice", "/list", "/submit", "/profile", "/materials?registration=W-0001"]:
            browser.go(path)
            assert "W-0001" not in browser.driver.page_source and "测试考生1" not in browser.driver.page_source
        for path in ["/staff", "/staff/applications/W-0001", "/staff/applications/W-0001/pictures/identity/1"]:
            browser.go(path)
            assert browser.driver.current_url.startswith(portal.url + "/staff/sign-in")
        browser.go("/materials/identity/1/picture")
        assert not browser.all("main img")
