"""Sections: what stands under a heading in one language and has to stand there in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from argument.checks.ids import usable_headings
from argument.claims import printed_list
from argument.markup import Block
from argument.pages import Page
from argument.problems import Problem, problem, shown

_EQUAL = "Make them equal."


@dataclass
class _Section:
    """The blocks under a heading; `id` is '' for those before the first, None where it is of no use."""

    id: str | None
    line: int
    blocks: list[Block] = field(default_factory=list)


def _sections(page: Page) -> list[_Section]:
    usable = usable_headings(page)
    # Where the front matter is at fault, the beginning of the body is not known.
    sections = [_Section("" if page.is_cut else None, page.body_line)]
    for block in page.blocks:
        if block.kind == "heading":
            is_usable = usable.get(block.id or "") is block
            sections.append(_Section(block.id if is_usable else None, block.line))
        else:
            sections[-1].blocks.append(block)
    return sections


def claim_sections(page: Page) -> dict[str, str | None]:
    """Return for each claim the id of the heading that it stands under, '' before the first."""
    by_line = {block.line: section.id for section in _sections(page) for block in section.blocks}
    return {claim.id: by_line[claim.block.line] for claim in reversed(page.claims)}


def compare_sections(ja: Page, en: Page) -> Iterator[Problem]:
    """Find things of which a section has more, fewer, or others than its twin, in whatever order.

    Sections are compared that end at the same heading in both languages: elsewhere a heading is at fault,
    which is told by itself.
    """
    a, b = _comparable(ja), _comparable(en)
    for key in a:
        if key in b:
            for thing in _THINGS:
                yield from _compare_things(en, a[key], b[key], thing)


def _comparable(page: Page) -> dict[tuple[str, str], _Section]:
    """Return the sections by their own id and that of the next, '' after the last."""
    sections = _sections(page)
    after: list[str | None] = [*(section.id for section in sections[1:]), ""]
    return {
        (section.id, following): section
        for section, following in zip(sections, after, strict=True)
        if section.id is not None and following is not None
    }


@dataclass(frozen=True)
class _Thing:
    """A sort of thing that is counted: its noun, and what a block holds of it, '' if it has no name.

    Text cannot be counted in a section where an attribute list has missed its text.
    """

    noun: str
    found_in: Callable[[Block], list[str]]
    is_text: bool = False


def _compare_things(en: Page, ja: _Section, section: _Section, thing: _Thing) -> Iterator[Problem]:
    if thing.is_text and any(map(_is_at_fault, (*ja.blocks, *section.blocks))):
        return
    a = Counter(found for block in ja.blocks for found in thing.found_in(block))
    b = Counter(found for block in section.blocks for found in thing.found_in(block))
    where = f"Section '{section.id}'" if section.id else "The page before its first heading"
    lacking, other = list((a - b).elements()), list((b - a).elements())
    for one, two in zip(lacking, other, strict=False):
        line, of_ja, one_shown, two_shown = _difference(ja, section, thing, one, two)
        wanted = f"the Japanese page has {one_shown} on line {of_ja}"
        what = f"{where} has the {thing.noun} {two_shown}; {wanted}."
        yield problem(en.path, line, what, _EQUAL)
    for name in sorted({*lacking[len(other) :], *other[len(lacking) :]}):
        line = _line(section, thing, name) if name in other else section.line
        wanted = f"the Japanese page has {a[name] or 'none'}, from line {_line(ja, thing, name)}"
        what = f"{where} has {_count(b[name], thing.noun, name)}; {wanted}."
        yield problem(en.path, line, what, _EQUAL)


def _is_at_fault(block: Block) -> bool:
    return block.kind == "stray" or printed_list(block) is not None


def _line(section: _Section, thing: _Thing, name: str) -> int:
    return next((block.line for block in section.blocks if name in thing.found_in(block)), section.line)


def _difference(
    ja: _Section, section: _Section, thing: _Thing, one: str, two: str
) -> tuple[int, int, str, str]:
    """Return the lines, the English one first, and the texts of the first line in which two things differ."""
    lines, lines_of_ja = two.split("\n"), one.split("\n")
    pairs = zip(lines, lines_of_ja, strict=False)
    at = next(
        (at for at, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(lines), len(lines_of_ja)) - 1
    )
    line, line_of_ja = _line(section, thing, two) + at, _line(ja, thing, one) + at
    return line, line_of_ja, shown(lines_of_ja[at]), shown(lines[at])


def _count(number: int, noun: str, name: str) -> str:
    named = f" {shown(name)}" if name else ""
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}{named}"


def _has_attributes(block: Block) -> bool:
    return block.attributes is not None


def _texts(kind: str) -> Callable[[Block], list[str]]:
    """Return what counts paragraphs or list items that are neither claims nor notes."""
    return lambda block: [""] if block.kind == kind and not _has_attributes(block) else []


def _note(block: Block) -> list[str]:
    """Return a note's attributes as they must stand in both languages."""
    attributes = block.attributes
    if attributes is None or block.kind not in {"paragraph", "item"} or block.is_claim:
        return []
    values = [f"{name}={value}" for name, value in attributes.values.items()]
    return [" ".join([f"#{attributes.id}" if attributes.id else "", *attributes.classes, *values]).strip()]


def _code(block: Block) -> list[str]:
    """Return a code block as it must stand in both languages; of plain text only that there is one."""
    if block.kind != "code" or block.info == "unclosed":
        return []
    return ["" if block.info in {"", "text"} else block.text]


def _table(block: Block) -> list[str]:
    if block.kind != "table":
        return []
    rows = block.text.split("\n")
    return [f"{len(rows) - 1} rows of {len(rows[0].strip().strip('|').split('|'))}"]


def _info(kind: str) -> Callable[[Block], list[str]]:
    return lambda block: [block.info] if block.kind == kind else []


_THINGS = (
    _Thing("paragraph", _texts("paragraph"), is_text=True),
    _Thing("list item", _texts("item"), is_text=True),
    _Thing("note", _note, is_text=True),
    _Thing("link", lambda block: list(block.inline().links)),
    _Thing("image", lambda block: list(block.inline().images)),
    _Thing("code block", _code),
    _Thing("admonition", _info("admonition")),
    _Thing("table", _table),
    _Thing("marker", _info("marker")),
)
