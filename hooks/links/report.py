"""A fault in the links of a built site, as a value: where it stands, what is wrong, how to mend it."""

from __future__ import annotations

import re
from typing import NamedTuple

from links.references import Reference

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# So much of a long reference is enough to find it again.
_MOST = 120


class Fault(NamedTuple):
    """One fault; faults sort by file, then line.

    Attributes:
        path: The file below the folder, with '/' between its parts.
        line: Line number, counted from 1.
        what: A sentence that names what was found in quotes.
        mend: A sentence that says what to do; a target named in it has been checked to exist.
    """

    path: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return printable(f"{self.path}:{self.line}: {self.what} {self.mend}")


def printable(text: str) -> str:
    """Return text that any terminal and any encoding of it can show on one line."""
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def shown(value: str) -> str:
    """Return a reference in quotes, cut where it is long."""
    return f"'{value[:_MOST]}…'" if len(value) > _MOST else f"'{value}'"


def meant(value: str) -> str:
    """Return the question that proposes a target; the caller has checked that it exists."""
    return f"Did you mean '{value}'?"


class Finding(NamedTuple):
    """A fault whose line is not known yet: only the reference is."""

    reference: Reference
    what: str
    mend: str
