"""PDFs of the edition, the layers, and the comparison, in the style that a reader's browser prints.

The pages are printed from a built folder under the address that they will have, so that links in a document
lead to the site. The page numbers in the contents of the edition take two passes: the first tells where each
heading falls, the second prints the numbers.
"""

import mimetypes
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from argument.addresses import page_url, pdf_url
from argument.model import Argument
from argument.publication import EDITION_PAGE, Key, PrintedFile, Publication
from argument.rendering import render_rows
from argument.schema import TABLE_PAGE, LayerFront
from argument.sources import LOCALES
from argument.templates import words
from publishing.browser import BrowserError
from publishing.pdf import Description, count_pages, finish_pdf, page_numbers

_LOAD_FONTS = "() => Promise.all([...document.fonts].map(face => face.load())).then(() => {})"
_UNLOADED = """() => [...document.fonts].filter(face => face.status !== 'loaded')
    .map(face => `${face.family} ${face.weight}`).join()"""
_NUMBER = """numbers => document.querySelectorAll('[data-page-of]').forEach(
    place => place.textContent = numbers[place.dataset.pageOf])"""
_PAGES = "() => [...document.querySelectorAll('[data-page-of]')].map(place => place.dataset.pageOf)"
# What is folded goes to the end of the layer, with its rows of the comparison.
_TO_END = """([title, rows]) => {
    const notes = document.createElement('div');
    notes.className = 'notes';
    notes.append(Object.assign(document.createElement('p'), {className: 'notes__title', textContent: title}));
    notes.append(...document.querySelectorAll('.fold__body'));
    notes.insertAdjacentHTML('beforeend', rows);
    document.querySelector('.page-foot').before(notes);
}"""
_HEADINGS = r"""() => [...document.querySelectorAll('h1, h2, h3, h4')].filter(one => one.checkVisibility())
    .map(one => one.textContent.replaceAll('\u200b', '').replace(/\s+/g, ' ').trim())"""
_OPTIONS = {"format": "A4", "prefer_css_page_size": True, "tagged": True, "outline": True}


@dataclass(frozen=True)
class Document:
    """A page that is also offered as a PDF."""

    page: str
    locale: str

    @property
    def file(self) -> str:
        return pdf_url(self.page, self.locale)


def documents(argument: Argument) -> Iterator[Document]:
    """Yield what is printed, the whole before its parts."""
    for locale in LOCALES:
        for name in (EDITION_PAGE, *(page.name for page, _ in argument[locale].layers), TABLE_PAGE):
            if argument.page(name, locale):
                yield Document(name, locale)


def print_documents(
    browser: Any,
    site: Path,
    argument: Argument,
    publication: Publication,
    templates: Path,
    date: str,
    folder: Path,
) -> Generator[tuple[Key, PrintedFile]]:
    """Print every document of a built site into a folder, and yield them one by one.

    `date` is the moment that a document names as that of its making, as ISO 8601 with the time zone.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", lambda route: _answer(route, site, publication.url))
    tab = context.new_page()
    tab.emulate_media(media="print", color_scheme="light")
    for document in documents(argument):
        tab.goto(publication.page(document.page, document.locale), wait_until="load")
        if faults := tab.evaluate(_LOAD_FONTS) or tab.evaluate(_UNLOADED):
            raise BrowserError(f"Print fonts did not load: {faults}. Run 'make fonts'.")
        page = argument.pages[document.page, document.locale]
        if isinstance(page.front, LayerFront):
            title = words(document.locale)["edition"]["proof"]
            tab.evaluate(_TO_END, [title, render_rows(argument, page, templates)])
        data, description = _print(tab), _describe(argument, publication, document, date)
        target = folder / document.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(finish_pdf(data, description, tab.evaluate(_HEADINGS)))
        printed = PrintedFile(document.file, target.stat().st_size, count_pages(target))
        yield (document.page, document.locale, "pdf"), printed
    context.close()


def _print(tab: Any) -> bytes:
    data: bytes = tab.pdf(**_OPTIONS)
    if wanted := tab.evaluate(_PAGES):
        numbers = page_numbers(data)
        tab.evaluate(_NUMBER, {anchor: str(numbers[anchor]) for anchor in wanted})
        data = tab.pdf(**_OPTIONS)
        assert page_numbers(data) == numbers, "A number has moved what it numbers."
    return data


def _answer(route: Any, site: Path, url: str) -> None:
    """Answer what a page asks for from the folder, as the host would; nothing goes out to a network."""
    address = route.request.url
    file = site / urlsplit(address).path.removeprefix(urlsplit(url).path)
    if file.is_dir():
        file = file / "index.html"
    if not address.startswith(url) or not file.is_file():
        route.fulfill(status=404, body="")
        return
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    route.fulfill(status=200, body=file.read_bytes(), content_type=f"{kind}; charset=utf-8")


def _describe(argument: Argument, publication: Publication, document: Document, date: str) -> Description:
    page = argument.pages[document.page, document.locale]
    front = page.front
    assert front is not None, "An argument with faults is not printed."
    site = publication.names[document.locale]
    title = site if document.page == EDITION_PAGE else f"{front.title} - {site}"
    subject = front.thesis if isinstance(front, LayerFront) else front.description
    return Description(
        title=title,
        author=publication.author,
        subject=subject,
        keywords=(site, publication.edition, publication.absolute(page_url(document.page, document.locale))),
        language=document.locale,
        date=date,
    )
