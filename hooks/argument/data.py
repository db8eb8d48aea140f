"""The whole argument as data: one JSON file for programs, and the schema that says what is in it.

A text is a mapping of locale to text; an address is whole. What is absent on the pages is null, so that every
record of a kind has the same keys, in the same order.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from argument.claims import DOCUMENTS, VOICES, Claim, split_place
from argument.comparison import comparison_data
from argument.frontmatter import Record, declared, is_shared
from argument.inline import plain_text
from argument.linked_data import LICENCE
from argument.model import Argument, Citation, PlacedRow
from argument.notes import Note
from argument.publication import Publication
from argument.schema import IN_SOURCE, ON_RECORD, TABLE_PAGE
from argument.short_pages import short_path
from argument.sources import DEFAULT_LOCALE, LOCALES
from argument.templates import words
from argument.view import View

DATA = "argument.json"
SCHEMA = "argument.schema.json"
_SCHEMA_FILE = Path(__file__).parent / "schemas" / SCHEMA

Texts = dict[str, str]


def render_data(argument: Argument, publication: Publication) -> dict[str, str]:
    """Return the data and their schema as JSON, by their address below the site's root."""
    schema = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))
    named = {"$schema": schema.pop("$schema"), "$id": publication.absolute(SCHEMA), **schema}
    return {DATA: _json(argument_data(argument, publication)), SCHEMA: _json(named)}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def argument_data(argument: Argument, publication: Publication) -> dict[str, Any]:
    """Return the argument of both languages, which are the same in all but their texts."""
    whole = _Whole(argument, publication)
    return {
        "$schema": publication.absolute(SCHEMA),
        "name": {locale: publication.names[locale] for locale in LOCALES},
        "address": whole.addresses("index"),
        "edition": publication.edition,
        "publisher": publication.author,
        "licence": LICENCE,
        "voices": [{"id": voice, **_named("voices", voice)} for voice in VOICES],
        "documents": whole.documents(),
        "layers": whole.layers(),
        "claims": [whole.claim(claim) for claim in argument.claims(DEFAULT_LOCALE).values()],
        "conflicts": [whole.conflict(note) for note in argument.conflicts(DEFAULT_LOCALE)],
        "relations": [whole.relation(word) for word in dict.fromkeys((*ON_RECORD, *IN_SOURCE))],
        "comparison": [
            {**row, "address": whole.addresses(TABLE_PAGE, row["id"])} for row in comparison_data(argument)
        ],
        "roadmap": whole.roadmap(),
        "predictions": whole.records("outlook", lambda locale: argument.predictions(locale)),
        "record": whole.records("sources", lambda locale: tuple(argument.entries(locale).values())),
        "changes": whole.records("sources", lambda locale: argument.changes(locale)),
        "terms": whole.records("glossary", lambda locale: argument.terms(locale)),
    }


def _texts(of: Callable[[str], str]) -> Texts:
    return {locale: of(locale) for locale in LOCALES}


def _named(kind: str, name: str) -> dict[str, Texts]:
    """Return name and meaning of a voice or a relation word."""
    return {
        "name": _texts(lambda locale: words(locale)[kind][name]["name"]),
        "meaning": _texts(lambda locale: words(locale)[kind][name]["meaning"]),
    }


