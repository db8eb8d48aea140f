"""Characters that no text of the site may hold: they show nothing, or another text than is written.

What people write with is kept as it is: emoji and their joiners, variation selectors, rare characters.
"""

import re
import unicodedata

# Control characters but tab and line feed, line ends that only YAML counts, lone surrogates, noncharacters,
# marks that reorder text (Unicode TR 36), letters and marks without a form, what stands for a character that
# was lost, and private ones, for which no font has a form.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f"
    "\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    # Tags spell out a flag; anywhere else they hide text.
    + "]|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
)
# White space that is no plain blank and what shows nothing: Markdown and its readers part on what it does.
ODD_SPACE = r"(?:[^\S \n]|[\u00ad\u200b-\u200d\u2060\ufeff])"
ODD = re.compile(ODD_SPACE)
# An accent or a voicing mark after its letter: they look like one character and are found by no search.
_APART = re.compile("[\u0300-\u036f\u3099\u309a](?<=\\w.)")
_SPACES = re.compile(r"[ \t]+")


def find_unfit(text: str) -> tuple[int, str, str] | None:
    """Return where a text holds what none may hold, a sentence that says so, and how to mend it, or None."""
    # Of each character once, since most texts hold none of these.
    if FORBIDDEN.search("".join(set(text))) and (found := FORBIDDEN.search(text)):
        return found.start(), f"The character {spelled(found[0])} has no place in a page.", "Delete it."
    for found in _APART.finditer(text):
        # What has no letter of its own, such as x with a macron, is left alone.
        if len(one := unicodedata.normalize("NFC", text[found.start() - 1 : found.end()])) == 1:
            what = f"The letter '{one}' is written as two characters."
            return found.start(), what, "Write it as one; editors call this the normalisation 'NFC'."
    return None


def shows_something(text: str) -> bool:
    """Tell whether a text has a letter, a digit, a sign, or a symbol, and not only spaces and marks."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)


def spelled(sign: str) -> str:
    """Return the number of a character, for one that a message could not show."""
    return f"U+{ord(sign):04X}"


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
