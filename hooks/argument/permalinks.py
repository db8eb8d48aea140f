"""The permanent list: every anchor ever published, with what stood there, edition by edition.

Editions are only ever added, by `accept`. Each ends with a sum over all lines above it, so that a line
changed or taken out by hand shows, without any help from version control. A line reads

    layers/3-memory#c3-5 claim commentator:article-33 ja=0f3c… en=9a1b…

and the last line on an id is the one in force.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from argument.problems import Problem, problem
from argument.sources import Source

FILE_NAME = "permalinks.txt"
_HEAD = "# Every address ever published. `make accept` writes it; never edit it, never take a line out.\n"
_LINE = re.compile(
    r"(?P<page>[a-z0-9/-]+)#(?P<id>[a-z0-9-]+) (?P<kind>[a-z]+) (?P<marks>\S+)"
    r" ja=(?P<ja>[0-9a-f]{12}) en=(?P<en>[0-9a-f]{12})"
)
_EDITION = re.compile(r"edition ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_NO_MARKS = "-"
_RESTORE = "Restore the file from version control; what is new goes in with 'make accept'."


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

    @property
    def pages(self) -> frozenset[str]:
        return frozenset(page for page, _ in self.in_force)


def parse_permalinks(source: Source) -> tuple[Permalinks | None, list[Problem]]:
    """Return the permanent list that a file holds, or None where it is at fault, and the faults."""
    found = Permalinks({}, {}, ())
    problems: list[Problem] = []
    above, edition, editions, closed = "", "", [], True
    for number, line in enumerate(source.text.splitlines(), 1):
        if match := _EDITION.fullmatch(line):
            edition, closed = match[1], False
            editions.append(edition)
        elif line.startswith("sum "):
            closed = True
            if line != f"sum {_sum(above)}":
                named = f"The edition of {edition}" if edition else "The list"
                what = f"{named} is not as it was accepted: a line is gone or changed."
                return None, [problem(source.path, number, what, _RESTORE)]
        elif match := _LINE.fullmatch(line):
            at = (match["page"], match["id"])
            marks = "" if match["marks"] == _NO_MARKS else match["marks"]
            digests = (match["ja"], match["en"])
            link = Permalink(match["id"], match["page"], match["kind"], marks, digests, edition, number)
            found.in_force[at] = link
            found.first.setdefault(at, edition)
        elif line and not line.startswith("#"):
            problems.append(problem(source.path, number, f"The line '{line[:60]}' is malformed.", _RESTORE))
        above += line + "\n"
    if not closed:
        what = f"The edition of {edition} has no sum: its last lines are gone."
        problems.append(problem(source.path, len(source.text.splitlines()), what, _RESTORE))
    return (None, problems) if problems else (Permalinks(found.in_force, found.first, tuple(editions)), [])


def add_edition(docs: Path, date: str, new: Iterable[Permalink]) -> None:
    """Write a new edition with these lines below the others; the file is exchanged as a whole."""
    file = docs / FILE_NAME
    above = file.read_text(encoding="utf-8") if file.is_file() else _HEAD
    above += "".join(f"{line}\n" for line in (f"edition {date}", *new))
    beside = file.with_name(f".{FILE_NAME}.new")
    beside.write_text(f"{above}sum {_sum(above)}\n", encoding="utf-8")
    beside.replace(file)


def _sum(above: str) -> str:
    return hashlib.sha256(above.encode()).hexdigest()[:32]
