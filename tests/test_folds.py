"""Folds: the proof of a claim is one control away, with script and without, and a link into it opens it."""

import pytest
from conftest import DOCS
from html_site import LOCALES, ROOTS
from playwright.sync_api import Browser, Page, expect

from argument.model import load_argument
from argument.publication import page_url

ARGUMENT = load_argument(DOCS)
FOLDS, OPEN = "details.fold", "details.fold[open]"
NAMES = {"ja": "出典、{}", "en": "Source, {}"}
MENUS = "p.copy-menu"


def shows(page: Page, anchor: str) -> bool:
    """Tell whether an element is open, and in the window below the header."""
    box = page.locator(f"[id='{anchor}']").bounding_box()
    return bool(box and box["height"] > 20 and 48 <= box["y"] < 700)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_fold_is_closed_at_first_and_opens_by_click_and_by_key(
    browser: Browser, address: str, locale: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{ROOTS[locale]}layers/3-memory/")
    assert page.locator(FOLDS).count() >= page.locator(".claim").count() > 5
    assert page.locator(OPEN).count() == page.locator(MENUS).count() == 0
    summary = page.get_by_label(NAMES[locale].format("3.5"), exact=True)
    body = page.locator(".claim-block:has(#c3-5) .fold__body")
    for key in ("", "Enter", "Space"):
        assert not body.is_visible()
        if key:
            summary.press(key)
        else:
            summary.click()
        expect(body.locator(MENUS)).to_be_visible()
        assert body.locator(".claim__place").first.is_visible()
        summary.press("Enter")
    # Opened three times, it has one menu.
    assert body.locator(MENUS).count() == 1 and page.locator(OPEN).count() == 0


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_link_to_a_conflict_opens_the_fold_that_holds_it(
    browser: Browser, address: str, locale: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, reduced_motion="reduce")
    page = context.new_page()
    conflicts = ARGUMENT[locale].conflicts
    assert len(conflicts) > 20
    last = ""
    for conflict in conflicts:
        target, anchor = f"{address}/{page_url(conflict.source.name, locale)}", conflict.id or ""
        # The first of a page loads it; the others change the hash alone.
        page.goto(f"{target}#{anchor}")
        expect(page.locator(f"[id='{anchor}']")).to_be_visible()
        assert shows(page, anchor), anchor
        if last != target:
            assert page.locator(OPEN).count() == 1, "The others stay closed."
        last = target
    context.close()


def test_a_hit_of_the_search_opens_the_fold_that_holds_it(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}/en/layers/3-memory/")
    for number, anchor in (("X5", "x-5"), ("X6", "x-6"), ("X18", "x-18")):
        page.locator(".search__box").fill(number)
        page.locator(".search__results a").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/en/**#{anchor}")
        expect(page.locator(f"#{anchor}")).to_be_visible()
        assert shows(page, anchor)


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "nothing may be kept"])
def test_all_folds_open_at_once_and_the_choice_is_remembered_until_it_is_undone(
    browser: Browser, address: str, is_kept: bool
) -> None:
    context = browser.new_context()
    if not is_kept:
        context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw Error() }})")
    page = context.new_page()
    page.goto(f"{address}/en/layers/3-memory/")
    button = page.locator("button.unfold")
    # What may not be kept holds for the page that is open.
    paths = ["", "/layers/4-online-learning/", "/en/comparison/", "/en/layers/3-memory/"][
        : 4 if is_kept else 1
    ]
    words = [button.inner_text()]
    for is_open in (True, False):
        button.click()
        for path in paths:
            if path:
                page.goto(address + path)
            assert page.locator(OPEN).count() == (page.locator(FOLDS).count() if is_open else 0), path
            assert (button.get_attribute("aria-pressed") == "true") == is_open
        words.append(button.inner_text())
    assert words[0] == words[2] != words[1]
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_without_script_every_fold_opens_and_nothing_offers_what_it_cannot_do(
    browser: Browser, address: str, locale: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("", "layers/5-job-replacement/", "comparison/"):
        page.goto(f"{address}/{ROOTS[locale]}{path}")
        assert page.locator(".unfold:visible, .copy-menu:visible, .copied:visible").count() == 0
        folds = page.locator(FOLDS)
        assert folds.count() > 5
        for fold in folds.all():
            fold.locator("> summary").click()
            assert fold.locator(".claim__place, .conflict .note__text").first.is_visible()
        assert page.locator(f"{OPEN} .fold__body:visible").count() == folds.count()
    context.close()
