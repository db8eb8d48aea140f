"""The comparison: what the table shows, the CSV and the JSON hold, cell by cell, in both languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCS
from html_site import LOCALES, ROOTS, page, pages, text
from selectolax.lexbor import LexborNode

from argument.comparison import relation_counts
from argument.model import load_argument

LAYER_ROWS, OVERALL_ROWS = 16, 5


def _table(site: Path, locale: str) -> list[LexborNode]:
    return page(site, locale, "comparison").css(".comparison tbody tr")


def _json(site: Path, locale: str) -> list[dict[str, Any]]:
    file = site / ROOTS[locale] / "comparison" / f"comparison.{locale}.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["rows"]
    return rows


def _csv(site: Path, locale: str) -> list[dict[str, str]]:
    file = site / ROOTS[locale] / "comparison" / f"comparison.{locale}.csv"
    content = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _html_row(row: LexborNode) -> dict[str, str]:
    """Return the texts and references of a row of the table by the names of the CSV's columns."""

    def says(part: str) -> str:
        return text(row.css_first(f'[data-part="{part}"]'))

    def ids(part: str) -> str:
        said = row.css_first(f'[data-part="{part}"]')
        found = said.next if said else None
        while found is not None and found.tag != "p":
            found = found.next
        return _fragments(found)

    bridge = row.css('td[data-cell="in_source"] .comparison__references')
    return {
        "id": str(row.id),
        "topic": text(row.css_first(".comparison__topic")),
        "tang": says("tang"),
        "tang_claims": ids("tang"),
        "karpathy_source": says("source"),
        "karpathy_source_claims": ids("source"),
        "karpathy_record": says("record"),
        "karpathy_record_entries": ids("record"),
        "bridge": _fragments(bridge[0]) if bridge else "",
        "in_source": str(row.attributes["data-in-source"]),
        "on_record": str(row.attributes["data-on-record"]),
        "verdict": says("verdict"),
    }


def _fragments(node: LexborNode | None) -> str:
    links = node.css("a[href]") if node else []
    return " ".join(str(link.attributes["href"]).partition("#")[2] for link in links)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_has_21_rows(site: Path, locale: str) -> None:
    rows = _table(site, locale)
    layers = [row for row in rows if row.css_first("a.comparison__layer")]
    assert (len(layers), len(rows)) == (LAYER_ROWS, LAYER_ROWS + OVERALL_ROWS)


@pytest.mark.parametrize("locale", LOCALES)
def test_csv_holds_what_the_table_shows(site: Path, locale: str) -> None:
    shown = [_html_row(row) for row in _table(site, locale)]
    held = [
        {name: row[name] if name in row else row[f"{name}_{locale}"] for name in shown[0]}
        for row in _csv(site, locale)
    ]
    assert held == shown


@pytest.mark.parametrize("locale", LOCALES)
def test_json_holds_what_the_table_shows(site: Path, locale: str) -> None:
    def flat(row: dict[str, Any]) -> dict[str, str]:
        source, record = (row["karpathy"][half] or {} for half in ("source", "record"))
        return {
            "id": row["id"],
            "topic": row["topic"][locale],
            "tang": row["tang"]["says"][locale],
            "tang_claims": " ".join(row["tang"]["claims"]),
            "karpathy_source": source.get("says", {}).get(locale, ""),
            "karpathy_source_claims": " ".join(source.get("claims", [])),
            "karpathy_record": record.get("says", {}).get(locale, ""),
            "karpathy_record_entries": " ".join(record.get("entries", [])),
            "bridge": " ".join(row["bridge"]),
            "in_source": row["in_source"],
            "on_record": row["on_record"],
            "verdict": row["verdict"][locale],
        }

    assert [flat(row) for row in _json(site, locale)] == [_html_row(row) for row in _table(site, locale)]


def test_both_languages_publish_the_same_data(site: Path) -> None:
    ja, en = _csv(site, "ja"), _csv(site, "en")
    assert [dict(sorted(row.items())) for row in ja] == [dict(sorted(row.items())) for row in en]
    assert _json(site, "ja") == _json(site, "en")
    assert list(ja[0])[2:4] == ["topic_ja", "topic_en"] and list(en[0])[2:4] == ["topic_en", "topic_ja"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_is_a_table_to_those_who_do_not_see_it(site: Path, locale: str) -> None:
    table = page(site, locale, "comparison").css_first(".comparison table")
    assert table is not None and text(table.css_first("caption"))
    heads = table.css("th")
    assert all(text(head) for head in heads)
    assert {head.attributes.get("scope") for head in heads} == {"col", "row"}
    assert not table.css("[style], [align]")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_row_says_in_words_what_the_source_reports_and_what_lies_beyond(site: Path, locale: str) -> None:
    for row in _table(site, locale):
        source, record = (row.css_first(f'[data-part="{part}"]') for part in ("source", "record"))
        beyond = row.css_first(".comparison__label--beyond")
        assert (text(beyond) != "") == (record is not None)
        assert (row.css_first(".comparison__nothing") is not None) == (source is None)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_layer_page_shows_its_own_rows_and_they_are_those_of_the_table(site: Path, locale: str) -> None:
    shown = []
    for name, found in pages(site, locale).items():
        if name.startswith("layers/"):
            rows = found.css(".comparison tbody tr")
            assert rows and not any(row.id for row in rows)
            shown += [str(row.attributes["data-row"]) for row in rows]
    assert shown == [str(row.id) for row in _table(site, locale)][:LAYER_ROWS]


def test_the_relations_of_the_layer_rows_are_counted_as_the_editors_count_them(site: Path) -> None:
    rows = list(load_argument(DOCS).rows("ja"))
    in_source, _ = relation_counts(rows, "in_source")
    on_record, _ = relation_counts(rows, "on_record")
    assert dict(in_source) == {"silent": 12, "agree": 4}
    assert dict(on_record) == {"differ": 8, "agree": 3, "mixed": 3, "extend": 2}
    for locale in LOCALES:
        table = page(site, locale, "comparison").css_first(".plain-table table")
        assert table is not None and "12 + 0" in text(table) and "8 + 0" in text(table)
