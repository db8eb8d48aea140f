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
        if (node.nodeType !== 1 || getComputedStyle(node).display === 'none' || node.closest('svg')) return;
        if (node.matches('.findings')) return;
        const inside = flat(node);
        if (getComputedStyle(node).display === 'flex') inside.sort((one, other) => order(one) - order(other));
        inside.forEach(walk);
        // What a style sheet puts between the parts of a line.
        found.push(getComputedStyle(node, '::after').content.match(/^"(.*)"$/)?.[1] ?? '');
        if (getComputedStyle(node).display !== 'inline') found.push('\\n');
    };
    walk(document.querySelector('.md-content__inner'));
    return found.join('');
}"""
HEADINGS = """() => [...document.querySelectorAll('.md-content :is(h1, h2, h3, h4)')]
    .map(heading => heading.textContent)"""

# Heads and feet end within so many points of the edge.
HEAD, FOOT = 40.0, 45.0


def squeezed(text: str) -> str:
    """Return a text for comparison: in one form of each character, without any space."""
    # PDFium's sign for a hyphen at the end of a line.
    text = text.replace("\ufffe", "-")
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\u00ad", "")
    return "".join(text.split())


def page_texts(data: bytes | Path) -> list[str]:
    """Return the text of each page between head and foot, in the order of the document."""
    with_pages = pdfium.PdfDocument(data)
    found = []
    for page in with_pages:
        width, height = page.get_size()
        text = page.get_textpage()
        inside = text.get_text_range()
        for edge in ((0, height - HEAD, width, height), (0, 0, width, FOOT)):
            left, bottom, right, top = edge
            outside = text.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
            for line in outside.splitlines():
                inside = inside.replace(line, "", 1) if line.strip() else inside
        found.append(inside)
        text.close()
        page.close()
    with_pages.close()
    return found


def outside_of_paper(data: bytes | Path) -> list[tuple[int, list[float]]]:
    """Return number of page and box of each piece of text that reaches over an edge of its page."""
    document = pdfium.PdfDocument(data)
    found = []
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append((number, [left, bottom, right, top]))
        text.close()
        page.close()
    document.close()
    return found


def mean_greys(data: bytes) -> list[float]:
    """Return the mean brightness of each page, from 0 for black to 255 for white."""
    document = pdfium.PdfDocument(data)
    found = []
    for page in document:
        image = page.render(scale=0.3, grayscale=True)
        pixels = bytes(image.buffer)
        found.append(sum(pixels) / len(pixels))
        page.close()
    document.close()
    return found


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Return title and page of each bookmark in order."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def walk(items: Any) -> Iterator[tuple[str, int]]:
        for item in items:
            yield item.title, pages[item.destination[0].objgen]
            yield from walk(item.children)

    with pdf.open_outline() as outline:
        return list(walk(outline.root))


def destinations(pdf: pikepdf.Pdf) -> set[str]:
    return set(pdf.Root.get("/Dests", pikepdf.Dictionary()).keys())


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield where each link leads, and whether that is within the document."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", pikepdf.Array()):
            if annotation.get("/Subtype") != "/Link":
                continue
            action = annotation.get("/A", pikepdf.Dictionary())
            if "/URI" in action:
                yield str(action.URI), False
            else:
                yield str(annotation.get("/Dest", action.get("/D", ""))), True


def fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield the kind of each font and whether it is embedded as TrueType."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            descriptor = thing.get("/FontDescriptor")
            if thing.Subtype != "/Type0":
                yield str(thing.Subtype), descriptor is not None and "/FontFile2" in descriptor


def opened(browser: Browser, address: str, **more: object) -> Page:
    page = browser.new_page(**more)  # type: ignore[arg-type]
    page.goto(address)
    page.emulate_media(media="print")
    page.evaluate(LOAD_FONTS)
    return page


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
