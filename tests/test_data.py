"""The argument as data: right by its schema, which refuses what is damaged, and the same as the pages."""

import copy
import functools
import itertools
import json
import operator
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCS, PROJECT
from html_site import LOCALES, OTHER, ROOTS, pages, reading_text, text
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborNode

from argument.data import DATA, SCHEMA, render_data
from argument.model import load_argument
from argument.publication import Publication
from argument.schema import BEARINGS
from argument.templates import words

ADDRESS = "https://seven-layers.example/"
RIGHT = PROJECT / "tests" / "right"
Data = dict[str, Any]


@pytest.fixture(scope="module")
def data(site: Path) -> Data:
    return dict(json.loads((site / DATA).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def schema(site: Path) -> Data:
    return dict(json.loads((site / SCHEMA).read_text(encoding="utf-8")))


def test_every_object_of_the_schema_is_closed_and_has_every_key(schema: Data) -> None:
    def objects(node: Any) -> list[Data]:
        inner = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        own = [node] if isinstance(node, dict) and node.get("type") == "object" else []
        return own + [found for one in inner for found in objects(one)]

    found = objects(schema)
    assert len(found) > 15
    for one in found:
        assert one["additionalProperties"] is False and one["required"] == list(one["properties"])


# What no list of words and no closed object refuses.
DAMAGED: dict[str, tuple[tuple[str | int, ...], object]] = {
    "an edition that is no day": (("edition",), "2026-13-01"),
    "an id that is no claim's": (("claims", 0, "id"), "c3-05"),
    "a number written as a number": (("claims", 0, "number"), 3.5),
    "a claim without text": (("claims", 0, "text", "ja"), " "),
    "a claim without places": (("claims", 0, "places"), []),
    "a place in no document": (("claims", 0, "places", 0, "id"), "essay-3"),
    "an address that is not whole": (("claims", 0, "short_address", "ja"), "/3.5/"),
    "a row that rests on a number": (("comparison", 0, "tang", "claims"), ["3.10"]),
    "a row in layer 0": (("comparison", 0, "layer"), 0),
    "an address with a space": (("record", 0, "url"), "https://a b/"),
    "a conflict of no claims": (("conflicts", 0, "claims"), []),
    "a claim that stands twice in a list": (("conflicts", 0, "claims"), ["c1-1", "c1-1"]),
    "a bearing that is none": (("record", 0, "bearing"), ["c1-1"]),
    "a term with its meaning in no language": (("terms", 0, "meaning"), "x"),
    "voices that are not four": (("voices",), []),
}


@pytest.mark.parametrize(("keys", "value"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_data_are_refused(data: Data, schema: Data, keys: tuple[Any, ...], value: object) -> None:
    # The first of each kind are enough to be damaged; there have to be four voices.
    damaged: Any = copy.deepcopy(
        {key: found[:4] if isinstance(found, list) else found for key, found in data.items()}
    )
    judge = Draft202012Validator(schema)
    assert not [*judge.iter_errors(damaged)]
    functools.reduce(operator.getitem, keys[:-1], damaged)[keys[-1]] = value
    assert len([*judge.iter_errors(damaged)]) == 1


def claim_blocks(site: Path, locale: str) -> dict[str, LexborNode]:
    """Return what stands on the pages for each claim, its fold included, by its id."""
    blocks = [block for page in pages(site, locale).values() for block in page.css(".claim-block")]
    return {str(node.id): block for block in blocks for node in block.css(".claim")}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_claim_is_that_of_its_page(site: Path, data: Data, locale: str) -> None:
    known, between = words(locale), ", " if locale == "en" else " "
    documents = {found["id"]: found["name"][locale] for found in data["documents"]}
    blocks = claim_blocks(site, locale)
    assert len(blocks) == len(data["claims"])
    for claim in data["claims"]:
        block = blocks[claim["id"]]
        voice, places = known["voices"][claim["voice"]], claim["places"]
        assert text(block.css_first(".claim__mark")).startswith(f"{claim['number']} {voice['name']}")
        assert text(block.css_first(".fold__voice dd")).startswith(voice["who"])
        assert reading_text(block.css_first(".claim__text")) == claim["text"][locale]
        assert text(block.css_first(f".fold__facts dd[lang={OTHER[locale]}]")) == claim["text"][OTHER[locale]]
        assert {text(opening)[1:-2] for opening in block.css(".fold .claim__opening")} == {
            opening for place in places for opening in place["openings"]
        }
        assert {text(place) for place in block.css(".fold .claim__place")} == {
            documents[place["document"]] + between + place["section"][locale] for place in places
        }


@pytest.mark.parametrize("locale", LOCALES)
def test_the_fold_of_a_claim_leads_to_all_that_stands_behind_it(site: Path, data: Data, locale: str) -> None:
    known, blocks = words(locale), claim_blocks(site, locale)
    for claim in data["claims"]:
        own, block = claim["id"], blocks[claim["id"]]
        (summary,) = block.css("details:not([open]) > summary")
        assert claim["number"] in str(summary.attributes["aria-label"]) and text(summary)
        cited_by = {
            kind: [one["id"] for one in data[kind] if own in named(one, "claims", "bridge")]
            for kind in claim["cited_by"]
        }
        assert claim["cited_by"] == cited_by
        wanted = {known["fold"]["citing"]: [*itertools.chain(*cited_by.values())], known["twin"]: [own]}
        for kind in BEARINGS:
            works = [one["id"] for one in data["record"] if own in named(one["bearing"], kind)]
            wanted[known["bearing"][kind]["by"]] = works
        shown = {
            text(fact.css_first("dt")): [
                str(link.attributes["href"]).partition("#")[2] for link in fact.css("a")
            ]
            for fact in block.css(".fold__facts > div:has(a)")
        }
        # What stands in the fold itself is not led to.
        within = {one.id for one in block.css(".conflict")}
        left = {name: [one for one in ids if one not in within] for name, ids in wanted.items()}
        assert shown == {name: ids for name, ids in left.items() if ids}


def named(node: Any, *keys: str) -> list[str]:
    """Return every id in a list of ids that stands under one of the keys."""
    if isinstance(node, list):
        return [found for one in node for found in named(one, *keys)]
    if not isinstance(node, dict):
        return []
    own = [one for key in keys for one in node.get(key) or () if isinstance(one, str)]
    return own + [found for one in node.values() for found in named(one, *keys)]


def test_every_address_is_that_of_its_id(data: Data) -> None:
    """That the addresses lead to a page and an anchor, a build sees to, and the checks to the ids named."""
    kinds = ("claims", "conflicts", "comparison", "predictions", "record", "changes", "terms")
    assert all(data[kind] for kind in kinds)
    for locale, root in ROOTS.items():
        for one in (one for kind in kinds for one in data[kind]):
            path, _, anchor = one["address"][locale].removeprefix(ADDRESS).partition("#")
            assert path.startswith("en/") == (locale == "en") and anchor == one["id"]
        for one in [*data["claims"], *data["layers"]]:
            assert one["short_address"][locale] == f"{ADDRESS}{root}{one.get('number') or one['layer']}/"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_records_are_those_of_the_pages(site: Path, data: Data, locale: str) -> None:
    found = pages(site, locale)
    terms = [node.id for node in found["glossary"].css(".terms > div")]
    entries = {node.id: text(node.css_first("cite")) for node in found["sources"].css(".record > li")}
    says = [
        (text(one.css_first(".note__label")), text(one.css_first(".predictions__says")))
        for one in found["outlook"].css(".predictions > li")
    ]
    between = " " if locale == "en" else ""
    conflicts = {
        node.id: between.join(
            reading_text(node.css_first(part)) for part in (".conflict__lead", ".note__text")
        )
        for page in found.values()
        for node in page.css(".fold .conflict")
    }
    listed = [text(node) for node in found["sources"].css(".conflicts__text")]
    assert [one["id"] for one in data["terms"]] == terms
    assert {one["id"]: one["title"][locale] for one in data["record"]} == entries
    assert [(one["title"][locale], one["says"][locale]) for one in data["predictions"]] == says
    assert {one["id"]: one["text"][locale] for one in data["conflicts"]} == conflicts
    assert listed == [one["text"][locale] for one in data["conflicts"]]


def test_the_comparison_is_the_download(site: Path, data: Data) -> None:
    rows = json.loads((site / "comparison" / "comparison.ja.json").read_text(encoding="utf-8"))["rows"]
    assert [{key: row[key] for key in row if key != "address"} for row in data["comparison"]] == rows


@pytest.mark.parametrize("docs", [DOCS, RIGHT], ids=["docs", "right"])
def test_the_data_name_their_schema_and_are_right_by_it(docs: Path) -> None:
    publication = Publication("https://host.example/sub/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
    found, schema = map(json.loads, render_data(load_argument(docs), publication).values())
    Draft202012Validator.check_schema(schema)
    assert found["$schema"] == schema["$id"] == f"https://host.example/sub/{SCHEMA}"
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
