"""Changing the language, as a reader does it: the same place there, or both texts side by side."""

import json
from pathlib import Path

import pytest
from conftest import DOCS
from html_site import LOCALES, ROOTS
from playwright.sync_api import Browser, Page

from argument.model import load_argument
from argument.publication import page_url

ARGUMENT = load_argument(DOCS)
PUBLISHED = load_argument(DOCS).permalinks
OTHER = {"ja": "en", "en": "ja"}
IN_VIEW = """id => {
  location.hash = id;
  const box = document.getElementById(id).getBoundingClientRect();
  return box.height > 0 && box.top < innerHeight && box.bottom > 0;
}"""
# Where the switch would lead from each anchor, and whether the anchor is in view before; the visit itself is
# made in a test of its own.
SWITCH = f"""ids => {{
  const inView = {IN_VIEW};
  const link = document.querySelector("a.language-switch"), stay = event => event.preventDefault();
  addEventListener("click", stay);
  return ids.map(id => {{
    location.hash = id;
    link.click();
    return [link.href, inView(id)];
  }});
}}"""


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Page:
    return browser.new_context(viewport={"width": request.param, "height": 900}).new_page()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_switch_leads_from_every_anchor_to_the_same_in_the_other_language(
    tab: Page, address: str, locale: str
) -> None:
    assert PUBLISHED is not None
    for name in sorted({page for page, _ in PUBLISHED}):
        anchors = [anchor for page, anchor in PUBLISHED if page == name]
        tab.goto(f"{address}/{page_url(name, locale)}")
        twin = f"{address}/{page_url(name, OTHER[locale])}"
        assert tab.evaluate(SWITCH, anchors) == [[f"{twin}#{one}", True] for one in anchors]
    tab.context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_click_on_the_switch_lands_on_the_claim_and_keeps_the_query(
    tab: Page, address: str, locale: str
) -> None:
    tab.goto(f"{address}/{ROOTS[locale]}layers/4-online-learning/?parallel#c4-16")
    tab.wait_for_timeout(300)
    tab.click("a.language-switch")
    tab.wait_for_url(f"{address}/{ROOTS[OTHER[locale]]}layers/4-online-learning/?parallel#c4-16")
    assert tab.evaluate(IN_VIEW, "c4-16")
    tab.context.close()


def test_without_an_anchor_the_switch_keeps_the_place_that_is_read(tab: Page, address: str) -> None:
    tab.goto(f"{address}/layers/3-memory/")
    tab.locator("#c3-9").scroll_into_view_if_needed()
    tab.wait_for_timeout(300)
    tab.click("a.language-switch")
    tab.wait_for_url(f"{address}/en/layers/3-memory/#**")
    assert tab.evaluate("location.hash") != ""
    tab.goto(f"{address}/layers/3-memory/")
    tab.click("a.language-switch")
    tab.wait_for_url(f"{address}/en/layers/3-memory/")
    tab.context.close()


def test_the_twin_text_shows_beside_each_claim_without_script_too(browser: Browser, address: str) -> None:
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/layers/3-memory/")
        twins = page.locator(".claim__parallel")
        assert twins.locator("visible=true").count() == 0
        # Switches that only script can answer do not show without it.
        for dead in (".print-page", ".scheme-switch"):
            assert (page.locator(dead).locator("visible=true").count() > 0) == script, dead
        page.check("input.parallel")
        assert twins.locator("visible=true").count() == twins.count() == 11
        left, right = (page.locator(f"#c3-5 .claim__{part}").bounding_box() for part in ("text", "parallel"))
        assert left and right and left["x"] + left["width"] <= right["x"] and abs(left["y"] - right["y"]) < 20
        context.close()


def test_both_texts_can_be_linked_and_stand_below_each_other_on_a_phone(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/en/layers/3-memory/")
    page.check("input.parallel")
    assert page.url == f"{address}/en/layers/3-memory/?parallel"
    page.goto(f"{address}/en/layers/3-memory/?parallel#c3-9")
    assert page.is_checked("input.parallel") and page.evaluate(IN_VIEW, "c3-9")
    above, below = (page.locator(f"#c3-9 .claim__{part}").bounding_box() for part in ("text", "parallel"))
    assert above and below and above["y"] + above["height"] <= below["y"]
    assert "記憶" not in page.evaluate("document.title")
    page.uncheck("input.parallel")
    assert page.url == f"{address}/en/layers/3-memory/#c3-9"
    page.close()


def test_the_twin_text_is_not_searched(site: Path) -> None:
    index = (site / "search" / "en.json").read_text(encoding="utf-8")
    ours, other = (ARGUMENT[locale].claims["c3-5"].text for locale in ("en", "ja"))
    assert ours in index and other not in index and json.dumps(other) not in index
