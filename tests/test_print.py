"""Printing: each PDF is a finished document with the text of its page, and so is what a browser prints."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf
import pytest
from conftest import DOCS, EDITION
from html_site import LOCALES, ROOTS, pages, parse, text
from pdf import (
    bookmarks,
    destinations,
    fonts,
    links,
    mean_greys,
    outside_of_paper,
    page_texts,
    squeezed,
)
from playwright.sync_api import Browser, Page
from serving import served

from argument.model import load_argument
from argument.publication import Publication
from building.printed import date_of
from printing.documents import Document, documents, print_documents

ROOT = "https://seven-layers.example/"
DOCUMENTS = list(documents(load_argument(DOCS)))
KINDS = ["", "layers/3-memory/", "comparison/", "outlook/", "sources/", "glossary/", "citing/", "claims/"]
LOAD_FONTS = "() => Promise.all([...document.fonts].map(face => face.load())).then(() => {})"
# What is visible on paper, element by element, in the order of the page.
READ = """() => {
    const found = [];
    const walk = node => {
        if (node.nodeType === 3) { found.push(node.data); return; }
        if (node.nodeType !== 1 || getComputedStyle(node).display === 'none' || node.closest('svg')) return;
        node.childNodes.forEach(walk);
        if (getComputedStyle(node).display !== 'inline') found.push('\\n');
    };
    walk(document.querySelector('.md-content__inner'));
    return found.join('');
}"""
WAIT_FOR_PRINT = """() => new Promise(done => {
    const look = () => window.printed ? done(window.printed) : setTimeout(look, 20);
    look();
})"""
HEADINGS = """() => [...document.querySelectorAll('.md-content :is(h1, h2, h3, h4)')]
    .map(heading => heading.textContent)"""


def name(document: Document) -> str:
    return document.file


def opened(browser: Browser, address: str, **more: object) -> Page:
    page = browser.new_page(**more)  # type: ignore[arg-type]
    page.goto(address)
    page.emulate_media(media="print")
    page.evaluate(LOAD_FONTS)
    return page


@pytest.fixture(scope="module")
def printed_address(printed: Path) -> Iterator[str]:
    with served(printed) as found:
        yield found


def missing_share(shown: str, document: str) -> tuple[float, list[str]]:
    """Return which share of the characters shown is not in the document in the same order, and the lines."""
    lines = [squeezed(line) for line in shown.splitlines()]
    lost: list[str] = []
    place = 0
    for line in filter(None, lines):
        found = document.find(line, place)
        if found < 0:
            lost.append(line)
        else:
            place = found + len(line)
    return sum(map(len, lost)) / max(1, sum(map(len, lines))), lost


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_holds_the_text_of_its_page(
    browser: Browser, printed: Path, printed_address: str, document: Document
) -> None:
    address = f"{printed_address}/{document.file.rpartition('/')[0]}/"
    page = opened(browser, address)
    shown = page.evaluate(READ)
    headings = [squeezed(heading) for heading in page.evaluate(HEADINGS)]
    claims = page.evaluate(
        "() => [...document.querySelectorAll('.claim')].map(claim => [claim.dataset.number, "
        "claim.querySelector('.claim__voice').textContent])"
    )
    page.close()
    texts = page_texts(printed / document.file)
    assert not re.search("[\u2e80-\u2fdf]", "".join(texts))
    whole = squeezed("".join(texts))
    share, lost = missing_share(shown, whole)
    assert share <= 0.001, (share, lost[:5])
    for number, voice in claims:
        assert squeezed(number + voice) in whole
    assert outside_of_paper(printed / document.file) == []
    with pikepdf.open(printed / document.file) as pdf:
        marks = bookmarks(pdf)
        assert [squeezed(title) for title, _ in marks] == headings
        for title, number in marks:
            assert squeezed(title) in squeezed(texts[number - 1]), title


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_is_described_tagged_and_self_contained(printed: Path, document: Document) -> None:
    file = printed / document.file
    with pikepdf.open(file) as pdf:
        assert pdf.Root.Lang == document.locale
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        information = {key: str(value) for key, value in pdf.docinfo.items()}
        assert information["/Title"] and information["/Subject"]
        assert information["/Author"] == "Seven Layers"
        assert EDITION in information["/Keywords"]
        assert information["/CreationDate"] == information["/ModDate"]
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == information["/Title"]
        kinds = list(fonts(pdf))
        assert kinds and all(kind == "/CIDFontType2" and embedded for kind, embedded in kinds)
        known = destinations(pdf)
        for target, is_inside in links(pdf):
            assert target in known if is_inside else target.startswith(("https://", "http://t.cn/")), target
            assert "127.0.0.1" not in target
    assert [
        finding.message
        for finding in pdfua.validate(str(file)).findings
        if finding.severity is pdfua.Severity.ERROR
    ] == []


def test_a_page_offers_a_document_only_when_it_was_printed(site: Path, printed: Path) -> None:
    offered = 0
    for locale in LOCALES:
        for address in pages(printed, locale):
            folder = Path(ROOTS[locale]) / address
            assert not parse(site / folder / "index.html").css("a.pdf")
            for link in parse(printed / folder / "index.html").css("a.pdf"):
                file = printed / folder / (link.attributes["href"] or "")
                with pikepdf.open(file) as pdf:
                    assert str(len(pdf.pages)) in text(link)
                assert str(round(file.stat().st_size / 1000)) in text(link)
                offered += 1
    assert offered == len(DOCUMENTS) == 18


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


def test_without_script_paper_says_below_the_title_where_it_is_from(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/layers/3-memory/")
    first = page_texts(page.pdf(format="A4", prefer_css_page_size=True))[0]
    context.close()
    assert squeezed(f"seven-layers.example/en/3/ Edition of {EDITION}") in squeezed(first)
    assert "Print" not in first and "In both languages" not in first


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
        """() => [...document.querySelectorAll('.md-content__inner > p:not(.claim)')]
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


def test_two_prints_are_the_same_bytes(browser: Browser, site: Path, tmp_path: Path) -> None:
    whole = load_argument(DOCS)
    publication = Publication(ROOT, {"ja": "七つの層", "en": "Seven Layers"}, "Seven Layers", "2026-11-24")
    found = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        printing = print_documents(browser, site, whole, publication, date_of("2026-11-24"), folder)
        first = next(printing)
        second = next(printing)
        printing.close()
        found.append([(folder / one.file).read_bytes() for one in (first, second)])
    assert found[0] == found[1]


def test_the_date_of_a_document_is_told_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert date_of("2026-11-24") == "1970-01-02T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert date_of("2026-11-24") == "2026-11-24T00:00:00+00:00"
