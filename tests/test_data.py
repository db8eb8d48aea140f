"""The argument as data: right by its schema, which refuses what is damaged, and the same as the pages."""

import copy
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCS, PROJECT
from html_site import LOCALES, OTHER, ROOTS, pages, parse, reading_text, resolve, text
from jsonschema import Draft202012Validator

from argument.claims import DOCUMENTS, VOICES
from argument.data import DATA, SCHEMA, render_data
from argument.model import load_argument
from argument.publication import Publication
from argument.schema import BEARINGS, IN_SOURCE, LEVELS, ON_RECORD, WHO
from argument.templates import words

ADDRESS = "https://seven-layers.example/"
RIGHT = PROJECT / "tests" / "right"
Data = dict[str, Any]


@pytest.fixture(scope="module")
def data(site: Path) -> Data:
    found: Data = json.loads((site / DATA).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def schema(site: Path) -> Data:
    found: Data = json.loads((site / SCHEMA).read_text(encoding="utf-8"))
    return found


def test_the_data_name_their_schema_and_are_right_by_it(data: Data, schema: Data) -> None:
    Draft202012Validator.check_schema(schema)
    assert data["$schema"] == schema["$id"] == ADDRESS + SCHEMA
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_the_schema_knows_the_words_that_the_pages_may_use(schema: Data) -> None:
    known = schema["$defs"]
    row = known["row"]["properties"]
    enums = [known["voice"], known["document"], known["level"], row["in_source"], row["on_record"]]
    found = [set(one["enum"]) for one in [*enums, known["entry"]["properties"]["who"]]]
    assert found == [set(one) for one in (VOICES, DOCUMENTS, LEVELS, IN_SOURCE, ON_RECORD, WHO)]


def test_every_object_of_the_schema_is_closed_and_has_every_key(schema: Data) -> None:
    def objects(node: Any) -> list[Data]:
        inner = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        own = [node] if isinstance(node, dict) and node.get("type") == "object" else []
        return own + [found for one in inner for found in objects(one)]

    found = objects(schema)
    assert len(found) > 15
    for one in found:
        assert one["additionalProperties"] is False and one["required"] == list(one["properties"])


def place(data: Any, keys: tuple[str | int, ...]) -> Any:
    return functools.reduce(lambda node, key: node[key], keys[:-1], data)


def put(value: Any, *keys: str | int) -> Callable[[Data], None]:
    """Return what puts a value at a place in the data."""
    return lambda data: place(data, keys).__setitem__(keys[-1], value)


def drop(*keys: str | int) -> Callable[[Data], None]:
    """Return what takes away a place in the data."""
    return lambda data: place(data, keys).__delitem__(keys[-1])


DAMAGED = {
    "a key that nobody knows": put("x", "note"),
    "a key of a claim that nobody knows": put("x", "claims", 0, "quote"),
    "no edition": drop("edition"),
    "an edition that is no day": put("2026-13-01", "edition"),
    "an unknown voice": put("dotey", "claims", 0, "voice"),
    "an id that is no claim's": put("c3-05", "claims", 0, "id"),
    "a number written as a number": put(3.5, "claims", 0, "number"),
    "a claim in one language": drop("claims", 0, "text", "en"),
    "a claim without text": put(" ", "claims", 0, "text", "ja"),
    "a claim without places": put([], "claims", 0, "places"),
    "a place in no document": put("essay-3", "claims", 0, "places", 0, "id"),
    "an address that is not whole": put("/3.5/", "claims", 0, "short_address", "ja"),
    "a row that rests on a number": put(["3.10"], "comparison", 0, "tang", "claims"),
    "a silent relation on the record": put("silent", "comparison", 0, "on_record"),
    "an unknown relation in the source": put("extend", "comparison", 0, "in_source"),
    "a row in layer 0": put(0, "comparison", 0, "layer"),
    "a row with half a side": drop("comparison", 0, "karpathy", "source"),
    "an unknown level": put("V4", "record", 0, "level"),
    "an entry of nobody": put("dotey", "record", 0, "who"),
    "an address with a space": put("https://a b/", "record", 0, "url"),
    "a conflict of no claims": put([], "conflicts", 0, "claims"),
    "a claim that stands twice in a list": put(["c1-1", "c1-1"], "conflicts", 0, "claims"),
    "a prediction without its test": drop("predictions", 0, "confirm"),
    "a prediction without a title": drop("predictions", 0, "title", "ja"),
    "a layer without its line": drop("layers", 0, "line"),
    "a change of nothing": drop("changes", 0, "of"),
    "a bearing that is none": put(["c1-1"], "record", 0, "bearing"),
    "a tier of the roadmap without its claim": drop("roadmap", 0, "claim"),
    "a term with its meaning in no language": put("x", "terms", 0, "meaning"),
    "a voice that stands twice": lambda data: data["voices"].__setitem__(3, data["voices"][0]),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_data_are_refused(data: Data, schema: Data, damage: Callable[[Data], None]) -> None:
    # The first of each kind are enough to be damaged; there have to be four voices.
    sound = {key: value[:4] if isinstance(value, list) else value for key, value in data.items()}
    damaged = copy.deepcopy(sound)
    damage(damaged)
    judge = Draft202012Validator(schema)
    assert (list(judge.iter_errors(sound)), len(list(judge.iter_errors(damaged)))) == ([], 1)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_claim_is_that_of_its_page(site: Path, data: Data, locale: str) -> None:
    shown = {
        node.id: (
            text(node.css_first(".claim__number")),
            reading_text(node.css_first(".claim__text")),
            "".join(text(block.css_first(".fold__voice dd")).split()),
            text(block.css_first(f".fold__facts [lang={OTHER[locale]}] ~ dd, dd[lang={OTHER[locale]}]")),
            {text(opening)[1:-2] for opening in block.css(".fold .claim__opening")},
            {text(place) for place in block.css(".fold .claim__place")},
        )
        for page in pages(site, locale).values()
        for block in page.css(".claim-block")
        for node in block.css(".claim")
    }
    names = {found["id"]: found["name"][locale] for found in data["documents"]}
    known = words(locale)["voices"]
    voices = {voice: "".join(f"{told['who']}{told['meaning']}".split()) for voice, told in known.items()}
    between = ", " if locale == "en" else " "
    held = {
        claim["id"]: (
            claim["number"],
            claim["text"][locale],
            voices[claim["voice"]],
            claim["text"][OTHER[locale]],
            {opening for place in claim["places"] for opening in place["openings"]},
            {names[place["document"]] + between + place["section"][locale] for place in claim["places"]},
        )
        for claim in data["claims"]
    }
    assert held == shown


def behind(data: Data, claim: Data, locale: str) -> dict[str, list[str]]:
    """Return the ids of what the fold of a claim leads to, by the words it has for it."""
    known, own = words(locale), claim["id"]
    cited = {
        kind: [one["id"] for one in data[kind] if own in _named(one, "claims", "bridge")]
        for kind in claim["cited_by"]
    }
    assert cited == claim["cited_by"]
    found = {known["fold"]["citing"]: [one for ids in cited.values() for one in ids], known["twin"]: [own]}
    for kind in BEARINGS:
        works = [one["id"] for one in data["record"] if own in _named(one["bearing"], kind)]
        found[known["bearing"][kind]["by"]] = works
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_fold_of_a_claim_leads_to_all_that_stands_behind_it(site: Path, data: Data, locale: str) -> None:
    for claim in data["claims"]:
        path, _, anchor = claim["address"][locale].removeprefix(ADDRESS).partition("#")
        node = parse(site / path / "index.html").css_first(f"[id='{anchor}']")
        assert node is not None and node.parent is not None
        (fold,) = node.parent.css("details:not([open])")
        summary = fold.css_first("summary")
        assert summary and claim["number"] in (summary.attributes["aria-label"] or "") and text(summary)
        wanted = behind(data, claim, locale)
        shown: dict[str, list[str]] = {name: [] for name in wanted}
        for fact in fold.css(".fold__facts > div:has(a)"):
            targets = [resolve(path, link.attributes["href"] or "") for link in fact.css("a")]
            shown[text(fact.css_first("dt"))] = [found[1] for found in targets if found]
        # What stands in the fold itself is not led to.
        within = {one.id for one in fold.css(".conflict")}
        assert shown == {name: [one for one in ids if one not in within] for name, ids in wanted.items()}


def test_every_address_leads_to_its_id_and_every_id_named_is_there(site: Path, data: Data) -> None:
    kinds = ("claims", "conflicts", "comparison", "predictions", "record", "changes", "terms")
    ids = {kind: [one["id"] for one in data[kind]] for kind in kinds}
    for kind in kinds:
        assert len(ids[kind]) == len(set(ids[kind])) > 0
        for one in data[kind]:
            for locale in LOCALES:
                path, _, anchor = one["address"][locale].removeprefix(ADDRESS).partition("#")
                assert path.startswith("en/") == (locale == "en") and anchor == one["id"]
                page = parse(site / path / "index.html")
                assert page.css_first(f'[id="{anchor}"]') is not None, one["address"]
    for one in [*data["claims"], *data["layers"]]:
        for locale in LOCALES:
            own = one.get("number") or str(one["layer"])
            assert one["short_address"][locale] == f"{ADDRESS}{ROOTS[locale]}{own}/"
            assert (site / ROOTS[locale] / own / "index.html").is_file()
    assert set(_named(data, "claims", "bridge")) <= set(ids["claims"])
    assert set(_named(data, "entries")) <= set(ids["record"])
    for claim in data["claims"]:
        for kind, named in claim["cited_by"].items():
            assert set(named) <= set(ids[kind])


def _named(node: Any, *keys: str) -> list[str]:
    """Return every id in a list of ids that stands under one of the keys."""
    if isinstance(node, list):
        return [found for one in node for found in _named(one, *keys)]
    if not isinstance(node, dict):
        return []
    own = [one for key in keys for one in node.get(key) or () if isinstance(one, str)]
    return own + [found for one in node.values() for found in _named(one, *keys)]


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
def test_the_same_argument_gives_the_same_bytes_and_right_ones(docs: Path) -> None:
    publication = Publication("https://host.example/sub/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
    one, other = (render_data(load_argument(docs), publication) for _ in range(2))
    assert one == other and list(one) == [DATA, SCHEMA]
    found, schema = (json.loads(one[name]) for name in (DATA, SCHEMA))
    assert found["$schema"] == schema["$id"] == "https://host.example/sub/argument.schema.json"
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
