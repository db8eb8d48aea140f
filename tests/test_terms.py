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
    term("rlvr", "検証可能な報酬による強化学習（RLVR）", "reinforcement learning (RLVR)"),
    term("domain", "領域特化（大規模）モデル", "domain-specific large model"),
    term("base", "基盤モデル（ベースモデル）", "base model"),
)


def mark(text: str, locale: str) -> str:
    return mark_terms(text, matcher(TERMS, locale), set(), lambda found, word: f"<{found.id}:{word}>")


@pytest.mark.parametrize(
    ("index", "locale", "wanted"),
    [
        (2, "ja", ["検証可能な報酬による強化学習", "RLVR"]),
        (3, "ja", ["領域特化モデル", "領域特化大規模モデル"]),
        (3, "en", ["domain-specific large model"]),
    ],
)
def test_brackets_hold_another_name_or_what_may_be_left_out(
    index: int, locale: str, wanted: list[str]
) -> None:
    assert forms(TERMS[index], locale) == wanted


@pytest.mark.parametrize(
    ("locale", "text", "marked"),
    [
        # Inside Japanese text, but not inside another word.
        ("ja", "この基盤モデルを使う。", "この<base:基盤モデル>を使う。"),
        ("ja", "中期はRLVRである。", "中期は<rlvr:RLVR>である。"),
        ("ja", "エージェント環境の間", "<environment:エージェント環境>の間"),
        ("ja", "マルチエージェントは別の語", "マルチエージェントは別の語"),
        ("ja", "XRLVRは別の語", "XRLVRは別の語"),
        # In English in any case and number.
        ("en", "Agents act.", "<agent:Agents> act."),
        ("en", "an agent environment", "an <environment:agent environment>"),
        ("en", "reagent, multi-agent, agentic", "reagent, multi-agent, agentic"),
        # The first use alone.
        ("en", "RLVR and RLVR", "<rlvr:RLVR> and RLVR"),
    ],
)
def test_a_term_is_marked_once_where_it_is_a_word(locale: str, text: str, marked: str) -> None:
    assert mark(text, locale) == marked


@pytest.mark.parametrize(
    "text",
    [
        "\\`の後の`RLVR`",
        "2 < 3で`a > RLVR`",
        "[RLVR\\[x\\]](a.md)",
        "[エージェント](2-agents.md)",
        "`エージェント`",
        '<span title="エージェント">',
        "![エージェント](a.svg)",
    ],
)
def test_links_code_and_tags_are_left_alone(text: str) -> None:
    assert mark(text, "ja") == text


def test_a_long_text_full_of_brackets_takes_no_time() -> None:
    begun = time.process_time()
    mark("[" * 20_000 + "`" * 999, "ja")
    assert time.process_time() - begun < 2


def test_a_term_that_was_met_is_not_marked_again_and_an_empty_glossary_marks_nothing() -> None:
    assert mark_terms("RLVR", matcher(TERMS, "en"), {"rlvr"}, lambda *_: "!") == "RLVR"
    assert mark_terms("エージェント", matcher((), "ja"), set(), lambda *_: "!") == "エージェント"
