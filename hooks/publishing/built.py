"""The built pages of the argument, each read and parsed once for all that is made of it."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.model import Argument
from argument.publication import page_url

# The address that a link leads to, by that of its page.
absolute = functools.cache(urljoin)
_INDENT = re.compile(r"(<pre.*?</pre>)|\n\s+", re.DOTALL)


@dataclass
class BuiltPage:
    """A page as the generator has written it; `tree` is `text` as it was parsed, `address` below the site."""

    name: str
    address: str
    file: Path

    def __post_init__(self) -> None:
        # Without the indents of the templates; code keeps its own.
        self.text = _INDENT.sub(lambda found: found[1] or "\n", self.file.read_text(encoding="utf-8"))
        self.tree = LexborHTMLParser(self.text)


def read_pages(site: Path, argument: Argument, locale: str) -> Iterator[BuiltPage]:
    """Yield the pages of one language that have been built."""
    for page in argument[locale].pages:
        address = page_url(page.name, locale)
        if (file := site / address / "index.html").is_file():
            yield BuiltPage(page.name, address, file)


def class_names(node: LexborNode) -> frozenset[str]:
    return _names_in(node.attributes.get("class") or "")


@functools.cache
def _names_in(classes: str) -> frozenset[str]:
    return frozenset(classes.split())


def text_of(node: LexborNode | None) -> str:
    """Return the text of an element with single spaces, none for one that is not there."""
    return " ".join(node.text().split()) if node else ""
