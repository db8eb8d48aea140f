"""Drawings: what an SVG file may hold, so that it draws and does nothing else.

Shown in a page, a drawing runs no script; opened by its own address it is a document of the site like any
other. So the XML is read as a browser reads it, and only what draws is let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from argument.problems import shown

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    {"svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "clipPath", "mask", "marker"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "pattern"}
    | {"linearGradient", "radialGradient", "stop"}
)
# A handler of an event by its name, and what loads or leads to something outside of the drawing.
_HANDLER = re.compile(r"on", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!\s*[\"']?#)|@import|image-set|\\", re.IGNORECASE)
_OTHER = "Save it as plain SVG, with shapes, text, and gradients alone."

Fault = tuple[int, str, str]


class _StoppedError(Exception):
    """Ends the reading at the first fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault[1])
        self.fault = fault


def drawing_fault(content: bytes) -> Fault | None:
    """Return the line of the first thing that no drawing may hold, what it is, and how to mend it."""
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    styles: list[str] = []

    def stop(what: str, mend: str = _OTHER) -> None:
        raise _StoppedError((parser.CurrentLineNumber, what, mend))

    def start(name: str, attributes: dict[str, str]) -> None:
        for fault in _element_faults(name, attributes):
            stop(fault)
        styles[:] = [""] if name == f"{_SVG} style" else []

    def end(name: str) -> None:
        if styles and (found := _OUTSIDE.search(styles.pop())):
            stop(f"The style holds {shown(found[0])}, which leads outside of the drawing.")

    def text(data: str) -> None:
        if styles:
            styles[0] += data

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = lambda *_: stop("The drawing has a DOCTYPE.", "Delete it.")
    parser.ProcessingInstructionHandler = lambda target, _: stop(
        f"The drawing has the instruction {shown(f'<?{target}?>')}.", "Delete it."
    )
    try:
        parser.Parse(content, True)
    except _StoppedError as stopped:
        return stopped.fault
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        return (
            error.lineno,
            f"The drawing is not well-formed XML in UTF-8: {reason}.",
            "Save it as plain SVG.",
        )
    return None


def _element_faults(name: str, attributes: dict[str, str]) -> Iterator[str]:
    namespace, _, local = name.rpartition(" ")
    if not namespace and local == "svg":
        yield f"The drawing does not say that it is one: xmlns=\"{_SVG}\" is missing on '<svg>'."
    elif namespace != _SVG or local not in _ELEMENTS:
        yield f"The drawing holds the element {shown(f'<{local}>')}."
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2]
        if _HANDLER.match(attribute):
            yield f"The drawing holds {shown(attribute)}, which can run a script."
        if attribute in {"href", "src", "base"} and not value.startswith("#"):
            yield f"The drawing refers to {shown(value)}, outside of it."
        if found := _OUTSIDE.search(value):
            yield f"The drawing holds {shown(found[0])}, which leads outside of it."
