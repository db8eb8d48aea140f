"""The edition: the whole argument on one page, with real page numbers, fonts, and notes of its own."""

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from conftest import DOCS, PROJECT
from html_site import LOCALES, ROOTS, parse, reading_text, text
from pdf import bookmarks, page_texts, squeezed

from argument.addresses import page_url
from argument.model import load_argument
from argument.templates import words
from publishing.documents import Document, documents
from publishing.edition import edition_pages
from publishing.fonts import CUTS, wanted_characters
from publishing.notes import with_notes
from publishing.pdf import page_numbers

ARGUMENT = load_argument(DOCS)
DOCUMENTS = list(documents(ARGUMENT))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contents_give_the_pages_on_which_chapters_and_sections_stand(printed: Path, locale: str) -> None:
    document = next(found for found in DOCUMENTS if found.page == "edition" and found.locale == locale)
    file = printed / document.file
    texts = [squeezed(page) for page in page_texts(file)]
    numbers = page_numbers(file.read_bytes())
    html = parse(printed / document.file.rpartition("/")[0] / "index.html")
    entries = html.css(".edition-contents a")
    assert len(entries) > 50
    start = 0
    contents = "".join(texts[:5])
    for entry in entries:
        anchor = (entry.attributes["href"] or "").removeprefix("#")
        title = squeezed(text(entry))
        line = f"{title}{numbers[anchor]}"
        start = contents.index(line, start) + len(line)
        heading = html.css_first(f"[id={anchor}]")
        assert squeezed(text(heading)) in texts[numbers[anchor] - 1]


@pytest.mark.parametrize(
    ("locale", "chapter", "notes"),
    [("ja", "比較", "ほかのサイトのアドレス"), ("en", "Comparison", "Addresses of other sites")],
)
def test_the_table_bears_the_head_of_its_chapter_and_the_last_page_holds_addresses_and_colophon(
    printed: Path, locale: str, chapter: str, notes: str
) -> None:
    document = next(found for found in DOCUMENTS if found.page == "edition" and found.locale == locale)
    file = printed / document.file
    last = squeezed(page_texts(file)[-1])
    assert last.startswith(squeezed(notes)) and "SILOpenFontLicense" in last
    with_heads = pdfium.PdfDocument(file)
    wide = [page for page in with_heads if page.get_width() > page.get_height()]
    # Rows are short enough for five to stand on a page.
    assert 0 < len(wide) * 5 <= len(ARGUMENT[locale].rows)
    for page in wide:
        assert page.get_textpage().get_text_range().startswith(chapter)
    with_heads.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_edition_holds_every_claim_once_and_leads_to_itself(printed: Path, locale: str) -> None:
    html = parse(printed / ROOTS[locale] / "edition" / "index.html")
    claims = [node.id for node in html.css(".claim")]
    assert sorted(filter(None, claims)) == sorted(ARGUMENT[locale].claims)
    ids = [node.id for node in html.css("[id]")]
    assert len(ids) == len(set(ids))
    for page in edition_pages(ARGUMENT, locale):
        folder = "" if page == "index" else page
        own = parse(printed / ROOTS[locale] / folder / "index.html")
        content = own.css_first(".md-content__inner")
        assert content is not None
        for node in content.css(":is(h1, h2, h3, .claim, .conflict, .record li, .terms div)[id]"):
            assert node.id in ids, node.id
    inner = html.css_first(".edition")
    assert inner is not None
    for link in inner.css("a[href]"):
        href = link.attributes["href"] or ""
        assert href[1:] in ids if href.startswith("#") else href.startswith(("http", "../")), href


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_folded_on_a_page_stands_at_the_end_of_its_chapter(site: Path, locale: str) -> None:
    chapters = parse(site / ROOTS[locale] / "edition" / "index.html").css(".edition > .chapter")
    for page, chapter in zip(edition_pages(ARGUMENT, locale), chapters, strict=True):
        own = parse(site / page_url(page, locale) / "index.html")
        folded = [reading_text(body) for body in own.css("details.fold > .fold__body")]
        assert [reading_text(body) for body in chapter.css(".notes > .fold__body")] == folded, page
        assert not chapter.css("details, summary, .notes ~ :not(.print-notes)")
        # The sentence of a conflict that stands by itself stays where it was.
        leads = [text(lead) for lead in own.css(".claim__lead, .fold--note > summary")]
        assert [text(lead) for lead in chapter.css("p.claim__lead")] == leads


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.file)
def test_a_bookmark_is_its_heading_word_for_word_and_a_layer_ends_with_its_proof(
    printed: Path, document: Document
) -> None:
    html = parse(printed / page_url(document.page, document.locale) / "index.html")
    headings = [text(one).replace("\u200b", "") for one in html.css("article :is(h1, h2, h3, h4)")]
    with pikepdf.open(printed / document.file) as pdf:
        assert [title for title, _ in bookmarks(pdf)] == headings
    if document.page.startswith("layers/"):
        texts = page_texts(printed / document.file)
        lines = [squeezed(line) for one in texts for line in one.splitlines()]
        proof = "".join(lines[lines.index(squeezed(words(document.locale)["edition"]["proof"])) :])
        page = ARGUMENT.pages[document.page, document.locale]
        rows = [one.row.tang.says for one in ARGUMENT[document.locale].rows if one.page is page]
        openings = [p.opening for claim in page.claims for p in ARGUMENT.registered[claim.id].passages]
        assert [one for one in rows + openings if squeezed(one) not in proof] == []


def test_the_edition_is_neither_in_the_search_nor_in_the_sitemap(site: Path) -> None:
    assert "edition/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    for locale in LOCALES:
        index = (site / "search" / f"{locale}.json").read_text(encoding="utf-8")
        assert "edition/#c3-5" not in index


def test_the_print_fonts_hold_every_character_of_the_pages(printed: Path) -> None:
    from fontTools.ttLib import TTFont

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
    text = (site / "assets" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    for owner in ("Morisawa", "BIZ UDMincho", "SIL International", "Noto"):
        assert owner in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_links_to_other_sites_become_notes_once() -> None:
    link = '<a href="https://a.test/x">{}</a>'
    content = link.format("one") + link.format("two") + '<a href="https://own.test/">own</a>'
    found = with_notes(
        content + '<a class="address" href="https://b.test/">https://b.test/</a>', "https://own.test/"
    )
    assert found.count('<sup class="print-note" data-search-exclude>1</sup>') == 2
    assert found.endswith('<ol class="print-notes" data-search-exclude><li>https://a.test/x</li></ol>')
    titled = with_notes(content, "https://own.test/", "A & B")
    assert '<ol class="print-notes" data-search-exclude data-title="A &amp; B"><li>' in titled
