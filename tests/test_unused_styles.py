"""Style sheets without what no page can use."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser

from publishing.finish import finish
from publishing.unused import StyleError, UsedStyles, Vocabulary

PAGE = """<html lang="en"><body class="a b md:flex caf&eacute;" data-kind="x">
<p id="c" title="1 > 2" hidden>word</p>
<svg fill="var(--drawn)"></svg>
<script>one.classList.add("made"); one.dataset.wasOpen = "yes"</script>
<script type="application/ld+json">{"class": "data"}</script></body></html>"""


def used(css: str, readers: tuple[str, ...] = ()) -> str:
    """Return what of a style sheet the page can use."""
    vocabulary = Vocabulary()
    vocabulary.read_page(PAGE)
    styles = UsedStyles(vocabulary)
    styles.read(css)
    return styles.write(readers)


@pytest.mark.parametrize(
    "selector",
    [
        ".a",
        "p",
        "#c",
        "*",
        "[hidden]",
        '[data-kind="x"]',
        "[data-kind=x] > p:first-child::before",
        "[data-kind^=anything]",
        ".made",
        "[data-was-open]",
        "p:not(.nowhere)",
        ":is(.nowhere, .b) p",
        "body:has(> #c)",
        ":root",
        "p:lang(ja)",
        "p:nth-child(2n + 1)",
        "p::-webkit-scrollbar",
        "p:hover",
        "P",
        "[DATA-KIND=X i]",
        "p[open]",
        "tbody p",
        r".md\:flex",
        ".café",
        "s|p",
        "svg|*",
    ],
)
def test_what_a_page_can_use_is_kept(selector: str) -> None:
    assert used(f"{selector} {{ color: red }}") == f"{selector}{{color: red}}\n"


@pytest.mark.parametrize(
    "selector",
    [
        ".nowhere",
        "article",
        "#nowhere",
        "[checked]",
        "[data-kind=y]",
        ".a .nowhere",
        "p:not(.a).nowhere",
        ":is(.nowhere, article) p",
        "body:has(.nowhere)",
        ".word",
        ".data",
    ],
)
def test_what_no_page_can_use_goes(selector: str) -> None:
    assert used(f"{selector} {{ color: red }}") == ""


def test_of_a_list_the_selectors_that_can_match_stay_and_groups_that_are_empty_go() -> None:
    assert used(".nowhere, .a, article { color: red }") == ".a{color: red}\n"
    assert used("@media print { .nowhere { color: red } .a { color: red } }") == (
        "@media print {.a{color: red}\n}\n"
    )
    assert used("@media print { @supports (gap: 0) { .nowhere { color: red } } }") == ""
    # An empty layer gives the order of layers.
    assert used("@layer one { .nowhere { color: red } }") == "@layer one { .nowhere { color: red } }\n"
    font = '@font-face {font-family: "X"; src: url("x.woff2")}'
    assert used(font) == font + "\n"


def test_a_variable_stays_while_something_that_stays_reads_it() -> None:
    css = """.a { --one: var(--two); --two: 2; --three: 3; --four: 4; --five: 5; --drawn: 6 }
.b { width: var(--one) } .nowhere { width: var(--three) }"""
    assert used(css, (":root { height: var(--four) }",)) == (
        ".a{--one: var(--two);--two: 2;--four: 4;--drawn: 6}\n.b{width: var(--one)}\n"
    )


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("p {}\n}", "2: It is not valid CSS: "),
        ("p {}\np", "2: It is not valid CSS: "),
        (".a {\n  color red;\n}", "2: It is not valid CSS: "),
        ("@media print {\n  .a\n}", "2: It is not valid CSS: "),
        (".a {\n  p { color: red }\n}", "2: A rule stands within another. Put it beside it."),
        (
            "p {}\np { width: " + "1" * 5000 + "px }",
            "2: A number has a thousand digits or more. Shorten it.",
        ),
        (".a { x: " + "(" * 5000 + " }", "1: Brackets stand in brackets too often. Take some out."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(css: str, message: str) -> None:
    with pytest.raises(StyleError, match="^" + message.replace(".", r"\.")):
        used(css)


def test_a_damaged_style_sheet_of_the_site_is_told_with_its_file(tmp_path: Path) -> None:
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "one.css").write_text("p { color: red }\n", encoding="utf-8")
    (sheets / "two.css").write_text("p { color: red }\n}\n", encoding="utf-8")
    links = "".join(
        f'<link rel="stylesheet" href="assets/stylesheets/{name}.css">' for name in ("one", "two")
    )
    page = f'<!doctype html><head><meta charset="utf-8">{links}</head><p>x'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (fault,) = finish(tmp_path, "https://site.test/")
    assert fault.startswith("assets/stylesheets/two.css:2: It is not valid CSS: ")
    # Nothing half-joined is left.
    assert sorted(file.name for file in sheets.iterdir()) == ["one.css", "two.css"]


# Of style sheets, each selector whose elements are on the page, as the browser writes it. What depends on a
# state or stands for no element is not asked for.
MATCHING = r"""sheets => {
    const found = new Set();
    const states = /::?(?!not|is|where|has|lang|nth|first|last|root)[\w-]+(\([^()]*\))?/g;
    const walk = rules => {
        for (const rule of rules) {
            if (rule.cssRules?.length) walk(rule.cssRules);
            // Of rules that set variables alone, those that nothing reads go.
            if (!rule.selectorText || [...rule.style].every(name => name.startsWith('--'))) continue;
            for (const selector of rule.selectorText.split(/,(?![^(]*\))/)) {
                const bare = selector.trim().replace(states, '');
                try { if (bare && document.querySelector(bare)) found.add(selector.trim()); } catch {}
            }
        }
    };
    for (const text of sheets) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        walk(sheet.cssRules);
    }
    return [...found];
}"""
THEME = Path(str(files("material")), "templates/assets/stylesheets")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "en/layers/3-memory/",
        "comparison/",
        "en/outlook/",
        "sources/",
        "en/glossary/",
        "claims/",
        "en/citing/",
        "edition/",
        "404.html",
    ],
)
def test_nothing_that_matches_on_a_page_was_left_out(
    browser: Browser, address: str, site: Path, path: str
) -> None:
    own = PROJECT / "docs/assets/stylesheets"
    before = [*sorted(THEME.glob("*.css")), own / "frame.css", own / "argument.css"]
    (after,) = (site / "assets/stylesheets").glob("site.*.css")
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    wanted = page.evaluate(MATCHING, [file.read_text(encoding="utf-8") for file in before])
    kept = page.evaluate(MATCHING, [after.read_text(encoding="utf-8")])
    assert len(wanted) > 80
    assert sorted(set(wanted) - set(kept)) == []
    page.close()
