"""Feeds, RSS and Atom: their links, and the links of the HTML that they carry.

A feed is read far from the site, so URLs have to be full. Atom alone has a way around that: `xml:base`.
"""

from __future__ import annotations

import urllib.parse

from links.page import parse_page
from links.references import Reference, Use
from links.xmltree import XML, Document, Element

_BASE = f"{XML} base"
# Elements whose text is a URL.
_TEXTS = {"rss": {"link", "url", "comments", "docs"}, "feed": {"icon", "logo", "uri"}, "RDF": {"link", "url"}}
# Elements with a URL in an attribute.
_CARRIERS = {"enclosure", "source", "link", "content", "thumbnail"}
_ATTRIBUTES = ("href", "url", "src")
_HTML = {"description", "encoded", "content", "summary"}


def is_feed(document: Document) -> bool:
    return document.root.name in _TEXTS


def parse_feed(document: Document) -> list[Reference]:
    """Return the references of a feed in no order, those under an `xml:base` joined to it."""
    found: list[Reference] = []
    form = document.root.name
    waiting = [(document.root, "")]
    while waiting:
        element, base = waiting.pop()
        base = urllib.parse.urljoin(base, element.attributes.get(_BASE, ""))
        for reference in _references(element, form):
            use = reference.use._replace(absolute=form != "feed" or not base)
            url = urllib.parse.urljoin(base, reference.url) if base else reference.url
            found.append(reference._replace(url=url, use=use))
        waiting += [(child, base) for child in element.children]
    return found


def _references(element: Element, form: str) -> list[Reference]:
    label = f"<{element.name}> of the feed"
    if element.name in _CARRIERS:
        urls = [element.attributes[name] for name in _ATTRIBUTES if name in element.attributes]
        if urls:
            return [Reference(Use(label), url, line=element.line) for url in urls]
    permanent = element.name == "guid" and element.attributes.get("isPermaLink", "true").lower() == "true"
    if permanent or element.name in _TEXTS[form]:
        return [Reference(Use(label), element.text, line=element.line)]
    if element.name in _HTML and element.attributes.get("type", "html") in ("html", "text/html"):
        return _embedded(element, form)
    return _xhtml(element)


def _embedded(element: Element, form: str) -> list[Reference]:
    """Return the references of escaped HTML; a summary of Atom without a type is plain text."""
    if form == "feed" and "type" not in element.attributes:
        return []
    if "<" not in element.text:
        return []
    page = parse_page(element.text)
    return [Reference(found.use, found.url, line=element.line) for found in page.references]


def _xhtml(element: Element) -> list[Reference]:
    found = []
    for tag, attribute in (("a", "href"), ("img", "src")):
        if element.name == tag and attribute in element.attributes:
            label = Use(f"{attribute} of <{tag}>")
            found.append(Reference(label, element.attributes[attribute], line=element.line))
    return found
