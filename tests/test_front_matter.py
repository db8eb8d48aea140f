"""What YAML could lose of a text is kept; what is told instead stands in `tests/damaged/front-matter.yml`."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_properties import texts

from argument.characters import forbidden_in, joined, shows_something
from argument.frontmatter import decode_yaml
from argument.schema import Front

japanese = st.lists(st.text("茶湯ティー、。「」", min_size=1, max_size=6), min_size=1, max_size=5)


def title_of(title: str) -> str:
    found, faults = decode_yaml(f"title: {title}\ndescription: x", "docs/x.md", Front)
    assert found and not faults, faults
    return found.title


@pytest.mark.parametrize("head", ["", ">-", ">"])
@given(lines=japanese, space=st.sampled_from(["", "　", " "]))
def test_a_japanese_text_is_the_same_over_any_number_of_lines(
    head: str, lines: list[str], space: str
) -> None:
    assert title_of(f"{head}\n  " + f"{space}\n  ".join(lines)) == "".join(lines)


@given(text=texts)
def test_a_text_in_quotes_is_read_as_itself(text: str) -> None:
    text = " ".join(text.split())
    assume(shows_something(text) and not forbidden_in(text))
    assert title_of(json.dumps(text, ensure_ascii=False)) == text == joined(f" {text}\n　")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (">-\n  清水 亮\n  氏", "清水 亮氏"),
        (">-\n  それは……\n  茶だ", "それは……茶だ"),
        (">-\n  “a”\n  “b”", "“a” “b”"),
        (">-\n  茶\n  tea\n  湯", "茶 tea 湯"),
        (">-\n  茶は　飲み物", "茶は　飲み物"),
        ("|\n  甲　乙\n", "甲　乙"),
        (">-\n  tea: a text", "tea: a text"),
        ("'A #2'  # a comment", "A #2"),
        ("A\tB", "A B"),
        ("1e3", "1e3"),
    ],
)
def test_a_text_means_what_was_written(text: str, title: str) -> None:
    assert title_of(text) == title
