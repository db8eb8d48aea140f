"""The permanent list: every anchor ever published, with what stood there, edition by edition.

Editions are only ever added, by `accept`; that no line is changed or taken out, whoever reviews a commit sees
in its difference. A line reads

    layers/3-memory#c3-5 claim commentator:article-33 ja=0f3c… en=9a1b…

and the last line on an id is the one in force.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from argument.sources import Source
from faults import Fault, shown

FILE_NAME = "permalinks.txt"
_HEAD = "# Every address ever published. `make accept` writes it; never edit it, never take a line out.\n"
_LINE = re.compile(
    r"(?P<page>[a-z0-9/-]+)#(?P<id>[a-z0-9-]+) (?P<kind>[a-z]+) (?P<marks>\S+)"
    r" ja=(?P<ja>[0-9a-f]{12}) en=(?P<en>[0-9a-f]{12})"
)
_EDITION = re.compile(r"edition ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_NO_MARKS = "-"


@dataclass(frozen=True)
class Permalink:
    """What stood at an anchor when it was last accepted; `digests` are of the Japanese and English text."""

    id: str
    page: str
    kind: str
    marks: str
    digests: tuple[str, str]
    edition: str
    line: int = 0

    def __str__(self) -> str:
        marks = self.marks or _NO_MARKS
        return f"{self.page}#{self.id} {self.kind} {marks} ja={self.digests[0]} en={self.digests[1]}"


@dataclass(frozen=True)
class Permalinks:
    """All that was ever published: by page and id, the line in force; `first` is the edition it came with."""

    in_force: dict[tuple[str, str], Permalink]
    first: dict[tuple[str, str], str]
    editions: tuple[str, ...]

    @functools.cached_property
    def pages(self) -> frozenset[str]:
        return frozenset(page for page, _ in self.in_force)


def parse_permalinks(source: Source) -> tuple[Permalinks | None, list[Fault]]:
    """Return the permanent list that a file holds, or None where it is at fault, and the faults."""
    in_force: dict[tuple[str, str], Permalink] = {}
    first: dict[tuple[str, str], str] = {}
    editions = [""]
    faults = []
    for number, line in enumerate(source.text.splitlines(), 1):
        if edition := _EDITION.fullmatch(line):
            editions.append(edition[1])
        elif found := _LINE.fullmatch(line):
            at = (found["page"], found["id"])
            marks = "" if found["marks"] == _NO_MARKS else found["marks"]
            digests = (found["ja"], found["en"])
            in_force[at] = Permalink(at[1], at[0], found["kind"], marks, digests, editions[-1], number)
            first.setdefault(at, editions[-1])
        elif line and not line.startswith("#"):
            mend = "Restore the file from version control; what is new goes in with 'make accept'."
            faults.append(Fault(source.path, number, f"The line {shown(line)} is malformed.", mend))
    return (None if faults else Permalinks(in_force, first, tuple(editions[1:]))), faults


def add_edition(docs: Path, date: str, new: Iterable[Permalink]) -> None:
    """Write a new edition with these lines below the others."""
    file = docs / FILE_NAME
    above = file.read_text(encoding="utf-8") if file.is_file() else _HEAD
    # Beside it first: what fails half-way, as on a full disk, leaves the list as it was.
    beside = docs / f".{FILE_NAME}.new"
    try:
        text = above + "".join(f"{line}\n" for line in (f"edition {date}", *new))
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
