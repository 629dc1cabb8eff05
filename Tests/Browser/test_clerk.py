"""A workplace's clerk uploads for a candidate who has allowed it, in a real browser, with and without JavaScript."""

import pytest

from acts import come_in, pictures, upload
from portal import PASSWORD, PHOTOS, Browser, Portal


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_clerk_uploads_as_long_as_the_candidate_allows_it(script):
    with Portal() as portal:
        portal.command("staff", "add", "liu", "--role", "clerk", "--organisation", "测试医院")
        portal.command("staff", "password", "liu", "--own", text=PASSWORD + "\n")
        code = next(staff["clerkCode"] for staff in portal.told("staff", "list") if staff["name"] == "liu")
        with Browser(portal, 360, "zh-CN", script) as candidate, Browser(portal, 1366, "zh-CN", script) as clerk:
            come_in(candidate)
            candidate.go("/clerk")
            assert candidate.fits()
            candidate.fill(code=f"{code[:4]} {code[4:]}")
            candidate.press("form[action='/clerk'] .primary")
            assert "测试医院经办人 liu" in candidate.text
            candidate.press("form[action='/clerk/allow'] .primary")
            assert "授权成功" in candidate.text

            clerk.go("/staff/sign-in")
            clerk.fill(name="liu", password=PASSWORD)
            clerk.press("form .primary")
            assert clerk.driver.current_url.endswith("/helping")
            clerk.press("td a")
            assert "W-0001" in clerk.text and not clerk.all("a[href='/submit']")
            upload(clerk, "identity", 1, PHOTOS[0])
            assert list(pictures(portal)) == [1] and clerk.fits()

            candidate.go("/materials")
            assert "由测试医院经办人 liu 代传" in candidate.one("#place-identity-1").text
            assert candidate.all(".message.helped") and candidate.fits()
            candidate.go("/clerk")
            candidate.press("form[action='/clerk/revoke'] button")
            clerk.go("/helping/W-0001/materials")
            assert not clerk.all("#page"), "nothing is shown once the permission is taken back"
