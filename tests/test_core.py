"""Functions of the core on plain strings: blocks and their lines, references, numbers, addresses, words."""

import time
from typing import Any

import markdown
import pytest

from argument.addresses import download_url, page_url, relative_url
from argument.claims import is_claim_id, number_of, order_of
from argument.inline import parse_inline
from argument.markup import parse_blocks
from argument.templates import inert, words

LIST = '{: #c3-5 .claim voice="tang" at="post-4" }'


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"A claim.\n{LIST}\n", [("paragraph", 10, True)]),
        (f"- One.\n{LIST}\n- Two.\n", [("item", 10, True), ("item", 12, False)]),
        (f"```\nA claim.\n\n{LIST}\n```\n", [("refused", 10, False)]),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n\nText.", [("refused", 10, False), ("paragraph", 14, False)]),
        ("!!! note\n\n    Inside.\n\nText.", [("refused", 10, False), ("paragraph", 14, False)]),
        ("<!-- argument:terms -->\n", [("marker", 10, False)]),
        ("<!-- a remark -->\n", [("refused", 10, False)]),
        ("## A heading {#a}\nText.\n", [("heading", 10, False), ("paragraph", 11, False)]),
    ],
)
def test_blocks_know_their_kind_their_line_and_whether_they_are_claims(
    text: str, kinds: list[tuple[str, int, bool]]
) -> None:
    blocks, _ = parse_blocks(text, 10)
    assert [(block.kind, block.line, block.is_claim) for block in blocks] == kinds


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


@pytest.mark.parametrize("text", ["[" * 20_000, "](" * 10_000, "`" * 20_000, "<" * 20_000, "[a](" * 5_000])
def test_text_made_to_be_slow_is_read_in_no_time(text: str) -> None:
    start = time.monotonic()
    parse_inline(text)
    parse_blocks(text, 1)
    assert time.monotonic() - start < 2


def test_numbers_follow_from_ids_and_sort_by_layer() -> None:
    assert [number_of(found) for found in ("c0-1", "c3-10", "r-1", "a-0")] == ["0.1", "3.10", "R.1", "A.0"]
    mixed = ["d-1", "c3-10", "r-0", "c0-8", "a-1", "c7-1", "c3-2"]
    assert sorted(mixed, key=order_of) == ["c0-8", "c3-2", "c3-10", "c7-1", "r-0", "a-1", "d-1"]
    assert not any(is_claim_id(found) for found in ("c03-5", "c3-05", "c3.5", "R-1", "c3-", "x-5", "c3-5 "))


def test_addresses_are_relative_within_a_language() -> None:
    assert page_url("index", "ja") == "" and page_url("layers/3-memory", "en") == "en/layers/3-memory/"
    assert relative_url("layers/3-memory", "sources", "x") == "../../sources/#x"
    assert relative_url("index", "layers/3-memory") == "layers/3-memory/"
    assert relative_url("comparison", "comparison", "x") == "#x"
    assert download_url("comparison", "en", "csv") == "en/comparison/comparison.en.csv"


@pytest.mark.parametrize(
    "text", ["3.5 *a* _b_ `c` [d](e) <f> &amp; {: #g } ~~h~~", "1. # - + ! | :", '"><script>x']
)
def test_text_made_inert_comes_through_markdown_as_itself(text: str) -> None:
    html = markdown.markdown(f"<span>{inert(text)}</span>", extensions=["attr_list", "tables"])
    assert "<script" not in html and "<em>" not in html and "<a" not in html
    from selectolax.lexbor import LexborHTMLParser

    found = LexborHTMLParser(html).css_first("span")
    assert found is not None and found.text() == text


def test_both_languages_have_the_same_words() -> None:
    def keys(found: dict[str, Any]) -> list[Any]:
        return [(name, keys(value) if isinstance(value, dict) else None) for name, value in found.items()]

    assert keys(words("ja")) == keys(words("en"))
