"""The documents that `make pdf` prints: each is finished, and holds the text of its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pikepdf
import pytest
from conftest import DOCS, EDITION, TEMPLATES
from html_site import LOCALES, ROOTS, pages, parse, text
from pdf import (
    HEADINGS,
    READ,
    bookmarks,
    destinations,
    fonts,
    links,
    missing_share,
    opened,
    outside_of_paper,
    page_texts,
    squeezed,
)
from playwright.sync_api import Browser
from serving import served

from argument.model import load_argument
from argument.publication import Publication
from argument.templates import words
from publishing.documents import Document, documents, print_documents

ROOT = "https://seven-layers.example/"
DOCUMENTS = list(documents(load_argument(DOCS)))
# The documents of layers have their proof last.
PROOF_LAST = "() => document.querySelector('.page-foot').before(...document.querySelectorAll('.fold__body'))"
FINDINGS = "() => [...document.querySelectorAll('.findings :is(dt, dd)')].map(one => one.innerText)"
# Labels whose words no line may break.
LABELS = {
    word
    for kind in ("voices", "relations")
    for one in words("en")[kind].values()
    for word in re.findall(r"[\w’]{4,}", one["name"])
}
BROKEN = re.compile(
    "|".join(rf"\b{word[:at]}[-\ufffe]?\s*\n{word[at:]}\b" for word in LABELS for at in range(2, len(word)))
)


def name(document: Document) -> str:
    return document.file


@pytest.fixture(scope="module")
def printed_address(printed: Path) -> Iterator[str]:
    with served(printed) as found:
        yield found


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_holds_the_text_of_its_page(
    browser: Browser, printed: Path, printed_address: str, document: Document
) -> None:
    address = f"{printed_address}/{document.file.rpartition('/')[0]}/"
    page = opened(browser, address)
    if document.page.startswith("layers/"):
        page.evaluate(PROOF_LAST)
    shown, findings = page.evaluate(READ), page.evaluate(FINDINGS)
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
    assert [one for one in findings if squeezed(one) not in whole] == []
    assert BROKEN.findall("\n".join(texts)) == []
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


def test_two_prints_are_the_same_bytes(browser: Browser, site: Path, tmp_path: Path) -> None:
    whole = load_argument(DOCS)
    publication = Publication(ROOT, {"ja": "七つの層", "en": "Seven Layers"}, "Seven Layers", "2026-11-24")
    found = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        printing = print_documents(
            browser, site, whole, publication, TEMPLATES, "2026-11-24T00:00:00+00:00", folder
        )
        first = next(printing)
        second = next(printing)
        printing.close()
        found.append([(folder / one.address).read_bytes() for _, one in (first, second)])
    assert found[0] == found[1]
