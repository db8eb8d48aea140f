"""What axe finds on every kind of page, in both languages, light and dark, wide and narrow: nothing."""

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

RULES = (Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js").read_text(
    encoding="utf-8"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "",
    "layers/4-online-learning/",
    "comparison/",
    "outlook/",
    "sources/",
    "glossary/",
    "claims/",
    "citing/",
]
PATHS = [prefix + kind for kind in KINDS for prefix in ("/", "/en/")]
FORWARD = re.compile(r"<script>.*?</script>", re.DOTALL)
# Two rules that axe leaves out unless they are asked for.
RULES_ON = "{'target-size': {enabled: true}, 'focus-order-semantics': {enabled: true}}"
# Of what holds, axe need not say where.
SEEN = ["color-contrast", "target-size", "link-in-text-block", "label", "list", "definition-list", "dlitem"]
RUN = f"tags => axe.run(document, {{runOnly: tags, rules: {RULES_ON}, resultTypes: ['violations']}})"


@pytest.mark.parametrize("path", [*PATHS, "/404.html", "/layers/3-memory/?parallel", "/en/claims/?q=memory"])
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(
        color_scheme="light", viewport={"width": 1280, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address + path)
    if "?q=" in path:
        page.locator(".search__results a").first.wait_for()
    page.evaluate(RULES)
    # A colour on its way to another is neither.
    page.add_style_tag(content="* { transition: none !important }")
    found: list[Any] = []
    # The page as it is at first is put to every rule, and with its folds open to those of colours and sizes.
    ways: list[tuple[Literal["light", "dark"], int, list[str]]] = [
        ("light", 1280, TAGS),
        ("light", 320, SEEN),
        ("dark", 320, SEEN),
        ("dark", 1280, SEEN),
    ]
    for scheme, width, tags in ways:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        result = page.evaluate(RUN, tags)
        assert result["passes"], "No rule was put to the page."
        found += [
            (scheme, width, one["id"], node["target"])
            for one in result["violations"]
            for node in one["nodes"]
        ]
        for button in page.locator(".unfold[aria-pressed=false], .unfold:not([aria-pressed])").all():
            button.click()
            page.evaluate("scrollTo(0, 0)")
    context.close()
    assert found == []


@pytest.mark.parametrize("path", ["/3.5/", "/en/3/"])
def test_axe_finds_nothing_on_a_page_that_only_leads_on(
    browser: Browser, site: Path, address: str, path: str
) -> None:
    held = FORWARD.sub("", (site / path.strip("/") / "index.html").read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": 320, "height": 900}, bypass_csp=True
        )
        page = context.new_page()
        page.route(address + path, lambda route: route.fulfill(body=held, content_type="text/html"))
        page.goto(address + path)
        page.evaluate(RULES)
        assert page.evaluate(RUN, TAGS)["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        context.close()


def test_axe_would_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='x'><a href='/'></a></body></html>")
    page.evaluate(RULES)
    assert {one["id"] for one in page.evaluate(RUN, TAGS)["violations"]} >= {"image-alt", "link-name"}
    page.close()
