"""A sample of `make layout`: each kind of page, where its layout changes, with each system's letters."""

import pytest
from layout import DETECTOR, STACKS, WAYS, WIDEST, faults
from playwright.sync_api import Browser

KINDS = [
    "",
    "layers/3-memory/",
    "comparison/",
    "outlook/",
    "sources/",
    "glossary/",
    "claims/",
    "citing/",
    "edition/",
]
PATHS = [*(prefix + kind for kind in KINDS for prefix in ("", "en/")), "404.html"]
WIDTHS = (320, 390, 720, 959, 960, 1220, 1920)


@pytest.mark.parametrize("path", PATHS)
def test_no_text_leaves_its_box_or_runs_into_another_and_no_word_breaks(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    # The edition is as long as all pages together, and made of them.
    widths = (320,) if path.endswith("edition/") else WIDTHS
    found = list(faults(page, WIDEST, "plain", "folds", widths))
    for way in WAYS.keys() - {"plain"}:
        found += faults(page, WIDEST, way, "folds", [one for one in widths if one not in (959, 1920)])
    for name in STACKS.keys() - {WIDEST}:
        found += faults(page, name, "plain", "folds", [one for one in widths if one in (320, 1220)])
    assert found == []
    page.close()


@pytest.mark.parametrize("state", ["parallel", "menu"])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_same_holds_of_what_is_shown_on_demand(
    browser: Browser, address: str, prefix: str, state: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{prefix}layers/4-online-learning/")
    assert [fault for way in WAYS for fault in faults(page, WIDEST, way, state, WIDTHS)] == []
    page.close()


# Faults that the site once had, as styles that bring them back, with where they show and how they are told.
BROKEN = {
    "a table with columns of one width": (
        "en/",
        720,
        ".plain-table table { table-layout: fixed } .plain-table thead th:first-child { width: 10% }",
        "leaves th",
    ),
    "columns for dates": (
        "en/sources/",
        390,
        ".plain-table--meanings :is(tr, th, td) { display: block !important; width: 2.4rem !important }",
        "leaves",
    ),
    "a word in a narrow column": (
        "en/comparison/",
        1220,
        ".comparison table { table-layout: fixed } .comparison thead th:first-child { width: 4% !important }",
        "breaks inside",
    ),
    "a voice in a narrow margin": ("en/", 1220, ".claim .claim__mark { width: 3rem !important }", "leaves"),
    "a header of fixed parts": (
        "en/",
        320,
        ".md-header button, .language-switch { flex: none; width: 6rem }",
        "is off the window",
    ),
    "a heading that is too large": (
        "en/sources/",
        320,
        "h1 { font-size: 3.4rem !important }",
        "breaks inside",
    ),
    "what is wider than the window": ("glossary/", 390, ".terms { width: 30rem }", "scrolls sideways"),
    "a column over another": (
        "citing/",
        1220,
        ".md-content { position: relative; left: 16rem }",
        "runs into",
    ),
    "what is cut": ("citing/", 390, ".md-content p { overflow: hidden; white-space: nowrap }", "is cut by"),
    "a region that scrolls": ("comparison/", 390, ".glance table { min-width: 50rem }", "scrolls sideways"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_found(browser: Browser, address: str, name: str) -> None:
    path, width, style, wanted = BROKEN[name]
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/{path}")
    assert page.evaluate(DETECTOR, True) == []
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet] }",
        style,
    )
    assert any(one.startswith(wanted) for one in page.evaluate(DETECTOR, True))
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_shown_at_first_says_so_without_style(browser: Browser, address: str, path: str) -> None:
    unsaid = """() => [...document.querySelectorAll('article *')].filter(one => one.textContent.trim()
        && !one.closest('[hidden], template, script, details:not([open]) > :not(summary)')
        && getComputedStyle(one).display === 'none').map(one => one.outerHTML.slice(0, 120))"""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/{path}")
    assert page.evaluate(unsaid) == []
    page.close()
