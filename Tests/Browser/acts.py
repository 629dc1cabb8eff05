"""Acts of candidates and staff on the pages, step by step."""

from portal import PASSWORD


def come_in(browser, number="W-0001"):
    """Signs in for the first time with the one-time code, and enters personal details where required."""
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
    """Signs in as a member of staff."""
    browser.driver.delete_all_cookies()
    browser.go("/staff/sign-in")
    browser.fill(name=name, password=PASSWORD)
    browser.press("form .primary")
    assert browser.driver.current_url.endswith("/staff")


def pictures(portal, material="identity", number="W-0001"):
    """The stored pictures, by position."""
    found = next(one for one in portal.told("materials", number) if one["material"] == material)
    return {picture["position"]: picture for picture in found["pictures"] if picture["sha256"]}


def states(portal, number="W-0001"):
    """The states of the identity document's two pictures."""
    return [picture["state"] for picture in portal.told("materials", number)[0]["pictures"]]


def upload(browser, material, position, photo, number="W-0001"):
    """Uploads a photo through the file chooser, and waits until it is shown."""
    place = f"#place-{material}-{position}"
    before = pictures(browser.portal, material, number).get(position)
    browser.one(f"#file-{material}-{position}").send_keys(str(photo))
    if not browser.script:
        browser.press(f"{place} .send")
    browser.until(lambda: pictures(browser.portal, material, number).get(position) not in (None, before))
    browser.until(lambda: browser.all(f"{place} img") and not browser.all(f"{place} .job progress:not([hidden])"))


def submit(browser):
    """Submits through the review page."""
    browser.press("a[href='/submit']")
    browser.press("form .primary")


def hand_in(browser, photos, number="W-0001"):
    """Uploads both sides of the identity document, and the other materials that the policy requires."""
    come_in(browser, number)
    for position in (1, 2):
        upload(browser, "identity", position, photos[position - 1], number)
    if browser.all("a[href='/submit']"):
        submit(browser)


def choose_drawn(browser, chooser, width, height, name="page.jpg"):
    """Chooses a photo of a page on a table, drawn by a script, in a file chooser given by its id."""
    browser.driver.execute_async_script("""
        const [id, width, height, name, done] = arguments;
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [width, height];
        const context = canvas.getContext('2d');
        context.fillStyle = '#444';
        context.fillRect(0, 0, width, height);
        context.fillStyle = '#eee';
        context.fillRect(width * .2, height * .2, width * .6, height * .6);
        canvas.toBlob((blob) => {
          const all = new DataTransfer();
          all.items.add(new File([blob], name, { type: 'image/jpeg' }));
          const input = document.getElementById(id);
          input.files = all.files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
          done();
        }, 'image/jpeg', .9);
    """, chooser, width, height, name)
