"""The kinds of value that front matter can hold: each says what is wanted, and how to write it."""

import datetime
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from argument.addresses import is_web_address
from argument.characters import shows_something
from faults import listed, suggest

# Full-width forms too, which spreadsheet programs for Japanese read as the others.
_BEGINS_A_FORMULA = tuple("=+-@＝＋－＠")
_PARTIAL_DATE = re.compile(r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SPACES = re.compile(r"[ \t]+")


def joined(text: str) -> str:
    """Return a text on one line: no space between two Japanese characters that ended and began a line."""
    found = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        found += ("" if not found or _is_japanese(found[-1] + line[0]) else " ") + line
    return _SPACES.sub(" ", found)


def _is_japanese(pair: str) -> bool:
    """Tell whether one of two characters is Japanese, and the other is too, or one such as '…' or '”'."""
    widths = {unicodedata.east_asian_width(sign) for sign in pair}
    return widths <= set("WFHA") and widths != {"A"}


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: ASCII, lower case, words joined by single hyphens."""
    return _ID.fullmatch(text) is not None


def unfit(wanted: str, mend: str, of: type = str) -> PydanticCustomError:
    """Return the error for a value that is not what is wanted; `of` is the type it should have."""
    return PydanticCustomError("unfit", "{wanted}", {"wanted": wanted, "mend": mend, "kind": of.__name__})


def kind(
    wanted: str, mend: str, fits: Callable[[Any], bool] = lambda _: True, of: type = str
) -> BeforeValidator:
    """Return what holds a value to a type, and to a condition that a value of this type has to meet."""

    def check(value: object) -> object:
        if type(value) is not of or not fits(value):
            raise unfit(wanted, mend, of)
        return value

    return BeforeValidator(check)


def whole(low: int, high: int) -> BeforeValidator:
    """Return what holds a value to a range of whole numbers."""
    mend = "Write it in plain digits, without quotes or leading zeros."
    return kind(f"a whole number from {low} to {high}", mend, lambda value: low <= value <= high, int)


def one_of(*values: str) -> BeforeValidator:
    """Return what holds a value to a fixed set of words."""

    def check(value: object) -> object:
        if value in values:
            return value
        near = suggest(value, values) if isinstance(value, str) else ""
        raise unfit(f"one of {listed(values)}", f"{near}Write one of them.")

    return BeforeValidator(check)


def _is_cell(value: str) -> bool:
    return shows_something(value) and not value.startswith(_BEGINS_A_FORMULA)


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar: '2025-10-17'."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    return is_day(text) or _PARTIAL_DATE.fullmatch(text) is not None


_FORMULA = "a text that no spreadsheet program takes for a formula"
_ID_MEND = "Use lower-case ASCII letters, digits, and single hyphens, a letter first: 'c3-10', not 3.10."
_DATE_MEND = "Write it in quotes, such as '2025-10-17', '2025-10', or '2025'."

Text = Annotated[str, kind("a text", "Write the text, in quotes.", shows_something)]
# A text that is also a cell of the table as a file.
Cell = Annotated[str, kind(_FORMULA, "Begin it with a letter or a digit.", _is_cell)]
Id = Annotated[str, kind("an id", _ID_MEND, is_id)]
Ids = tuple[Id, ...]
# A day, a month, or a year.
Date = Annotated[str, kind("a date in quotes", _DATE_MEND, _is_date)]
Url = Annotated[str, kind("an address", "Write the whole address, 'https://…'.", is_web_address)]
Flag = Annotated[bool, kind("true or false", "Write 'true' or 'false'.", of=bool)]
