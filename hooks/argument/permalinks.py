"""What was published at which address: the permanent list, and the redirects of pages and anchors.

The list holds every anchor ever published, with what stood there, edition by edition. Editions are only ever
added, by `accept`; that no line is changed or taken out, whoever reviews a commit sees in its difference. A
line reads

    layers/3-memory#c3-5 claim commentator:article-33 ja=0f3c… en=9a1b…

and the last line on an id is the one in force. Redirects stand in `docs/redirects.yml`, and hold in both
languages; the anchors of a page that moved are looked for on its new page:

    redirects:
      - {old: layers/3-recall, new: layers/3-memory}
      - {old: "outlook#outlook-end", new: "outlook#outlook-roadmap"}
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from argument.fields import Kind
from argument.frontmatter import Record, decode_yaml
from argument.sources import Source
from faults import Fault, shown

FILE_NAME = "permalinks.txt"
REDIRECTS = "redirects.yml"
_HEAD = "# Every address ever published. `make accept` writes it; never edit it, never take a line out.\n"
_DIGEST = "([0-9a-f]{12})"
_LINE = re.compile(rf"([a-z0-9/-]+)#([a-z0-9-]+) ([a-z]+) (\S+) ja={_DIGEST} en={_DIGEST}")
_EDITION = re.compile(r"edition ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_PLACE = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*(?:#[a-z][a-z0-9-]*)?")
_MEND = "Write a page and, if it is an anchor, '#' and its id: 'layers/3-memory#c3-5'."

Address = Annotated[str, Kind("an address", _MEND, _PLACE.fullmatch)]


@dataclass(frozen=True)
class Permalink:
    """What stood at an anchor when it was last accepted; `digests` are of the Japanese and English text."""

    id: str
    page: str
    kind: str
    marks: str
    digests: tuple[str, str]
    edition: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        ja, en = self.digests
        return f"{self.page}#{self.id} {self.kind} {self.marks or '-'} ja={ja} en={en}"


# By page and id, the line in force of all that was ever published.
Permalinks = dict[tuple[str, str], Permalink]


def parse_permalinks(source: Source) -> tuple[Permalinks, list[Fault]]:
    """Return the permanent list that a file holds, without the lines that are at fault, and the faults."""
    in_force: Permalinks = {}
    edition, faults = "", []
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := _LINE.fullmatch(line):
            page, own_id, kind, marks, ja, en = found.groups()
            marks = marks.removeprefix("-")
            in_force[page, own_id] = Permalink(own_id, page, kind, marks, (ja, en), edition, number)
        elif begun := _EDITION.fullmatch(line):
            edition = begun[1]
        elif line and not line.startswith("#"):
            mend = "Restore the file from version control; what is new goes in with 'make accept'."
            faults.append(Fault(source.path, number, f"The line {shown(line)} is malformed.", mend))
    return in_force, faults


def add_edition(docs: Path, date: str, new: Iterable[Permalink]) -> None:
    """Write a new edition with these lines below the others."""
    file = docs / FILE_NAME
    above = file.read_text(encoding="utf-8") if file.is_file() else _HEAD
    # Beside it first: what fails half-way, as on a full disk, leaves the list as it was.
    beside = docs / f".{FILE_NAME}.new"
    try:
        lines = (f"{line}\n" for line in (f"edition {date}", *new))
        beside.write_text(above + "".join(lines), encoding="utf-8")
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


class Redirect(Record):
    """One rule; `old` and `new` are both a page, both an anchor, or an anchor and a page."""

    old: Address
    new: Address


class Redirects(Record):
    redirects: tuple[Redirect, ...]


def parse_redirects(source: Source) -> tuple[tuple[Redirect, ...], list[Fault]]:
    """Return the rules that a file holds, in their order, and what is wrong with it."""
    found, faults = decode_yaml(source.text, source.path, Redirects, name="file of redirects", first_line=1)
    return (found.redirects if found else ()), faults


def split_address(address: str) -> tuple[str, str]:
    """Return the page and the anchor of an address, '' for that of a whole page."""
    page, _, anchor = address.partition("#")
    return page, anchor


def resolve(rules: tuple[Redirect, ...], page: str, anchor: str) -> tuple[str, str] | None:
    """Return page and anchor that an old address leads to, None where no rule speaks of it."""
    by_old = {rule.old: rule.new for rule in rules}
    if new := by_old.get(f"{page}#{anchor}"):
        return split_address(new)
    return (split_address(new)[0], anchor) if (new := by_old.get(page)) else None
