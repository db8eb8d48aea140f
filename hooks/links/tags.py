"""The start tags of HTML with their attributes and places, as the tokenizer of the HTML Standard finds them.

A report needs lines, which trees of HTML do not know, and no link needs the tree: where an element ends up
makes no difference to where it leads. Comments, raw text as of scripts, and the content of `<template>` hold
no links; `<noscript>` does, as without scripting. Tests hold all this against a parser that builds the tree.
"""

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

_SPACE = r" \t\n\f\r"
_VALUE = rf"[{_SPACE}]*+=[{_SPACE}]*+(?:\"([^\"]*+)\"|'([^']*+)'|(?![\"'])([^{_SPACE}>]*+))"
_ATTRIBUTE = re.compile(rf"(=?[^{_SPACE}/>=]++|=)(?:{_VALUE})?")
_END = rf"(?=[{_SPACE}/>])"
_RAW = "script|style|textarea|title|iframe|template"
# What says nothing of links, end tags too, is passed over at once, which takes half the time.
_MUTE = r" (?:class|datetime|lang|role|scope|tabindex|title|aria-label|data-[a-z-]++)(?:=\"[^\"]*+\")?"
_PASSED = rf"(?:[^<]*+<(?:/[a-z0-9]++|(?!html|img|{_RAW})[a-z][a-z0-9]*+(?:{_MUTE})*)>)*"
_MARKUP = re.compile(
    r"(?:<!--(?:-?>|.*?(?:--!?>|\Z))"
    # Of end tags and false comments, only those matter in which something like a tag stands.
    r"|<(?:[!?]|/(?:[^a-z>]|[^<>]*+<))[^>]*"
    # Elements whose content is text, and other tags that have attributes.
    rf"|<(?:(?=(?P<raw>{_RAW}){_END}))?"
    rf"(?P<name>[a-z][^{_SPACE}/>]*+)(?(raw)|(?!>))(?P<inside>(?:[^>=]++|{_VALUE})*)>"
    rf"(?(raw)(?:(?<=/>)|(?P<text>(?:[^<]++|<(?!/(?P=raw){_END}))*)))"
    # Tags without; after a quotation mark that is not closed, all is part of the tag, and the tag is none.
    rf"|<[a-z][^{_SPACE}/>]*+(?:>|.*\Z)){_PASSED}",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
# Without its semicolon, a name is not read as a character in an attribute where more follows it.
_WITHOUT_END = re.compile(r"&(?=[a-z0-9]+=)", re.IGNORECASE)


class Tag(NamedTuple):
    """A start tag."""

    name: str
    attributes: dict[str, str]

    def word(self, attribute: str) -> str:
        """Return the value of an attribute of which case means nothing, empty where it is missing."""
        return self.attributes.get(attribute, "").strip().lower()


def find_tags(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Yield name, source, raw text, and place of each start tag that has raw text or says something."""
    for match in _MARKUP.finditer(text):
        name, inside, raw = match.group("name", "inside", "text")
        if name:
            yield name, inside, raw or "", match.start()


def tag_of(name: str, inside: str) -> Tag:
    """Return a tag by its name and the source of its attributes."""
    attributes: dict[str, str] = {}
    for attribute, double, single, bare in _ATTRIBUTE.findall(inside):
        value = double or single or bare
        if "&" in value:
            # Python reads no reference to a character by a number of thousands of digits.
            with suppress(ValueError):
                value = html.unescape(_WITHOUT_END.sub("&amp;", value))
        # Of two attributes of one name, the first counts.
        attributes.setdefault(attribute.lower(), value)
    return Tag(name.lower(), attributes)


def with_lines(pattern: re.Pattern[str], text: str, line: int = 1) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each match of a pattern with its line; the text begins on `line`."""
    counted = 0
    for match in pattern.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield match, line
