"""Markdown as a list of blocks with their lines: the one place that knows what a page may hold.

The grammar is closed. A page holds paragraphs, headings with an id, lists of one level, and markers; each is
one line, with a blank line before the next, and a paragraph or an item may have its attribute list on the
line below. All else is a fault that names the form to use: dialects of Markdown part there, and what one
makes a quotation of, another prints as it is written. `tests/test_grammar.py` holds what is read here
against what Python-Markdown renders.
"""

import re
from typing import Any

from argument.blocks import Attributes, Block, Refused, parse_attributes
from argument.characters import ODD_SPACE, spelled
from argument.dialects import BOX, FENCE, HARD_BREAK, LATE_LIST, refusal_of
from argument.inline import parse_inline
from faults import shown

_ODD = re.compile(ODD_SPACE)
_BLANK = re.compile(rf"(?:{ODD_SPACE}| )*")
# What was meant for an attribute list, and how one is written.
_LIST = re.compile(r"\s*(?:[{｛]\s*(?:[:：]|[#＃.][\w-])|[#＃][\w-]+\s+\.[a-z])")
_PLAIN_LIST = re.compile(r""" *\{:(?P<inner>(?: +(?:[#.][^\s{}="']+|[\w-]+="[^"{}]*"))+) *(?P<end>\}?) *""")
# As in Python-Markdown, a heading ends a paragraph above it.
_HEADING = re.compile(rf"(?!{_LIST.pattern})(?:{ODD_SPACE}| )*(?P<signs>[#＃]+)(?P<text>.*)")
_BRACES = re.compile(r"\{:?([^{}]*)\}$")
_ITEM = re.compile(
    rf"(?P<lead>(?:{ODD_SPACE}| )*)(?P<mark>(?:[-+*]|[0-9０-９]{{1,9}}[.)])(?=$|{ODD_SPACE}| )|[・•＊＋－]"
    rf"|[0-9０-９]{{1,9}}[．）](?![0-9０-９])|-(?![-\d]))(?P<space>(?:{ODD_SPACE}| )*)(?P<text>.*)"
)
_MARKER = re.compile(r"<!-- *argument:([\w-]*) *--> *")
_UNDERLINE = re.compile(r" {0,3}(=+|-+) *")


def parse_blocks(body: str, first_line: int) -> tuple[tuple[Block, ...], tuple[Refused, ...]]:
    """Return the blocks of a page's Markdown, and what in it the grammar has not.

    `first_line` is the body's first line in the file. What is at fault is a block of the kind that was
    probably meant, where that can be told, so that one fault is told once.
    """
    reader = _Reader(body.split("\n"), first_line)
    reader.read()
    return tuple(reader.blocks), tuple(reader.faults)


