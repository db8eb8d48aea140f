"""Finding the line of a reference in the source of a page, which the parsed tree does not know.

A second, rougher pass over pages at fault only: it goes from tag to tag, and the k-th attribute of a name and
value in the source is the k-th of the tree.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict

from links.references import ANY_TAG, TEXT

_ATTRIBUTE = re.compile(r"([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?")
_START = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<tag>[a-z][^\s/>]*+)", re.IGNORECASE | re.DOTALL)
_INSIDE = re.compile(
    r"(?:[\s/]+|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*)?)?|=)*+(?=>)"
)
# Elements whose content is text.
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}


# A reference to no character, with more digits than Python reads; browsers show U+FFFD for it, too.
_ENDLESS = re.compile(r"&#0*[1-9][0-9]{7,};?")


class Lines:
    """The lines of one source text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._attributes: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._read_tags()

    def _read_tags(self) -> None:
        position = 0
        while match := _START.search(self.text, position):
            position = match.end()
            if not (tag := (match["tag"] or "").lower()):
                continue
            if not (inside := _INSIDE.match(self.text, position)):
                return
            self._read_attributes(tag, inside[0], position)
            position = inside.end()
            if tag in _RAW:
                closing = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(self.text, position)
                position = closing.start() if closing else len(self.text)
            elif tag == "template":
                position = self._end_of_template(position)

    def _end_of_template(self, position: int) -> int:
        """Return where a template ends; what stands in it is not in the tree."""
        depth = 1
        for match in re.compile(r"<(/?)template(?=[\s/>])", re.IGNORECASE).finditer(self.text, position):
            depth += -1 if match[1] else 1
            if not depth:
                return match.end()
        return len(self.text)

    def _read_attributes(self, tag: str, attributes: str, start: int) -> None:
        for match in _ATTRIBUTE.finditer(attributes):
            name = match[1].lower()
            value = html.unescape(_ENDLESS.sub("\ufffd", match[2] or match[3] or match[4] or ""))
            offset = start + match.start()
            self._attributes[tag, name, value].append(offset)
            self._attributes[ANY_TAG, name, value].append(offset)

    def find(self, tag: str, attribute: str, value: str, occurrence: int) -> int:
        """Return the line of the k-th attribute of this name and value, 1 where it cannot be found."""
        if tag == TEXT:
            return self._find_text(value, occurrence)
        value = value.replace("\r\n", "\n")
        for of_tag in (tag.lower(), ANY_TAG):
            if offsets := self._attributes.get((of_tag, attribute.lower(), value)):
                return self.line(offsets[min(occurrence, len(offsets) - 1)])
        return self._find_text(value, occurrence)

    def _find_text(self, value: str, occurrence: int) -> int:
        """Return the line of a text, in which JSON may have escaped slashes or what is not ASCII."""
        for form in (value, value.replace("/", "\\/"), value.encode("ascii", "backslashreplace").decode()):
            found = [match.start() for match in re.finditer(re.escape(form), self.text)] if form else []
            if found:
                return self.line(found[min(occurrence, len(found) - 1)])
        return 1

    def line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1
