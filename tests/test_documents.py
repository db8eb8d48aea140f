"""The documents that `make pdf` prints: each is finished, and holds the text of its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf
import pytest
from conftest import DOCS, EDITION, TEMPLATES
from html_site import LOCALES, ROOTS, pages, parse, text
from pdf import READ, bookmarks, fonts, links, lost, opened, outside_of_paper, page_texts, squeezed
from playwright.sync_api import Browser
from serving import served

from argument.addresses import page_url, pdf_url
from argument.model import load_argument
from argument.publication import Publication
from argument.templates import words
from publishing.documents import documents, print_documents

ROOT = "https://seven-layers.example/"
ARGUMENT = load_argument(DOCS)
DOCUMENTS = list(documents(ARGUMENT))
# The documents of layers have their proof last.
PROOF_LAST = "() => document.querySelector('.page-foot').before(...document.querySelectorAll('.fold__body'))"
FINDINGS = "() => [...document.querySelectorAll('.findings :is(dt, dd)')].map(one => one.innerText)"
# A label broken within one of its words.
LABELS = [one["name"] for kind in ("voices", "relations") for one in words("en")[kind].values()]
BROKEN = re.compile(
    "|".join(
        rf"\b{word[:at]}[-\ufffe]?\s*\n{word[at:]}\b"
        for word in re.findall(r"[\w’]{4,}", " ".join(LABELS))
        for at in range(2, len(word))
    )
)


@pytest.fixture(scope="module")
def printed_address(printed: Path) -> Iterator[str]:
    with served(printed) as found:
        yield found


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
    assert BROKEN.findall("\n".join(texts)) == []
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


@pytest.mark.parametrize(("name", "locale"), DOCUMENTS)
def test_a_document_is_described_tagged_and_self_contained(printed: Path, name: str, locale: str) -> None:
    file = printed / pdf_url(name, locale)
    with pikepdf.open(file) as pdf:
        assert pdf.Root.Lang == locale
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        information = {key: str(value) for key, value in pdf.docinfo.items()}
        assert information["/Title"] and information["/Subject"]
        assert information["/Author"] == "Seven Layers"
        assert EDITION in information["/Keywords"]
        assert information["/CreationDate"] == information["/ModDate"]
        assert information["/CreationDate"].startswith("D:" + EDITION.replace("-", ""))
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == information["/Title"]
        kinds = list(fonts(pdf))
        assert kinds and all(kind == "/CIDFontType2" and embedded for kind, embedded in kinds)
        known = set(pdf.Root.get("/Dests", pikepdf.Dictionary()).keys())
        for target, is_inside in links(pdf):
            assert target in known if is_inside else target.startswith(("https://", "http://t.cn/")), target
            assert "127.0.0.1" not in target
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
        printing = print_documents(browser, site, ARGUMENT, publication, TEMPLATES, date, folder)
        found.append([(folder / next(printing)[1].address).read_bytes() for _ in range(2)])
        printing.close()
    assert found[0] == found[1]
