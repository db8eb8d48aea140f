"""SVG files of their own: what they refer to and the ids that can be pointed at in them."""

from __future__ import annotations

from links.css import parse_css
from links.page import Page
from links.references import ID, LINK, STYLE, SVG_STYLES, Reference, Use
from links.xmltree import XLINK, Document, Element

_XLINK_HREF = f"{XLINK} href"


def parse_drawing(document: Document) -> Page:
    """Return what a drawing says, in the same form as a page; lines are those of the elements."""
    page = Page()
    page.references += document.sheets
    for element in document.root.walk():
        found = element.attributes.get("id")
        if found and found in page.ids:
            page.doubled.append(Reference(ID, found, element.name, line=element.line))
        elif found:
            page.ids[found] = element.name
        _read_href(element, page)
        _read_styles(element, page)
    return page


def _read_href(element: Element, page: Page) -> None:
    plain = "href" in element.attributes
    href = element.attributes.get("href" if plain else _XLINK_HREF)
    if href is None:
        return
    use = LINK if element.name == "a" else Use(f"{'href' if plain else 'xlink:href'} of <{element.name}>")
    reference = Reference(use, href, line=element.line)
    (page.locals if href.startswith("#") else page.references).append(reference)


def _read_styles(element: Element, page: Page) -> None:
    texts = [
        (f"{name} of <{element.name}>", element.attributes.get(name, "")) for name in ("style", *SVG_STYLES)
    ]
    if element.name == "style":
        texts.append((STYLE.label, "".join(element.parts)))
    for label, text in texts:
        for found in parse_css(text) if text else ():
            line = element.line + text.count("\n", 0, found.offset)
            to = page.locals if found.url.startswith("#") else page.references
            to.append(Reference(Use(label), found.url, line=line))
