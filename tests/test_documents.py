"""What `make pdf` makes: the documents, the edition with its numbers and notes, the fonts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2 as pdfium
import pytest
from conftest import DOCS, EDITION, PROJECT
from fontTools.ttLib import TTFont
from html_site import LOCALES, ROOTS, pages, parse, reading_text, text
from playwright.sync_api import Browser
from serving import served
from test_print import READ, lost, opened, outside_of_paper, page_texts, squeezed

from argument.model import load_argument
from argument.publication import Publication, page_url, pdf_url
from argument.templates import words
from publishing.documents import documents, page_numbers, print_documents
from publishing.edition import edition_pages, with_notes
from publishing.fonts import CUTS, wanted_characters

ROOT = "https://seven-layers.example/"
ARGUMENT = load_argument(DOCS)
DOCUMENTS = list(documents(ARGUMENT))
# The documents of layers have their proof last.
PROOF_LAST = "() => document.querySelector('.page-foot').before(...document.querySelectorAll('.fold__body'))"
FINDINGS = "() => [...document.querySelectorAll('.findings :is(dt, dd)')].map(one => one.innerText)"
# A label broken within one of its words.
LABELS = " ".join(one["name"] for kind in ("voices", "relations") for one in words("en")[kind].values())
BROKEN = "|".join(r"(?:[-\ufffe]?\s*\n)?".join(word) for word in re.findall(r"[\w’]{4,}", LABELS))


@pytest.fixture(scope="module")
def printed_address(printed: Path) -> Iterator[str]:
    with served(printed) as found:
        yield found


def bookmarks(file: Path) -> list[tuple[str, int]]:
    """Return title and page, counted from 1, of each bookmark in order."""
    items = pdfium.PdfDocument(file).get_toc()
    return [(item.get_title(), item.get_dest().get_index() + 1) for item in items]


@pytest.mark.parametrize(("name", "locale"), DOCUMENTS)
def test_a_document_holds_the_text_of_its_page_and_a_layer_ends_with_its_proof(
    browser: Browser, printed: Path, printed_address: str, name: str, locale: str
) -> None:
    file = printed / pdf_url(name, locale)
    page = opened(browser, f"{printed_address}/{page_url(name, locale)}")
    if name.startswith("layers/"):
        page.evaluate(PROOF_LAST)
    texts = page_texts(file)
    assert not re.search("[\u2e80-\u2fdf]", "".join(texts))
    assert [word for word in re.findall(BROKEN, "\n".join(texts)) if "\n" in word] == []
    whole = squeezed("".join(texts))
    assert lost(page.evaluate(READ), whole) == []
    assert [one for one in page.evaluate(FINDINGS) if squeezed(one) not in whole] == []
    assert outside_of_paper(file) == []
    headings = parse(printed / page_url(name, locale) / "index.html").css("article :is(h1, h2, h3, h4)")
    marks = bookmarks(file)
    assert [title for title, _ in marks] == [text(one).replace("\u200b", "") for one in headings]
    assert [title for title, number in marks if squeezed(title) not in squeezed(texts[number - 1])] == []
    if name.startswith("layers/"):
        source = ARGUMENT.pages[name, locale]
        title = rf"^{words(locale)['edition']['proof']}\s*$"
        proof = squeezed(re.split(title, "\n".join(texts), maxsplit=1, flags=re.MULTILINE)[1])
        rows = [one.row.tang.says for one in ARGUMENT[locale].rows if one.page is source]
        openings = [one.opening for claim in source.claims for one in ARGUMENT.registered[claim.id].passages]
        assert [one for one in rows + openings if squeezed(one) not in proof] == []


def links_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield where each link leads, and whether that is within the document."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", pikepdf.Array()):
            action = annotation.get("/A", pikepdf.Dictionary())
            if annotation.Subtype == "/Link":
                target = action.get("/URI", annotation.get("/Dest", action.get("/D", "")))
                yield str(target), "/URI" not in action


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield the kind of each font and whether it is embedded as TrueType."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing:
            yield str(thing.Subtype), "/FontFile2" in thing.FontDescriptor


@pytest.mark.parametrize(("name", "locale"), DOCUMENTS)
def test_a_document_is_described_tagged_and_self_contained(printed: Path, name: str, locale: str) -> None:
    file = printed / pdf_url(name, locale)
    with pikepdf.open(file) as pdf:
        assert pdf.Root.Lang == locale
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        information = {key: str(value) for key, value in pdf.docinfo.items()}
        assert information["/Title"] and information["/Subject"]
        assert information["/Author"] == "Seven Layers"
        assert EDITION in information["/Keywords"]
        assert information["/CreationDate"] == information["/ModDate"]
        assert information["/CreationDate"].startswith("D:" + EDITION.replace("-", ""))
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == information["/Title"]
        kinds = list(fonts_of(pdf))
        assert kinds and all(kind == "/CIDFontType2" and embedded for kind, embedded in kinds)
        known = set(pdf.Root.get("/Dests", pikepdf.Dictionary()).keys())
        for target, is_inside in links_of(pdf):
            assert target in known if is_inside else target.startswith(("https://", "http://t.cn/")), target
    findings = pdfua.validate(str(file)).findings
    assert [one.message for one in findings if one.severity is pdfua.Severity.ERROR] == []


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


def test_two_prints_are_the_same_bytes(browser: Browser, site: Path, tmp_path: Path) -> None:
    publication = Publication(ROOT, {"ja": "七つの層", "en": "Seven Layers"}, "Seven Layers", "2026-11-24")
    found = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        date = "2026-11-24T00:00:00+00:00"
        printing = print_documents(browser, site, ARGUMENT, publication, date, folder)
        found.append([(folder / next(printing)[1].address).read_bytes() for _ in range(2)])
        printing.close()
    assert found[0] == found[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contents_give_the_pages_on_which_chapters_and_sections_stand(printed: Path, locale: str) -> None:
    file = printed / pdf_url("edition", locale)
    texts, numbers = [squeezed(page) for page in page_texts(file)], page_numbers(file.read_bytes())
    html = parse(printed / page_url("edition", locale) / "index.html")
    entries = html.css(".edition-contents a")
    assert len(entries) > 50
    start, contents = 0, "".join(texts[:5])
    for entry in entries:
        anchor = (entry.attributes["href"] or "").removeprefix("#")
        line = f"{squeezed(text(entry))}{numbers[anchor]}"
        start = contents.index(line, start) + len(line)
        assert squeezed(text(html.css_first(f"[id={anchor}]"))) in texts[numbers[anchor] - 1]


@pytest.mark.parametrize(
    ("locale", "chapter", "notes"),
    [("ja", "比較", "ほかのサイトのアドレス"), ("en", "Comparison", "Addresses of other sites")],
)
def test_the_table_bears_the_head_of_its_chapter_and_the_last_page_holds_addresses_and_colophon(
    printed: Path, locale: str, chapter: str, notes: str
) -> None:
    file = printed / pdf_url("edition", locale)
    last = squeezed(page_texts(file)[-1])
    assert last.startswith(squeezed(notes)) and "SILOpenFontLicense" in last
    wide = [page for page in pdfium.PdfDocument(file) if page.get_width() > page.get_height()]
    # Rows are short enough for five to stand on a page.
    assert 0 < len(wide) * 5 <= len(ARGUMENT[locale].rows)
    assert all(page.get_textpage().get_text_range().startswith(chapter) for page in wide)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_edition_holds_every_claim_once_and_each_anchor_of_its_pages(site: Path, locale: str) -> None:
    html = parse(site / page_url("edition", locale) / "index.html")
    assert sorted(node.id or "" for node in html.css(".claim")) == sorted(ARGUMENT[locale].claims)
    ids = {node.id for node in html.css("[id]")}
    for page in edition_pages(ARGUMENT, locale):
        own = parse(site / page_url(page, locale) / "index.html")
        wanted = own.css("article :is(h1, h2, h3, .claim, .conflict, .record li, .terms div)[id]")
        assert wanted and [node.id for node in wanted if node.id not in ids] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_folded_on_a_page_stands_at_the_end_of_its_chapter(site: Path, locale: str) -> None:
    chapters = parse(site / page_url("edition", locale) / "index.html").css(".edition > .chapter")
    for page, chapter in zip(edition_pages(ARGUMENT, locale), chapters, strict=True):
        own = parse(site / page_url(page, locale) / "index.html")
        folded = [reading_text(body) for body in own.css("details.fold > .fold__body")]
        assert [reading_text(body) for body in chapter.css(".notes > .fold__body")] == folded, page
        assert not chapter.css("details, summary, .notes ~ :not(.print-notes)")
        # The sentence of a conflict that stands by itself stays where it was.
        leads = [text(lead) for lead in own.css(".claim__lead, .fold--note > summary")]
        assert [text(lead) for lead in chapter.css("p.claim__lead")] == leads


def test_the_print_fonts_hold_every_character_of_the_pages(printed: Path) -> None:
    wanted = wanted_characters(printed)
    held: dict[str, set[int]] = {}
    for cut in CUTS:
        font = TTFont(PROJECT / "docs" / "assets" / "fonts" / cut.file)
        assert "CFF " not in font
        characters = set(font.getBestCmap())
        held.setdefault(cut.kind, set()).update(characters)
        # Cut from the source as it is now: no character is there for which nobody asks.
        assert characters <= wanted[cut.kind], cut.file
    every = set().union(*held.values())
    lacking = {chr(one) for one in (wanted["en"] | wanted["ja"]) - every | (wanted["zh"] - held["zh"])}
    assert lacking == set(), "Run 'make fonts'."


def test_the_licences_of_the_fonts_stand_beside_them(site: Path) -> None:
    licence = (site / "assets" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    named = ("Morisawa", "BIZ UDMincho", "SIL International", "Noto", "SIL OPEN FONT LICENSE Version 1.1")
    assert [part for part in named if part not in licence] == []


def test_links_to_other_sites_become_notes_once() -> None:
    one, two = ('<a href="https://a.test/">one</a>', '<a href="https://a.test/">two</a>')
    own, shown = ('<a href="https://own.test/">own</a>', '<a href="https://b.test/">https://b.test/</a>')
    mark = '<sup class="print-note" hidden data-search-exclude>1</sup>'
    notes = '<ol class="print-notes" hidden data-search-exclude data-title="A &amp; B">'
    notes += "<li>https://a.test/</li></ol>"
    assert with_notes(one + two + own + shown, "https://own.test/", "A & B") == (
        f"{one}{mark}{two}{mark}{own}{shown}{notes}"
    )
