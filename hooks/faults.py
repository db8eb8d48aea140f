"""A fault in what an author wrote or a build made: where it stands, what is wrong, how to mend it."""

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_MOST = 100


@dataclass(frozen=True, order=True)
class Fault:
    """One fault, in two sentences; faults sort by file, then line.

    Attributes:
        path: The file as the author knows it: relative to the project, or to a built folder.
        line: Line number, counted from 1.
        what: A sentence that names the found and the wanted value in quotes.
        mend: An imperative sentence; a file or name in it has been checked to exist.
        column: Column counted from 1, or 0 where a column tells nothing.
    """

    path: str
    line: int
    what: str
    mend: str
    _: KW_ONLY
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"
        return printable(f"{place}: {self.what} {self.mend}")


def printable(text: str) -> str:
    """Return text that any terminal and any encoding of it can show on one line."""
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def shown(value: str) -> str:
    """Return a text in quotes, on one line, cut where so much is enough to find it again."""
    line = re.sub(r"\s*\n\s*", " ", value.strip())
    return f"'{line[:_MOST]}…'" if len(line) > _MOST else f"'{line}'"


def listed(values: Iterable[str], last: str = "") -> str:
    """Return the values in quotes, separated by commas, or the last by a word such as 'or'."""
    *first, end = [f"'{value}'" for value in values] or [""]
    return f"{', '.join(first)} {last} {end}" if last and first else ", ".join([*first, end])


def suggest(found: str, wanted: Iterable[str]) -> str:
    """Return `Did you mean 'x'? ` for the nearest of `wanted`, or an empty string if none is near."""
    near = nearest(found, wanted)
    return f"Did you mean '{near}'? " if near else ""


def nearest(found: str, wanted: Iterable[str]) -> str | None:
    """Return the one of `wanted` that differs by case or normalisation only, or else is most like `found`."""
    candidates = sorted(wanted)
    same = [name for name in candidates if _folded(name) == _folded(found)]
    # So many are compared in an instant.
    return next(iter(same or difflib.get_close_matches(found, candidates[:3000], n=1)), None)


@functools.cache
def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
