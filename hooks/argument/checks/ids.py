"""Ids: explicit on every heading, ASCII, in the page's own range, and unique over the whole site."""

import itertools
import re
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from argument.blocks import Block
from argument.fields import is_id
from argument.model import Argument
from argument.pages import Page
from argument.schema import addressed
from argument.sources import LOCALES
from faults import Fault, nearest, shown


class Anchor(NamedTuple):
    """An id that a page gives an address, and where it is written.

    `is_known` tells that its form is checked where it is read.
    """

    id: str
    line: int
    is_known: bool = True


def prefix_of(page_name: str) -> str:
    """Return what the ids of a page's headings begin with: 'l3-' for layer 3, else the page's name."""
    match = re.match(r"layers/([0-9]+)-", page_name)
    return f"l{match[1]}-" if match else page_name.replace("/", "-") + "-"


def title_id(page_name: str) -> str:
    """Return the id of a page's main heading, which is rendered from its front matter."""
    return f"{prefix_of(page_name)}title"


def anchors(page: Page) -> Iterator[Anchor]:
    """Yield every id that a page defines: headings, claims, notes, and records of its front matter."""
    yield Anchor(title_id(page.name), 1)
    for block in page.blocks:
        if block.attributes and block.id:
            yield Anchor(block.id, block.attributes.line, is_known=block.kind != "heading")
    if page.front:
        yield from (Anchor(record.id, record.line_of("id")) for record in addressed(page.front))


def most_like(name: str, ids: Set[str], pages: Mapping[str, Set[str]]) -> str | None:
    """Return the page that holds most of these ids, else the one whose name is nearest, or None."""
    held = max(sorted(pages), key=lambda page: len(ids & pages[page]), default=name)
    return held if ids & pages.get(held, set()) else nearest(name, pages)


def find_id_faults(argument: Argument) -> Iterator[Fault]:
    """Find headings without an id of their own, illegal ids, ids used twice, and numbers left out."""
    published = {anchor for _, anchor in argument.permalinks.in_force} if argument.permalinks else set()
    taken = set(published)
    for locale in LOCALES:
        yield from _term_faults(argument, locale)
        first: dict[str, tuple[Page, int]] = {}
        for page in argument[locale].pages:
            for block in page.blocks:
                if block.kind == "heading":
                    yield from _heading_faults(page, block, published)
            yield from _level_faults(page)
            for found in anchors(page):
                if not found.is_known and not is_id(found.id):
                    mend = "Use lower-case ASCII letters, digits, and single hyphens, a letter first."
                    yield Fault(page.path, found.line, f"The id {shown(found.id)} is not legal.", mend)
                if found.id in first:
                    other, line = first[found.id]
                    where = f"on line {line}" if other is page else f"in {other.path} on line {line}"
                    what = f"The id '{found.id}' is used twice; it stands first {where}."
                    yield Fault(page.path, found.line, what, "Give one of them another, in both languages.")
                first.setdefault(found.id, (page, found.line))
        taken.update(first)
    yield from _number_faults(argument, taken)


def _number_faults(argument: Argument, taken: Set[str]) -> Iterator[Fault]:
    """Find claims whose number is not the next free one; a number once given stays taken."""
    for page in argument.pages.values():
        for claim in page.claims:
            series, _, number = claim.id.rpartition("-")
            free = next(n for n in itertools.count(1) if f"{series}-{n}" not in taken)
            if free < int(number) and not page.faults:
                what = f"The claim '{claim.number}' leaves a gap in the numbers."
                mend = f"Give it the next free one, '{claim.number.partition('.')[0]}.{free}'."
                yield Fault(page.path, claim.line, what, mend)


def _term_faults(argument: Argument, locale: str) -> Iterator[Fault]:
    """Find words that two terms share, so that neither could be told from the other in a text."""
    for name in LOCALES:
        first: dict[str, int] = {}
        for term in argument[locale].glossary.terms:
            word = str(getattr(term, name)).casefold()
            if word in first:
                what = f"The word {shown(getattr(term, name))} is that of another term on line {first[word]}."
                path = f"{argument.docs_name}/glossary.{locale}.md"
                yield Fault(path, term.line_of(name), what, "Make one term of them, or tell them apart.")
            first.setdefault(word, term.line_of(name))


def _heading_faults(page: Page, block: Block, published: set[str]) -> Iterator[Fault]:
    prefix, text = prefix_of(page.name), shown(block.text)
    if block.info == "underlined":
        return
    if block.info == "1":
        what = f"The heading {text} is of level 1; the page's own comes from 'title'."
        yield Fault(page.path, block.line, what, "Begin at level 2, '##'.")
    elif block.id is None:
        what = f"The heading {text} has no id."
        yield Fault(page.path, block.line, what, f"Add '{{#{prefix}…}}', the same in both languages.")
    # An id that was published stays as it is where its page was renamed.
    elif is_id(block.id) and not block.id.startswith(prefix) and block.id not in published:
        what = f"The id '{block.id}' of a heading does not begin with '{prefix}'."
        yield Fault(page.path, block.line, what, f"Name it '{prefix}{block.id}' in both languages.")


def _level_faults(page: Page) -> Iterator[Fault]:
    """Find headings that are more than one level below the heading above them."""
    above = 1
    for block in page.blocks:
        if block.kind == "heading" and block.info.isdecimal():
            level = int(block.info)
            if level > above + 1:
                what = f"The heading {shown(block.text)} is of level {level}, below one of level {above}."
                yield Fault(page.path, block.line, what, f"Write it with '{'#' * (above + 1)}'.")
            above = level
