"""The blocks of a page, and their attribute lists, such as `{: #c3-5 .claim at="post-4" }`."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from argument.inline import Inline, parse_inline

_PART = re.compile(r"""#(?P<id>[^ ]+)|\.(?P<cls>[^ ]+)|(?P<key>[\w-]+)="(?P<value>[^"]*)"|(?P<word>[^ ]+)""")


class Refused(NamedTuple):
    """What is wrong on a line, and how to mend it."""

    line: int
    what: str
    mend: str


@dataclass(frozen=True)
class Attributes:
    """An attribute list; `line` is its own line, `doubled` names the id and the keys that it gives twice.

    In a heading, what is none of id, class, and `key="value"` stands among the values, without one.
    """

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
        kind: heading, paragraph, item, marker, or refused (lines that are none of these).
        line: First line in the file, from 1; `end` is the last line of its text.
        text: Its Markdown without list mark and attribute list.
        info: Level of a heading, or 'underlined'; name of a marker.
        lead: What stands before the text on its line: the list mark.
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
        """Return the links and the readable text of the block; what is refused, and a marker, has none."""
        return parse_inline("" if self.kind in {"marker", "refused"} else self.text)


def parse_attributes(text: str, line: int, *, closed: bool = True) -> Attributes:
    """Return the attribute list between its braces; a later id or key takes the place of an earlier one."""
    ids: list[str] = []
    classes: list[str] = []
    values: dict[str, str] = {}
    doubled: list[str] = []
    for part in _PART.finditer(text):
        if part["id"]:
            ids.append(part["id"])
        elif part["cls"]:
            classes.append(part["cls"])
        else:
            name = part["key"] or part["word"]
            doubled += [name] if name in values else []
            values[name] = part["value"] or ""
    doubled += ["id"] if len(ids) > 1 else []
    return Attributes(line, ids[-1] if ids else None, tuple(classes), values, closed, tuple(doubled))
