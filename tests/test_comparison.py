"""The comparison: what the table shows, the CSV and the JSON hold, cell by cell, in both languages."""

import csv
import io
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCS, TEMPLATES
from html_site import LOCALES, ROOTS, page, resolve, text
from selectolax.lexbor import LexborNode

from argument.model import PlacedRow, load_argument
from argument.outputs import render_pages
from argument.publication import Publication, page_url
from argument.schema import IN_SOURCE, ON_RECORD
from argument.templates import words

ARGUMENT = load_argument(DOCS)
# Which rows a list of the findings holds, by how the two men stand on the record.
FINDINGS = {"agree": {"agree"}, "in_part": {"extend", "mixed"}, "differ": {"differ"}}


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
def test_the_table_has_every_row_and_each_topic_once(site: Path, locale: str) -> None:
    parts = (".comparison__layer", ".comparison__topic")
    rows = [(row.id, *(text(row.css_first(part)) for part in parts)) for row in _table(site, locale)]
    known = words(locale)
    assert rows == [
        (one.row.id, known["layer"].format(one.layer) if one.layer else known["overall"], one.row.topic)
        for one in ARGUMENT[locale].rows
    ]
    assert len({str(row[2]).casefold() for row in rows}) == len({row[0] for row in rows}) == len(rows)


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


def lines(node: LexborNode | None, address: str) -> list[tuple[object, ...]]:
    """Return what each line of a list shows of a row: topic, relation, verdict, mark, and where it leads."""
    assert node is not None
    parts = ("b", ".relation", ".verdicts__text", ".verdicts__silent")
    return [
        (*(text(link.css_first(part)) for part in parts), resolve(address, link.attributes["href"] or ""))
        for link in node.css("a")
    ]


def wanted(rows: Iterable[PlacedRow], locale: str) -> list[tuple[object, ...]]:
    relations, target = words(locale)["relations"], page_url("comparison", locale)
    found = [(placed.row, "†" if placed.row.in_source == "silent" else "") for placed in rows]
    return [
        (row.topic, relations[row.on_record]["name"], row.verdict, mark, (target, row.id))
        for row, mark in found
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_layer_has_a_line_for_each_row_that_rests_on_it_and_no_table(site: Path, locale: str) -> None:
    overall = []
    for source, front in ARGUMENT[locale].layers:
        found, own = page(site, locale, source.name), {claim.id for claim in source.claims}
        rows = [one for one in ARGUMENT[locale].rows if one.layer == front.layer]
        for one in ARGUMENT[locale].rows:
            said = one.row.karpathy.source.claims if one.row.karpathy.source else ()
            if one.layer is None and own & {*one.row.tang.claims, *said, *one.row.bridge}:
                overall.append(one)
                rows.append(one)
        assert lines(found.css_first("ul.verdicts"), page_url(source.name, locale)) == wanted(rows, locale)
        assert not found.css(".comparison")
    assert overall, "A topic of the whole rests on claims of layers."


@pytest.mark.parametrize("locale", LOCALES)
def test_the_three_lists_of_the_comparison_hold_every_row_once(site: Path, locale: str) -> None:
    shown = page(site, locale, "comparison").css("dl.findings > div")
    for node, (kind, relations) in zip(shown, FINDINGS.items(), strict=True):
        rows = [placed for placed in ARGUMENT[locale].rows if placed.row.on_record in relations]
        assert text(node.css_first("dt")) == words(locale)["findings"][kind]
        assert lines(node, page_url("comparison", locale)) == wanted(rows, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_relations_are_counted_in_rows_of_layers_and_rows_of_the_whole(site: Path, locale: str) -> None:
    rows = _table(site, locale)
    for count in page(site, locale, "comparison").css(".plain-table tr:has(.relation)"):
        word = count.css_first(".relation").attributes["data-relation"]  # type: ignore[union-attr]
        cells = []
        for column, known in (("data-in-source", IN_SOURCE), ("data-on-record", ON_RECORD)):
            of = [row.attributes["data-layer"] for row in rows if row.attributes[column] == word]
            sums = f"{len(of) - of.count('overall')} + {of.count('overall')}"
            cells.append(sums if word in known else words(locale)["relation_table"]["none"])
        assert [text(cell) for cell in count.css("td.number")] == cells


def test_a_preview_leaves_out_the_table_where_its_marker_is_misspelt(tmp_path: Path) -> None:
    docs = Path(shutil.copytree(Path(__file__).parent / "right", tmp_path / "docs"))
    page = docs / "comparison.en.md"
    page.write_text(page.read_text(encoding="utf-8").replace("argument:comparison", "argument:comparisno"))
    publication = Publication("https://host.example/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
    pages = render_pages(load_argument(docs), "en", publication, TEMPLATES, [])
    rendered = pages["comparison.en.md"]
    assert rendered and not [piece for piece in rendered.pieces if "<table" in piece]
