"""Markdown as a list of blocks with their lines: the one place that knows where things stand on a page.

Only what the pages use is told apart, and only as far as line numbers and checks need it; turning
Markdown into HTML is Python-Markdown's work. What is set here for attribute lists follows its
`attr_list` extension: a list alone on its line, directly below a paragraph or a tight list item, goes
to that paragraph or item, and one anywhere else is printed or marks something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argument.inline import Inline, parse_inline

_FENCE = re.compile(r"( {0,3})(`{3,}(?!.*`)|~{3,})\s*\{?\.?([\w+-]*)")
# As in Python-Markdown, a heading begins with its line, and there need not be a space after the signs.
_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*\s*")
_HEADING_ATTRIBUTES = re.compile(r"\{:?([^{}]*)\}\s*$")
_ATTRIBUTE_LINE = re.compile(r"\s*\{(?::(?P<list>.*?)\}?|(?P<plain>\s*[#.][^{}]*)\})\s*")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)\s*([\w-]+)")
_COMMENT = re.compile(r"\s*<!--\s*(.*?)\s*-->\s*")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_REFERENCE = re.compile(r" {0,3}\[([^\]^]+)\]:\s*(\S+)")
# Elements that begin no raw block but stand in the text of a paragraph.
_PHRASING = (
    "a|abbr|b|bdi|bdo|br|cite|code|data|del|dfn|em|i|img|ins|kbd|mark|q|ruby|s|samp|small|span|strong"
    "|sub|sup|time|u|var|wbr"
)
_HTML = re.compile(rf"</?(?!(?:{_PHRASING})\b)[a-zA-Z][\w-]*(?=[\s/>])|<!--", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""#(?P<id>[^\s}]+)|\.(?P<cls>[^\s}]+)|(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|\S+)|(?P<word>\S+)"""
)


@dataclass(frozen=True)
class Attributes:
    """An attribute list; `line` is its own line, `doubled` names the id and the keys that it gives twice."""

    line: int
    id: str | None
    classes: tuple[str, ...]
    values: dict[str, str] = field(hash=False)
    closed: bool = True
    doubled: tuple[str, ...] = ()

    @property
    def is_claim(self) -> bool:
        return "claim" in self.classes or "voice" in self.values or "at" in self.values


@dataclass(frozen=True)
class Block:
    """A piece of a page.

    Attributes:
        kind: heading, paragraph, item, code, table, admonition, html, marker, reference, or stray
            (an attribute list that marks nothing).
        line: First line in the file, from 1; `end` is the last line of its text.
        text: Its Markdown without indentation, list mark, and attribute list.
        info: Heading level, code language, admonition type, or marker name.
        lead: What stands before the text on its first line: indentation and list mark.
    """

    kind: str
    line: int
    end: int
    text: str
    info: str = ""
    lead: str = ""
    attributes: Attributes | None = None

    @property
    def id(self) -> str | None:
        return self.attributes.id if self.attributes else None

    @property
    def is_claim(self) -> bool:
        return self.kind in {"paragraph", "item"} and bool(self.attributes and self.attributes.is_claim)

    def inline(self) -> Inline:
        """Return the references and the readable text of the block; code has none."""
        if self.kind == "reference":
            return Inline((self.text,), (), (), "")
        nothing = self.kind in {"code", "marker", "stray"}
        return Inline((), (), (), "") if nothing else parse_inline(self.text)


def parse_blocks(body: str, first_line: int) -> tuple[Block, ...]:
    """Return the blocks of a page's Markdown; `first_line` is the body's first line in the file."""
    return tuple(_Lines(body.split("\n"), first_line).blocks())


