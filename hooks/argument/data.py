"""The argument as data: all of it in one JSON file with its schema, and the table as CSV and JSON.

A text is a mapping of locale to text; an address is whole. What is absent on the pages is null, so that every
record of a kind has the same keys, in the same order. Both languages hold the same records in the same order;
the checks see to that before anything is made of them.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from argument.claims import VOICES, Claim, Note, split_place
from argument.frontmatter import Record
from argument.model import Argument, Language, Page, PlacedRow
from argument.publication import LICENCE, Publication, download_url
from argument.register import Document
from argument.schema import IN_SOURCE, ON_RECORD, TABLE_PAGE, LayerFront, Prediction
from argument.sources import DEFAULT_LOCALE, LOCALES
from argument.templates import words

DATA = "argument.json"
SCHEMA = "argument.schema.json"
_SCHEMA_FILE = Path(__file__).parent / "schemas" / SCHEMA
# What can rest on a claim.
_CITED_BY = {"comparison": PlacedRow, "predictions": Prediction, "conflicts": Note}

Data = dict[str, Any]


def render_data(argument: Argument, publication: Publication) -> dict[str, str]:
    """Return the data and their schema as JSON, by their address below the site's root."""
    schema = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8")) | {"$id": publication.absolute(SCHEMA)}
    return {DATA: _json(_Whole(argument, publication).data()), SCHEMA: _json(schema)}


def _json(content: Any, indent: int = 1) -> str:
    return json.dumps(content, ensure_ascii=False, indent=indent) + "\n"


def _texts(of: Callable[[str], Any]) -> Data:
    return {locale: of(locale) for locale in LOCALES}


def _named(kind: str, name: str) -> Data:
    """Return name and meaning of a voice or a relation word."""
    said = _texts(lambda locale: words(locale)[kind][name])
    return {key: {locale: one[key] for locale, one in said.items()} for key in ("name", "meaning")}


class _Whole:
    """The argument and its publication, asked for one kind of record after the other."""

    def __init__(self, argument: Argument, publication: Publication) -> None:
        self.argument = argument
        self.publication = publication

    def data(self) -> Data:
        """Return the argument of both languages, which are the same in all but their texts."""
        twins, publication = self.argument.twins, self.publication
        return {
            "$schema": publication.absolute(SCHEMA),
            "name": _texts(publication.names.__getitem__),
            "address": self.addresses("index"),
            "edition": publication.edition,
            "publisher": publication.author,
            "licence": LICENCE,
            "voices": [{"id": voice, **_named("voices", voice)} for voice in VOICES],
            "documents": [self.document(document) for document in self.argument.register.documents],
            "layers": [self.layer(twin) for twin in twins(lambda one: one.layers)],
            "claims": [self.claim(twin) for twin in twins(lambda one: one.claims.values())],
            "conflicts": [self.conflict(twin) for twin in twins(lambda one: one.conflicts)],
            "relations": [self.relation(word) for word in dict.fromkeys((*ON_RECORD, *IN_SOURCE))],
            "comparison": [self.addressed(row, TABLE_PAGE) for row in _rows(self.argument)],
            "roadmap": [_plain(twin) for twin in twins(lambda one: one.outlook.roadmap)],
            "predictions": self.records("outlook", lambda one: one.outlook.predictions),
            "record": self.records("sources", lambda one: one.sources.record),
            "changes": self.records("sources", lambda one: one.sources.changes),
            "terms": self.records("glossary", lambda one: one.glossary.terms),
        }

    def addresses(self, page_name: str, anchor: str | None = None) -> Data:
        fragment = f"#{anchor}" if anchor else ""
        return _texts(lambda locale: self.publication.page(page_name, locale) + fragment)

    def addressed(self, record: Data, page_name: str) -> Data:
        return {**record, "address": self.addresses(page_name, record["id"])}

    def short(self, name: str) -> Data:
        return _texts(lambda locale: self.publication.short(name, locale))

    def records(self, page_name: str, of: Callable[[Language], Iterable[Record]]) -> list[Data]:
        """Return the records of a page's front matter."""
        return [self.addressed(_plain(twin), page_name) for twin in self.argument.twins(of)]

    def relation(self, word: str) -> Data:
        sides = {"in_source": word in IN_SOURCE, "on_record": word in ON_RECORD}
        return {"id": word, **_named("relations", word), **sides}

    def document(self, document: Document) -> Data:
        return {
            "id": document.id,
            "name": _texts(lambda locale: words(locale)["documents"][document.id]),
            "sections": [{"first": one.first, "name": _texts(one.name)} for one in document.sections],
        }

    def layer(self, twin: dict[str, tuple[Page, LayerFront]]) -> Data:
        page, front = twin[DEFAULT_LOCALE]
        told = _plain({locale: one for locale, (_, one) in twin.items()})
        return {
            **{key: told[key] for key in ("layer", "title", "thesis", "line")},
            "address": self.addresses(page.name),
            "short_address": self.short(str(front.layer)),
        }

    def claim(self, twin: dict[str, Claim]) -> Data:
        claim = twin[DEFAULT_LOCALE]
        cited_by = self.argument[DEFAULT_LOCALE].citations.get(claim.id, ())
        return {
            "id": claim.id,
            "number": claim.number,
            "voice": claim.voice,
            "text": {locale: one.text for locale, one in twin.items()},
            "places": [self.place(claim, place) for place in claim.at],
            "cited_by": {
                kind: [one.id for one in cited_by if isinstance(one, of)] for kind, of in _CITED_BY.items()
            },
            "address": self.addresses(claim.source.name, claim.id),
            "short_address": self.short(claim.number),
        }

    def place(self, claim: Claim, place: str) -> Data:
        section = self.argument.register.section(place)
        return {
            "id": place,
            "document": split_place(place)[0],
            "section": _texts(section.name) if section else None,
            "openings": [passage.opening for passage in self.argument.passages(claim.id, place)],
        }

    def conflict(self, twin: dict[str, Note]) -> Data:
        note = twin[DEFAULT_LOCALE]
        return {
            "id": note.id,
            "number": note.number,
            "text": {locale: one.text for locale, one in twin.items()},
            "claims": note.references,
            "address": self.addresses(note.source.name, note.id),
        }


