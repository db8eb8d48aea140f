"""Reading `srcset` as browsers do: a comma ends a candidate only after its URL or outside of brackets.

Source: HTML Standard, "Parsing a srcset attribute".
"""

from __future__ import annotations

import re

_START = re.compile(r"[ \t\n\f\r,]*")
_URL = re.compile(r"[^ \t\n\f\r]+")
# Descriptors: everything up to the next comma that no bracket encloses.
_DESCRIPTORS = re.compile(r"(?:\([^)]*\)?|[^,(])*")


def parse_srcset(value: str) -> list[str]:
    """Return the URL of every candidate, in order."""
    urls = []
    position = _end(_START, value, 0)
    while position < len(value):
        end = _end(_URL, value, position)
        url = value[position:end]
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            end = _end(_DESCRIPTORS, value, end)
        urls.append(url)
        position = _end(_START, value, end)
    return urls


def _end(pattern: re.Pattern[str], value: str, position: int) -> int:
    match = pattern.match(value, position)
    return match.end() if match else position
