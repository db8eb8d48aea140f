"""Plain CommonMark: text that it takes for nothing else, and emphasis that it takes for emphasis.

Source: CommonMark 0.31.2, "Backslash escapes", "Emphasis and strong emphasis", "Code spans", "List items".
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable

# An underscore inside a word is no emphasis, and an ampersand means something before an entity alone.
_SIGNS = re.compile(r"[\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!\Z")
_MARK_OF_LINE = re.compile(r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|#+(?=\s|$)|[+-](?=\s|$|-)|~(?=~~)")
_LATER_LINE = re.compile(r"\n(?=[^\n])")
_LIST = re.compile(r"(?:-|\d+\.) ")
# They stand for delimiters until what is beside these is known. No text of a page holds such characters.
_STRONG, _EMPHASIS, _END = "\ue000", "\ue001", "\ue002"
_DELIMITERS = {_STRONG: ("**", "strong"), _EMPHASIS: ("*", "em")}
_EMPHASIZED = re.compile(f"([{_STRONG}{_EMPHASIS}])([^{_STRONG}-{_END}]+){_END}")
# With its version 0.31 CommonMark began to count symbols as punctuation; both kinds of readers are about.
_PUNCTUATION = (frozenset("P"), frozenset("PS"))


def literal(text: str) -> str:
    """Return text that CommonMark shows as it is, with single spaces, anywhere but where a line begins."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", re.sub(r"\s+", " ", text))


def paragraph(line: str) -> str:
    """Return a line that begins neither list nor heading, its spaces single: '1\\. x' for '1.  x'."""
    line = re.sub(r"(?<=[ ：]) +", "", line).strip()
    found = _MARK_OF_LINE.match(line)
    if found is None:
        return line
    at = found.end() if found["number"] else 0
    return f"{line[:at]}\\{line[at:]}"


def strong(text: str) -> str:
    return _around(text, _STRONG, _END)


def emphasis(text: str) -> str:
    return _around(text, _EMPHASIS, _END)


def link(text: str, address: str) -> str:
    """Return a link, its address as it can stand between brackets; the text is Markdown already."""
    address = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"<{address}>" if text == literal(address) else _around(text, "[", f"]({address})")


def code(text: str) -> str:
    """Return text as code inside a line."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def code_block(text: str) -> str:
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{ticks}text\n{text.strip()}\n{ticks}"


def item(blocks: Iterable[str], mark: str = "-") -> str:
    """Return blocks as an item of a list; what is a list itself follows without a blank line."""
    first, *others = [*blocks] or [""]
    text = first + "".join(f"\n{other}" if is_list(other) else f"\n\n{other}" for other in others)
    inset = " " * (len(mark) + 1)
    return _LATER_LINE.sub(f"\n{inset}", f"{mark} {text}").rstrip()


def is_list(block: str) -> bool:
    return _LIST.match(block) is not None


def document(blocks: Iterable[str]) -> str:
    """Return blocks as a document, its emphasis as asterisks where these are read so, elsewhere as tags."""
    text, count = "\n\n".join(blocks) + "\n", 1
    while count:
        # From the inside out.
        text, count = _EMPHASIZED.subn(_delimited, text)
    return text


def _around(text: str, before: str, after: str) -> str:
    """Return text between two marks, the spaces around it outside of them."""
    inner = text.strip()
    return text.replace(inner, f"{before}{inner}{after}", 1) if inner else text


def _delimited(found: re.Match[str]) -> str:
    (asterisks, tag), inner = _DELIMITERS[found[1]], found[2]
    before = found.string[found.start() - 1 : found.start()] or "\n"
    after = found.string[found.end() : found.end() + 1] or "\n"
    if _flanks(before, inner[0]) and _flanks(after, inner[-1]):
        return f"{asterisks}{inner}{asterisks}"
    return f"<{tag}>{inner}</{tag}>"


def _flanks(outer: str, inner: str) -> bool:
    """Tell whether asterisks between two characters open or close what is on the inner side."""
    if {outer, inner} & {"*", _STRONG, _EMPHASIS, _END}:
        return False
    return outer.isspace() or all(
        not _is_punctuation(inner, kinds) or _is_punctuation(outer, kinds) for kinds in _PUNCTUATION
    )


def _is_punctuation(character: str, kinds: frozenset[str]) -> bool:
    return character in string.punctuation or unicodedata.category(character)[0] in kinds
