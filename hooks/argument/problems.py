"""A fault in what an author wrote, as a value: where it stands, what is wrong, how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of an author; problems sort by file, line, and column.

    Attributes:
        path: The file as the author knows it, relative to the project.
        line: Line number, counted from 1.
        column: Column counted from 1, or 0 where a column tells nothing.
        what: A sentence that names the found and the wanted value in quotes.
        mend: An imperative sentence; a file or name in it has been checked to exist.
    """

    path: str
    line: int
    column: int
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"
        return f"{place}: {self.what} {self.mend}"


def problem(path: str, line: int, what: str, mend: str, *, column: int = 0) -> Problem:
    """Return a `Problem`; the short form for places where a column tells nothing."""
    return Problem(path, line, column, what, mend)


def suggest(found: str, wanted: Iterable[str]) -> str:
    """Return `Did you mean 'x'? ` for the nearest of `wanted`, or an empty string if none is near."""
    near = difflib.get_close_matches(found, sorted(wanted), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'? " if near else ""


def listed(values: Iterable[str]) -> str:
    """Return the values in quotes, separated by commas, for the end of a message."""
    return ", ".join(f"'{value}'" for value in values)