class _Lines:
    """A cursor over lines; each method that takes lines returns the block that they make."""

    def __init__(self, lines: list[str], first_line: int, indent: str = "") -> None:
        self.lines = lines
        self.first = first_line
        self.indent = indent
        self.at = 0

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif match := _FENCE.match(line):
                yield self._code(match)
            elif match := _HEADING.fullmatch(line):
                yield self._heading(match)
            elif match := _ADMONITION.match(line):
                yield from self._admonition(match)
            elif match := _COMMENT.fullmatch(line):
                yield self._one("marker" if match[1].startswith("argument:") else "html", match[1])
            elif _ATTRIBUTE_LINE.fullmatch(line):
                yield self._stray()
            elif match := _REFERENCE.match(line):
                yield self._one("reference", match[2].strip("<>"))
            elif _HTML.match(line):
                yield self._html()
            else:
                yield self._text()

    def _block(self, kind: str, start: int, text: str, **rest: object) -> Block:
        return Block(kind, self.first + start, self.first + self.at - 1, text, **rest)  # type: ignore[arg-type]

    def _one(self, kind: str, text: str) -> Block:
        self.at += 1
        info = text.removeprefix("argument:").strip() if kind == "marker" else ""
        return self._block(kind, self.at - 1, text, info=info)

    def _code(self, fence: re.Match[str]) -> Block:
        start, mark = self.at, fence[2]
        self.at += 1
        while self.at < len(self.lines):
            self.at += 1
            closing = self.lines[self.at - 1].strip()
            if closing and closing == closing[0] * len(closing) and closing.startswith(mark):
                return self._block("code", start, "\n".join(self.lines[start : self.at]), info=fence[3])
        # A fence that nothing closes is text; what follows it is read as if it were not there.
        self.at = start + 1
        return self._block("code", start, self.lines[start], info="unclosed")

    def _heading(self, match: re.Match[str]) -> Block:
        self.at += 1
        text, attributes = match[2], None
        if found := _HEADING_ATTRIBUTES.search(text):
            attributes = parse_attributes(found[1], self.first + self.at - 1)
            text = text[: found.start()].strip()
        return self._block("heading", self.at - 1, text, info=str(len(match[1])), attributes=attributes)

    def _admonition(self, match: re.Match[str]) -> Iterator[Block]:
        start = self.at
        self.at += 1
        yield self._block("admonition", start, self.lines[start][match.end() :].strip(' "'), info=match[1])
        inner = self.at
        while self.at < len(self.lines) and re.match(r"    |\t|\s*$", self.lines[self.at]):
            self.at += 1
        lines = [re.sub(r"^(?: {4}|\t)", "", line) for line in self.lines[inner : self.at]]
        yield from _Lines(lines, self.first + inner, self.indent + "    ").blocks()

    def _stray(self) -> Block:
        self.at += 1
        line = self.lines[self.at - 1]
        attributes = _attribute_line(line, self.first + self.at - 1)
        return self._block("stray", self.at - 1, line.strip(), attributes=attributes)

    def _html(self) -> Block:
        start = self.at
        while self.at < len(self.lines) and self.lines[self.at].strip():
            self.at += 1
        return self._block("html", start, "\n".join(self.lines[start : self.at]))

    def _text(self) -> Block:
        """Take a paragraph, a list item, a table, or an underlined heading."""
        start = self.at
        lead, first = self.indent, self.lines[start]
        kind = "paragraph"
        if match := _ITEM.fullmatch(first):
            kind, lead, first = "item", self.indent + match[1] + match[2] + match[3], match[4]
        lines = [first]
        self.at += 1
        while self.at < len(self.lines) and not self._ends_text(self.lines[self.at]):
            lines.append(self.lines[self.at])
            self.at += 1
        if "|" not in lines[0] and (under := next(filter(_UNDERLINE.fullmatch, lines[1:]), None)):
            above = lines.index(under) - 1
            return self._block("heading", start + above, lines[above].strip(), info="underlined")
        if len(lines) > 1 and _TABLE_RULE.fullmatch(lines[1]) and "|" in lines[0]:
            return self._block("table", start, "\n".join(lines))
        return self._with_attributes(kind, start, lines, lead)

    def _ends_text(self, line: str) -> bool:
        return bool(
            not line.strip()
            or _ATTRIBUTE_LINE.fullmatch(line)
            or _FENCE.match(line)
            or _HEADING.fullmatch(line)
            or _ITEM.fullmatch(line)
        )

    def _with_attributes(self, kind: str, start: int, lines: list[str], lead: str) -> Block:
        end = self.first + self.at - 1
        attributes = None
        if self.at < len(self.lines) and _ATTRIBUTE_LINE.fullmatch(self.lines[self.at]) and self._lands(kind):
            attributes = _attribute_line(self.lines[self.at], self.first + self.at)
            self.at += 1
        text = "\n".join(lines)
        return Block(kind, self.first + start, end, text, lead=lead, attributes=attributes)

    def _lands(self, kind: str) -> bool:
        """Tell whether nothing stands directly below the attribute line but, in a list, the next item."""
        after = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return not after.strip() or (kind == "item" and bool(_ITEM.fullmatch(after)))


def _attribute_line(line: str, number: int) -> Attributes:
    found = _ATTRIBUTE_LINE.fullmatch(line)
    inner = (found["list"] or found["plain"] or "") if found else ""
    return parse_attributes(inner, number, closed=line.rstrip().endswith("}"))


def parse_attributes(text: str, line: int, *, closed: bool = True) -> Attributes:
    """Return the attribute list between its braces; a later id or key takes the place of an earlier one."""
    found_id: str | None = None
    classes: list[str] = []
    values: dict[str, str] = {}
    doubled: list[str] = []
    for match in _ATTRIBUTE.finditer(text):
        name = match["key"] or match["word"]
        if match["id"]:
            doubled += ["id"] if found_id else []
            found_id = match["id"]
        elif match["cls"]:
            classes.append(match["cls"])
        else:
            doubled += [name] if name in values else []
            values[name] = _unquoted(match["value"] or "")
    return Attributes(line, found_id, tuple(classes), values, closed, tuple(doubled))


def _unquoted(value: str) -> str:
    """Return a value without its quotes; a quote that is not closed stays, and is no legal value."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
