"""Characters that no text of the site may hold: they show nothing, or another text than is written.

What people write with is kept as it is: emoji and their joiners, variation selectors, rare characters.
"""

import functools
import html.entities
import re
import unicodedata
from dataclasses import dataclass

# The highest code point; a number beyond it, or one of too many digits to be read, is none.
_LAST = 0x10FFFF
_MOST_DIGITS = 7
# Control characters but tab and line feed, line ends that only YAML counts, lone surrogates, noncharacters,
# marks that reorder text (Unicode TR 36), letters and marks without a form, what stands for a character that
# was lost, and private ones, for which no font has a form.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f"
    "\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    # Tags spell out a flag; anywhere else they hide text.
    + "]|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
)
# White space that is no plain blank and what shows nothing: Markdown and its readers part on what it does.
ODD_SPACE = r"(?:[^\S \n]|[\u00ad\u200b-\u200d\u2060\ufeff])"
_LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
_EAST_ASIAN = (
    "[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Where a line break, or one that YAML has folded to a space, stands beside what is written without spaces.
_BREAK = re.compile(f"\n(?={_EAST_ASIAN})|(?<={_EAST_ASIAN})\n")
_FOLDED = re.compile(f"[ \n](?={_EAST_ASIAN})|(?<={_EAST_ASIAN})[ \n]")
_REFERENCE = re.compile(
    r"&(?:#(?P<decimal>[0-9]+)|#[xX](?P<hex>[0-9A-Fa-f]+)|(?P<name>[A-Za-z][A-Za-z0-9]*;))"
)


@dataclass(frozen=True)
class Unfit:
    """Where a text holds what it may not, a sentence that says so, and how to mend it."""

    at: int
    what: str
    mend: str


# Each pass of a build reads the same pages.
@functools.lru_cache(maxsize=256)
def find_unfit(text: str) -> Unfit | None:
    """Return the first character that no text may hold, written out or as a reference of HTML, or None."""
    if found := _FORBIDDEN.search(text):
        what = f"The character U+{ord(found[0]):04X} has no place in a page."
        return Unfit(found.start(), what, "Delete it.")
    return next(filter(None, map(_unfit_reference, _REFERENCE.finditer(text))), None) or _apart(text)


def forbidden_in(text: str) -> re.Match[str] | None:
    """Return the first character that no text of the site may hold, or None."""
    return _FORBIDDEN.search(text)


def shows_something(text: str) -> bool:
    """Tell whether a text has a letter, a digit, a sign, or a symbol, and not only spaces and marks."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)


def spelled(sign: str) -> str:
    """Return the number of a character, for one that a message could not show."""
    return f"U+{ord(sign):04X}"


def joined(text: str, *, is_folded: bool = False) -> str:
    """Return a text of one or more lines as one line, without a space where Japanese goes on.

    `is_folded` tells that line breaks are spaces already, as YAML leaves them where a text goes over several
    lines; every space beside Japanese is taken for one. Plain spaces elsewhere become one, at the ends none.
    """
    lines = _LINE_END.sub("\n", re.sub("[ \t]+", " ", text.strip()))
    return (_FOLDED if is_folded else _BREAK).sub("", lines).replace("\n", " ")


def _unfit_reference(found: re.Match[str]) -> Unfit | None:
    meant = _meant(found)
    if meant is None or not _FORBIDDEN.search(meant):
        return None
    shown = found[0] if len(found[0]) < 20 else f"{found[0][:20]}…"
    what = f"The reference '{shown}' stands for a character that has no place in a page."
    return Unfit(found.start(), what, "Delete it.")


def _meant(found: re.Match[str]) -> str | None:
    """Return the character that a reference stands for, None where the name is none; NUL beyond all."""
    if found["name"]:
        return html.entities.html5.get(found["name"])
    digits = (found["decimal"] or found["hex"]).lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return "\0"
    code = int(digits or "0", 10 if found["decimal"] else 16)
    return chr(code) if code <= _LAST else "\0"


def _apart(text: str) -> Unfit | None:
    """Return the first letter whose accent or voicing mark is a character of its own, or None.

    It looks the same and is found by no search. Other characters that normalisation would exchange, such as
    variants of names, are left alone.
    """
    if unicodedata.is_normalized("NFC", text):
        return None
    for at in range(1, len(text)):
        if unicodedata.combining(text[at]):
            joined = unicodedata.normalize("NFC", text[at - 1 : at + 1])
            if len(joined) == 1:
                what = f"The letter '{joined}' is written as two characters."
                return Unfit(at, what, "Write it as one; editors call this the normalisation 'NFC'.")
    return None
