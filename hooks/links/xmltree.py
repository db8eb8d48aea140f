"""XML as a small tree that knows its lines, for sitemaps, feeds, and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from links.references import Reference, Use

XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

_HREF = re.compile(r"(?:^|\s)href\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SHEET = Use("href of <?xml-stylesheet?>")


class XmlError(Exception):
    """The file is not well-formed XML; holds the line and expat's own words."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class Element:
    """An element: its local name, its attributes (those in a namespace as 'namespace name'), its text."""

    __slots__ = ("attributes", "children", "line", "name", "parts")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[Element] = []
        self.parts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it in document order."""
        yield self
        waiting = list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def named(self, name: str) -> Iterator[Element]:
        """Yield the children of a local name."""
        return (child for child in self.children if child.name == name)


class Document:
    """A parsed file: its root, and its style sheets as references."""

    def __init__(self, root: Element, sheets: list[Reference]) -> None:
        self.root = root
        self.sheets = sheets


def parse_xml(content: bytes) -> Document:
    """Return the tree of an XML file; nothing outside of the file is read. Raises `XmlError`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    roots: list[Element] = []
    open_elements: list[Element] = []
    sheets: list[Reference] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name.rpartition(" ")[2], attributes, parser.CurrentLineNumber)
        (open_elements[-1].children if open_elements else roots).append(element)
        open_elements.append(element)

    def end(name: str) -> None:
        open_elements.pop()

    def text(data: str) -> None:
        if open_elements:
            open_elements[-1].parts.append(data)

    def instruction(target: str, data: str) -> None:
        if target == "xml-stylesheet" and (href := _HREF.search(data)):
            sheets.append(Reference(_SHEET, href[1] or href[2] or "", line=parser.CurrentLineNumber))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.ProcessingInstructionHandler = text, instruction
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise XmlError(error.lineno, expat.ErrorString(error.code)) from None
    return Document(roots[0], sheets)
