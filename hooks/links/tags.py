"""The start tags of HTML with their attributes and lines, as the tokenizer of the HTML Standard finds them.

A report needs lines, which trees of HTML do not know, and no link needs the tree: where an element ends up
makes no difference to where it leads. Comments, raw text as of scripts, and the content of `<template>` hold
no links; `<noscript>` does, as without scripting. Tests hold all this against a parser that builds the tree.
"""

import functools
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = r" \t\n\f\r"
_VALUE = rf"[{_SPACE}]*+=[{_SPACE}]*+(?:\"([^\"]*+)\"|'([^']*+)'|(?![\"'])([^{_SPACE}>]*+))"
_ATTRIBUTE = re.compile(rf"(=?[^{_SPACE}/>=]++|=)(?:{_VALUE})?+")
_MARKUP = re.compile(
    rf"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|/(?P<end>svg|template)(?=[{_SPACE}/>])"
    # Of other end tags and of false comments, only those matter in which something like a tag stands.
    r"|(?:[!?]|/(?:[^a-z>]|[^<>]*+<))[^>]*"
    # A quotation mark that is not closed makes all that follows part of the tag, and the tag is none.
    rf"|(?P<tag>[a-z][^{_SPACE}/>]*+)(?P<inside>(?:[^>=]++|{_VALUE})*+)(?:(?P<close>>)|.*\Z))",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
# Elements whose content is text.
_CLOSING = {
    name: re.compile(rf"</{name}(?=[{_SPACE}/>])|\Z", re.ASCII | re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
# A reference to no character, with more digits than Python reads; browsers show U+FFFD for it, too.
_ENDLESS = re.compile(r"&#(?:0*[1-9][0-9]{7,}|x0*[1-9a-f][0-9a-f]{6,});?", re.IGNORECASE)
# Without its semicolon, a name is not read as a character in an attribute where more follows it.
_WITHOUT_END = re.compile(r"&(?=[a-z0-9]+=)", re.IGNORECASE)


class Tag(NamedTuple):
    """A start tag; `text` is the raw text that follows it, as a script or a style sheet."""

    name: str
    attributes: dict[str, str]
    source: str  # of the attributes
    line: int
    text: str
    text_line: int

    def line_of(self, attribute: str) -> int:
        """Return the line on which an attribute begins, or else the tag."""
        matches = _ATTRIBUTE.finditer(self.source) if "\n" in self.source else ()
        places = (match.start() for match in matches if match[1].lower() == attribute)
        return self.line + self.source.count("\n", 0, next(places, 0))


def find_tags(text: str) -> Iterator[Tag]:
    """Yield the start tags of HTML or SVG that have attributes or raw text."""
    line, counted, position = 1, 0, 0
    depth = {"svg": 0, "template": 0}
    while match := _MARKUP.search(text, position):
        end, name, inside, close = match.group("end", "tag", "inside", "close")
        position = match.end()
        if end:
            depth[end.lower()] = max(0, depth[end.lower()] - 1)
        if not close:
            continue
        name, is_inert = name.lower(), depth["template"] > 0
        is_empty = depth["svg"] > 0 and inside.endswith("/")
        if name in depth and not is_empty:
            depth[name] += 1
        if name in _CLOSING and not is_empty and (closing := _CLOSING[name].search(text, position)):
            position = closing.start()
        elif not inside:
            continue
        if not is_inert:
            line += text.count("\n", counted, match.start())
            counted = match.start()
            raw = text[match.end() : position]
            yield Tag(name, _attributes(inside), inside, line, raw, line + match[0].count("\n") if raw else 0)


# The pages of a site share most of their tags.
@functools.cache
def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        value = double or single or bare
        if "&" in value:
            value = html.unescape(_WITHOUT_END.sub("&amp;", _ENDLESS.sub("\ufffd", value)))
        # Of two attributes of one name, the first counts.
        found.setdefault(name.lower(), value)
    return found
