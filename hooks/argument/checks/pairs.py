"""Pairs: what must be equal on the Japanese and the English page, whatever the words.

Neither language is the source of the other. A difference is reported on the English page, with the line
of the Japanese one, unless it is the Japanese page that lacks something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from argument.checks.ids import usable_headings
from argument.checks.sections import claim_sections, compare_sections
from argument.claims import Claim, number_of
from argument.frontmatter import Record, declared, is_shared
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem
from argument.sources import LOCALES

LANGUAGES = {"ja": "Japanese", "en": "English"}
_EQUAL = "Make them equal."
_ADD = "Add it here or take it out there."
# What an item of each list in the front matter is called.
_NOUNS = {
    "comparison": "row",
    "timeline": "event",
    "record": "entry",
    "translations": "correction",
    "predictions": "prediction",
    "terms": "term",
    "changes": "change",
    "roadmap": "tier",
    "stages": "stage",
}


def find_pair_problems(argument: Argument) -> Iterator[Problem]:
    """Find pages without their pair, and whatever differs between the two pages of a pair."""
    for name in sorted({name for name, _ in argument.pages}):
        ja, en = (argument.page(name, locale) for locale in LOCALES)
        if ja and en:
            yield from _compare(ja, en)
        elif (page := ja or en) and not _is_at_fault(argument, page):
            missing = "en" if ja else "ja"
            what = f"The page has no {LANGUAGES[missing]} pair."
            yield problem(page.path, 1, what, f"Write '{name.rpartition('/')[2]}.{missing}.md' beside it.")


def _is_at_fault(argument: Argument, page: Page) -> bool:
    """Tell whether the pair of a page is there, and something is wrong with it as a file."""
    stem = page.path.removesuffix(f"{page.locale}.md")
    return any(found.path.startswith(stem) and found.path != page.path for found in argument.problems)


def _compare(ja: Page, en: Page) -> Iterator[Problem]:
    if ja.front and en.front and type(ja.front) is type(en.front):
        yield from _compare_records(ja, en, ja.front, en.front)
    yield from _compare_headings(ja, en)
    yield from _compare_claims(ja, en)
    yield from compare_sections(ja, en)


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
            sides = _Side(ja, _lines(one), a.line_of(name)), _Side(en, _lines(two), b.line_of(name))
            yield from _compare_keys(_NOUNS.get(name, name), *sides)
            yield from _compare_items(ja, en, one, two)
        elif is_shared(field) and one != two:
            wanted = f"the Japanese page has {_shown(one)} on line {a.line_of(name)}"
            what = f"The key '{name}' holds {_shown(two)}; {wanted}."
            yield problem(en.path, b.line_of(name), what, _EQUAL)


def _one_sided(ja: Page, en: Page, a: Record, b: Record, name: str, *, in_ja: bool) -> Problem:
    lacking, record, other, language = (en, b, a, "Japanese") if in_ja else (ja, a, b, "English")
    what = f"The key '{name}' is missing; the {language} page has it on line {other.line_of(name)}."
    return problem(lacking.path, record.starts, what, _ADD)


def _by_id(items: Sequence[Any]) -> dict[str, Any]:
    """Return records or claims by their ids, or by their places where they have none; the first of each."""
    found: dict[str, Any] = {}
    for place, item in enumerate(items, 1):
        found.setdefault(getattr(item, "id", str(place)), item)
    return found


def _lines(items: Sequence[Any]) -> dict[str, int]:
    return {found: item.starts for found, item in _by_id(items).items()}


def _compare_items(ja: Page, en: Page, ones: Sequence[Any], twos: Sequence[Any]) -> Iterator[Problem]:
    a, b = _by_id(ones), _by_id(twos)
    for found in a:
        if found in b:
            yield from _compare_records(ja, en, a[found], b[found])


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return f"'{value}'".lower() if isinstance(value, bool) else f"'{value}'"


# --- things that have a key: records, headings, claims -----------------------------------------


@dataclass(frozen=True)
class _Side:
    """Things of one page that have a key: their lines by key, in their order.

    `start` is the line where the first of them would stand. What is not right in itself is told by another
    check: `meant` are such keys, `unusable` is the number of things that have no key at all.
    """

    page: Page
    lines: dict[str, int]
    start: int
    meant: frozenset[str | None] = frozenset()
    unusable: int = 0

    def lacks(self, other: _Side) -> list[str]:
        """Return the keys that only the other side has, unless they may be behind those told elsewhere."""
        lacking = [key for key in other.lines if key not in self.lines and key not in self.meant]
        return lacking if len(lacking) > self.unusable else []

    def before(self, key: str, other: _Side) -> str | None:
        """Return the nearest key before one that the other side has, too."""
        keys = list(self.lines)
        return next((found for found in reversed(keys[: keys.index(key)]) if found in other.lines), None)


def _compare_keys(noun: str, ja: _Side, en: _Side) -> Iterator[Problem]:
    """Report things that one side lacks, that have another key, and the first that is out of order."""

    def instead(one: str, two: str, mend: str) -> Problem:
        what = f"The {noun} '{two}' stands where the Japanese page has '{one}' on line {ja.lines[one]}."
        return problem(en.page.path, en.lines[two], what, mend)

    renamed = _renamed(ja, en)
    yield from (instead(one, two, _EQUAL) for two, one in renamed.items())
    for here, there in ((en, ja), (ja, en)):
        for key in here.lacks(there):
            if key not in renamed and key not in renamed.values():
                has_it = f"the {LANGUAGES[there.page.locale]} page has it on line {there.lines[key]}"
                before = there.before(key, here)
                line = here.lines[before] if before else here.start
                yield problem(here.page.path, line, f"The {noun} '{key}' is missing; {has_it}.", _ADD)
    order = [key for key in ja.lines if key in en.lines], [key for key in en.lines if key in ja.lines]
    swapped = (pair for pair in zip(*order, strict=True) if pair[0] != pair[1])
    yield from (instead(*pair, "Put them in the same order.") for pair in islice(swapped, 1))


def _renamed(ja: _Side, en: _Side) -> dict[str, str]:
    """Return each key that only the English side has, and the one that the other side has in its place."""
    renamed: dict[str, str] = {}
    for two in ja.lacks(en):
        free = (one for one in en.lacks(ja) if one not in renamed.values())
        one = next((one for one in free if ja.before(one, en) == en.before(two, ja)), None)
        if one:
            renamed[two] = one
    return renamed


def _compare_headings(ja: Page, en: Page) -> Iterator[Problem]:
    a, b = usable_headings(ja), usable_headings(en)

    def side(page: Page) -> _Side:
        usable = usable_headings(page)
        every = sum(block.kind == "heading" for block in page.blocks)
        lines = {key: block.line for key, block in usable.items()}
        return _Side(page, lines, _first_line(page), unusable=every - len(usable))

    yield from _compare_keys("heading", side(ja), side(en))
    for found in a:
        if found in b and a[found].info != b[found].info:
            what = (
                f"The heading '{found}' is of level {b[found].info}; "
                f"the Japanese page has level {a[found].info} on line {a[found].line}."
            )
            yield problem(en.path, b[found].line, what, _EQUAL)


def _first_line(page: Page) -> int:
    return page.blocks[0].line if page.blocks else page.body_line


def _compare_claims(ja: Page, en: Page) -> Iterator[Problem]:
    a, b = _by_id(ja.claims), _by_id(en.claims)
    places = claim_sections(ja), claim_sections(en)
    moved = {key for key in a if key in b and places[0][key] != places[1][key]}
    sections = {"", *(usable_headings(ja).keys() & usable_headings(en).keys())}

    def side(page: Page) -> _Side:
        lines = {claim.number: claim.line for claim in page.claims if claim.id not in moved}
        meant = frozenset(number_of(key) for key in page.meant_claims if key) - lines.keys()
        return _Side(page, lines, _first_line(page), meant, page.meant_claims.count(None))

    yield from _compare_keys("claim", side(ja), side(en))
    for key, claim in a.items():
        if key in moved and {places[0][key], places[1][key]} <= sections:
            yield _moved(claim, b[key], places[0][key], places[1][key])
        if key in b:
            yield from _compare_claim(claim, b[key])


def _moved(ja: Claim, en: Claim, one: str | None, two: str | None) -> Problem:
    where = {key: f"in section '{key}'" if key else "before the first heading" for key in (one, two)}
    wanted = f"the Japanese page has it {where[one]} on line {ja.line}"
    what = f"Claim '{en.number}' stands {where[two]}; {wanted}."
    return problem(en.source.path, en.line, what, "Move one of them.")


def _compare_claim(ja: Claim, en: Claim) -> Iterator[Problem]:
    for name, one, two in (
        ("voice", ja.voice, en.voice),
        ("places", " ".join(ja.at), " ".join(en.at)),
    ):
        if one != two:
            what = f"Claim '{en.number}' has {name} '{two}'; the Japanese page has '{one}' on line {ja.line}."
            yield problem(en.source.path, en.line, what, _EQUAL)
    if ja.block.kind != en.block.kind:
        kinds = {"paragraph": "a paragraph", "item": "a list item"}
        wanted = f"the Japanese page has {kinds[ja.block.kind]} on line {ja.block.line}"
        what = f"Claim '{en.number}' is {kinds[en.block.kind]}; {wanted}."
        yield problem(en.source.path, en.block.line, what, _EQUAL)
