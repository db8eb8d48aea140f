"""PDFs of the edition, the layers, and the comparison, in the style that a reader's browser prints.

The pages are printed from a built folder under the address that they will have, so that links in a document
lead to the site. The page numbers in the contents of the edition take two passes: the first tells where each
heading falls, the second prints the numbers. What Chromium has printed is then described, dated, and tagged
as PDF/UA asks, and is the same bytes each time.
"""

import io
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf

from argument.model import Argument, Page
from argument.publication import EDITION_PAGE, Key, PrintedFile, Publication, pdf_url
from argument.schema import TABLE_PAGE, LayerFront
from argument.sources import LOCALES
from argument.templates import words
from argument.view import View
from publishing.browser import BrowserError

_UNLOADED = """() => Promise.allSettled([...document.fonts].map(face => face.load())).then(
    () => [...document.fonts].filter(face => face.status !== 'loaded').map(face => face.family).join())"""
_NUMBER = """numbers => [...document.querySelectorAll('[data-page-of]')].map(
    place => place.textContent = numbers[place.dataset.pageOf]).length"""
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


def documents(argument: Argument) -> Iterator[tuple[str, str]]:
    """Yield name and language of each page that is printed, the whole before its parts."""
    for locale in LOCALES:
        for name in (EDITION_PAGE, *(page.name for page, _ in argument[locale].layers), TABLE_PAGE):
            if argument.page(name, locale):
                yield name, locale


def print_documents(
    browser: Any, site: Path, argument: Argument, publication: Publication, date: str, folder: Path
) -> Generator[tuple[Key, PrintedFile]]:
    """Print every document of a built site into a folder, and yield them one by one.

    `date` is the moment that a document names as that of its making, as ISO 8601 with the time zone.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", lambda route: _answer(route, site, publication.url))
    tab = context.new_page()
    tab.emulate_media(media="print", color_scheme="light")
    for name, locale in documents(argument):
        page, file = argument.pages[name, locale], pdf_url(name, locale)
        tab.goto(publication.page(name, locale), wait_until="load")
        if faults := tab.evaluate(_UNLOADED):
            raise BrowserError(f"Print fonts did not load: {faults}. Run 'make fonts'.")
        if isinstance(page.front, LayerFront):
            rows = View(argument, page, publication).render("markers/comparison.html")
            tab.evaluate(_TO_END, [words(locale)["edition"]["proof"], rows])
        description = {**_describe(page, publication), "xmp:CreateDate": date, "xmp:ModifyDate": date}
        data, pages = _finish(_print(tab), description, tab.evaluate(_HEADINGS))
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)
        yield (name, locale, "pdf"), PrintedFile(file, len(data), pages)


def _print(tab: Any) -> bytes:
    data: bytes = tab.pdf(**_OPTIONS)
    if tab.evaluate(_NUMBER, numbers := page_numbers(data)):
        data = tab.pdf(**_OPTIONS)
        assert page_numbers(data) == numbers, "A number has moved what it numbers."
    return data


def _answer(route: Any, site: Path, url: str) -> None:
    """Answer what a page asks for from the folder, as the host would; nothing goes out to a network."""
    address = route.request.url
    file = site / urlsplit(address).path.removeprefix(urlsplit(url).path)
    file = file / "index.html" if file.is_dir() else file
    if address.startswith(url) and file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(status=404)


def _describe(page: Page, publication: Publication) -> dict[str, Any]:
    front, site = page.front, publication.names[page.locale]
    assert front is not None, "An argument with faults is not printed."
    keywords = [site, publication.edition, publication.page(page.name, page.locale)]
    return {
        "dc:title": site if page.name == EDITION_PAGE else f"{front.title} - {site}",
        "dc:creator": [publication.author],
        "dc:description": front.thesis if isinstance(front, LayerFront) else front.description,
        "dc:subject": keywords,
        "dc:language": [page.locale],
        "pdf:Keywords": ", ".join(keywords),
    }


def page_numbers(data: bytes) -> dict[str, int]:
    """Return the page, counted from 1, on which each anchor falls that a link of the document leads to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        named: Any = pdf.Root.get("/Dests", {})
        return {name.removeprefix("/"): pages[named[name][0].objgen] for name in list(named)}


def _finish(data: bytes, description: Mapping[str, Any], headings: Sequence[str]) -> tuple[bytes, int]:
    """Return a printed document, finished, and its number of pages.

    `description` goes by the names of XMP; after `headings`, those of the page, the bookmarks are named.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _mark_artifacts(pdf, page)
            _describe_links(page)
        _mend_structure(pdf)
        _name_bookmarks(pdf, headings)
        pdf.Root.Lang = pikepdf.String(description["dc:language"][0])
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata.update(description)
        target, mode = io.BytesIO(), pikepdf.ObjectStreamMode.generate
        pdf.save(target, deterministic_id=True, compress_streams=True, object_stream_mode=mode)
        return target.getvalue(), len(pdf.pages)


def _mark_artifacts(pdf: Any, page: Any) -> None:
    """Mark text outside of all structure, which is that of a page's head and foot, as no part of the text."""
    found, depth = list[Any](), 0
    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        depth += (operator in {"BMC", "BDC"}) - (operator == "EMC")
        if operator == "BT" and depth == 0:
            found.append(begin)
        found.append(instruction)
        if operator == "ET" and depth == 0:
            found.append(end)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))


def _name_bookmarks(pdf: Any, headings: Sequence[str]) -> None:
    """Name the bookmarks anew: Chromium's lack the space where a line of the heading ends."""
    found, waiting = [], [pdf.Root.Outlines.get("/First")]
    while waiting:
        if item := waiting.pop():
            found.append(item)
            waiting += [item.get("/Next"), item.get("/First")]
    for item, heading in zip(found, headings, strict=True):
        item.Title = pikepdf.String(heading)


def _mend_structure(pdf: Any) -> None:
    """Number the ids of its elements anew, since Chromium's differ from run to run, and mend its figures.

    Figures without a text of their own become divisions: they hold a table or a list, and no picture.
    """
    root, new, tree = pdf.Root.StructTreeRoot, dict[str, str](), pikepdf.NameTree.new(pdf)

    def numbered(old: Any) -> Any:
        return pikepdf.String(new.setdefault(str(old), f"node{len(new):08}"))

    for element in _elements(root):
        if element.get("/S") == "/Figure" and "/Alt" not in element:
            element.S = pikepdf.Name.Div
        if "/ID" in element:
            element.ID = numbered(element.ID)
            tree[str(element.ID)] = element
        attributes = element.get("/A", [])
        for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if "/Headers" in attribute:
                attribute.Headers = pikepdf.Array([numbered(header) for header in attribute.Headers])
    root.IDTree = tree.obj


def _elements(found: Any) -> Iterator[Any]:
    """Yield the elements of the structure in the order of the document."""
    if isinstance(found, pikepdf.Array):
        for one in list(found):
            yield from _elements(one)
    elif isinstance(found, pikepdf.Dictionary):
        yield found
        yield from _elements(found.get("/K"))


def _describe_links(page: Any) -> None:
    """Give each link the text that a reader hears in its place: where it leads."""
    for annotation in page.get("/Annots", []):
        if annotation.get("/Subtype") == "/Link" and "/Contents" not in annotation:
            action = annotation.get("/A", {})
            destination = annotation.get("/Dest", action.get("/D", ""))
            text = str(action.get("/URI", "")) or "#" + str(destination).removeprefix("/")
            annotation.Contents = pikepdf.String(text)