def _plain(twin: Mapping[str, Record]) -> Data:
    """Return a record of both languages as one; a key that they share is one value."""
    found: Data = {}
    for key in twin[DEFAULT_LOCALE].declared:
        values = {locale: getattr(record, key.name) for locale, record in twin.items()}
        own = values[DEFAULT_LOCALE]
        if isinstance(own, Record):
            found[key.name] = _plain(values)
        else:
            found[key.name] = own if key.shared or own is None else values
    return found


# --- the table ---------------------------------------------------------------------------------------------


def downloads(argument: Argument, locale: str) -> dict[str, str | bytes]:
    """Return the table as files beside its page, by their address below the site's root."""
    rows = _rows(argument)
    return {
        download_url(TABLE_PAGE, locale, "csv"): _csv(rows, locale),
        download_url(TABLE_PAGE, locale, "json"): _json({"rows": rows}, indent=2),
    }


def _rows(argument: Argument) -> list[Data]:
    return [
        {"id": twin[DEFAULT_LOCALE].id, "layer": twin[DEFAULT_LOCALE].layer}
        | _plain({locale: placed.row for locale, placed in twin.items()})
        for twin in argument.twins(lambda one: one.rows)
    ]


def _csv(rows: list[Data], locale: str) -> bytes:
    """Return the table as CSV, the columns of `locale` before those of the other language.

    UTF-8 with a byte order mark, without which spreadsheet programs read Japanese as something else;
    lines end in CRLF (RFC 4180). Ids in one cell are separated by spaces.
    """
    order = sorted(LOCALES, key=lambda found: found != locale)
    buffer = io.StringIO(newline="")
    cells = [_cells(row, order) for row in rows]
    writer = csv.DictWriter(buffer, cells[0] if cells else ())
    writer.writeheader()
    writer.writerows(cells)
    return buffer.getvalue().encode("utf-8-sig")


def _cells(row: Data, order: list[str]) -> Data:
    """Return the cells of a row by their columns."""

    def texts(name: str, said: Data) -> Data:
        return {f"{name}_{locale}": said.get(locale, "") for locale in order}

    found = {"id": row["id"], "layer": row["layer"], **texts("topic", row["topic"])}
    for name, side, references in (
        ("tang", row["tang"], "claims"),
        ("karpathy_source", row["karpathy"]["source"] or {}, "claims"),
        ("karpathy_record", row["karpathy"]["record"] or {}, "entries"),
    ):
        found |= texts(name, side.get("says", {}))
        found[f"{name}_{references}"] = " ".join(side.get(references, ()))
    found |= {"bridge": " ".join(row["bridge"]), "in_source": row["in_source"], "on_record": row["on_record"]}
    return found | texts("verdict", row["verdict"])
