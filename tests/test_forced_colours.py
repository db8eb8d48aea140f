"""Forced colours, as of Windows’ contrast themes: what colours and fills tell apart is told apart by form."""

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(
        forced_colors="active", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )


def looks(page: Page, selector: str) -> bytes:
    """Return the picture of an element without its text."""
    one = page.locator(selector).first
    one.evaluate("one => one.replaceChildren()")
    return one.screenshot()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_three_ways_a_claim_can_stand_look_different(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}{prefix}/")
    cells = [f".standing__key .standing__cell[data-standing={one}]" for one in ("both", "post", "article")]
    for cell in cells:
        page.locator(cell).evaluate("one => { one.style.width = '40px' }")
    assert len({looks(page, cell) for cell in cells}) == 3


def test_the_layer_that_one_is_in_looks_different(page: Page, address: str) -> None:
    page.goto(f"{address}/layers/3-memory/")
    assert looks(page, ".depth a[aria-current]") != looks(page, ".depth a:not([aria-current])")


@pytest.mark.parametrize(
    ("path", "selector"), [("comparison/#scaling", "tr:target"), ("layers/3-memory/#c3-5", ".claim:target")]
)
def test_what_a_link_leads_to_has_a_line_around_it(
    page: Page, address: str, path: str, selector: str
) -> None:
    page.goto(f"{address}/{path}")
    style = page.locator(selector).evaluate("one => getComputedStyle(one).outlineStyle")
    assert style == "solid"


def test_the_search_box_and_what_lies_over_the_text_have_edges(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    for selector in (".search", ".md-top", ".copied"):
        width = page.locator(selector).evaluate("one => getComputedStyle(one).borderTopWidth")
        assert width == "1px", selector
