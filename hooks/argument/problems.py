"""A fault in what an author wrote, as a value: where it stands, what is wrong, how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# So much of an author's text is enough to find it again.
_MOST = 60


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
        message = f"{place}: {self.what} {self.mend}"
        return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", message)


def problem(path: str, line: int, what: str, mend: str, *, column: int = 0) -> Problem:
    """Return a `Problem`; the short form for places where a column tells nothing."""
    return Problem(path, line, column, what, mend)


def suggest(found: str, wanted: Iterable[str]) -> str:
    """Return `Did you mean 'x'? ` for the nearest of `wanted`, or an empty string if none is near."""
    near = nearest(found, wanted)
    return f"Did you mean '{near}'? " if near else ""


def nearest(found: str, wanted: Iterable[str]) -> str | None:
    """Return the one of `wanted` that `found` is most like, or None if none is near."""
    near = difflib.get_close_matches(found, sorted(wanted), n=1, cutoff=0.6)
    return near[0] if near else None


def shown(value: str) -> str:
    """Return an author's text in quotes, on one line, cut after 60 characters."""
    line = re.sub(r"\s*\n\s*", " ", value.strip())
    return f"'{line[:_MOST]}…'" if len(line) > _MOST else f"'{line}'"


def listed(values: Iterable[str], last: str = "") -> str:
    """Return the values in quotes, separated by commas, or the last by a word such as 'or'."""
    *first, end = [f"'{value}'" for value in values] or [""]
    return f"{', '.join(first)} {last} {end}" if last and first else ", ".join([*first, end])
