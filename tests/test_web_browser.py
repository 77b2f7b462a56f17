"""A small round at the review page in a real browser, by clicking and by keyboard, ending in a patch release."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import eventcoder
from eventcoder.annotation.ledger import read_ledger

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

COMMAND = Path(sys.executable).with_name("eventcoder")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1300,1000",
)  # fmt: skip
NEWS = {
    "a.txt": "2025-08-07\n\nFrance condemned Iran on Thursday. Egypt condemned Israel. Germany criticised Russia.\n",
    "b.txt": "2025-08-07\n\nمصر تدين الغارات الإسرائيلية على لبنان.\n",
    "c.txt": "2025-08-07\n\nThe weather in the capital was warm and dry.\n",
}


def run(*arguments: object, folder: Path) -> str:
    done = subprocess.run([COMMAND, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    found = tmp_path_factory.mktemp("round")
    (found / "news").mkdir()
    for name, text in NEWS.items():
        (found / "news" / name).write_text(text, "utf-8")
    run("build", "news", "--name", "news", "--quiet", folder=found)
    return found


@pytest.fixture
def links(folder) -> Iterator[list[str]]:
    options = ("--annotator", "amal", "--annotator", "berk", "--no-open")
    served = [COMMAND, "annotate", "serve", "news", *options]
    with subprocess.Popen(served, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        found: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            found += re.findall(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line)
            if len(found) == 2:
                break
        yield found
        process.terminate()


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("needs chromium and chromedriver; .ci/packages installs them")
    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = program
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        found = webdriver.Chrome(options, webdriver.ChromeService(driver))
        yield found
        faults = [one["message"] for one in found.get_log("browser") if one["level"] == "SEVERE"]
        faults = [one for one in faults if "status of 422" not in one]  # a form with faults, as meant
        found.quit()
        assert faults == []


class Reader:
    """Somebody at the page, who waits for what they have done to be seen."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self.browser = browser

    def open(self, link: str) -> None:
        self.browser.get(link)
        self.until(lambda: self.one("#card").is_displayed())
        assert "token" not in self.browser.current_url

    def one(self, selector: str):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def until(self, holds) -> None:
        WebDriverWait(self.browser, 60, ignored_exceptions=[Exception]).until(lambda _: holds())

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.browser).send_keys(*keys).perform()

    def click(self, name: str) -> None:
        self.one(f'[data-do="{name}"]').click()

    def said(self) -> str:
        return str(self.one("#progress-text").text)

    def go(self, words: str) -> None:
        """Put the row whose sentence has some words into work."""

        def gone() -> bool:
            if words not in self.one("#text").text:
                next(one for one in self.all("#rows .words") if words in one.text).click()
            return words in self.one("#text").text

        self.until(gone)

    def fill(self, name: str, text: str) -> None:
        field = self.one(f"#field-{name}")
        field.clear()
        field.send_keys(text)

    def choose(self, name: str, words: str, code: str) -> None:
        """Type words into a field and take the first code that is suggested, by keyboard."""
        self.fill(name, words)
        box = f".field:has(#field-{name}) .choices"
        self.until(lambda: self.one(f"{box} li b").text == code)
        self.one(f"#field-{name}").send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        assert self.one(f"#field-{name}").get_attribute("value") == code


def test_a_round_by_clicking_and_by_keyboard_ends_in_a_patch_release(folder, links, browser):
    amal = Reader(browser)
    amal.open(links[0])
    amal.go("France condemned Iran")
    amal.click("confirm")
    amal.until(lambda: amal.said().strip("\u2066").startswith("1"))

    amal.go("Egypt condemned")
    amal.press("e")
    amal.choose("code", "اتهم", "112")
    amal.one("#field-code").send_keys(Keys.CONTROL, Keys.ENTER)
    amal.until(lambda: amal.one("#form").get_attribute("hidden") is not None)

    amal.go("Germany criticised")
    amal.press("x")
    amal.until(lambda: "Germany criticised" not in amal.one("#text").text)

    Select(amal.one('[name="language"]')).select_by_value("ar")
    amal.until(lambda: amal.one("#text").get_attribute("lang") == "ar")
    assert amal.one("#text").value_of_css_property("direction") == "rtl"
    assert [mark.text for mark in amal.all("#text mark.trigger")] != []
    Select(amal.one("#page-language")).select_by_value("ar")
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("dir") == "rtl"
    assert amal.one('[data-do="confirm"]').text.startswith("تأكيد")
    Select(amal.one("#page-language")).select_by_value("en")

    Select(amal.one('[name="language"]')).select_by_value("en")
    Select(amal.one('[name="kind"]')).select_by_value("sentence")
    amal.press(Keys.ESCAPE)
    amal.go("weather")
    amal.press("a")
    amal.choose("source", "Germany", "DEU")
    amal.fill("code", "99")
    amal.one("#form button.main").click()
    amal.until(lambda: "no event code" in amal.one(".field:has(#field-code) .wrong").text)
    amal.choose("code", "ziyaret", "042")
    amal.choose("target", "France", "FRA")
    amal.one("#form button.main").click()
    amal.until(lambda: "042" in amal.one("#answer").text)
    amal.click("undo")
    amal.until(lambda: amal.one("#answer").get_attribute("hidden") is not None)
    amal.press("a")
    for name, code in (("source", "DEU"), ("code", "042"), ("target", "FRA")):
        amal.fill(name, code)
    amal.one("#field-target").send_keys(Keys.CONTROL, Keys.ENTER)
    amal.until(lambda: "042" in amal.one("#answer").text)

    told = run("build", "news", "--name", "news", "--quiet", folder=folder)
    assert "1.0.1" in told
    events = eventcoder.load("news", "1.0.1", root=folder / "datasets")
    counts = Counter(events["review_status"])
    assert (counts["confirmed"], counts["corrected"], counts["added"]) == (1, 1, 1)
    assert set(events.loc[events["review_status"] != "uncorrected", "reviewer"]) == {"amal"}
    corrected = events[events["review_status"] == "corrected"].iloc[0]
    assert (corrected["source_actor"], corrected["event_code"], corrected["target_actor"]) == ("EGY", "112", "ISR")
    assert not events["sentence"].str.contains("Germany criticised").any()


def test_text_of_others_stays_text_and_another_tab_cannot_write(folder, links, browser):
    amal = Reader(browser)
    amal.open(links[0])
    amal.one("#filter-text").send_keys("<img src=x onerror=alert(1)>")
    amal.until(lambda: "Nothing" in amal.one("#queue-total").text)
    assert browser.find_elements(By.TAG_NAME, "img") == []
    amal.one("#filter-text").clear()
    amal.one("#filter-text").send_keys("lebanon", Keys.ESCAPE)
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    berk = Reader(browser)
    berk.open(links[1])
    assert berk.one("#who").text == "berk"
    before = len(read_ledger(folder / "annotations", "news"))
    browser.switch_to.window(first)
    Select(amal.one('[name="status"]')).select_by_value("")
    amal.one("#filter-text").clear()
    amal.one("#filter-text").send_keys(Keys.ESCAPE)
    amal.go("مصر")
    amal.click("confirm")
    amal.until(lambda: "another session" in amal.one("#toast").text)
    assert len(read_ledger(folder / "annotations", "news")) == before
    browser.get_log("browser")  # the refusal stands there
