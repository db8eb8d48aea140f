"""What the front matter of each kind of page holds.

`Shared` keys hold the same value in both languages; every other text is each language's own.
"""

from collections.abc import Iterator
from typing import Annotated

from argument.fields import Cell, Date, Flag, Id, Ids, Text, Url, one_of, whole
from argument.frontmatter import Record, Shared

# The page with the whole table, where every row has its address.
TABLE_PAGE = "comparison"
IN_SOURCE = ("agree", "differ", "mixed", "silent")
ON_RECORD = ("agree", "extend", "mixed", "differ")
LEVELS = ("V0", "V1", "V2", "V3")
WHO = ("tang", "karpathy", "other")
BEARINGS = ("supports", "strains", "moves")

Layer = Annotated[int, whole(1, 999)]
Level = Annotated[str, one_of(*LEVELS)]


class Addressed(Record):
    """A record that has an id, and so an address."""

    id: Shared[Id]


class Said(Record):
    """What a side says on a topic, and the claims it rests on."""

    says: Cell
    claims: Shared[Ids]


class Recorded(Record):
    """What the wider record adds beyond the source, and the entries it rests on."""

    says: Cell
    entries: Shared[Ids]


class Karpathy(Record):
    """The two halves of Karpathy's cell; a half that is None has nothing to report."""

    source: Said | None = None
    record: Recorded | None = None


class Row(Addressed):
    """One row of the comparison of Tang and Karpathy."""

    topic: Cell
    tang: Said
    karpathy: Karpathy
    bridge: Shared[Ids]
    in_source: Shared[Annotated[str, one_of(*IN_SOURCE)]]
    on_record: Shared[Annotated[str, one_of(*ON_RECORD)]]
    verdict: Cell


class Event(Addressed):
    """A dated event in the history of the two documents."""

    date: Shared[Date]
    event: Text
    url: Shared[Url | None] = None
    level: Shared[Level]


class Bearing(Record):
    """What a work does to claims: it supports them, strains them, or its author moves his own."""

    supports: Shared[Ids | None] = None
    strains: Shared[Ids | None] = None
    moves: Shared[Ids | None] = None

    def kinds(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each kind of bearing that there is, with the ids of its claims."""
        for kind in BEARINGS:
            if ids := getattr(self, kind):
                yield kind, ids


class Entry(Addressed):
    """A work of the wider record; without `url`, `find` says how to find it.

    `seen` is the day on which the work, or what is known of it, was last checked; `archive` is a copy
    that was checked to hold it.
    """

    who: Shared[Annotated[str, one_of(*WHO)]]
    seen: Shared[Date]
    archive: Shared[Url | None] = None
    date: Shared[Date]
    title: Text
    url: Shared[Url | None] = None
    find: Text | None = None
    level: Shared[Level]
    says: Text
    layers: Shared[tuple[Layer, ...]]
    bearing: Bearing | None = None


class Change(Addressed):
    """A change of what an edition said; `of` is the id of the claim, note, row, prediction, or entry."""

    date: Shared[Date]
    of: Shared[Id]
    was: Text


class Correction(Addressed):
    """An error of the machine translation, with the right term in the page's language."""

    wrong: Shared[tuple[Text, ...]]
    where: Shared[Ids]
    right: Text
    why: Text


class Prediction(Addressed):
    """A prediction and its tests; one that cannot be tested has neither `confirm` nor `refute`."""

    title: Text
    claims: Shared[Ids]
    says: Text
    when: Text
    confirm: Text | None = None
    refute: Text | None = None
    on_record: Text | None = None
    entries: Shared[Ids]


class Tier(Record):
    """A tier of the commentator's roadmap, and what the post says of its time."""

    when: Text
    what: Text
    claim: Shared[Id]
    claims: Shared[Ids]
    post: Text | None = None
    conflict: Shared[Flag | None] = None


class Stage(Record):
    """A stage of human memory, its seat, and the part of a model that the commentary sets beside it."""

    name: Text
    seat: Text
    part: Text | None = None


class Memory(Record):
    """The figure of layer 3.

    `claims` are those of the stages, of the post's items, and of the commentary's map; `notes` say why the
    items are not assigned, and why the last stage has no part.
    """

    claims: Shared[Ids]
    notes: Shared[Ids]
    items: tuple[Text, ...]
    stages: tuple[Stage, ...]


class Term(Addressed):
    """A term in three languages; `zh_seen` tells whether the Chinese was seen or inferred."""

    ja: Shared[Text]
    en: Shared[Text]
    zh: Shared[Text | None] = None
    zh_seen: Shared[Flag | None] = None
    meaning: Text
    wrong: Shared[tuple[Text, ...]]


class Front(Record):
    """The front matter that every page has."""

    title: Text
    description: Text


class LayerFront(Front):
    layer: Shared[Layer]
    thesis: Text
    line: Text
    comparison: tuple[Row, ...]
    memory: Memory | None = None


class ComparisonFront(Front):
    comparison: tuple[Row, ...]


class OutlookFront(Front):
    roadmap: tuple[Tier, ...]
    predictions: tuple[Prediction, ...]


class SourcesFront(Front):
    timeline: tuple[Event, ...]
    record: tuple[Entry, ...]
    translations: tuple[Correction, ...]
    changes: tuple[Change, ...]


class GlossaryFront(Front):
    terms: tuple[Term, ...]


_PAGES: dict[str, type[Front]] = {
    "comparison": ComparisonFront,
    "outlook": OutlookFront,
    "sources": SourcesFront,
    "glossary": GlossaryFront,
}


def front_class(page_name: str) -> type[Front]:
    """Return the class of a page's front matter, e.g. `LayerFront` for `layers/3-memory`."""
    return LayerFront if page_name.startswith("layers/") else _PAGES.get(page_name, Front)


def addressed(front: Front | None) -> Iterator[Addressed]:
    """Yield the records of a page that have an address, in the order of the page."""
    for key in front.declared if front else ():
        value = getattr(front, key.name)
        if isinstance(value, tuple):
            yield from (found for found in value if isinstance(found, Addressed))


def cited_claims(row: Row) -> frozenset[str]:
    """Return the ids of all claims that a row rests on."""
    source = row.karpathy.source.claims if row.karpathy.source else ()
    return frozenset((*row.tang.claims, *source, *row.bridge))
