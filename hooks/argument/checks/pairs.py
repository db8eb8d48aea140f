"""Pairs: what must be equal on the Japanese and the English page, whatever the words.

Neither language is the source of the other. A difference is reported on the English page, with the line
of the Japanese one, unless it is the Japanese page that lacks something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from argument.claims import Claim
from argument.frontmatter import Record, declared, is_shared
from argument.markup import Block
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem
from argument.sources import LOCALES

LANGUAGES = {"ja": "Japanese", "en": "English"}
_EQUAL = "Make them equal."


def find_pair_problems(argument: Argument) -> Iterator[Problem]:
    """Find pages without their pair, and whatever differs between the two pages of a pair."""
    for name in sorted({name for name, _ in argument.pages}):
        ja, en = (argument.page(name, locale) for locale in LOCALES)
        if ja and en:
            yield from _compare(ja, en)
        elif page := ja or en:
            missing = "en" if ja else "ja"
            what = f"The page has no {LANGUAGES[missing]} pair."
            yield problem(page.path, 1, what, f"Write '{name.rpartition('/')[2]}.{missing}.md' beside it.")


def _compare(ja: Page, en: Page) -> Iterator[Problem]:
    if ja.front and en.front and type(ja.front) is type(en.front):
        yield from _compare_records(ja, en, ja.front, en.front)
    yield from _compare_headings(ja, en)
    yield from _compare_claims(ja, en)
    yield from _compare_sections(ja, en)


# --- front matter ------------------------------------------------------------------------------


def _compare_records(ja: Page, en: Page, a: Record, b: Record) -> Iterator[Problem]:
    for field in declared(type(a)):
        name = field.name
        one, two = getattr(a, name), getattr(b, name)
        if (one is None) != (two is None):
            yield _one_sided(ja, en, a, b, name, in_ja=one is not None)
        elif isinstance(one, Record) and isinstance(two, Record):
            yield from _compare_records(ja, en, one, two)
        elif isinstance(one, tuple) and one + two and all(isinstance(item, Record) for item in one + two):
            yield from _compare_lists(ja, en, one, two, b.line_of(name), a.line_of(name))
        elif is_shared(field) and one != two:
            wanted = f"the Japanese page has {_shown(one)} on line {a.line_of(name)}"
            what = f"The key '{name}' holds {_shown(two)}; {wanted}."
            yield problem(en.path, b.line_of(name), what, _EQUAL)


def _one_sided(ja: Page, en: Page, a: Record, b: Record, name: str, *, in_ja: bool) -> Problem:
    lacking, record, other, language = (en, b, a, "Japanese") if in_ja else (ja, a, b, "English")
    what = f"The key '{name}' is missing; the {language} page has it on line {other.line_of(name)}."
    return problem(lacking.path, record.line, what, "Add it here or take it out there.")


def _compare_lists(
    ja: Page, en: Page, ones: Sequence[Any], twos: Sequence[Any], line_en: int, line_ja: int
) -> Iterator[Problem]:
    a, b = {item.id: item for item in ones}, {item.id: item for item in twos}
    lines_a = {found: item.line for found, item in a.items()}
    lines_b = {found: item.line for found, item in b.items()}
    yield from _missing(ja, en, "record", lines_a, lines_b, lambda _: line_ja, lambda _: line_en)
    yield from _order(en, "record", [i for i in a if i in b], [i for i in b if i in a], lines_b)
    for found in a:
        if found in b:
            yield from _compare_records(ja, en, a[found], b[found])


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return f"'{value}'"


# --- headings and claims -----------------------------------------------------------------------


def _missing(
    ja: Page,
    en: Page,
    noun: str,
    a: dict[str, int],
    b: dict[str, int],
    line_ja: Callable[[str], int],
    line_en: Callable[[str], int],
) -> Iterator[Problem]:
    """Report the keys of one side that the other lacks; `a` and `b` give their lines."""
    for found in a.keys() - b.keys():
        what = f"The {noun} '{found}' is missing; the Japanese page has it on line {a[found]}."
        yield problem(en.path, line_en(found), what, "Add it here or take it out there.")
    for found in b.keys() - a.keys():
        what = f"The {noun} '{found}' is missing; the English page has it on line {b[found]}."
        yield problem(ja.path, line_ja(found), what, "Add it here or take it out there.")


def _order(en: Page, noun: str, a: list[str], b: list[str], lines: dict[str, int]) -> Iterator[Problem]:
    """Report the first place where the common keys stand in another order."""
    for one, two in zip(a, b, strict=True):
        if one != two:
            what = f"The {noun} '{two}' stands where the Japanese page has '{one}'."
            yield problem(en.path, lines[two], what, "Put them in the same order.")
            return


def _headings(page: Page) -> dict[str, Block]:
    return {block.id: block for block in page.blocks if block.kind == "heading" and block.id}


def _compare_headings(ja: Page, en: Page) -> Iterator[Problem]:
    a, b = _headings(ja), _headings(en)
    lines_a = {found: block.line for found, block in a.items()}
    lines_b = {found: block.line for found, block in b.items()}
    yield from _missing(ja, en, "heading", lines_a, lines_b, lambda _: ja.body_line, lambda _: en.body_line)
    yield from _order(en, "heading", [i for i in a if i in b], [i for i in b if i in a], lines_b)
    for found in a:
        if found in b and a[found].info != b[found].info:
            what = (
                f"The heading '{found}' is of level {b[found].info}; "
                f"the Japanese page has level {a[found].info} on line {lines_a[found]}."
            )
            yield problem(en.path, lines_b[found], what, _EQUAL)


def _compare_claims(ja: Page, en: Page) -> Iterator[Problem]:
    a = {claim.number: claim for claim in ja.claims}
    b = {claim.number: claim for claim in en.claims}
    lines_a = {number: claim.line for number, claim in a.items()}
    lines_b = {number: claim.line for number, claim in b.items()}
    yield from _missing(ja, en, "claim", lines_a, lines_b, lambda _: ja.body_line, lambda _: en.body_line)
    yield from _order(en, "claim", [i for i in a if i in b], [i for i in b if i in a], lines_b)
    for number in a:
        if number in b:
            yield from _compare_claim(a[number], b[number])


def _compare_claim(ja: Claim, en: Claim) -> Iterator[Problem]:
    for name, one, two in (
        ("voice", ja.voice, en.voice),
        ("places", " ".join(ja.at), " ".join(en.at)),
    ):
        if one != two:
            what = f"Claim '{en.number}' has {name} '{two}'; the Japanese page has '{one}' on line {ja.line}."
            yield problem(en.source.path, en.line, what, _EQUAL)
    if ja.block.kind != en.block.kind:
        wanted = f"the Japanese page has '{ja.block.kind}' on line {ja.line}"
        what = f"Claim '{en.number}' is of kind '{en.block.kind}'; {wanted}."
        yield problem(en.source.path, en.block.line, what, _EQUAL)


# --- what stands under each heading ------------------------------------------------------------


@dataclass(frozen=True)
class _Section:
    line: int
    blocks: list[Block]


def _sections(page: Page) -> dict[str, _Section]:
    """Return the blocks under each heading by its id, those before the first heading under ''."""
    sections = {"": _Section(page.body_line, [])}
    current = ""
    for block in page.blocks:
        if block.kind == "heading":
            current = block.id or current
            sections.setdefault(current, _Section(block.line, []))
        else:
            sections[current].blocks.append(block)
    return sections


def _compare_sections(ja: Page, en: Page) -> Iterator[Problem]:
    a, b = _sections(ja), _sections(en)
    for name in a:
        if name in b:
            for noun, things in _THINGS.items():
                yield from _compare_things(en, name, noun, a[name], b[name], things)


def _compare_things(
    en: Page, name: str, noun: str, ja: _Section, section: _Section, things: Callable[[Block], list[str]]
) -> Iterator[Problem]:
    """Report what one section has more often than its twin; equal things need not be in the same order."""
    a = Counter(thing for block in ja.blocks for thing in things(block))
    b = Counter(thing for block in section.blocks for thing in things(block))
    where = f"in section '{name}'" if name else "before the first heading"
    for thing in sorted((a - b) | (b - a)):
        line = next((block.line for block in section.blocks if thing in things(block)), section.line)
        name_of_thing = thing.partition("\n")[0]
        shown = f"{noun} '{name_of_thing}'" if thing else noun
        wanted = f"the Japanese page, from line {ja.line}, has {a[thing]}"
        what = f"There are {b[thing]} of {shown} {where}; {wanted}."
        yield problem(en.path, line, what, _EQUAL)


def _code(block: Block) -> str:
    """Return a code block as it must stand in both languages; of plain text only that there is one."""
    return block.info if block.info in {"", "text"} else block.text


def _is_note(block: Block) -> bool:
    return bool(block.attributes) and block.kind in {"paragraph", "item"} and not block.is_claim


def _note(block: Block) -> str:
    """Return a note's attributes as they must stand in both languages."""
    attributes = block.attributes
    if attributes is None:
        return ""
    values = [f"{name}={value}" for name, value in attributes.values.items()]
    return " ".join([f"#{attributes.id}" if attributes.id else "", *attributes.classes, *values]).strip()


def _cells(table: Block) -> str:
    rows = table.text.split("\n")
    return f"{len(rows) - 1} rows of {len(rows[0].strip().strip('|').split('|'))}"


# What is counted in each section, by the noun of its message; '' stands for a thing without a name.
_THINGS: dict[str, Callable[[Block], list[str]]] = {
    "paragraph": lambda block: [""] if block.kind == "paragraph" and not block.is_claim else [],
    "list item": lambda block: [""] if block.kind == "item" and not block.is_claim else [],
    "claim": lambda block: [block.id or ""] if block.is_claim else [],
    "note": lambda block: [_note(block)] if _is_note(block) else [],
    "link": lambda block: list(block.inline().links),
    "image": lambda block: list(block.inline().images),
    "code block": lambda block: [_code(block)] if block.kind == "code" else [],
    "admonition": lambda block: [block.info] if block.kind == "admonition" else [],
    "table": lambda block: [_cells(block)] if block.kind == "table" else [],
    "marker": lambda block: [block.info] if block.kind == "marker" else [],
}
