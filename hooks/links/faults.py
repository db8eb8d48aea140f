"""What can be wrong with a link, in words: the troubles, a fault as a value, and what may have been meant."""

from __future__ import annotations

import difflib
import enum
import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Fault(NamedTuple):
    """One fault, in two sentences; faults sort by file, then line."""

    path: str  # below the folder, with '/' between its parts
    line: int  # counted from 1
    what: str  # names what was found in quotes
    mend: str  # says what to do; a target named in it has been checked to exist

    def __str__(self) -> str:
        return printable(f"{self.path}:{self.line}: {self.what} {self.mend}")


class DamagedError(Exception):
    """What keeps a file from being read, as a fault but for the file."""

    def __init__(self, line: int, what: str, mend: str = "Mend it, or write it anew.") -> None:
        super().__init__(line, what, mend)


class Trouble(enum.Enum):
    """What keeps anyone from following a reference, and what to do where nothing can be proposed.

    In the latter, 0 stands for the site's address, and 1 for what the reference leads to.
    """

    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend

    EMPTY = "is empty", "Name a target, or take the attribute away."
    MAILTO = "is no address to write to", "Write it as 'mailto:name@host'."
    MALFORMED = "is no valid URL", "Mend its host or port."
    LOCAL = "leads to the machine that it was written on", "Write the address that readers can reach."
    SLIP = "has a scheme that does not exist", "Begin it with 'https://'."
    PLAIN = "leads to the site's own host by 'http:'", "Write 'https:'."
    RELATIVE = "is relative, but this page is shown at addresses of any depth", "Begin it with '{0.prefix}'."
    OUTSIDE = "leads out of the site", "Keep it below '{0.prefix}', where the site lives."
    NOTHING = "leads nowhere", "Point it at a file of the site, or take it away."
    NO_INDEX = "leads to a folder without a page of its own", "Point it at a page in the folder."
    SLASH = "has a slash after the name of a file", "Take the slash away."
    NOT_ABSOLUTE = "is not a full URL", "Begin it with '{0.href}'."
    ANCHOR = "points at an anchor that does not exist", "Point it at an id of '{1.file}'."


def printable(text: str) -> str:
    """Return text that any terminal and any encoding of it can show on one line."""
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def shown(value: str) -> str:
    """Return a reference in quotes, cut where it is long, for its beginning is enough to find it again."""
    return f"'{value[:120]}…'" if len(value) > 120 else f"'{value}'"


def meant(value: str | None, otherwise: str = "") -> str:
    """Return the question that proposes a value known to be sound, `otherwise` where there is none."""
    return f"Did you mean '{value}'?" if value else otherwise


def nearest(found: str, wanted: Iterable[str], *, alike: bool = True) -> str | None:
    """Return the one of `wanted` that differs by case or normalisation only, or else is most like `found`.

    Without `alike`, which takes time, only the former counts.
    """
    candidates = sorted(wanted)
    same = [name for name in candidates if _folded(name) == _folded(found)]
    if same or not alike:
        return next(iter(same), None)
    # So many are compared in an instant.
    return next(iter(difflib.get_close_matches(found, candidates[:3000], n=1)), None)


@functools.cache
def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
