"""The kinds of value that front matter can hold: each says what is wanted, and how to write it."""

import datetime
import re
import urllib.parse
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from argument.characters import shows_something
from faults import listed

# Full-width forms too, which spreadsheet programs for Japanese read as the others.
_BEGINS_A_FORMULA = tuple("=+-@＝＋－＠")
_PARTIAL_DATE = re.compile(r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_LONGEST = 2000
# What no address holds (RFC 3986), and a percent sign that begins no byte.
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}\x00-\x20]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))+")
# ASCII, lower case, words joined by single hyphens.
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Kind(NamedTuple):
    """What a value has to be: of a type, and such that it `fits`; `words` are those that can be meant."""

    wanted: str
    mend: str
    fits: Callable[[Any], object] = lambda _: True
    of: type = str
    words: tuple[str, ...] = ()


def whole(low: int, high: int) -> Kind:
    """Return the kind of a whole number within a range."""
    mend = "Write it in plain digits, without quotes or leading zeros."
    return Kind(f"a whole number from {low} to {high}", mend, lambda value: low <= value <= high, int)


def one_of(*words: str) -> Kind:
    """Return the kind of a word out of a fixed set."""
    return Kind(f"one of {listed(words)}", "Write one of them.", words.__contains__, words=words)


def is_web_address(text: str) -> bool:
    """Tell whether a text is a whole `https:` or `http:` address of a named host, without a user's name."""
    try:
        parts = urllib.parse.urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    named = _HOST.fullmatch(parts.hostname or "") is not None and "@" not in parts.netloc and port != 0
    is_sound = len(text) <= _LONGEST and _NO_ADDRESS.search(text) is None
    return text.startswith(("https://", "http://")) and named and is_sound


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar: '2025-10-17'."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_CELL = Kind(
    "a text that no spreadsheet program takes for a formula",
    "Begin it with a letter or a digit.",
    lambda text: shows_something(text) and not text.startswith(_BEGINS_A_FORMULA),
)
_ID_MEND = "Use lower-case ASCII letters, digits, and single hyphens, a letter first: 'c3-10', not 3.10."
_DATE = Kind(
    "a date in quotes",
    "Write it in quotes, such as '2025-10-17', '2025-10', or '2025'.",
    lambda text: is_day(text) or _PARTIAL_DATE.fullmatch(text),
)

Text = Annotated[str, Kind("a text", "Write the text, in quotes.", shows_something)]
# A text that is also a cell of the table as a file.
Cell = Annotated[str, _CELL]
ID = Kind("an id", _ID_MEND, _ID.fullmatch)
Id = Annotated[str, ID]
Ids = tuple[Id, ...]
# A day, a month, or a year.
Date = Annotated[str, _DATE]
Url = Annotated[str, Kind("an address", "Write the whole address, 'https://…'.", is_web_address)]
Flag = Annotated[bool, Kind("true or false", "Write 'true' or 'false'.", of=bool)]
