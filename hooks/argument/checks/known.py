"""What the checks ask of all pages: each key of their front matter, and what there is to refer to."""

import functools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from argument.checks.ids import anchors
from argument.claims import belongs, series_of
from argument.frontmatter import Key, Record, declared
from argument.model import Argument
from argument.schema import Entry, Prediction, Row, addressed
from faults import nearest, suggest


class Field(NamedTuple):
    """A key with plain values, one of None where it is absent; `within` is the key that holds its record."""

    record: Record
    within: str
    key: Key
    values: tuple[Any, ...]

    @property
    def line(self) -> int:
        return self.record.line_of(self.key.name)


def fields(record: Record | None, within: str = "", *, with_addressed: bool = True) -> Iterator[Field]:
    """Yield each key of a record and of those below it, of those with an address if wanted."""
    if record is None:
        return
    for key in declared(type(record)):
        value = getattr(record, key.name)
        values = value if isinstance(value, tuple) else (value,)
        if not values or not isinstance(values[0], Record):
            yield Field(record, within, key, values)
        elif with_addressed or not hasattr(values[0], "id"):
            for one in values:
                yield from fields(one, key.name)


class Known:
    """What there is to refer to, in either language.

    What one language alone lacks is a matter of the pair. What may stand on `dark` pages, which cannot be
    read or are at fault in every language, is unknown and not missing: only their own faults are told.
    """

    def __init__(self, argument: Argument) -> None:
        pages = argument.pages.values()
        self.claims = {**argument["en"].claims, **argument["ja"].claims}
        notes = {note.id: (note, page) for page in pages for note in page.notes if note.id}
        # File and line of the note that tells that something was withdrawn, by its id.
        self.withdrawn = {
            own: f"{page.path}:{note.line}" for own, (note, page) in notes.items() if note.kind == "withdrawn"
        }
        records = [record for page in pages if page.front for record in addressed(page.front)]
        self.entries = {record.id for record in records if isinstance(record, Entry)}
        # What can have changed.
        self.things = {one.id for one in records if isinstance(one, Row | Prediction | Entry)}
        self.things |= self.claims.keys() | notes.keys()
        self.targets: dict[str, set[str]] = {page.name: set() for page in pages}
        for name, own_id, _ in (found for page in pages for found in anchors(page)):
            self.targets.get(name, set()).add(own_id)
        self.published: dict[str, set[str]] = {}
        for name, anchor in argument.permalinks.in_force if argument.permalinks else ():
            self.published.setdefault(name, set()).add(anchor)
        files = [one.path for one in argument.faults if one.path.endswith(".md")]
        at_fault = {file.removeprefix(f"{argument.docs_name}/").rsplit(".", 2)[0] for file in files}
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
