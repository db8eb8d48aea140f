"""What the front matter of each kind of page holds.

`shared` keys hold the same value in both languages; every other text is each language's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argument.fields import (
    cell,
    date,
    flag,
    identifier,
    identifiers,
    integer,
    many,
    one_of,
    record,
    records,
    text,
    texts,
    url,
)
from argument.frontmatter import Record, declared, key

MOST_LAYERS = 999
# The page with the whole table, where every row has its address.
TABLE_PAGE = "comparison"
IN_SOURCE = ("agree", "differ", "mixed", "silent")
ON_RECORD = ("agree", "extend", "mixed", "differ")
LEVELS = ("V0", "V1", "V2", "V3")
WHO = ("tang", "karpathy", "other")
BEARINGS = ("supports", "strains", "moves")


@dataclass(frozen=True, kw_only=True)
class Said(Record):
    """What a side says on a topic, and the claims it rests on."""

    says: str = key(cell)
    claims: tuple[str, ...] = key(identifiers, shared=True)


@dataclass(frozen=True, kw_only=True)
class Recorded(Record):
    """What the wider record adds beyond the source, and the entries it rests on."""

    says: str = key(cell)
    entries: tuple[str, ...] = key(identifiers, shared=True)


@dataclass(frozen=True, kw_only=True)
class Karpathy(Record):
    """The two halves of Karpathy's cell; a half that is None has nothing to report."""

    source: Said | None = key(record(Said), required=False)
    record: Recorded | None = key(record(Recorded), required=False)


@dataclass(frozen=True, kw_only=True)
class Row(Record):
    """One row of the comparison of Tang and Karpathy."""

    id: str = key(identifier, shared=True)
    topic: str = key(cell)
    tang: Said = key(record(Said))
    karpathy: Karpathy = key(record(Karpathy))
    bridge: tuple[str, ...] = key(identifiers, shared=True)
    in_source: str = key(one_of(*IN_SOURCE), shared=True)
    on_record: str = key(one_of(*ON_RECORD), shared=True)
    verdict: str = key(cell)


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """A dated event in the history of the two documents."""

    id: str = key(identifier, shared=True)
    date: str = key(date, shared=True)
    event: str = key(text)
    url: str | None = key(url, shared=True, required=False)
    level: str = key(one_of(*LEVELS), shared=True)


