"""The comparison of Tang and Karpathy: one table, three forms (HTML, CSV, JSON) that say the same.

The rows are kept where they belong, in the front matter of the layer pages and of `comparison`. Both
languages hold the same rows in the same order; the checks see to that before anything is made of them.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any

from argument.addresses import download_url
from argument.model import Argument, PlacedRow
from argument.schema import TABLE_PAGE, Recorded, Said
from argument.sources import LOCALES


def relation_counts(rows: list[PlacedRow], relation: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word of `in_source` or `on_record` stands, in layer rows and in overall rows."""
    of_layers = Counter(getattr(placed.row, relation) for placed in rows if placed.layer is not None)
    overall = Counter(getattr(placed.row, relation) for placed in rows if placed.layer is None)
    return of_layers, overall


def comparison_data(argument: Argument) -> list[dict[str, Any]]:
    """Return the rows as plain data; a text is a mapping of locale to text, what is absent is None."""
    twins = zip(*(argument.rows(locale) for locale in LOCALES), strict=True)
    return [_row_data(dict(zip(LOCALES, placed, strict=True))) for placed in twins]


def _row_data(placed: dict[str, PlacedRow]) -> dict[str, Any]:
    rows = {locale: found.row for locale, found in placed.items()}
    first, one = placed[LOCALES[0]], rows[LOCALES[0]]
    return {
        "id": one.id,
        "layer": first.layer,
        "topic": {locale: row.topic for locale, row in rows.items()},
        "tang": _side({locale: row.tang for locale, row in rows.items()}),
        "karpathy": {
            "source": _side({locale: row.karpathy.source for locale, row in rows.items()}),
            "record": _side({locale: row.karpathy.record for locale, row in rows.items()}),
        },
        "bridge": list(one.bridge),
        "in_source": one.in_source,
        "on_record": one.on_record,
        "verdict": {locale: row.verdict for locale, row in rows.items()},
    }


def _side(said: dict[str, Any]) -> dict[str, Any] | None:
    one: Said | Recorded | None = said[LOCALES[0]]
    if one is None:
        return None
    references = {"claims": list(one.claims)} if isinstance(one, Said) else {"entries": list(one.entries)}
    return {"says": {locale: found.says for locale, found in said.items()}, **references}


def downloads(argument: Argument, locale: str) -> dict[str, str | bytes]:
    """Return the table as files beside its page, by their address below the site's root."""
    if not argument.page(TABLE_PAGE, locale):
        return {}
    return {
        download_url(TABLE_PAGE, locale, "csv"): to_csv(argument, locale),
        download_url(TABLE_PAGE, locale, "json"): to_json(argument),
    }


def to_json(argument: Argument) -> str:
    """Return the table as JSON, both languages in each row."""
    return json.dumps({"rows": comparison_data(argument)}, ensure_ascii=False, indent=2) + "\n"


def to_csv(argument: Argument, locale: str) -> bytes:
    """Return the table as CSV, the columns of `locale` before those of the other language.

    UTF-8 with a byte order mark, without which spreadsheet programs read Japanese as something else;
    lines end in CRLF (RFC 4180). Ids in one cell are separated by spaces.
    """
    order = sorted(LOCALES, key=lambda found: found != locale)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    rows = [_csv_row(row, order) for row in comparison_data(argument)]
    writer.writerow(rows[0].keys() if rows else [])
    writer.writerows(row.values() for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _csv_row(row: dict[str, Any], order: list[str]) -> dict[str, str]:
    def texts(name: str, texts_by_locale: dict[str, str] | None) -> dict[str, str]:
        return {f"{name}_{locale}": (texts_by_locale or {}).get(locale, "") for locale in order}

    def ids(found: list[str] | None) -> str:
        return " ".join(found or [])

    source, record = (row["karpathy"][half] or {} for half in ("source", "record"))
    return {
        "id": row["id"],
        "layer": str(row["layer"] or ""),
        **texts("topic", row["topic"]),
        **texts("tang", row["tang"]["says"]),
        "tang_claims": ids(row["tang"]["claims"]),
        **texts("karpathy_source", source.get("says")),
        "karpathy_source_claims": ids(source.get("claims")),
        **texts("karpathy_record", record.get("says")),
        "karpathy_record_entries": ids(record.get("entries")),
        "bridge": ids(row["bridge"]),
        "in_source": row["in_source"],
        "on_record": row["on_record"],
        **texts("verdict", row["verdict"]),
    }
