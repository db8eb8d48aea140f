"""What a person sees and does, in Debian's Chromium, on the built site served from this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import DOCS
from playwright.sync_api import Browser, Page
from test_site import PAGES

from argument.model import load_argument

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ADDRESSES = [prefix + ("" if page == "." else f"{page}/") for prefix in ("/", "/en/") for page in PAGES]


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_opens_without_a_word_in_the_console_and_without_sideways_scroll(
    page: Page, address: str, path: str
) -> None:
    messages: list[str] = []
    foreign: list[str] = []

    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if address not in request.url else None)
    page.goto(address + path, wait_until="load")
    assert page.evaluate(SIDEWAYS) <= 0
    # As wide as a page of 1280 pixels at four times its size.
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate(SIDEWAYS) <= 0
    assert (messages, [url for url in foreign if url.startswith("http")]) == ([], [])


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_number_of_a_claim_leads_to_the_claim_and_shows_it(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}{prefix}/layers/3-memory/")
    page.click("#c3-10 .claim__number")
    assert page.url.endswith("/layers/3-memory/#c3-10")
    assert page.evaluate("document.querySelector(':target').id") == "c3-10"
    page.goto(f"{address}{prefix}/layers/4-online-learning/#c4-16")
    box = page.locator("#c4-16").bounding_box()
    assert box is not None and 0 <= box["y"] < 900


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_numbered_addresses_of_paper_are_not_on_the_screen(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}{prefix}/citing/")
    notes = page.locator(".print-note, .print-notes, .print-notes li")
    assert notes.count() > 2
    assert [note.is_visible() for note in notes.all()] == [False] * notes.count()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_claims_can_be_filtered_by_voice_without_script(browser: Browser, address: str, prefix: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{prefix}/claims/")
    items = page.locator(".claim-list > li")
    voices = [claim.voice for claim in load_argument(DOCS).registered.values()]
    assert items.locator("visible=true").count() == len(voices)
    page.check('input[value="karpathy"]')
    visible = items.locator("visible=true")
    shown = [node.get_attribute("data-voice") for node in visible.all()]
    assert shown and shown == ["karpathy"] * voices.count("karpathy")
    context.close()


def test_a_row_of_the_table_can_be_read_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/comparison/#memory-map")
    text = page.locator("#memory-map [data-part='tang']")
    width, size = text.evaluate("e => [e.clientWidth, parseFloat(getComputedStyle(e).fontSize)]")
    assert width / size >= 15
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("way", ["hover", "focus", "touch"])
def test_a_term_shows_its_meaning_and_leads_to_its_entry_without_script(
    browser: Browser, address: str, prefix: str, way: str
) -> None:
    context = browser.new_context(java_script_enabled=False, has_touch=way == "touch")
    page = context.new_page()
    page.goto(f"{address}{prefix}/layers/4-online-learning/")
    term = page.locator(".term").first
    meaning = term.locator(".term__meaning")
    assert not meaning.is_visible()
    word = term.get_by_role("button")
    {"hover": word.hover, "focus": word.focus, "touch": word.tap}[way]()
    assert meaning.is_visible() and meaning.inner_text().strip()
    meaning.locator("a").click()
    assert "/glossary/#" in page.url
    context.close()


def test_the_meaning_of_a_term_goes_away_by_key_and_comes_back(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/layers/4-online-learning/")
    term = page.locator(".term").first
    meaning = term.locator(".term__meaning")
    term.get_by_role("button").focus()
    page.keyboard.press("Tab")
    assert meaning.locator("a").evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    assert term.get_by_role("button").evaluate("word => word === document.activeElement")
    page.keyboard.press("Enter")
    assert meaning.is_visible()
    page.close()