class _Reader:
    """Takes the lines of a body, chunk by chunk: what stands between blank lines."""

    def __init__(self, lines: list[str], first: int) -> None:
        self.lines = lines
        self.first = first
        self.blocks: list[Block] = []
        self.faults: list[Refused] = []

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            line, end = self.lines[at], at + 1
            if not _BLANK.fullmatch(line):
                end = self._end(at)
                self._chunk(at, self.lines[at:end])
            elif odd := _ODD.search(line):
                self._fault(at, f"The line looks empty and holds {spelled(odd[0])}.", "Empty it.")
            at = end

    def _end(self, start: int) -> int:
        """Return the line behind a chunk; code and boxes go on below blank lines, a heading is one line."""
        lines, end = self.lines, start + 1
        if fence := FENCE.match(lines[start]):
            closing = (at for at in range(end, len(lines)) if _closes(lines[at], fence[1]))
            end = next(closing, start) + 1
        if end > start + 1 or _HEADING.match(lines[start]):
            return end
        while end < len(lines) and not (_BLANK.fullmatch(lines[end]) or _HEADING.match(lines[end])):
            end += 1
        for at in range(end, len(lines)) if BOX.match(lines[start]) else ():
            if lines[at].startswith(("    ", "\t")):
                end = at + 1
            elif lines[at].strip():
                break
        return end

    def _chunk(self, at: int, lines: list[str]) -> None:
        first = lines[0]
        if heading := _HEADING.fullmatch(first):
            self._heading(at, heading)
        elif marker := _MARKER.fullmatch(first):
            self._block("marker", at, f"argument:{marker[1]}", info=marker[1])
            self._refuse(at + 1, lines[1:])
        elif _LIST.match(first) or refusal_of(first):
            self._refuse(at, lines)
        elif _ITEM.fullmatch(first):
            self._list(at, lines)
        else:
            self._paragraph(at, lines)

    def _heading(self, at: int, found: re.Match[str]) -> None:
        """Take a heading, and say how it is written where it is written in any other way."""
        text, attributes = found["text"].strip(), None
        if braces := _BRACES.search(text):
            attributes = parse_attributes(braces[1], self.first + at)
            text = text[: braces.start()].strip()
        signs, own_id = "#" * len(found["signs"]), attributes.id if attributes else None
        self._block("heading", at, text, info=str(len(signs)), attributes=attributes)
        written = f"{signs} {text} {{#{own_id}}}"
        if not text or text[-1] == "#":
            self._fault(at, "The heading has no text, or ends in '#'.", "Write its text before the id.")
        elif attributes and (attributes.classes or attributes.values or attributes.doubled):
            what = f"The heading {shown(text)} has more than an id between its braces."
            self._fault(at, what, "Leave only the id, '{#…}'.")
        elif own_id and self.lines[at].rstrip(" ") != written:
            odd = _ODD.search(self.lines[at])
            how = f"holds {spelled(odd[0])} beside its signs" if odd else "is not written as one"
            self._fault(at, f"The heading {shown(text)} {how}.", f"Write '{written}'.")
        elif fault := parse_inline(text).fault:
            self._fault(at, *fault)

    def _paragraph(self, at: int, lines: list[str]) -> None:
        text, rest = lines[0], lines[1:]
        if rest and _UNDERLINE.fullmatch(rest[0]):
            what = f"The heading {shown(text)} is made by underlining, which leaves no place for an id."
            self._block("heading", at, text.strip(), info="underlined")
            self._fault(at, what, "Write it as '## … {#id}'.")
        else:
            attributes = self._attributes(at + 1, rest[0]) if len(rest) == 1 else None
            fault = self._text("paragraph", at, text, attributes)
            self._refuse(at + 1, [] if attributes else rest, is_told=fault == HARD_BREAK)

    def _list(self, at: int, lines: list[str]) -> None:
        if self.blocks and self.blocks[-1].kind == "item":
            self._fault(at, "A blank line stands between two items of a list.", "Delete it.")
        number = 0
        while number < len(lines) and (found := _ITEM.fullmatch(lines[number])):
            under = lines[number + 1] if number + 1 < len(lines) else ""
            attributes = self._attributes(at + number + 1, under)
            self._item(at + number, found, attributes)
            number += 2 if attributes else 1
        self._refuse(at + number, lines[number:])

    def _item(self, at: int, found: re.Match[str], attributes: Attributes | None) -> None:
        text, mark = found["text"], found["mark"]
        if _ITEM.fullmatch(text) or _HEADING.match(text) or _LIST.match(text):
            what = f"{shown(text)} stands in a list item, which holds one line of text."
            self._refuse(at, [text], (what, "Put it on a line of its own."))
        elif refusal := refusal_of(text):
            self._refuse(at, [text], refusal)
        elif not text.strip():
            self._refuse(at, ["-"], ("A list item has no text.", "Write it behind '-' and one space."))
        elif found["lead"] or mark != "-" or found["space"] != " ":
            odd = _ODD.search(found["space"])
            with_odd = f" and {spelled(odd[0])}" if odd else ""
            how = "is nested" if found["lead"] else f"begins with '{mark}'{with_odd}"
            self._block("item", at, text.strip(), lead="- ", attributes=attributes)
            mend = "Begin it with '-' and one plain space, where the line begins."
            mend += " A number that counts nothing has a '\\' before its point." if mark[0].isdigit() else ""
            self._fault(at, f"The list item {shown(text)} {how}.", mend)
        else:
            self._text("item", at, text, attributes)

    def _text(self, kind: str, at: int, text: str, attributes: Attributes | None) -> tuple[str, str] | None:
        """Take the text of a paragraph or an item, and return what is wrong with it."""
        if fault := parse_inline(text).fault:
            self._fault(at, *fault)
        lead = "- " if kind == "item" else ""
        kind = "refused" if fault == LATE_LIST else kind
        self._block(kind, at, text.strip(" "), lead=lead, attributes=attributes)
        return fault

    def _attributes(self, at: int, line: str) -> Attributes | None:
        """Return the attribute list on a line, where nothing stands below it but a list's next item."""
        found = _PLAIN_LIST.fullmatch(line)
        after = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        ends = _BLANK.fullmatch(after) or _HEADING.match(after) or _ITEM.match(after)
        if not found or _ODD.search(line) or not ends:
            return None
        return parse_attributes(found["inner"], self.first + at, closed=bool(found["end"]))

    def _refuse(
        self, at: int, lines: list[str], fault: tuple[str, str] | None = None, *, is_told: bool = False
    ) -> None:
        """Take lines that are no block where they stand, and say why, unless that is told already."""
        if lines:
            self._block("refused", at, "\n".join(lines), end=at + len(lines) - 1)
            if not is_told:
                self._fault(at, *(fault or _why(lines[0])))

    def _block(self, kind: str, at: int, text: str, *, end: int | None = None, **more: Any) -> None:
        last = self.first + (at if end is None else end)
        self.blocks.append(Block(kind, self.first + at, last, text, **more))

    def _fault(self, at: int, what: str, mend: str) -> None:
        self.faults.append(Refused(self.first + at, what, mend))


def _closes(line: str, fence: str) -> bool:
    """Tell whether a line ends the code that a fence began."""
    return line.strip().startswith(fence) and not line.strip().strip(fence[0])


def _why(line: str) -> tuple[str, str]:
    """Return why a line is no block where it stands, and the form to use."""
    if _PLAIN_LIST.fullmatch(line) and not _ODD.search(line):
        return f"The attribute list {shown(line)} marks no text.", LATE_LIST[1]
    if _LIST.match(line):
        what = f"The attribute list {shown(line)} is malformed and printed as text."
        return (
            what,
            "Write '{: #id .class key=\"…\" }', in plain signs, on the line below its text.",
        )
    if _MARKER.search(line):
        what = "A marker stands in the middle of other text, where nothing takes its place."
        return what, "Put it on a line of its own, between blank lines."
    if refusal := refusal_of(line):
        return refusal
    if item := _ITEM.fullmatch(line):
        what = f"The list item {shown(item['text'])} stands directly below text, which takes it in."
        return what, "Put a blank line before it."
    what = f"The line {shown(line)} stands directly below another; a paragraph is one line."
    return what, "Join the two, or put a blank line between them."
