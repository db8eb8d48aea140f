"""Printing from the browser: what a reader prints is a finished document with the text of its page."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import EDITION
from html_site import LOCALES, ROOTS, parse, reading_text, text
from pdf import OPTIONS, READ, lost, mean_greys, opened, outside_of_paper, page_texts, squeezed
from playwright.sync_api import Browser

KINDS = [
    "",
    "layers/4-online-learning/",
    "comparison/",
    "outlook/",
    "sources/",
    "glossary/",
    "citing/",
    "claims/",
]
HEADINGS = "() => [...document.querySelectorAll('article :is(h1, h2, h3, h4)')].map(one => one.textContent)"
PARAGRAPHS = """() => [...document.querySelectorAll(':is(.opening, .part) > p')]
    .filter(one => one.getClientRects().length).map(one => one.innerText)"""
WAIT_FOR_PRINT = """() => new Promise(done => {
    const look = () => window.printed ? done(window.printed) : setTimeout(look, 20);
    look();
})"""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_browser_prints_each_kind_of_page_as_a_document(
    browser: Browser, address: str, locale: str, paper: str
) -> None:
    for kind in KINDS:
        light: list[float] = []
        # The paper decides nothing that the scheme or the width of the screen could change.
        for scheme, width in [("light", 1280), ("dark", 1280)] if paper == "A4" else [("dark", 390)]:
            seen = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
            page = opened(browser, f"{address}/{ROOTS[locale]}{kind}", **seen)
            data = page.pdf(**{**OPTIONS, "format": paper})
            shown, headings, paragraphs = map(page.evaluate, (READ, HEADINGS, PARAGRAPHS))
            page.close()
            texts = [squeezed(found) for found in page_texts(data)]
            assert all(texts), (kind, "a blank page")
            ends = tuple(map(squeezed, headings))
            assert not any(found.endswith(ends) for found in texts[:-1]), (kind, "a heading")
            torn = [one for one in paragraphs if not any(squeezed(one) in found for found in texts)]
            assert torn == [] or not kind.startswith("layers/")
            assert lost(shown, "".join(texts)) == [], (kind, scheme, width)
            assert outside_of_paper(data) == []
            wide = [one for one in pdfium.PdfDocument(data) if one.get_width() > one.get_height()]
            assert len(wide) == (2 if kind == "comparison/" else 0), kind
            greys = mean_greys(data)
            light = light or greys
            assert greys == pytest.approx(light, abs=0.5), (kind, scheme, width)
            assert min(greys) > 200


def test_the_head_and_foot_of_paper_say_where_it_is_from(browser: Browser, address: str) -> None:
    document = pdfium.PdfDocument(opened(browser, f"{address}/layers/3-memory/").pdf(**OPTIONS))
    first = squeezed(document[0].get_textpage().get_text_range())
    assert "第3層記憶" in first
    assert squeezed(f"seven-layers.example/3/ {EDITION}版 1 / {len(document)}") in first


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_layer_begins_with_the_imprint_and_has_its_proof_below_each_section(
    browser: Browser, address: str, site: Path, locale: str, script: bool
) -> None:
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto(f"{address}/{ROOTS[locale]}layers/3-memory/")
    texts = [squeezed(one) for one in page_texts(page.pdf(**OPTIONS))]
    html = parse(site / ROOTS[locale] / "layers" / "3-memory" / "index.html")
    imprint = [squeezed(text(line)) for line in html.css(".imprint > p")]
    assert len(imprint) == 4 and [line for line in imprint if line not in texts[0]] == []
    if not script:
        # Nobody hands the foot its words: they stand below the title.
        edition = {"ja": f"/3/ {EDITION}版", "en": f"/en/3/ Edition of {EDITION}"}[locale]
        assert squeezed(f"seven-layers.example{edition}") in texts[0]
        assert not re.search("Print|In both languages|印刷", texts[0])
    wanted = []
    for part in html.css(".opening, .part"):
        proof = [one for body in part.css(".fold__body") for one in body.css(".claim__opening, .note__text")]
        wanted += [reading_text(one) for one in [*part.css(".claim__text"), *proof]]
    assert len(wanted) > 24 and lost("\n".join(wanted), "".join(texts)) == []


def test_both_languages_print_when_both_are_shown(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/layers/3-memory/?parallel")
    whole = squeezed("".join(page_texts(page.pdf(**OPTIONS))))
    twins = page.locator(".claim .claim__parallel").all_text_contents()
    assert twins and [twin for twin in twins if squeezed(twin) not in whole] == []


@pytest.mark.parametrize("press", ["button", "key"])
def test_printing_waits_for_the_fonts_and_a_visit_does_not_fetch_them(
    browser: Browser, address: str, press: str
) -> None:
    page = browser.new_page()
    page.add_init_script("print = () => { window.printed = [...document.fonts].map(one => one.status); }")
    page.goto(f"{address}/en/layers/3-memory/", wait_until="networkidle")
    files = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert files and not [file for file in files if ".woff2" in file]
    if press == "button":
        page.get_by_role("button", name="Print").click()
    else:
        page.keyboard.press("Control+p")
    assert set(page.evaluate(WAIT_FOR_PRINT)) == {"loaded"}
