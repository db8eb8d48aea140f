"""What axe finds on every kind of page, in both languages, light and dark, wide and narrow: nothing."""

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import Visit
from html_site import KINDS
from playwright.sync_api import Page

RULES = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = [root + kind for kind in KINDS for root in ("", "en/")]
PATHS += ["404.html", "layers/4-online-learning/?parallel", "en/claims/?q=memory"]
# Pages that only lead on, looked at without what leads on.
SHORT = ["3.5/", "en/3/"]
FORWARD = re.compile(r"<script>.*?</script>", re.DOTALL)
# What is seen, and not only told.
SEEN = ["color-contrast", "target-size", "link-in-text-block", "label", "list", "definition-list", "dlitem"]
# Two rules that axe leaves out unless they are asked for. Of what holds, axe need not say where.
RUN = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'],
    rules: {'target-size': {enabled: true}, 'focus-order-semantics': {enabled: true}}})"""
# The page as it is at first is put to every rule, and with its folds open to those of colours and sizes.
WAYS: list[tuple[Literal["light", "dark"], int, list[str]]] = [
    ("light", 1280, TAGS),
    ("light", 320, SEEN),
    ("dark", 320, SEEN),
    ("dark", 1280, SEEN),
]


def found_by_axe(tab: Page, tags: list[str]) -> list[tuple[Any, Any]]:
    """Return each rule that a page breaks, and where."""
    result = tab.evaluate(RUN, tags)
    assert result["passes"], "No rule was put to the page."
    return [(one["id"], node["target"]) for one in result["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("path", [*PATHS, *SHORT])
def test_axe_finds_nothing(visit: Visit, site: Path, path: str) -> None:
    tab = visit(color_scheme="light", bypass_csp=True)
    if path in SHORT:
        held = FORWARD.sub("", (site / path / "index.html").read_text(encoding="utf-8"))
        tab.route(f"**/{path}", lambda route: route.fulfill(body=held, content_type="text/html"))
    tab.goto(path)
    if "?q=" in path:
        tab.locator(".search__results a").first.wait_for()
    tab.add_script_tag(path=RULES)
    # A colour on its way to another is neither.
    tab.add_style_tag(content="* { transition: none !important }")
    for scheme, width, tags in WAYS:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 900})
        assert found_by_axe(tab, tags) == [], (scheme, width)
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        for button in tab.locator("article:not(:has(details.fold[open])) .unfold").all():
            button.click()
            tab.evaluate("scrollTo(0, 0)")


def test_axe_would_find_something(visit: Visit) -> None:
    tab = visit()
    tab.set_content("<html><body><p>x</p><a href='/'></a><input></body></html>")
    tab.add_script_tag(path=RULES)
    assert {one for one, _ in found_by_axe(tab, TAGS)} >= {"label", "link-name"}
