"""Ids: what has an address and can be referred to, and what is wrong with ids and the numbers in them.

An id is explicit on every heading, ASCII, in the page's own range, and unique over the whole site.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Set

from argument.claims import belongs, series_of
from argument.fields import ID
from argument.model import Argument, Page
from argument.schema import TABLE_PAGE, Entry, Prediction, Row, addressed
from argument.sources import DOCS, LOCALES
from faults import Fault, nearest, shown, suggest


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
    for record in addressed(page.front):
        # A row has its address in the whole table, whichever page it is written on.
        yield TABLE_PAGE if isinstance(record, Row) else page.name, record.id, record.line_of("id")


def find_id_faults(argument: Argument) -> Iterator[Fault]:
    """Find headings without an id of their own, illegal ids, ids used twice, and numbers left out."""
    published = {anchor for _, anchor in argument.permalinks}
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
                path = f"{DOCS}/glossary.{locale}.md"
                yield Fault(path, term.line_of(name), what, "Make one term of them, or tell them apart.")
            first.setdefault(word.casefold(), term.line_of(name))


def _heading_faults(page: Page, published: Set[str]) -> Iterator[Fault]:
    prefix, above = prefix_of(page.name), 1
    for block in (one for one in page.blocks if one.kind == "heading"):
        text, level = shown(block.text), int(block.info)
        if level == 1:
            what = f"The heading {text} is of level 1; the page's own comes from 'title'."
            yield Fault(page.path, block.line, what, "Begin at level 2, '##'.")
        elif block.id is None:
            mend = f"Add '{{#{prefix}…}}', the same in both languages."
            yield Fault(page.path, block.line, f"The heading {text} has no id.", mend)
        elif not ID.fits(block.id):
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


class Known:
    """What there is to refer to, in either language.

    What one language alone lacks is a matter of the pair. What may stand on `dark` pages, which cannot be
    read or are at fault in every language, is unknown and not missing: only their own faults are told.
    """

    def __init__(self, argument: Argument) -> None:
        pages = argument.pages.values()
        self.claims = {**argument["en"].claims, **argument["ja"].claims}
        notes = [note for page in pages for note in page.notes if note.id]
        # File and line of the note that tells that something was withdrawn, by its id.
        told = (note for note in notes if note.kind == "withdrawn")
        self.withdrawn = {note.id: f"{note.source.path}:{note.line}" for note in told}
        records = [record for page in pages for record in addressed(page.front)]
        self.entries = {record.id for record in records if isinstance(record, Entry)}
        # What can have changed.
        self.things = {one.id for one in records if isinstance(one, Row | Prediction | Entry)}
        self.things |= self.claims.keys() | {note.id for note in notes}
        self.targets: dict[str, set[str]] = {page.name: set() for page in pages}
        for name, own_id, _ in (found for page in pages for found in anchors(page)):
            self.targets.get(name, set()).add(own_id)
        self.published: dict[str, set[str]] = {}
        for name, anchor in argument.permalinks:
            self.published.setdefault(name, set()).add(anchor)
        files = [one.path for one in argument.faults if one.path.endswith(".md")]
        at_fault = {file.removeprefix(f"{DOCS}/").rsplit(".", 2)[0] for file in files}
        self.unread = at_fault - {page.name for page in pages if not page.faults}
        # That a page is gone is told by the check of the permanent addresses.
        gone = self.published.keys() - self.targets.keys() - {rule.old for rule in argument.redirects}
        self.dark = self.unread | gone
        self.layers = {number for name in (*self.targets, *self.dark) for number in series_of(name)}

    def hides(self, claim_id: str) -> bool:
        return any(belongs(claim_id, name) for name in self.dark)

    def hint(self, name: str, wanted: Iterable[str]) -> str:
        """Return what may have been meant, which is nothing else for what was published and is gone."""
        return "" if any(name in ids for ids in self.published.values()) else suggest(name, wanted)

    def holder(self, anchor: str) -> str | None:
        """Return the page that has an anchor."""
        return next((page for page, ids in self.targets.items() if anchor in ids), None)

    def most_like(self, name: str) -> str | None:
        """Return the page that holds most of what a published one held, else the nearest by its name."""
        held = self.published.get(name, set())
        most = max(sorted(self.targets), key=lambda page: len(held & self.targets[page]), default=name)
        return most if held & self.targets.get(most, set()) else nearest(name, self.targets)


@functools.lru_cache(maxsize=2)
def known_of(argument: Argument) -> Known:
    """Return what an argument holds; it is looked for once."""
    return Known(argument)