@dataclass(frozen=True, kw_only=True)
class Bearing(Record):
    """What a work does to claims: it supports them, strains them, or its author moves his own."""

    supports: tuple[str, ...] | None = key(identifiers, shared=True, required=False)
    strains: tuple[str, ...] | None = key(identifiers, shared=True, required=False)
    moves: tuple[str, ...] | None = key(identifiers, shared=True, required=False)

    def kinds(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each kind of bearing that there is, with the ids of its claims."""
        for kind in BEARINGS:
            if ids := getattr(self, kind):
                yield kind, ids


@dataclass(frozen=True, kw_only=True)
class Entry(Record):
    """A work of the wider record; without `url`, `find` says how to find it.

    `seen` is the day on which the work, or what is known of it, was last checked; `archive` is a copy
    that was checked to hold it.
    """

    id: str = key(identifier, shared=True)
    who: str = key(one_of(*WHO), shared=True)
    # Before `date` and `url`, whose names hide the kinds from what follows.
    seen: str = key(date, shared=True)
    archive: str | None = key(url, shared=True, required=False)
    date: str = key(date, shared=True)
    title: str = key(text)
    url: str | None = key(url, shared=True, required=False)
    find: str | None = key(text, required=False)
    level: str = key(one_of(*LEVELS), shared=True)
    says: str = key(text)
    layers: tuple[int, ...] = key(many(integer(1, MOST_LAYERS), "a list of layers"), shared=True)
    bearing: Bearing | None = key(record(Bearing), required=False)


@dataclass(frozen=True, kw_only=True)
class Change(Record):
    """A change of what an edition said; `of` is the id of the claim, note, row, prediction, or entry."""

    id: str = key(identifier, shared=True)
    date: str = key(date, shared=True)
    of: str = key(identifier, shared=True)
    was: str = key(text)


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """An error of the machine translation, with the right term in the page's language."""

    id: str = key(identifier, shared=True)
    wrong: tuple[str, ...] = key(texts, shared=True)
    where: tuple[str, ...] = key(identifiers, shared=True)
    right: str = key(text)
    why: str = key(text)


@dataclass(frozen=True, kw_only=True)
class Prediction(Record):
    """A prediction and its tests; one that cannot be tested has neither `confirm` nor `refute`."""

    id: str = key(identifier, shared=True)
    title: str = key(text)
    claims: tuple[str, ...] = key(identifiers, shared=True)
    says: str = key(text)
    when: str = key(text)
    confirm: str | None = key(text, required=False)
    refute: str | None = key(text, required=False)
    on_record: str | None = key(text, required=False)
    entries: tuple[str, ...] = key(identifiers, shared=True)


@dataclass(frozen=True, kw_only=True)
class Tier(Record):
    """A tier of the commentator's roadmap, and what the post says of its time."""

    when: str = key(text)
    what: str = key(text)
    claim: str = key(identifier, shared=True)
    claims: tuple[str, ...] = key(identifiers, shared=True)
    post: str | None = key(text, required=False)
    conflict: bool | None = key(flag, shared=True, required=False)


@dataclass(frozen=True, kw_only=True)
class Stage(Record):
    """A stage of human memory, its seat, and the part of a model that the commentary sets beside it."""

    name: str = key(text)
    seat: str = key(text)
    part: str | None = key(text, required=False)


@dataclass(frozen=True, kw_only=True)
class Memory(Record):
    """The figure of layer 3.

    `claims` are those of the stages, of the post's items, and of the commentary's map; `notes` say why the
    items are not assigned, and why the last stage has no part.
    """

    claims: tuple[str, ...] = key(identifiers, shared=True)
    notes: tuple[str, ...] = key(identifiers, shared=True)
    items: tuple[str, ...] = key(texts)
    stages: tuple[Stage, ...] = key(records(Stage))


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A term in three languages; `zh_seen` tells whether the Chinese was seen or inferred."""

    id: str = key(identifier, shared=True)
    ja: str = key(text, shared=True)
    en: str = key(text, shared=True)
    zh: str | None = key(text, shared=True, required=False)
    zh_seen: bool | None = key(flag, shared=True, required=False)
    meaning: str = key(text)
    wrong: tuple[str, ...] = key(texts, shared=True)


@dataclass(frozen=True, kw_only=True)
class Front(Record):
    """The front matter that every page has."""

    title: str = key(text)
    description: str = key(text)


@dataclass(frozen=True, kw_only=True)
class LayerFront(Front):
    layer: int = key(integer(1, MOST_LAYERS), shared=True)
    thesis: str = key(text)
    line: str = key(text)
    comparison: tuple[Row, ...] = key(records(Row))
    memory: Memory | None = key(record(Memory), required=False)


@dataclass(frozen=True, kw_only=True)
class ComparisonFront(Front):
    comparison: tuple[Row, ...] = key(records(Row))


@dataclass(frozen=True, kw_only=True)
class OutlookFront(Front):
    roadmap: tuple[Tier, ...] = key(records(Tier))
    predictions: tuple[Prediction, ...] = key(records(Prediction))


@dataclass(frozen=True, kw_only=True)
class SourcesFront(Front):
    timeline: tuple[Event, ...] = key(records(Event))
    record: tuple[Entry, ...] = key(records(Entry))
    translations: tuple[Correction, ...] = key(records(Correction))
    changes: tuple[Change, ...] = key(records(Change))


@dataclass(frozen=True, kw_only=True)
class GlossaryFront(Front):
    terms: tuple[Term, ...] = key(records(Term))


_PAGES: dict[str, type[Front]] = {
    "comparison": ComparisonFront,
    "outlook": OutlookFront,
    "sources": SourcesFront,
    "glossary": GlossaryFront,
}


def front_class(page_name: str) -> type[Front]:
    """Return the class of a page's front matter, e.g. `LayerFront` for `layers/3-memory`."""
    return LayerFront if page_name.startswith("layers/") else _PAGES.get(page_name, Front)


def addressed(front: Front) -> Iterator[Row | Event | Entry | Correction | Change | Prediction | Term]:
    """Yield the records of a page that have an id, and so an address, in the order of the page."""
    for field in declared(type(front)):
        value = getattr(front, field.name)
        if isinstance(value, tuple):
            yield from (found for found in value if hasattr(found, "id"))


def cited_claims(row: Row) -> frozenset[str]:
    """Return the ids of all claims that a row rests on."""
    source = row.karpathy.source.claims if row.karpathy.source else ()
    return frozenset((*row.tang.claims, *source, *row.bridge))
