"""Markdown as a list of blocks with their lines: the one place that knows what a page may hold.

The grammar is closed. A page holds paragraphs, headings with an id, lists of one level, and markers; each is
one line, with a blank line before the next, and a paragraph or an item may have its attribute list on the
line below. All else is a fault that names the form to use: dialects of Markdown part there, and what one
makes a quotation of, another prints as it is written. `tests/test_grammar.py` holds what is read here
against what Python-Markdown renders.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from argument.characters import ODD, ODD_SPACE, spelled
from argument.inline import LATE_LIST, Inline, parse_inline, refusal_of
from faults import Fault, shown

_ATTRIBUTES = re.compile(r""" *\{:(?: +(?:[#.][^\s{}="']+|[\w-]+="[^"{}]*"))+ *\} *""")
_PART = re.compile(r"""(?P<sign>[#.])(?P<name>[^\s]+)|(?P<key>[\w-]+)="(?P<value>[^"]*)\"""")


@dataclass(frozen=True)
class Attributes:
    """An attribute list; `line` is its own line, `doubled` names what of id and keys it gives twice."""

    line: int
    id: str | None
    classes: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict, hash=False)
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A piece of a page.

    Attributes:
        kind: heading, paragraph, item, marker, or refused (lines that are none of these).
        line: First line in the file, from 1.
        text: Its Markdown without list mark and attribute list.
        info: Level of a heading; name of a marker.
    """

    kind: str
    line: int
    text: str
    info: str = ""
    attributes: Attributes | None = None

    @property
    def end(self) -> int:
        """The last line of its text."""
        return self.line + self.text.count("\n")

    @property
    def lead(self) -> str:
        """What stands before the text on its line: the list mark."""
        return "- " if self.kind == "item" else ""

    @property
    def id(self) -> str | None:
        return self.attributes.id if self.attributes else None

    def inline(self) -> Inline:
        """Return the links and the readable text of the block; what is refused, and a marker, has none."""
        return parse_inline("" if self.kind in {"marker", "refused"} else self.text)


def parse_attributes(text: str, line: int) -> Attributes | None:
    """Return the attribute list that a line is; a later id or key takes the place of an earlier one."""
    if not _ATTRIBUTES.fullmatch(text) or ODD.search(text):
        return None
    parts = list(_PART.finditer(text))
    ids = [part["name"] for part in parts if part["sign"] == "#"]
    classes = tuple(part["name"] for part in parts if part["sign"] == ".")
    pairs = [(part["key"], part["value"]) for part in parts if part["key"]]
    given = Counter(["id"] * len(ids) + [key for key, _ in pairs])
    doubled = tuple(name for name, times in given.items() if times > 1)
    return Attributes(line, ids[-1] if ids else None, classes, dict(pairs), doubled)


_BLANK = re.compile(rf"(?:{ODD_SPACE}| )*")
# What was meant for an attribute list.
_LIST = re.compile(r"\s*(?:[{｛]\s*(?:[:：]|[#＃.][\w-])|[#＃][\w-]+\s+\.[a-z])")
# As in Python-Markdown, a heading ends a paragraph above it.
_HEADING = re.compile(rf"(?!{_LIST.pattern})(?:{ODD_SPACE}| )*(?P<signs>[#＃]+)(?P<text>.*)")
_BRACES = re.compile(r"\{[^{}#]*(?:#([^\s{}]+))?[^{}]*\}$")
_ITEM = re.compile(
    rf"(?P<lead>(?:{ODD_SPACE}| )*)(?P<mark>(?:[-+*]|[0-9０-９]{{1,9}}[.)])(?=$|{ODD_SPACE}| )|[・•＊＋－]"
    rf"|[0-9０-９]{{1,9}}[．）](?![0-9０-９])|-(?![-\d]))(?P<space>(?:{ODD_SPACE}| )*)(?P<text>.*)"
)
_MARKER = re.compile(r"<!-- *argument:([\w-]*) *--> *")


def parse_blocks(body: str, first_line: int, path: str) -> tuple[tuple[Block, ...], tuple[Fault, ...]]:
    """Return the blocks of a page's Markdown, and what in it the grammar has not.

    `first_line` is the body's first line in the file. What is at fault is a block of the kind that was
    probably meant, where that can be told, so that one fault is told once.
    """
    reader = _Reader(path)
    for number, line in enumerate(body.split("\n"), first_line):
        reader.read(number, line)
    return tuple(reader.blocks), tuple(reader.faults)


class _Reader:
    """Takes the lines of a body; `above` is the block that the next line would stand directly below."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.blocks: list[Block] = []
        self.faults: list[Fault] = []
        self.above: Block | None = None

    def read(self, number: int, line: str) -> None:
        above, self.above = self.above, None
        if _BLANK.fullmatch(line):
            if odd := ODD.search(line):
                self._fault(number, f"The line looks empty and holds {spelled(odd[0])}.", "Empty it.")
        elif heading := _HEADING.fullmatch(line):
            self._heading(number, line, heading)
        else:
            self._text(number, line, above)
            self.above = self.blocks[-1]

    def _text(self, number: int, line: str, above: Block | None) -> None:
        kind, item = above.kind if above else "", _ITEM.fullmatch(line)
        attributes = parse_attributes(line, number)
        if above and attributes and not above.attributes and kind in {"paragraph", "item"}:
            self.blocks[-1] = replace(above, attributes=attributes)
        elif item and kind in {"item", "refused"}:
            self._item(number, item)
        elif above and kind == "refused":
            self.blocks[-1] = replace(above, text=f"{above.text}\n{line}")
        elif above or _LIST.match(line):
            self._refuse(number, line, *_why(line))
        elif marker := _MARKER.fullmatch(line):
            self.blocks.append(Block("marker", number, f"argument:{marker[1]}", info=marker[1]))
        elif fault := refusal_of(line):
            self._refuse(number, line, *fault)
        elif item:
            if self.blocks and self.blocks[-1].kind == "item":
                self._fault(number, "A blank line stands between two items of a list.", "Delete it.")
            self._item(number, item)
        else:
            self._line("paragraph", number, line)

    def _heading(self, number: int, line: str, found: re.Match[str]) -> None:
        """Take a heading, and say how it is written where it is written in any other way."""
        text, signs, own_id = found["text"].strip(), "#" * len(found["signs"]), None
        if braces := _BRACES.search(text):
            text, own_id = text[: braces.start()].strip(), braces[1]
        attributes = Attributes(number, own_id) if own_id else None
        self.blocks.append(Block("heading", number, text, str(len(signs)), attributes))
        if not text or "#" in text[0] + text[-1]:
            what = "The heading has no text, or a '#' at an end of it."
            self._fault(number, what, "Write its text before the id.")
        elif own_id and line.rstrip(" ") != (written := f"{signs} {text} {{#{own_id}}}"):
            self._fault(number, f"The heading {shown(text)} is not written as one.", f"Write '{written}'.")
        elif fault := parse_inline(text).fault:
            self._fault(number, *fault)

    def _item(self, number: int, found: re.Match[str]) -> None:
        text, mark, space = found["text"], found["mark"], found["space"]
        mend = "Begin it with '-' and one plain space, where the line begins."
        if _ITEM.fullmatch(text) or _HEADING.match(text) or _LIST.match(text):
            what = f"{shown(text)} stands in a list item, which holds one line of text."
            self._refuse(number, text, what, "Put it on a line of its own.")
        elif fault := refusal_of(text):
            self._refuse(number, text, *fault)
        elif not text.strip():
            self._refuse(number, mark, "A list item has no text.", "Write it behind '-' and one space.")
        elif found["lead"]:
            self._refuse(number, found[0], f"The list item {shown(text)} is nested.", mend)
        else:
            if mark[0].isdigit():
                mend += " A number that counts nothing has a '\\' before its point."
            if mark != "-" or space != " ":
                how = " and ".join([f"'{mark}'", *map(spelled, ODD.findall(space))])
                self._fault(number, f"The list item {shown(text)} begins with {how}.", mend)
            self._line("item", number, text)

    def _line(self, kind: str, number: int, text: str) -> None:
        if fault := parse_inline(text).fault:
            self._fault(number, *fault)
        self.blocks.append(Block(kind, number, text.strip(" ")))

    def _refuse(self, number: int, text: str, what: str, mend: str) -> None:
        """Take a line that is no block where it stands, and say why."""
        self.blocks.append(Block("refused", number, text))
        self._fault(number, what, mend)

    def _fault(self, number: int, what: str, mend: str) -> None:
        self.faults.append(Fault(self.path, number, what, mend))


def _why(line: str) -> tuple[str, str]:
    """Return why a line is no block where it stands, and the form to use."""
    if parse_attributes(line, 0):
        return f"The attribute list {shown(line)} marks no text.", LATE_LIST[1]
    if _LIST.match(line):
        what = f"The attribute list {shown(line)} is malformed and printed as text."
        return what, "Write '{: #id .class key=\"…\" }', in plain signs, on the line below its text."
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
