"""The blocks of a page, and their attribute lists, such as `{: #c3-5 .claim at="post-4" }`."""

import re
from collections import Counter
from dataclasses import dataclass, field

from argument.characters import ODD
from argument.inline import Inline, parse_inline

_LIST = re.compile(r""" *\{:(?: +(?:[#.][^\s{}="']+|[\w-]+="[^"{}]*"))+ *\} *""")
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
    if not _LIST.fullmatch(text) or ODD.search(text):
        return None
    parts = list(_PART.finditer(text))
    ids = [part["name"] for part in parts if part["sign"] == "#"]
    classes = tuple(part["name"] for part in parts if part["sign"] == ".")
    pairs = [(part["key"], part["value"]) for part in parts if part["key"]]
    given = Counter(["id"] * len(ids) + [key for key, _ in pairs])
    doubled = tuple(name for name, times in given.items() if times > 1)
    return Attributes(line, ids[-1] if ids else None, classes, dict(pairs), doubled)
