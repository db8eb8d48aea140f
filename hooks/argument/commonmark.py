"""Plain CommonMark: text that it takes for nothing else, and Markdown without the site's own marks.

Source: CommonMark 0.31.2, "Backslash escapes", "Links", "Raw HTML".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import markupsafe

# An underscore inside a word is no emphasis, and an ampersand means something before an entity alone.
_SIGNS = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_MARK_OF_LINE = re.compile(r"^(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|#+(?=\s|$)|[+-](?=\s|$|-))")
_PIECE = re.compile(
    r"(?P<code>(?P<ticks>`+).+?(?<!`)(?P=ticks)(?!`))"
    r"|\]\(\s*(?:<(?P<pointed>[^<>]*)>|(?P<target>(?:[^\s()]|\([^\s()]*\))*))(?P<title>[^()]*)\)"
    r"|(?P<address><(?:https?|mailto):[^\s<>]+>)"
    r"|(?P<tag><!--.*?-->|</?[a-zA-Z][^<>]*>)",
    re.DOTALL,
)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def literal(text: object) -> str:
    """Return text that CommonMark shows as it is; what is Markdown already stays."""
    return text if isinstance(text, markupsafe.Markup) else _literal(str(text))


@functools.lru_cache(maxsize=4096)
def _literal(text: str) -> str:
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return _MARK_OF_LINE.sub(_at_line_start, escaped)


def _at_line_start(mark: re.Match[str]) -> str:
    """Return a mark that begins a list or a heading, escaped: '1\\' before the point of '1. x'."""
    return f"{mark['number']}\\" if mark["number"] else f"\\{mark[0]}"


def address(url: str) -> markupsafe.Markup:
    """Return an address as it can stand between the brackets of a link."""
    return markupsafe.Markup(url.replace("(", "%28").replace(")", "%29").replace(" ", "%20"))


def plain(markdown: str, resolve: Callable[[str], str]) -> markupsafe.Markup:
    """Return the Markdown of one block without raw HTML, the target of each link as `resolve` gives it."""

    def piece(found: re.Match[str]) -> str:
        if found["tag"]:
            return ""
        if found["code"] or found["address"]:
            return found[0]
        return f"]({address(resolve(found['pointed'] or found['target'] or ''))}{found['title']})"

    return markupsafe.Markup(_PIECE.sub(piece, markdown))


def tidy(markdown: str) -> str:
    """Return what a template made without blank lines around it, and with no two of them in a row."""
    return _BLANK_LINES.sub("\n\n", markdown.strip("\n").rstrip())
