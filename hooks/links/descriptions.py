"""Two small XML files that browsers look for: the description of a site's search, and `browserconfig.xml`."""

from __future__ import annotations

from links.references import Reference, Use
from links.xmltree import Document, Element

_SEARCH, _TILE = Use("URL of the search description"), Use("src of the browser configuration")


def parse_description(document: Document) -> list[Reference]:
    """Return the references of either file, nothing for a file of another kind."""
    if document.root.name == "OpenSearchDescription":
        return [found for element in document.root.children for found in _search_references(element)]
    if document.root.name != "browserconfig":
        return []
    elements = [element for element in document.root.walk() if "src" in element.attributes]
    return [Reference(_TILE, element.attributes["src"], line=element.line) for element in elements]


def _search_references(element: Element) -> list[Reference]:
    if element.name == "Image":
        return [Reference(_SEARCH, element.text, line=element.line)]
    template = element.attributes.get("template", "")
    # What is searched for stands in braces, mostly in the query.
    before = template.partition("{")[0]
    return [Reference(_SEARCH, before, line=element.line)] if element.name == "Url" and "?" in before else []
