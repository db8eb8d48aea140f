"""The edition: the whole argument on one page, with real page numbers, fonts, and notes of its own."""

import json
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import DOCS, PROJECT
from fontTools.ttLib import TTFont
from html_site import LOCALES, parse, reading_text, text
from pdf import page_texts, squeezed

from argument.addresses import page_url, pdf_url
from argument.model import load_argument
from publishing.documents import page_numbers
from publishing.edition import edition_pages, with_notes
from publishing.fonts import CUTS, wanted_characters

ARGUMENT = load_argument(DOCS)


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
def test_the_edition_holds_every_claim_once_and_leads_to_itself(site: Path, locale: str) -> None:
    html = parse(site / page_url("edition", locale) / "index.html")
    assert sorted(node.id or "" for node in html.css(".claim")) == sorted(ARGUMENT[locale].claims)
    ids = [node.id for node in html.css("[id]")]
    assert len(ids) == len(set(ids))
    for page in edition_pages(ARGUMENT, locale):
        own = parse(site / page_url(page, locale) / "index.html")
        wanted = own.css("article :is(h1, h2, h3, .claim, .conflict, .record li, .terms div)[id]")
        assert wanted and [node.id for node in wanted if node.id not in ids] == []
    for link in html.css(".edition a[href]"):
        href = link.attributes["href"] or ""
        assert href[1:] in ids if href.startswith("#") else href.startswith(("http", "../")), href


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


def test_neither_sitemap_nor_search_knows_the_edition_or_a_page_as_markdown(site: Path) -> None:
    assert not re.search(r"edition/|\.md", (site / "sitemap.xml").read_text(encoding="utf-8"))
    for locale in LOCALES:
        index = json.loads((site / "search" / f"{locale}.json").read_text(encoding="utf-8"))
        found = [one["location"] for one in index["docs"]]
        assert len(found) > 250
        assert [one for one in found if re.search(r"edition/#c|\.md|\.txt", one)] == []


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
    text = (site / "assets" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    for owner in (
        "Morisawa",
        "BIZ UDMincho",
        "SIL International",
        "Noto",
        "SIL OPEN FONT LICENSE Version 1.1",
    ):
        assert owner in text


def test_links_to_other_sites_become_notes_once() -> None:
    content = '<a href="https://a.test/x">one</a><a href="https://a.test/x">two</a>'
    content += (
        '<a href="https://own.test/">own</a><a class="address" href="https://b.test/">https://b.test/</a>'
    )
    found = with_notes(content, "https://own.test/")
    assert found.count('</a><sup class="print-note" data-search-exclude>1</sup>') == 2
    assert found.endswith('<ol class="print-notes" data-search-exclude><li>https://a.test/x</li></ol>')
    titled = with_notes(content, "https://own.test/", "A & B")
    assert '<ol class="print-notes" data-search-exclude data-title="A &amp; B"><li>' in titled
