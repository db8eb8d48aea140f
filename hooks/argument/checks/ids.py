"""Ids: explicit on every heading, ASCII, in the page's own range, and unique over the whole site."""

import itertools
import re
from collections.abc import Iterator, Set

from argument.fields import is_id
from argument.model import Argument
from argument.pages import Page
from argument.schema import TABLE_PAGE, Row, addressed
from argument.sources import LOCALES
from faults import Fault, shown


def prefix_of(page_name: str) -> str:
    """Return what the ids of a page's headings begin with: 'l3-' for layer 3, else the page's name."""
    match = re.match(r"layers/([0-9]+)-", page_name)
    return f"l{match[1]}-" if match else page_name.replace("/", "-") + "-"


def title_id(page_name: str) -> str:
    """Return the id of a page's main heading, which is rendered from its front matter."""
    return f"{prefix_of(page_name)}title"


def anchors(page: Page) -> Iterator[tuple[str, str, int]]:
    """Yield page, id, and line of all that has an address: headings, claims, notes, and records."""
    yield page.name, title_id(page.name), 1
    for block in page.blocks:
        if block.attributes and block.id:
            yield page.name, block.id, block.attributes.line
    for record in addressed(page.front) if page.front else ():
        # A row has its address in the whole table, whichever page it is written on.
        yield TABLE_PAGE if isinstance(record, Row) else page.name, record.id, record.line_of("id")


def find_id_faults(argument: Argument) -> Iterator[Fault]:
    """Find headings without an id of their own, illegal ids, ids used twice, and numbers left out."""
    published = {anchor for _, anchor in argument.permalinks.in_force} if argument.permalinks else set()
    taken = set(published)
    for locale in LOCALES:
        yield from _term_faults(argument, locale)
        first: dict[str, str] = {}
        for page in argument[locale].pages:
            yield from _heading_faults(page, published)
            for _, own_id, line in anchors(page):
                if own_id in first:
                    what = f"The id '{own_id}' is used twice; it stands first at {first[own_id]}."
                    yield Fault(page.path, line, what, "Give one of them another, in both languages.")
                first.setdefault(own_id, f"{page.path}:{line}")
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
            word = getattr(term, name)
            if line := first.get(word.casefold()):
                what = f"The word {shown(word)} is that of another term on line {line}."
                path = f"{argument.docs_name}/glossary.{locale}.md"
                yield Fault(path, term.line_of(name), what, "Make one term of them, or tell them apart.")
            first.setdefault(word.casefold(), term.line_of(name))


def _heading_faults(page: Page, published: Set[str]) -> Iterator[Fault]:
    prefix, above = prefix_of(page.name), 1
    # An underlined one is told where it is read.
    for block in (one for one in page.blocks if one.kind == "heading" and one.info.isdecimal()):
        text, level = shown(block.text), int(block.info)
        if level == 1:
            what = f"The heading {text} is of level 1; the page's own comes from 'title'."
            yield Fault(page.path, block.line, what, "Begin at level 2, '##'.")
        elif block.id is None:
            mend = f"Add '{{#{prefix}…}}', the same in both languages."
            yield Fault(page.path, block.line, f"The heading {text} has no id.", mend)
        elif not is_id(block.id):
            mend = "Use lower-case ASCII letters, digits, and single hyphens, a letter first."
            yield Fault(page.path, block.line, f"The id {shown(block.id)} is not legal.", mend)
        # An id that was published stays as it is where its page was renamed.
        elif not block.id.startswith(prefix) and block.id not in published:
            what = f"The id '{block.id}' of a heading does not begin with '{prefix}'."
            yield Fault(page.path, block.line, what, f"Name it '{prefix}{block.id}' in both languages.")
        if level > above + 1:
            what = f"The heading {text} is of level {level}, below one of level {above}."
            yield Fault(page.path, block.line, what, f"Write it with '{'#' * (above + 1)}'.")
        above = level
