"""Reading PDFs in tests: their text in the order in which it stands, their bookmarks, links, and fonts."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from playwright.sync_api import Browser, Page

LOAD_FONTS = "() => Promise.all([...document.fonts].map(face => face.load())).then(() => {})"
# What is visible on paper, element by element, in the order of the page; lists side by side are read apart.
READ = """() => {
    const found = [];
    const flat = node => [...node.childNodes].flatMap(
        one => one.nodeType === 1 && getComputedStyle(one).display === 'contents' ? flat(one) : [one]);
    const order = node => node.nodeType === 1 ? Number(getComputedStyle(node).order) : 0;
    const walk = node => {
        if (node.nodeType === 3) { found.push(node.data); return; }
        if (node.nodeType !== 1 || getComputedStyle(node).display === 'none') return;
        if (node.matches('svg, .findings')) return;
        const inside = flat(node);
        if (getComputedStyle(node).display === 'flex') inside.sort((one, other) => order(one) - order(other));
        inside.forEach(walk);
        // What a style sheet puts between the parts of a line.
        found.push(getComputedStyle(node, '::after').content.match(/^"(.*)"$/)?.[1] ?? '');
        if (getComputedStyle(node).display !== 'inline') found.push('\\n');
    };
    walk(document.querySelector('article'));
    return found.join('');
}"""
OPTIONS: dict[str, Any] = {"format": "A4", "prefer_css_page_size": True, "tagged": True, "outline": True}
# Heads and feet end within so many points of the edge.
HEAD, FOOT = 40.0, 45.0


def opened(browser: Browser, address: str, **more: Any) -> Page:
    page = browser.new_page(**more)
    page.goto(address)
    page.emulate_media(media="print")
    page.evaluate(LOAD_FONTS)
    return page


def squeezed(text: str) -> str:
    """Return a text for comparison: in one form of each character, without any space."""
    # PDFium's sign for a hyphen at the end of a line.
    text = text.replace("\ufffe", "-")
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\u00ad", "")
    return "".join(text.split())


def page_texts(data: bytes | Path) -> list[str]:
    """Return the text of each page between head and foot, in the order of the document."""
    found = []
    for page in pdfium.PdfDocument(data):
        width, height = page.get_size()
        text = page.get_textpage()
        inside = text.get_text_range()
        for bottom, top in ((height - HEAD, height), (0, FOOT)):
            outside = text.get_text_bounded(left=0, bottom=bottom, right=width, top=top)
            for line in filter(str.strip, outside.splitlines()):
                inside = inside.replace(line, "", 1)
        found.append(inside)
    return found


def lost(shown: str, document: str) -> list[str]:
    """Return the lines that are not in a document, squeezed, in the order in which they are shown."""
    found, place = [], 0
    for line in filter(None, map(squeezed, shown.splitlines())):
        if (start := document.find(line, place)) < 0:
            found.append(line)
        else:
            place = start + len(line)
    return found


def outside_of_paper(data: bytes | Path) -> list[tuple[int, tuple[float, ...]]]:
    """Return number of page and box of each piece of text that reaches over an edge of its page."""
    found: list[tuple[int, tuple[float, ...]]] = []
    for number, page in enumerate(pdfium.PdfDocument(data), 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for left, bottom, right, top in map(text.get_rect, range(text.count_rects())):
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append((number, (left, bottom, right, top)))
    return found


def mean_greys(data: bytes) -> list[float]:
    """Return the mean brightness of each page, from 0 for black to 255 for white."""
    images = (page.render(scale=0.3, grayscale=True) for page in pdfium.PdfDocument(data))
    return [sum(pixels) / len(pixels) for pixels in (bytes(image.buffer) for image in images)]


def bookmarks(file: Path) -> list[tuple[str, int]]:
    """Return title and page, counted from 1, of each bookmark in order."""
    items = pdfium.PdfDocument(file).get_toc()
    return [(item.get_title(), item.get_dest().get_index() + 1) for item in items]


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield where each link leads, and whether that is within the document."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", pikepdf.Array()):
            action = annotation.get("/A", pikepdf.Dictionary())
            if annotation.Subtype == "/Link":
                target = action.get("/URI", annotation.get("/Dest", action.get("/D", "")))
                yield str(target), "/URI" not in action


def fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield the kind of each font and whether it is embedded as TrueType."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing:
            yield str(thing.Subtype), "/FontFile2" in thing.FontDescriptor
