"""Units of meaning: every piece of a page that has an address, and a digest of what it says.

A claim, a note, or a record of the front matter is a unit of its own; what else stands below a heading
belongs to the unit of that heading, and what stands above the first one to that of the page's title.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from argument.checks.ids import title_id
from argument.frontmatter import Record, declared
from argument.model import Argument
from argument.pages import Page
from argument.schema import TABLE_PAGE, Front, Row, addressed

DIGEST_LENGTH = 12
# The address of a link; its title is read.
_TARGET = re.compile(r'(?<!\\)\]\([^()"]*("[^"]*")?\)')
# A line break inside Japanese is no space, one between two words of English is.
_SPACE = re.compile(r"\s+")
_NO_SPACE = re.compile(r"(?<=[^\x00-\u024f\u2010-\u2027]) | (?=[^\x00-\u024f\u2010-\u2027])")
# What a page's front matter says first; the order is that of the digests.
_FIRST = ("title", "description", "thesis")


@dataclass(frozen=True)
class Unit:
    """A unit in one language; `marks` are a claim's voice and places, else ''."""

    id: str
    page: str
    kind: str
    marks: str
    digest: str
    path: str
    line: int


def units(argument: Argument, locale: str) -> dict[str, Unit]:
    """Return the units of one language by id, page by page; the pages have to be without fault."""
    return {unit.id: unit for page in argument[locale].pages for unit in _units(page)}


def _units(page: Page) -> Iterator[Unit]:
    def unit(
        own_id: str, kind: str, texts: list[str], line: int, marks: str = "", name: str = page.name
    ) -> Unit:
        return Unit(own_id, name, kind, marks, digest(texts), page.path, line)

    texts = list(_texts_of_page(page.front)) if page.front else []
    section, line = title_id(page.name), 1
    for block in page.blocks:
        mark = block.attributes
        if mark and mark.id and block.kind == "heading":
            yield unit(section, "section", texts, line)
            section, line, texts = mark.id, block.line, []
        elif mark and mark.id:
            voice, places = (mark.values.get(name, "") for name in ("voice", "at"))
            marks = f"{voice}:{','.join(places.split())}" if voice else ""
            yield unit(mark.id, mark.classes[0], [block.text], mark.line, marks)
            # The order of claims is the section's.
            texts.append(mark.id)
            continue
        texts.append(block.text)
    yield unit(section, "section", texts, line)
    for record in addressed(page.front) if page.front else ():
        # A row has its address in the whole table, whichever page it is written on.
        name = TABLE_PAGE if isinstance(record, Row) else page.name
        kind = type(record).__name__.lower()
        yield unit(record.id, kind, list(_texts(record)), record.line_of("id"), name=name)


def digest(texts: list[str]) -> str:
    """Return the digest of texts; white space and the targets of links do not count."""
    normal = "\n".join(
        _NO_SPACE.sub("", _SPACE.sub(" ", _TARGET.sub(r"]\1", text)).strip()) for text in texts
    )
    return hashlib.sha256(normal.encode()).hexdigest()[:DIGEST_LENGTH]


def _texts_of_page(front: Front) -> Iterator[str]:
    """Yield what a page's front matter says besides its records that have an address of their own."""
    yield from (getattr(front, name, "") for name in _FIRST)
    for field in declared(type(front)):
        value = getattr(front, field.name)
        has_address = isinstance(value, tuple) and value and hasattr(value[0], "id")
        if field.name not in _FIRST and value is not None and not has_address:
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value, those of a record in the order of its keys; what is absent is empty."""
    if isinstance(value, Record):
        value = tuple(getattr(value, field.name) for field in declared(type(value)))
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    else:
        yield "" if value is None else str(value)
