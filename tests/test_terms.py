"""Terms of the glossary in running text: where they are found, where they are not, and how often."""

import time

import pytest

from argument.schema import Term
from argument.terms import forms, mark_terms, matcher


def term(id_: str, ja: str, en: str) -> Term:
    return Term(id=id_, ja=ja, en=en, meaning="…", wrong=())


TERMS = (
    term("agent", "エージェント", "agent"),
    term("environment", "エージェント環境", "agent environment"),
    term(
        "rlvr",
        "検証可能な報酬による強化学習（RLVR）",
        "reinforcement learning from verifiable rewards (RLVR)",
    ),
    term("domain", "領域特化（大規模）モデル", "domain-specific large model"),
    term("base", "基盤モデル（ベースモデル）", "base model"),
)


def mark(text: str, locale: str, seen: set[str] | None = None) -> str:
    found_in = matcher(TERMS, locale)
    return mark_terms(
        text, found_in, set() if seen is None else seen, lambda found, word: f"<{found.id}:{word}>"
    )


@pytest.mark.parametrize(
    ("term_id", "locale", "wanted"),
    [
        ("rlvr", "ja", ["検証可能な報酬による強化学習", "RLVR"]),
        ("domain", "ja", ["領域特化モデル", "領域特化大規模モデル"]),
        ("domain", "en", ["domain-specific large model"]),
    ],
)
def test_brackets_at_the_end_hold_another_name_and_elsewhere_what_may_be_left_out(
    term_id: str, locale: str, wanted: list[str]
) -> None:
    assert forms(next(found for found in TERMS if found.id == term_id), locale) == wanted


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("この基盤モデルを使う。", "この<base:基盤モデル>を使う。"),
        ("中期はRLVRである。", "中期は<rlvr:RLVR>である。"),
        ("エージェント環境の間", "<environment:エージェント環境>の間"),
        ("マルチエージェントは別の語", "マルチエージェントは別の語"),
        ("XRLVRは別の語", "XRLVRは別の語"),
        ("\\`の後の`RLVR`", "\\`の後の`RLVR`"),
        ("2 < 3で`a > RLVR`", "2 < 3で`a > RLVR`"),
        ("[RLVR\\[x\\]](a.md)", "[RLVR\\[x\\]](a.md)"),
    ],
)
def test_a_term_is_found_inside_japanese_text_but_not_inside_another_word(text: str, marked: str) -> None:
    assert mark(text, "ja") == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Agents act.", "<agent:Agents> act."),
        ("an agent environment", "an <environment:agent environment>"),
        ("reagent, multi-agent, agentic", "reagent, multi-agent, agentic"),
    ],
)
def test_a_term_is_found_in_english_by_the_word_in_any_case_and_number(text: str, marked: str) -> None:
    assert mark(text, "en") == marked


def test_only_the_first_use_is_marked() -> None:
    seen: set[str] = set()
    assert mark("RLVR and RLVR", "en", seen) == "<rlvr:RLVR> and RLVR"
    assert mark("RLVR again", "en", seen) == "RLVR again"


@pytest.mark.parametrize(
    "text",
    [
        "[エージェント](2-agents.md)",
        "`エージェント`",
        '<span title="エージェント">',
        "![エージェント](a.svg)",
    ],
)
def test_links_code_and_tags_are_left_alone(text: str) -> None:
    assert mark(text, "ja") == text


def test_a_long_text_full_of_brackets_takes_no_time() -> None:
    start = time.monotonic()
    mark("[" * 20_000 + "`" * 999, "ja")
    assert time.monotonic() - start < 1


def test_an_empty_glossary_marks_nothing() -> None:
    assert mark_terms("エージェント", matcher((), "ja"), set(), lambda *_: "!") == "エージェント"
