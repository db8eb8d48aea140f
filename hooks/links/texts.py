"""Text that refers to pages: style sheets, Markdown such as `llms.txt`, `robots.txt`."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

from links.document import STYLE, Document, Reference, Use
from links.troubles import DamagedError

# Rules of CSS whose addresses are names and lead to no file.
_NAMES = {"namespace", "document", "-moz-document"}
# What ends with a brace outside of strings and comments: most of it refers to nothing and is not looked into.
_PART = re.compile(
    r"(?:[^{}()\"'/\\]++|\([^()\"'\\]*+\)|\"(?:[^\"\\\n]|\\.)*+[\"\n]?|'(?:[^'\\\n]|\\.)*+['\n]?"
    r"|/\*.*?(?:\*/|\Z)|[()/]|\\.?)++[{}]?",
    re.DOTALL,
)
_SIGNS = re.compile(r"url|import|image-set|src\(|\\", re.IGNORECASE)
# Python 3.11 reads no number of more than 4,300 digits, and tinycss2 reads every number.
_ENDLESS = re.compile(r"[0-9]{1000}")

_LINK, _ROBOTS = Use("Link"), Use("Sitemap of robots.txt", absolute=True)
_SITEMAP = re.compile(r"\s*sitemap\s*:\s*([^#]*)", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_MARKDOWN_LINK = re.compile(
    r"(?<!\\)\]\(\s*(?:<([^<>]*)>|((?:[^\s()\\]|\\.|\([^\s()]*+\))*+))(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
    r"|^ {0,3}\[(?!\^)[^\]]+\]:\s*(?:<([^<>]*)>|(\S+))"
    r"|<([a-z][a-z0-9+.-]+:[^\s<>]*)>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def find_urls(text: str, line: int = 1) -> Iterator[tuple[str, int]]:
    """Yield every URL of a style sheet or a `style` attribute with its line; raises `DamagedError`."""
    for part in _PART.finditer(text):
        if _SIGNS.search(part[0]):
            yield from _urls(part[0], line + text.count("\n", 0, part.start()))


def _urls(text: str, line: int) -> Iterator[tuple[str, int]]:
    if endless := _ENDLESS.search(text):
        line += text.count("\n", 0, endless.start())
        raise DamagedError(line, "A number of the style sheet has a thousand digits or more.", "Shorten it.")
    waiting = _marked(tinycss2.parse_component_value_list(text, skip_comments=True))
    while waiting:
        node, is_url = waiting.pop()
        if is_url or node.type == "url":
            yield node.value, line + node.source_line - 1
        elif node.type == "function" and node.lower_name in ("url", "src"):
            waiting += [(one, True) for one in node.arguments if one.type == "string"][:1]
        elif node.type == "function":
            waiting += _marked(node.arguments, node.lower_name.endswith("image-set"))
        elif node.type.endswith(" block"):
            waiting += _marked(node.content)


def _marked(nodes: list[Any], in_image_set: bool = False) -> list[tuple[Any, bool]]:
    """Return the nodes that may refer, the last first, with whether one is a string that is a URL."""
    found, rule = [], ""
    for node in nodes:
        if node.type == "at-keyword":
            rule = node.lower_value
        elif node == ";" or node.type == "{} block":
            rule = ""
        if rule not in _NAMES:
            found.append((node, node.type == "string" and (in_image_set or rule == "import")))
    return found[::-1]


def read_style_sheet(document: Document, text: str) -> None:
    """Take the URLs of a style sheet but '#x', which is the document that uses it; raises `DamagedError`."""
    found = [Reference(STYLE, url, line) for url, line in find_urls(text)]
    document.references += [reference for reference in found if not reference.url.startswith("#")]


def read_markdown(document: Document, text: str) -> None:
    """Take the links of Markdown but those in code."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not line.strip(" `~\r"):
            fence = ""
        elif not fence:
            urls = [next(filter(None, one), "") for one in _MARKDOWN_LINK.findall(_CODE.sub("", line))]
            document.references += [Reference(_LINK, _ESCAPED.sub(r"\1", url), number) for url in urls]


def read_robots(document: Document, text: str) -> None:
    """Take the sitemaps that a `robots.txt` names."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _SITEMAP.match(line):
            document.references.append(Reference(_ROBOTS, found[1].strip(), number))
