"""Functions of the core on plain strings: blocks and their lines, references, numbers, addresses, words."""

from __future__ import annotations

import time
from typing import Any

import markdown
import pytest
from conftest import PROJECT

from argument.addresses import download_url, page_url, relative_url
from argument.claims import is_claim_id, number_of, order_of
from argument.exchange import TargetError, resolve_target
from argument.grouping import group, near
from argument.inline import parse_inline
from argument.markup import parse_blocks
from argument.templates import inert, words

LIST = '{: #c3-5 .claim voice="tang" at="post-4" }'


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"A claim.\n{LIST}\n", [("paragraph", 10, True)]),
        (f"- One.\n{LIST}\n- Two.\n", [("item", 10, True), ("item", 12, False)]),
        (f"!!! note\n\n    Inside.\n    {LIST}\n", [("admonition", 10, False), ("paragraph", 12, True)]),
        (f"```\nA claim.\n{LIST}\n```\n", [("code", 10, False)]),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n", [("table", 10, False)]),
        ("<!-- argument:terms -->\n", [("marker", 10, False)]),
        ("<!-- a remark -->\n", [("html", 10, False)]),
    ],
)
def test_blocks_know_their_kind_their_line_and_whether_they_are_claims(
    text: str, kinds: list[tuple[str, int, bool]]
) -> None:
    assert [(block.kind, block.line, block.is_claim) for block in parse_blocks(text, 10)] == kinds


@pytest.mark.parametrize("text", [f"A claim.\n{LIST}\n", f"- One.\n{LIST}\n- Two.\n"])
def test_python_markdown_gives_the_attributes_to_what_is_taken_for_a_claim(text: str) -> None:
    html = markdown.markdown(text, extensions=["attr_list"])
    assert 'id="c3-5"' in html and "{:" not in html


@pytest.mark.parametrize(
    ("text", "links", "images"),
    [
        ("[a](b.md#c) and ![d](e.svg)", ["b.md#c"], ["e.svg"]),
        ('[a](<b c.md> "title")', ["b c.md"], []),
        ("[a](b_(c).md)", ["b_(c).md"], []),
        ("`[a](b.md)` and \\[a](b.md)", [], []),
        ('<a href="b.md">a</a> <https://c.example/>', ["https://c.example/", "b.md"], []),
    ],
)
def test_references_of_a_block_are_found(text: str, links: list[str], images: list[str]) -> None:
    found = parse_inline(text)
    assert (list(found.links), list(found.images)) == (links, images)


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


def test_a_target_that_would_lose_something_is_refused() -> None:
    for target in (PROJECT, PROJECT.parent, PROJECT / "docs", PROJECT / "mkdocs.yml"):
        with pytest.raises(TargetError):
            resolve_target(target, PROJECT)


def test_a_long_series_is_shown_in_parts_and_a_short_one_whole() -> None:
    assert group(range(24)) == [("", list(range(24)))]
    names = [(name, len(members)) for name, members in group(range(45))]
    assert names == [("1–20", 20), ("21–40", 20), ("41–45", 5)]
    assert near(range(7), 3) == list(range(7))
    assert near(range(30), 0) == [0, 1, 2, 3, None, 29]
    assert near(range(30), 15) == [0, None, 12, 13, 14, 15, 16, 17, 18, None, 29]
    assert near(range(30), 4) == [0, 1, 2, 3, 4, 5, 6, 7, None, 29]
