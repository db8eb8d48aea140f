"""The comparison: what the table shows, the CSV and the JSON hold, cell by cell, in both languages."""

import csv
import io
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conftest import DOCS
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


def table(site: Path, locale: str) -> list[LexborNode]:
    return page(site, locale, "comparison").css(".comparison tbody tr")


def held_as_json(site: Path, locale: str) -> list[dict[str, Any]]:
    file = site / ROOTS[locale] / "comparison" / f"comparison.{locale}.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["rows"]
    return rows


def held_as_csv(site: Path, locale: str) -> list[dict[str, str]]:
    content = (site / ROOTS[locale] / "comparison" / f"comparison.{locale}.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def references(node: LexborNode | None) -> str:
    links = node.css("a[href]") if node else []
    return " ".join(str(link.attributes["href"]).partition("#")[2] for link in links)


def relation(row: LexborNode, cell: str) -> str:
    (found,) = row.css(f"[data-cell={cell}] [data-relation]")
    return str(found.attributes["data-relation"])


def shown_in(row: LexborNode) -> dict[str, str]:
    """Return the texts and references of a row of the table by the names of the CSV's columns."""
    names = {"tang": "tang", "karpathy_source": "source", "karpathy_record": "record", "verdict": "verdict"}
    parts = {name: f'[data-part="{part}"]' for name, part in names.items()}
    beside = {
        name: references(row.css_first(f"{part} + .comparison__references")) for name, part in parts.items()
    }
    return {
        **{name: text(row.css_first(part)) for name, part in parts.items()},
        "id": str(row.id),
        "topic": text(row.css_first(".comparison__topic")),
        "tang_claims": beside["tang"],
        "karpathy_source_claims": beside["karpathy_source"],
        "karpathy_record_entries": beside["karpathy_record"],
        "bridge": references(row.css_first('[data-cell="in_source"] .comparison__references')),
        "in_source": relation(row, "in_source"),
        "on_record": relation(row, "on_record"),
    }


def test_the_table_has_heads_every_row_and_each_topic_once(site: Path, locale: str) -> None:
    (whole,) = page(site, locale, "comparison").css(".comparison table:has(caption)")
    assert text(whole.css_first("caption")) and all(text(head) for head in whole.css("th"))
    assert {head.attributes.get("scope") for head in whole.css("th")} == {"col", "row"}
    parts, known, rows = (".comparison__layer", ".comparison__topic"), words(locale), table(site, locale)
    shown = [(row.id, *(text(row.css_first(part)) for part in parts)) for row in rows]
    assert shown == [
        (one.row.id, known["layer"].format(one.layer) if one.layer else known["overall"], one.row.topic)
        for one in ARGUMENT[locale].rows
    ]
    assert (
        len({topic.casefold() for *_, topic in shown if topic}) == len({row.id for row in rows}) == len(rows)
    )
    for row in rows:
        assert bool(row.css('[data-part="record"]')) == bool(
            text(row.css_first(".comparison__record > .comparison__label"))
        )
        assert bool(row.css('[data-part="source"]')) != bool(row.css(".comparison__nothing"))


def test_the_csv_and_the_json_hold_what_the_table_shows(site: Path, locale: str) -> None:
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

    shown = [shown_in(row) for row in table(site, locale)]
    assert [flat(row) for row in held_as_json(site, locale)] == shown
    assert [
        {name: row[name if name in row else f"{name}_{locale}"] for name in shown[0]}
        for row in held_as_csv(site, locale)
    ] == shown


def test_both_languages_publish_the_same_data(site: Path) -> None:
    ja, en = (held_as_csv(site, locale) for locale in LOCALES)
    assert ja == en and held_as_json(site, "ja") == held_as_json(site, "en")
    assert list(ja[0])[2:4] == ["topic_ja", "topic_en"] and list(en[0])[2:4] == ["topic_en", "topic_ja"]


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
    return [
        (
            row.topic,
            relations[row.on_record]["name"],
            row.verdict,
            "†" if row.in_source == "silent" else "",
            (target, row.id),
        )
        for row in (placed.row for placed in rows)
    ]


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


def test_the_lists_the_counts_and_the_figure_hold_every_row(site: Path, locale: str) -> None:
    found, rows = page(site, locale, "comparison"), table(site, locale)
    for node, (kind, relations) in zip(found.css("dl.findings > div"), FINDINGS.items(), strict=True):
        placed = [one for one in ARGUMENT[locale].rows if one.row.on_record in relations]
        assert text(node.css_first("dt")) == words(locale)["findings"][kind]
        # The head of the list says how the two stand.
        told = [(topic, "", *others) for topic, _, *others in wanted(placed, locale)]
        assert lines(node, page_url("comparison", locale)) == told
    # In rows of layers, and in rows of the whole.
    for count in found.css(".plain-table tr:has(.relation)"):
        word = count.css(".relation")[0].attributes["data-relation"]
        cells = []
        for cell, known in (("in_source", IN_SOURCE), ("on_record", ON_RECORD)):
            of = [row.attributes["data-layer"] for row in rows if relation(row, cell) == word]
            sums = f"{len(of) - of.count('overall')} + {of.count('overall')}"
            cells.append(sums if word in known else words(locale)["relation_table"]["none"])
        assert [text(cell) for cell in count.css("td.number")] == cells
    names = [text(head) for head in found.css("figure.glance thead th")][1:]
    drawn = {
        references(row): [
            name
            for mark in ("source", "record")
            for name, cell in zip(names, row.css("td"), strict=True)
            if cell.css(f".glance__mark--{mark}")
        ]
        for row in found.css("figure.glance tbody tr")
    }
    assert drawn == {row.id: [text(relation) for relation in row.css(".relation")] for row in rows}


def test_a_preview_leaves_out_the_table_where_its_marker_is_misspelt(tmp_path: Path) -> None:
    docs = Path(shutil.copytree(Path(__file__).parent / "right", tmp_path / "docs"))
    page = docs / "comparison.en.md"
    page.write_text(page.read_text(encoding="utf-8").replace("argument:comparison", "argument:comparisno"))
    publication = Publication("https://host.example/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
    pages = render_pages(load_argument(docs), "en", publication, [])
    rendered = pages["comparison.en.md"]
    assert rendered and not [piece for piece in rendered.pieces if "<table" in piece]
