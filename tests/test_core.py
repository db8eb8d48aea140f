"""Functions of the core on plain strings: blocks and their lines, numbers, addresses, words."""

from typing import Any

import pytest

from argument.claims import is_claim_id, order_of
from argument.inline import parse_inline
from argument.markup import parse_blocks
from argument.publication import download_url, page_url, relative_address
from argument.templates import words

LIST = '{: #c3-5 .claim voice="tang" at="post-4" }'


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"A claim.\n{LIST}\n\nText.", [("paragraph", 10, 11), ("paragraph", 13, 0)]),
        (f"- One.\n{LIST}\n- Two.\n", [("item", 10, 11), ("item", 12, 0)]),
        ("| a | b |\n| --- | --- |\n\nText.", [("refused", 10, 0), ("paragraph", 13, 0)]),
        ("<!-- argument:terms -->\n", [("marker", 10, 0)]),
        ("> Tea.\nMilk.\n", [("refused", 10, 0)]),
        ("## A heading {#a}\nText.\n", [("heading", 10, 10), ("paragraph", 11, 0)]),
    ],
)
def test_blocks_know_their_line_and_that_of_their_attributes(text: str, kinds: list[Any]) -> None:
    blocks, _ = parse_blocks(text, 10, "docs/x.md")
    lines = [(one.kind, one.line, one.attributes.line if one.attributes else 0) for one in blocks]
    assert lines == kinds


@pytest.mark.parametrize(
    ("text", "links", "plain", "own"),
    [
        ("[a](b.md#c) and `d`", ["b.md#c"], "a and d", "a and"),
        ("`[a](b.md)` and \\[a\\](b.md)", [], "[a](b.md) and [a](b.md)", "and [a](b.md)"),
        ('**Tea**, <span lang="ja">茶</span>, [*x*](y.md)', ["y.md"], "Tea, 茶, x", "Tea, , x"),
    ],
)
def test_links_and_text_of_a_line_are_found(text: str, links: list[str], plain: str, own: str) -> None:
    found = parse_inline(text)
    assert (list(found.links), found.plain, found.own, found.fault) == (links, plain, own, None)


def test_claims_sort_by_layer_and_a_malformed_id_is_none() -> None:
    mixed = ["d-1", "c3-10", "r-0", "c0-8", "a-1", "c7-1", "c3-2"]
    assert sorted(mixed, key=order_of) == ["c0-8", "c3-2", "c3-10", "c7-1", "r-0", "a-1", "d-1"]
    assert not any(is_claim_id(found) for found in ("c03-5", "c3-05", "c3.5", "R-1", "c3-", "x-5", "c3-5 "))


def test_addresses_are_relative_within_a_language() -> None:
    assert page_url("index", "ja") == "" and page_url("layers/3-memory", "en") == "en/layers/3-memory/"
    assert relative_address("layers/3-memory/", "sources", "x", "ja") == "../../sources/#x"
    assert relative_address("", "layers/3-memory", "", "ja") == "layers/3-memory/"
    assert download_url("comparison", "en", "csv") == "en/comparison/comparison.en.csv"


def test_both_languages_have_the_same_words() -> None:
    def names(found: Any) -> Any:
        if isinstance(found, dict):
            return {name: names(value) for name, value in found.items()}
        return list(map(names, found)) if isinstance(found, list) else None

    assert names(words("ja")) == names(words("en"))
