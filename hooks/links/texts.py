"""Plain text that refers to pages: `robots.txt`, Markdown such as `llms.txt`, the `_redirects` of hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from links.references import Reference, Use

_SITEMAP = re.compile(r"sitemap\s*:\s*([^#]*)", re.IGNORECASE)
_ROBOTS = Use("Sitemap of robots.txt", absolute=True)
_LINK = Use("Link")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_MARKDOWN_LINK = re.compile(
    r"\]\(\s*(?:<([^<>]*)>|((?:[^\s()\\]|\\.|\([^\s()]*+\))*+))(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
    r"|^ {0,3}\[(?!\^)[^\]]+\]:\s*(?:<([^<>]*)>|(\S+))"
    r"|<([a-z][a-z0-9+.-]+:[^\s<>]*)>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def parse_robots(text: str) -> list[Reference]:
    """Return the sitemaps that a `robots.txt` names."""
    lines = enumerate(text.splitlines(), 1)
    found = ((number, _SITEMAP.match(line.strip())) for number, line in lines)
    return [Reference(_ROBOTS, match[1].strip(), line=number) for number, match in found if match]


def parse_markdown(text: str) -> list[Reference]:
    """Return the links of Markdown, as an `llms.txt` is, those in code left out."""
    return [
        Reference(_LINK, _ESCAPED.sub(r"\1", next(filter(None, match.groups()), "")), line=number)
        for number, line in _outside_of_fences(text)
        for match in _MARKDOWN_LINK.finditer(_CODE.sub("", line))
    ]


def _outside_of_fences(text: str) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _FENCE.match(line)
        if not fence and not found:
            yield number, line
        elif not fence and found:
            fence = found[1]
        elif found and found[1].startswith(fence) and not line.strip(" `~"):
            fence = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One line of `_redirects`: the paths that it is about, and where they lead."""

    pattern: re.Pattern[str]
    target: str
    line: int

    @property
    def is_open(self) -> bool:
        """Whether the target depends on the path, so that nothing can be said of it."""
        return re.search(r"/:[A-Za-z]", self.target) is not None


def _pattern(source: str) -> re.Pattern[str]:
    """Return what the paths look like that a line is about; a slash at the end makes no difference."""
    parts = re.split(r"(\*|:[A-Za-z]\w*)", source.rstrip("/") or "/")
    # Every second part is a placeholder.
    path = [_placeholder(part) if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile(f"{''.join(path)}/?")


def _placeholder(part: str) -> str:
    return ".*" if part == "*" else "[^/]+"


def parse_redirects(text: str) -> list[Redirect]:
    """Return the lines of a `_redirects` file that have a source and a target."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        # A comment begins with white space and '#', for a target may hold '#'.
        words = re.split(r"(?:^|\s)#", line)[0].split()
        targets = [word for word in words[1:] if word.startswith(("/", "http:", "https:"))]
        if targets:
            found.append(Redirect(_pattern(words[0]), targets[0], number))
    return found
