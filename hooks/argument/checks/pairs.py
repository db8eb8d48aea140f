"""Pairs: what must be equal on the Japanese and the English page, whatever the words.

A page is a sequence of items, in its front matter as in its text, and what differs is what one comparison of
two sequences finds. Neither language is the source of the other: a difference is told on the English page,
with the line of the Japanese one, unless it is the Japanese page that lacks something.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from argument.blocks import Block
from argument.frontmatter import Record, declared, is_shared
from argument.model import Argument
from argument.pages import Page
from argument.sources import LOCALES
from faults import Fault, listed, shown

LANGUAGES = {"ja": "Japanese", "en": "English"}
_EQUAL = "Make them equal."
# What messages call a kind of block, and an attribute, where not by its own name.
_NOUNS = {"item": "list item"}
_ATTRIBUTES = {"at": "places"}


@dataclass(frozen=True)
class _Item:
    """A key, a record, or a block.

    `line` is the one for messages on the whole, `lines` are all. `shared` is what has to be equal in both
    languages: what it is, its values, its line. `inner` are the records of a key, or the keys of a record.
    """

    noun: str
    id: str
    line: int
    shared: tuple[tuple[str, tuple[str, ...], int], ...] = ()
    inner: "tuple[_Item, ...]" = ()
    lines: range = range(0)

    @property
    def key(self) -> tuple[str, str]:
        return self.noun, self.id

    @property
    def sign(self) -> tuple[Any, ...]:
        """All that has to be equal."""
        shared = tuple((what, values) for what, values, _ in self.shared)
        return self.key, shared, tuple(item.sign for item in self.inner)

    def __str__(self) -> str:
        return f"{self.noun} {shown(self.id)}" if self.id else self.noun


def find_pair_faults(argument: Argument, told: Set[tuple[str, int]]) -> Iterator[Fault]:
    """Find pages without their pair, and whatever differs between the two pages of a pair.

    `told` are file and line of the faults that a page has by itself; what differs there is told by them.
    """
    for name in sorted({name for name, _ in argument.pages}):
        ja, en = (argument.page(name, locale) for locale in LOCALES)
        if ja and en:
            if ja.front and en.front:
                yield from _Pair(ja, en, frozenset()).compare(_keys(ja.front), _keys(en.front), (1, 1))
            if ja.is_cut and en.is_cut:
                ones, twos = ([_block(block) for block in page.blocks] for page in (ja, en))
                yield from _Pair(ja, en, told).compare(ones, twos, (ja.body_line, en.body_line))
        elif page := ja or en:
            missing = "en" if ja else "ja"
            path = page.path.removesuffix(f"{page.locale}.md") + f"{missing}.md"
            if not any(found.path == path for found in argument.faults):
                mend = f"Write '{path.rpartition('/')[2]}' beside it."
                yield Fault(page.path, 1, f"The page has no {LANGUAGES[missing]} pair.", mend)


def _keys(record: Record) -> tuple[_Item, ...]:
    """Return the keys of a record that hold something."""
    found = []
    for field in declared(type(record)):
        value, line = getattr(record, field.name), record.line_of(field.name)
        values = value if isinstance(value, tuple) else (value,)
        shared = (("value", tuple(map(str, values)), line),) if is_shared(field) else ()
        if isinstance(value, Record):
            found.append(_Item("key", field.name, line, (), _keys(value)))
        elif value is not None:
            records = [one for one in values if isinstance(one, Record)]
            found.append(_Item("key", field.name, line, shared, tuple(map(_record, records))))
    return tuple(found)


def _record(record: Record) -> _Item:
    own_id = str(getattr(record, "id", ""))
    return _Item(type(record).__name__.lower(), own_id, record.starts, inner=_keys(record))


def _block(block: Block) -> _Item:
    """Return a block; what it says is each language's own."""
    noun, mark = _NOUNS.get(block.kind, block.kind), block.attributes
    own_id, line = (mark.id or "", mark.line) if mark else ("", block.line)
    found = {"link": sorted(block.inline().links)}
    marked: dict[str, list[str]] = {}
    if block.kind == "marker":
        own_id = block.info
    elif block.kind == "heading":
        found["level"] = [block.info]
    if mark and block.kind != "heading":
        found["form"], marked["class"] = [noun], sorted(mark.classes)
        noun = "claim" if "claim" in mark.classes else "note"
        marked |= {_ATTRIBUTES.get(name, name): value.split() for name, value in sorted(mark.values.items())}
    shared = [(what, tuple(values), block.line) for what, values in found.items() if values]
    shared += [(what, tuple(values), line) for what, values in marked.items()]
    return _Item(noun, own_id, line, tuple(shared), (), range(block.line, max(block.end, line) + 1))