class _Whole:
    """The argument and its publication, asked for one record after the other."""

    def __init__(self, argument: Argument, publication: Publication) -> None:
        self.argument = argument
        self.publication = publication
        self.views = {
            locale: View(argument, pages[0], publication)
            for locale in LOCALES
            if (pages := argument.in_locale(locale))
        }

    def addresses(self, page_name: str, anchor: str | None = None) -> Texts:
        fragment = f"#{anchor}" if anchor else ""
        return _texts(lambda locale: self.publication.page(page_name, locale) + fragment)

    def short(self, name: str) -> Texts:
        return _texts(lambda locale: self.publication.absolute(short_path(name, locale)))

    def documents(self) -> list[dict[str, Any]]:
        register = self.argument.register
        sections = {found.id: found.sections for found in register.documents} if register else {}
        return [
            {
                "id": document,
                "name": _texts(lambda locale, of=document: words(locale)["documents"][of]),  # type: ignore[misc]
                "sections": [
                    {"first": section.first, "name": _texts(section.name)}
                    for section in sections.get(document, ())
                ],
            }
            for document in DOCUMENTS
        ]

    def layers(self) -> list[dict[str, Any]]:
        twins = zip(*(self.argument.layers(locale) for locale in LOCALES), strict=True)
        found = []
        for twin in twins:
            fronts = {page.locale: front for page, front in twin}
            page, front = twin[0]
            found.append(
                {
                    "layer": front.layer,
                    "title": {locale: one.title for locale, one in fronts.items()},
                    "thesis": {locale: one.thesis for locale, one in fronts.items()},
                    "line": {locale: one.line for locale, one in fronts.items()},
                    "address": self.addresses(page.name),
                    "short_address": self.short(str(front.layer)),
                }
            )
        return found

    def claim(self, claim: Claim) -> dict[str, Any]:
        twins = {locale: self.argument.claims(locale)[claim.id] for locale in LOCALES}
        return {
            "id": claim.id,
            "number": claim.number,
            "voice": claim.voice,
            "text": {locale: plain_text(twin.text) for locale, twin in twins.items()},
            "places": [self._place(claim, place) for place in claim.at],
            "cited_by": self._cited_by(claim),
            "address": self.addresses(claim.source.name, claim.id),
            "short_address": self.short(claim.number),
        }

    def _place(self, claim: Claim, place: str) -> dict[str, Any]:
        register = self.argument.register
        section = register.section(place) if register else None
        passages = self.views[DEFAULT_LOCALE].passages(claim)
        return {
            "id": place,
            "document": split_place(place)[0],
            "section": _texts(section.name) if section else None,
            "openings": [passage.opening for passage in passages if passage.at == place],
        }

    def _cited_by(self, claim: Claim) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {"comparison": [], "predictions": [], "conflicts": []}
        for citation in self.argument.citations(DEFAULT_LOCALE).get(claim.id, ()):
            kind, cited = _cited(citation)
            found[kind].append(cited)
        return found

    def conflict(self, note: Note) -> dict[str, Any]:
        twins = {
            locale: next(found for found in self.argument.conflicts(locale) if found.id == note.id)
            for locale in LOCALES
        }
        return {
            "id": note.id,
            "number": note.number,
            "text": {locale: twin.text for locale, twin in twins.items()},
            "claims": list(note.references),
            "address": self.addresses(note.source.name, note.id),
        }

    def relation(self, word: str) -> dict[str, Any]:
        used = {"in_source": word in IN_SOURCE, "on_record": word in ON_RECORD}
        return {"id": word, **_named("relations", word), **used}

    def roadmap(self) -> list[dict[str, Any]]:
        twins = zip(*(self.argument.roadmap(locale) for locale in LOCALES), strict=True)
        return [_record(dict(zip(LOCALES, twin, strict=True))) for twin in twins]

    def records(self, page_name: str, of: Callable[[str], tuple[Any, ...]]) -> list[dict[str, Any]]:
        """Return the records of a page's front matter; a key that both languages share is one value."""
        twins = zip(*(of(locale) for locale in LOCALES), strict=True)
        return [
            {
                **_record(dict(zip(LOCALES, twin, strict=True))),
                "address": self.addresses(page_name, twin[0].id),
            }
            for twin in twins
        ]


def _cited(citation: Citation) -> tuple[str, str]:
    """Return the kind and the id of what rests on a claim."""
    if isinstance(citation, PlacedRow):
        return "comparison", citation.row.id
    if isinstance(citation, Note):
        return "conflicts", citation.id or ""
    return "predictions", citation.id


def _record(twin: dict[str, Record]) -> dict[str, Any]:
    one = twin[DEFAULT_LOCALE]
    found: dict[str, Any] = {}
    for field in declared(type(one)):
        values = {locale: getattr(record, field.name) for locale, record in twin.items()}
        own = values[DEFAULT_LOCALE]
        if is_shared(field):
            found[field.name] = list(own) if isinstance(own, tuple) else own
        elif isinstance(own, Record):
            found[field.name] = _record(values)
        else:
            found[field.name] = None if own is None else values
    return found
