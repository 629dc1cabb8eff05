"""A test portal: a store in a temporary folder, `uploadprep serve` on a free port, and a browser."""

import base64
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("UPLOADPREP", str(ROOT / ".build/debug/uploadprep"))
PHOTOS = sorted((ROOT / "Samples").glob("*.jpg"))
PASSWORD = "a calm password"


class Portal:
    """The server and its store, with fictitious people."""

    def __init__(self, policy="beijing-2024", *options, port=0):
        self.folder = tempfile.mkdtemp(prefix="portal-walk-")
        self.options = options
        self.environment = dict(os.environ, UPLOADPREP_STORE=self.folder + "/store", LANG="C.UTF-8")
        self.command("store", "init", "--policy", policy)
        for number in range(1, 4):
            self.command(
                "registration", "add", f"W-000{number}", "--name", f"测试考生{number}", "--category", "临床执业医师",
                "--site", "测试考点", "--id-number", f"11010119900101123{number}")
        for name, role in [("wang", "site"), ("li", "region"), ("chen", "admin")]:
            self.command("staff", "add", name, "--role", role, *(["--site", "测试考点"] if role == "site" else []))
            self.command("staff", "password", name, "--own", text=PASSWORD + "\n")
        self.start(port)

    def start(self, port=0):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", str(port), "--json", "--log", os.environ.get("PORTAL_LOG", "error"), *self.options],
            env=self.environment, stdout=subprocess.PIPE, text=True)
        told = json.loads(self.process.stdout.readline())
        self.url, self.port = told["url"].rstrip("/"), told["port"]

    def command(self, *arguments, text=None):
        done = subprocess.run([BINARY, *arguments], env=self.environment, input=text, capture_output=True, text=True)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    def told(self, *arguments):
        return [json.loads(line) for line in self.command(*arguments, "--json").splitlines()]

    def code(self, number):
        return self.told("registration", "code", number)[0]["code"]

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Browser:
    """Headless Chromium with a given width and language, with or without JavaScript."""

    def __init__(self, portal, width=360, language="zh-CN", script=True):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        # Chromium does not run sandboxed as root; it opens only this portal's pages.
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=" + language]:
            options.add_argument(argument)
        options.accept_insecure_certs = True
        options.add_experimental_option("prefs", {
            "intl.accept_languages": language, "profile.managed_default_content_settings.javascript": 1 if script else 2})
        if width < 600:
            metrics = {"width": width, "height": 760, "pixelRatio": 2, "touch": True, "mobile": True}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_page_load_timeout(60)
        if width >= 600:
            self.driver.set_window_size(width, 860)
        self.portal, self.width, self.script = portal, width, script

    def go(self, path):
        self.driver.get(self.portal.url + path)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector, seconds=20):
        return WebDriverWait(self.driver, seconds).until(lambda _: next(iter(self.all(selector)), None))

    def until(self, condition, seconds=30):
        return WebDriverWait(self.driver, seconds, ignored_exceptions=()).until(lambda _: condition())

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.one(f"[name={name}]")
            field.clear()
            field.send_keys(value)

    def click(self, selector):
        """Clicks an element after scrolling it to the middle of the screen, where no bar covers it."""
        element = self.one(selector)
        x, y = self.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center'}); const box = arguments[0].getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]", element)
        if self.script:
            element.click()
            return
        # The driver's own click waits for ever on a page without scripts.
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def press(self, selector):
        """Clicks a link to another page, and waits until the page is loaded."""
        page = self.one("html")
        self.click(selector)
        WebDriverWait(self.driver, 30).until(lambda _: self.is_gone(page))
        self.one("main")

    @staticmethod
    def is_gone(element):
        try:
            element.is_enabled()
            return False
        except Exception:
            return True

    @property
    def text(self):
        return self.one("main").text

    def complaints(self):
        """The browser's console errors, without those for responses that a test provokes."""
        return [entry["message"] for entry in self.driver.get_log("browser") if "Failed to load resource" not in entry["message"]]

    def keys(self, *keys):
        """Types into the focused element."""
        ActionChains(self.driver).send_keys(*keys).perform()

    @property
    def focus(self):
        return self.driver.switch_to.active_element

    def tab_to(self, selector, most=60):
        """Moves the focus to an element with the Tab key alone, checking that the focus is always visible."""
        goal = self.one(selector)
        for _ in range(most):
            if self.focus == goal:
                return goal
            self.keys(Keys.TAB)
            shown = self.focus
            if shown.tag_name not in ("body", "input"):
                assert shown.value_of_css_property("outline-style") != "none", shown.get_attribute("outerHTML")[:200]
        raise AssertionError(f"the tabulator does not come to {selector}")

    def fits(self):
        """Whether nothing overflows the page's width."""
        return self.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")

    def offline(self, is_offline):
        """Switches the browser offline, or online again."""
        self.driver.set_network_conditions(offline=is_offline, latency=0, throughput=-1)

    def slow(self, bytes_a_second):
        """Throttles the line; None lets everything through."""
        throughput = -1 if bytes_a_second is None else bytes_a_second
        self.driver.set_network_conditions(offline=False, latency=0, throughput=throughput)

    def dark(self):
        """Asks for dark pages, as a phone does in the evening."""
        features = [{"name": "prefers-color-scheme", "value": "dark"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def picture(self, top=0, height=760, scale=1):
        """A part of the page as PNG, from a y coordinate downwards."""
        width = self.driver.execute_script("return document.documentElement.clientWidth")
        clip = {"x": 0, "y": top, "width": width, "height": height, "scale": scale}
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        return base64.b64decode(shot["data"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
