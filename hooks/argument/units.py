"""Units of meaning: every piece of a page that has an address, and a digest of what it says.

A claim, a note, or a record of the front matter is a unit of its own; what else stands below a heading
belongs to the unit of that heading, and what stands above the first one to that of the page's title.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from argument.checks.ids import title_id
from argument.claims import Claim
from argument.frontmatter import Record, declared
from argument.model import Argument
from argument.notes import Note
from argument.pages import Page
from argument.schema import TABLE_PAGE, Front, Row, addressed

DIGEST_LENGTH = 12
_TARGET = re.compile(r"\]\([^()]*\)")
# A line break inside Japanese is no space, one between two words of English is.
_SPACE = re.compile(r"\s+")
_NO_SPACE = re.compile(r"(?<=[^\x00-\u024f\u2010-\u2027]) | (?=[^\x00-\u024f\u2010-\u2027])")


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
    """Return the units of one language by id, page by page."""
    return {unit.id: unit for page in argument.in_locale(locale) for unit in units_of(page)}


def units_of(page: Page) -> Iterator[Unit]:
    """Yield the units of a page; those that an id at fault keeps from having an address are left out."""
    marked: tuple[Claim | Note, ...] = (*page.claims, *page.notes)
    own = {found.block.line: found for found in marked if found.block.id}
    front = page.front
    texts = list(_texts_of_page(front)) if front else []
    section, line = title_id(page.name), 1
    for block in page.blocks:
        if found := own.get(block.line):
            yield _unit(page, found.block.id or "", *_kind(found), [block.text], found.line)
            # The order of claims is the section's.
            texts.append(found.block.id or "")
            continue
        if block.kind == "heading" and block.id:
            yield _unit(page, section, "section", "", texts, line)
            section, line, texts = block.id, block.line, []
        texts.append(block.text)
        yield from (_unit(page, found, "anchor", "", [], block.line) for found in block.inline().ids)
    yield _unit(page, section, "section", "", texts, line)
    for record in addressed(front) if front else ():
        kind, line = type(record).__name__.lower(), record.line_of("id")
        unit = _unit(page, record.id, kind, "", _texts(record), line)
        # A row has its address in the whole table, whichever page it is written on.
        yield dataclasses.replace(unit, page=TABLE_PAGE) if isinstance(record, Row) else unit


def digest(texts: list[str]) -> str:
    """Return the digest of texts; white space and the targets of links do not count."""
    normal = "\n".join(_NO_SPACE.sub("", _SPACE.sub(" ", _TARGET.sub("]", text)).strip()) for text in texts)
    return hashlib.sha256(normal.encode()).hexdigest()[:DIGEST_LENGTH]


def _kind(found: Claim | Note) -> tuple[str, str]:
    if isinstance(found, Claim):
        return "claim", f"{found.voice}:{','.join(found.at)}"
    return found.kind, ""


def _unit(page: Page, unit_id: str, kind: str, marks: str, texts: list[str], line: int) -> Unit:
    return Unit(unit_id, page.name, kind, marks, digest(texts), page.path, line)


def _texts(record: Record) -> list[str]:
    """Return the values of a record in the order of their keys, as texts."""
    return [text for field in declared(type(record)) for text in _flat(getattr(record, field.name))]


def _texts_of_page(front: Front) -> Iterator[str]:
    """Yield what a page's front matter says besides its records that have an address of their own."""
    yield from (front.title, front.description, getattr(front, "thesis", ""))
    for field in declared(type(front)):
        value = getattr(front, field.name)
        has_address = isinstance(value, tuple) and value and hasattr(value[0], "id")
        if field.name not in {"title", "description", "thesis"} and value is not None and not has_address:
            yield from _flat(value)


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, Record):
        yield from _texts(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
    else:
        yield "" if value is None else str(value)
