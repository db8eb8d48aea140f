"""Printing from the browser: what a reader prints is a finished document with the text of its page."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from conftest import EDITION
from html_site import LOCALES, ROOTS, parse, reading_text, text
from pdf import (
    HEADINGS,
    READ,
    mean_greys,
    missing_share,
    opened,
    outside_of_paper,
    page_texts,
    squeezed,
)
from playwright.sync_api import Browser

KINDS = ["", "layers/3-memory/", "comparison/", "outlook/", "sources/", "glossary/", "citing/", "claims/"]
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
        ways = [("light", 1280), ("dark", 1280)] if paper == "A4" else [("dark", 390)]
        for scheme, width in ways:
            page = opened(
                browser,
                f"{address}/{ROOTS[locale]}{kind}",
                color_scheme=scheme,
                viewport={"width": width, "height": 800},
            )
            data = page.pdf(format=paper, prefer_css_page_size=True, tagged=True, outline=True)
            shown, headings = page.evaluate(READ), page.evaluate(HEADINGS)
            page.close()
            texts = [squeezed(found) for found in page_texts(data)]
            assert all(texts), (kind, "a blank page")
            ends = [squeezed(heading) for heading in headings]
            assert not any(found.endswith(end) for found in texts[:-1] for end in ends), (kind, "a heading")
            share, lost = missing_share(shown, "".join(texts))
            assert share <= 0.001, (kind, scheme, width, share, lost[:5])
            assert outside_of_paper(data) == []
            greys = mean_greys(data)
            light = light or greys
            assert greys == pytest.approx(light, abs=0.5), (kind, scheme, width)
            assert min(greys) > 200


def test_the_head_and_foot_of_paper_say_where_it_is_from(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/layers/3-memory/")
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as pdf:
        count = len(pdf.pages)
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    first = squeezed(document[0].get_textpage().get_text_range())
    document.close()
    page.close()
    assert "第3層記憶" in first
    assert squeezed(f"seven-layers.example/3/ {EDITION}版 1 / {count}") in first


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_layer_begins_with_the_imprint_and_has_its_proof_below_each_section(
    browser: Browser, address: str, site: Path, locale: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}/{ROOTS[locale]}layers/3-memory/")
    texts = [squeezed(one) for one in page_texts(page.pdf(format="A4", prefer_css_page_size=True))]
    context.close()
    html = parse(site / ROOTS[locale] / "layers" / "3-memory" / "index.html")
    imprint = [squeezed(text(line)) for line in html.css(".imprint > p")]
    assert len(imprint) == 4 and [line for line in imprint if line not in texts[0]] == []
    if not script:
        # Nobody hands the foot its words: they stand below the title.
        edition = {"ja": f"/3/ {EDITION}版", "en": f"/en/3/ Edition of {EDITION}"}[locale]
        assert squeezed(f"seven-layers.example{edition}") in texts[0]
        assert not re.search("Print|In both languages|印刷", texts[0])
    whole, place, notes = "".join(texts), 0, 0
    for part in html.css(".opening, .part"):
        proof = [one for body in part.css(".fold__body") for one in body.css(".claim__opening, .note__text")]
        for one in [*part.css(".claim__text"), *proof]:
            wanted = squeezed(reading_text(one))
            assert wanted in whole[place:], wanted
            place = whole.index(wanted, place) + len(wanted)
        notes += len(proof)
    assert notes > 12


def test_paper_shows_the_voice_of_a_claim_by_one_line(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/comparison/")
    around, between = page.evaluate(
        """() => ['.claim', '.claim__text'].map(name =>
            [...document.querySelectorAll(name)].map(found => getComputedStyle(found).borderLeftWidth))"""
    )
    page.close()
    assert set(around) == {"0px"} and "0px" not in between


@pytest.mark.parametrize("locale", LOCALES)
def test_no_paragraph_of_a_layer_is_torn_in_two(browser: Browser, address: str, locale: str) -> None:
    page = opened(browser, f"{address}/{ROOTS[locale]}layers/4-online-learning/")
    paragraphs = page.evaluate(
        """() => [...document.querySelectorAll(':is(.opening, .part) > p')]
            .filter(one => one.getClientRects().length).map(one => one.innerText)"""
    )
    texts = [squeezed(found) for found in page_texts(page.pdf(format="A4", prefer_css_page_size=True))]
    page.close()
    assert len(paragraphs) > 10
    torn = [one for one in paragraphs if not any(squeezed(one) in found for found in texts)]
    assert torn == []


def test_both_languages_print_when_both_are_shown(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/layers/3-memory/?parallel")
    whole = squeezed("".join(page_texts(page.pdf(format="A4", prefer_css_page_size=True))))
    for claim in page.locator(".claim").all():
        twin = claim.locator(".claim__parallel").text_content()
        assert twin and squeezed(twin) in whole
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_takes_two_pages(browser: Browser, address: str, locale: str, paper: str) -> None:
    page = opened(browser, f"{address}/{ROOTS[locale]}comparison/")
    with pikepdf.open(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True))) as pdf:
        boxes = [[float(side) for side in found.mediabox] for found in pdf.pages]
    assert sum(box[2] > box[3] for box in boxes) == 2


def test_printing_by_button_or_key_waits_for_the_fonts_and_a_visit_does_not_fetch_them(
    browser: Browser, address: str
) -> None:
    for press in ("button", "key"):
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
        page.close()
