"""What a style sheet refers to: `url()`, `src()`, `@import`, and the strings of `image-set()`.

Tokens are told apart as CSS Syntax Level 3 does, as far as references need it: nothing is found in
comments and strings, escapes count as what they stand for, and `@namespace` and `@document` name no file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_COMMENT = r"/\*.*?(?:\*/|\Z)"
_STRING = r""""(?:[^"\\\n\r\f]|\\.)*+["]?|'(?:[^'\\\n\r\f]|\\.)*+[']?"""
_GAP = rf"(?:\s|{_COMMENT})*+"
_ESCAPED = r"\\[0-9a-fA-F]{1,6}\s?|\\[^\n\r\f0-9a-fA-F]"
_IDENT = rf"(?:[\w-]|[^\x00-\x7f]|{_ESCAPED})++"
_TOKEN = re.compile(
    rf"(?P<comment>{_COMMENT})|(?P<string>{_STRING})|(?P<at>@{_IDENT})"
    rf"|(?P<function>{_IDENT})\(|(?P<word>{_IDENT})|(?P<sign>[()])",
    re.DOTALL,
)
_QUOTED = re.compile(rf"{_GAP}(?P<string>{_STRING})", re.DOTALL)
_UNQUOTED = re.compile(rf"\s*(?P<url>(?:[^\s\"'()\\\x00-\x08\x0e-\x1f\x7f]|{_ESCAPED})*+)\s*(?:\)|\Z)")
_PRELUDE = re.compile(rf"(?:{_STRING}|{_COMMENT}|[^;{{}}])*+", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|(\r\n|[\n\r\f])|(.))", re.DOTALL)
_NO_FILE = {"@namespace", "@document", "@-moz-document"}
_URLS = {"url", "src"}
_IMAGE_SETS = {"image-set", "-webkit-image-set"}
# A text without any of these refers to nothing.
_SIGNS = ("url", "import", "image-set", "src(", "\\")


class CssUrl(NamedTuple):
    """A reference of a style sheet: the URL and where in the text it stands."""

    url: str
    offset: int


def parse_css(text: str) -> list[CssUrl]:
    """Return every reference of a style sheet or of a `style` attribute, in order."""
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return []
    found: list[CssUrl] = []
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if name := match["function"]:
            position = _read_function(text, _unescape(name).lower(), match.start(), position, found)
        elif name := match["at"]:
            position = _read_at_rule(text, _unescape(name).lower(), position, found)
    return found


def _read_function(text: str, name: str, start: int, position: int, found: list[CssUrl]) -> int:
    """Take the URLs of a function whose bracket ends before `position`; return where to read on."""
    if name in _IMAGE_SETS:
        return _read_image_set(text, position, found)
    if name not in _URLS:
        return position
    if quoted := _QUOTED.match(text, position):
        found.append(CssUrl(_unquote(quoted["string"]), start))
        end = text.find(")", quoted.end())
        return len(text) if end < 0 else end + 1
    if name == "src":
        return position
    if unquoted := _UNQUOTED.match(text, position):
        found.append(CssUrl(_unescape(unquoted["url"]), start))
        return unquoted.end()
    end = text.find(")", position)
    return len(text) if end < 0 else end + 1


def _read_image_set(text: str, position: int, found: list[CssUrl]) -> int:
    """Take the bare strings of an `image-set()` and its `url()`; `type()` names no file."""
    depth = 1
    while depth and (match := _TOKEN.search(text, position)):
        position = match.end()
        if match["string"] and depth == 1:
            found.append(CssUrl(_unquote(match["string"]), match.start()))
        elif name := match["function"]:
            if _unescape(name).lower() in _URLS:
                position = _read_function(text, _unescape(name).lower(), match.start(), position, found)
            else:
                depth += 1
        elif match["sign"]:
            depth += 1 if match["sign"] == "(" else -1
    return position


def _read_at_rule(text: str, name: str, position: int, found: list[CssUrl]) -> int:
    if name in _NO_FILE:
        prelude = _PRELUDE.match(text, position)
        return prelude.end() if prelude else position
    if name == "@import" and (quoted := _QUOTED.match(text, position)):
        found.append(CssUrl(_unquote(quoted["string"]), quoted.start("string")))
        return quoted.end()
    return position


def _unquote(string: str) -> str:
    end = -1 if len(string) > 1 and string[-1] == string[0] else None
    return _unescape(string[1:end])


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_unescape_one, text) if "\\" in text else text


def _unescape_one(match: re.Match[str]) -> str:
    code, line_end, sign = match.groups()
    if code:
        number = int(code, 16)
        valid = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
        return chr(number) if valid else "\ufffd"
    return "" if line_end else str(sign)
