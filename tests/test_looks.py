"""What pictures of the pages have shown to be wrong at some time, each held by what makes it right."""

import pytest
from conftest import Visit
from html_site import ROOTS

LOOK = "(one, name) => getComputedStyle(one)[name]"


def test_code_has_letters_of_one_width(visit: Visit, locale: str) -> None:
    page = visit(f"{ROOTS[locale]}citing/")
    fonts = {one.evaluate(LOOK, "fontFamily").split()[-1] for one in page.locator("article code").all()}
    assert fonts == {"monospace"}


def test_the_name_of_the_other_language_has_the_letters_of_labels(visit: Visit) -> None:
    page = visit("layers/3-memory/")
    twin, name = page.locator(".claim__twin").first, page.locator(".fold__facts dt").first
    assert twin.evaluate(LOOK, "fontFamily") == name.evaluate(LOOK, "fontFamily")


@pytest.mark.parametrize(
    ("path", "selector", "display"),
    [
        ("layers/3-memory/", ".fold__facts > div", "inline"),
        ("layers/3-memory/", ".fold__facts dt", "inline"),
        ("outlook/", ".predictions dl > div", "grid"),
    ],
)
def test_paper_sets_facts_in_its_own_way(visit: Visit, path: str, selector: str, display: str) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    found = page.eval_on_selector_all(selector, "all => all.map(one => getComputedStyle(one).display)")
    assert set(found) - {"none"} == {display}


def test_what_was_found_keeps_its_width_when_the_window_has_lost_the_focus(visit: Visit, locale: str) -> None:
    page = visit(ROOTS[locale], width=390)
    page.locator(".search__box").focus()
    page.locator(".search__box").fill("zzqqx")
    page.locator(".search__panel").wait_for()
    page.locator(".search__box").evaluate("one => one.blur()")
    assert page.locator(".search__panel").bounding_box()["width"] > 350  # type: ignore[index]
    assert page.locator(".search__box").evaluate(LOOK, "opacity") == "1"