@dataclass(frozen=True)
class _Pair:
    """The two pages of a pair, and the lines of either on which a fault is told already."""

    ja: Page
    en: Page
    told: Set[tuple[str, int]]

    def compare(self, ja: Sequence[_Item], en: Sequence[_Item], above: tuple[int, int]) -> Iterator[Fault]:
        """Find the differences of two sequences, the first items of which stand below the lines `above`."""
        twins, lone = self._align(ja, en)
        of_ja = {item.key: item for part, _ in lone for item in ja[part] if item.id}
        of_en = {item.key: item for _, part in lone for item in en[part] if item.id}
        for key in of_ja.keys() & of_en.keys():
            one, two = of_ja[key], of_en[key]
            what = f"The {two} stands in another place; the Japanese page has it on line {one.line}."
            yield Fault(self.en.path, two.line, what, "Put them in the same order.")
            twins.append((one, two))
        for one, two in twins:
            yield from self._compare_shared(one, two)
            yield from self.compare(one.inner, two.inner, (one.line, two.line))
        for part_ja, part_en in lone:
            ones = [item for item in ja[part_ja] if item.key not in of_en]
            twos = [item for item in en[part_en] if item.key not in of_ja]
            if len(ones) == len(twos):
                for one, two in zip(ones, twos, strict=True):
                    what = f"The {two} stands where the Japanese page has the {one} on line {one.line}."
                    yield Fault(self.en.path, two.line, what, _EQUAL)
                continue
            for page, twin, items, line in (
                (self.en, self.ja, ones, _line_above(en, part_en, above[1])),
                (self.ja, self.en, twos, _line_above(ja, part_ja, above[0])),
            ):
                for item in items:
                    has_it = f"the {LANGUAGES[twin.locale]} page has it on line {item.line}"
                    what = f"The {item} is missing; {has_it}."
                    yield Fault(page.path, line, what, "Add it here or take it out there.")

    def _align(
        self, ja: Sequence[_Item], en: Sequence[_Item]
    ) -> tuple[list[tuple[_Item, _Item]], list[tuple[slice, slice]]]:
        """Return the items that are the same and yet differ, and the stretches that have no twin."""
        twins: list[tuple[_Item, _Item]] = []
        lone: list[tuple[slice, slice]] = []
        for tag, i, j, k, m in _opcodes([item.sign for item in ja], [item.sign for item in en]):
            if tag == "equal" or self._is_told(self.ja, ja[i:j]) or self._is_told(self.en, en[k:m]):
                continue
            for same, a, b, c, d in _opcodes([item.key for item in ja[i:j]], [item.key for item in en[k:m]]):
                one, two = slice(i + a, i + b), slice(k + c, k + d)
                if same == "equal":
                    twins += zip(ja[one], en[two], strict=True)
                else:
                    lone.append((one, two))
        return twins, lone

    def _is_told(self, page: Page, items: Sequence[_Item]) -> bool:
        return any((page.path, line) in self.told for item in items for line in item.lines)

    def _compare_shared(self, ja: _Item, en: _Item) -> Iterator[Fault]:
        ones = {what: (values, line) for what, values, line in ja.shared}
        twos = {what: (values, line) for what, values, line in en.shared}
        for what in {**twos, **ones}:
            one, line_ja = ones.get(what, ((), ja.line))
            two, line = twos.get(what, ((), en.line))
            if one != two:
                difference = _difference(what, one, two, f"on line {line_ja}")
                yield Fault(self.en.path, line, f"The {en} {difference}.", _EQUAL)


def _difference(what: str, ja: tuple[str, ...], en: tuple[str, ...], there: str) -> str:
    """Return in words which values only one side has; all, where the order or the number is another."""
    lacking, other = [x for x in ja if x not in en], [x for x in en if x not in ja]
    if lacking and not other:
        return f"lacks {what} {listed(lacking)}, which the Japanese page has {there}"
    if other and not lacking:
        return f"has {what} {listed(other)}, which the Japanese page lacks {there}"
    return f"has {what} {listed(other or en)}; the Japanese page has {listed(lacking or ja)} {there}"


def _opcodes(one: Sequence[Any], two: Sequence[Any]) -> list[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes another, as `SequenceMatcher` tells it.

    Equal ends are taken off first: there its time would grow with the square of what repeats.
    """
    start = _alike(one, two)
    end = _alike(one[start:][::-1], two[start:][::-1])
    n, m = len(one), len(two)
    matcher = SequenceMatcher(None, one[start : n - end], two[start : m - end], autojunk=False)
    middle = [(tag, i + start, j + start, k + start, o + start) for tag, i, j, k, o in matcher.get_opcodes()]
    return [("equal", 0, start, 0, start), *middle, ("equal", n - end, n, m - end, m)]


def _alike(one: Sequence[Any], two: Sequence[Any]) -> int:
    """Return how many items two sequences have in common at their beginning."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))


def _line_above(items: Sequence[_Item], part: slice, above: int) -> int:
    """Return the line of what stands before a stretch; keys have their order from their record."""
    return items[part.start - 1].line if part.start and items[0].noun != "key" else above
