"""The pages as a person meets them: a real Chromium on the served sample."""

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pages are not looked at.")
from axe_playwright_python.sync_playwright import Axe  # noqa: E402  (after the check that it can be had)
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (320, 390, 768, 1440)
# The themes differ in colours alone, so all rules are held against the light one and those on colours against the dark.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
AXE = """(rules) => axe.run({ runOnly: rules, resultTypes: ["violations"] }).then(
  (found) => found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`))"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: pages are not looked at.")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as started:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@contextmanager
def visiting(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """A visit of its own; fails where a request leaves the origin or the policy is broken."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=origin)
    outside: list[str] = []
    told: list[str] = []
    made.on("request", lambda request: outside.append(request.url) if not request.url.startswith(origin) else None)
    made.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    made.on("weberror", lambda error: told.append(str(error.error)))
    yield made
    made.close()
    assert outside == []
    # A page that is not there is reported by the browser too, and rightly.
    assert [one for one in told if "404" not in one] == []


@pytest.fixture
def context(browser: Browser, sample_address: str) -> Iterator[BrowserContext]:
    """A visit."""
    with visiting(browser, sample_address) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the visit."""
    return context.new_page()


@pytest.fixture(scope="module")
def looked(browser: Browser, sample_address: str, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong with any page: by theme what axe finds, by width what is wider than the screen.

    Each page is opened once in each language, and looked at in both themes and in all widths.
    """
    found: dict[str, list[str]] = defaultdict(list)
    script = Axe().axe_script
    with visiting(browser, sample_address) as context:
        page = context.new_page()
        for path in (prefix + path for prefix in ("", "/en") for path in paths):
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(path)
            page.evaluate(script)
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                found[theme] += [f"{path}: {one}" for one in page.evaluate(AXE, RULES[theme])]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    found[str(width)].append(path)
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_violation_on_any_page(looked: dict[str, list[str]], theme: str) -> None:
    assert not looked[theme], "\n".join(looked[theme])


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(looked: dict[str, list[str]], width: int) -> None:
    assert not looked[str(width)], "\n".join(looked[str(width)])


def test_a_page_is_seen(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / "home.png", full_page=True)
    assert (ARTEFACTS / "home.png").stat().st_size > 10_000


def test_a_person_finds_narrows_opens_and_sees_the_words(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("漏洩")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("事案")
    before = page.locator("#count").inner_text()
    page.locator(".facets li a", has_text="ランサムウェア").first.click()
    expect(page.locator(".filters")).to_contain_text("ランサムウェア")
    assert page.locator("#count").inner_text() != before
    page.locator(".entries h3 a").first.click()
    expect(page.locator("#facts")).to_be_visible()
    source = page.locator("a.source").first
    words = source.locator("mark").inner_text()
    source.click()
    expect(page).to_have_url(re.compile(r"/releases/\w+#w\d+"))
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    assert words.startswith(target.inner_text()[:4])


def test_a_fact_leads_to_its_words_and_back(page: Page, ids: dict[str, str]) -> None:
    page.goto(f"/releases/{ids['release']}")
    page.locator("aside dd a").last.click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.locator("a.w:has(:target)").click()
    expect(page.locator("aside dd:target")).to_be_visible()


def test_a_fact_and_its_words_are_lit_together(page: Page, ids: dict[str, str]) -> None:
    page.goto(f"/releases/{ids['release']}")
    page.locator("aside dd[data-f='0']").hover()
    expect(page.locator(".text .w.on").first).to_be_visible()


def test_the_language_is_changed_in_place(page: Page, ids: dict[str, str]) -> None:
    page.goto(f"/cases/{ids['case']}")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(f"/en/cases/{ids['case']}"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_the_keyboard_goes_all_the_way(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("サーバ")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator(".entries li").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".entries li.at")).to_have_count(1)
    second = page.locator(".entries h3 a").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cases/"))


def test_pages_of_results_are_turned_by_key(page: Page) -> None:
    page.goto("/search")
    first = page.locator(".entries h3 a").first.inner_text()
    page.keyboard.press("n")
    expect(page.locator(".entries h3 a").first).not_to_have_text(first)


def test_names_are_suggested_as_one_types(page: Page) -> None:
    page.goto("/search")
    page.locator("#q").press_sequentially("ランサム")
    expect(page.locator("#suggestions li").first).to_contain_text("ランサムウェア")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("type%3Aransomware"))


def test_the_theme_switch_holds_over_pages(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="暗").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/method")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_every_page_works_without_javascript(browser: Browser, sample_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=sample_address)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill("ランサムウェア")
    page.locator("form.find button").click()
    page.locator(".entries h3 a").first.click()
    page.locator("a.source").first.click()
    expect(page).to_have_url(re.compile(r"#w\d+"))
    context.close()
