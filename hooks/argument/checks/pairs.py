"""The two languages: what must be equal on both pages of a pair, and that each page is in its own language.

A page is a sequence of items, in its front matter as in its text, and what differs is what one comparison of
two sequences finds. Neither language is the source of the other: a difference is told on the English page,
with the line of the Japanese one, unless it is the Japanese page that lacks something.

On an English page, Japanese or Chinese stands only in an element with `lang`, such as
`<span lang="zh">…</span>`; on a Japanese page, a whole block of English is a translation that is missing.
"""

import re
from collections.abc import Callable, Iterator, Set
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Any, NamedTuple

from argument.frontmatter import Record, fields
from argument.markup import Block
from argument.model import Argument, Page
from argument.sources import LOCALES
from faults import Fault, shown

_LANGUAGES = {"ja": "Japanese", "en": "English"}

# What an item is, and its id or value.
Name = tuple[str, str]


class _Item(NamedTuple):
    """A key, a record, a block, or a part of one, with the names of all that it is part of before its own.

    `parts` are those of its whole block; `is_told` is True where a fault is told on a line of that.
    """

    path: tuple[Name, ...]
    line: int
    parts: tuple[Name, ...] = ()
    is_told: bool = False

    def __str__(self) -> str:
        noun, name = self.path[-1]
        return f"{noun} {shown(name)}" if name else noun


def find_pair_faults(argument: Argument, told: Set[tuple[str, int]]) -> Iterator[Fault]:
    """Find pages without their pair, and whatever differs between the two pages of a pair.

    `told` are file and line of the faults that a page has by itself; what differs there is told by them.
    """
    for name in sorted({name for name, _ in argument.pages}):
        ja, en = (argument.page(name, locale) for locale in LOCALES)
        if ja and en:
            yield from _compare(ja, en, told)
        elif page := ja or en:
            missing = "en" if ja else "ja"
            path = page.path.removesuffix(f"{page.locale}.md") + f"{missing}.md"
            if not any(found.path == path for found in argument.faults):
                mend = f"Write '{path.rpartition('/')[2]}' beside it."
                yield Fault(page.path, 1, f"The page has no {_LANGUAGES[missing]} pair.", mend)


def _items(page: Page, twin: Page, told: Set[tuple[str, int]]) -> Iterator[_Item]:
    """Yield a page item by item, without the part that cannot be read on either page of the pair."""
    yield _Item((("page", ""),), 1)
    if page.front and twin.front:
        yield from _keys(page.front, ())
    yield _Item((("text", ""),), page.body_line)
    for block in page.blocks if page.body_line and twin.body_line else ():
        last = max(block.end, block.attributes.line if block.attributes else 0)
        is_told = any((page.path, line) in told for line in range(block.line, last + 1))
        (name, line), *parts = _block(block)
        of_parts = tuple(part for part, _ in parts)
        yield _Item((name,), line, of_parts, is_told)
        yield from (_Item((name, part), at, of_parts, is_told) for part, at in parts)


def _keys(record: Record, path: tuple[Name, ...]) -> Iterator[_Item]:
    """Yield the keys of a record that hold something, those that are shared with each value."""
    for key in record.declared:
        value, line = getattr(record, key.name), record.line_of(key.name)
        if value is None:
            continue
        yield _Item(own := (*path, ("key", key.name)), line)
        for one in value if isinstance(value, tuple) else (value,):
            if key.shared:
                yield _Item((*own, ("value", str(one))), line)
            elif isinstance(one, Record):
                of_record = (*own, (type(one).__name__.lower(), str(getattr(one, "id", ""))))
                yield _Item(of_record, one.starts)
                yield from _keys(one, of_record)


def _block(block: Block) -> list[tuple[Name, int]]:
    """Return a block and what of it is the same in both languages; what it says is each language's own."""
    mark, noun = block.attributes, "list item" if block.kind == "item" else block.kind
    own_id, line = (mark.id or "", mark.line) if mark else ("", block.line)
    parts = [(("link", target), block.line) for target in sorted(block.inline().links)]
    if block.kind == "heading":
        parts.append((("level", block.info), block.line))
    elif block.kind == "marker":
        own_id = block.info
    elif mark:
        parts.append((("form", noun), block.line))
        for key, values in sorted(mark.values.items()):
            parts += [(("attribute", f"{key}: {value}"), line) for value in values.split()]
        noun = next(iter(mark.classes), "note")
    return [((noun, own_id), line), *parts]


def _compare(ja: Page, en: Page, told: Set[tuple[str, int]]) -> Iterator[Fault]:
    lone, items = [], (list(_items(ja, en, told)), list(_items(en, ja, told)))
    # Of blocks without an id, those with the same parts are twins; then what is left is compared in itself.
    for differing in _unlike(*items, attrgetter("path", "parts")):
        for found_ja, found_en in _unlike(*differing, attrgetter("path")):
            if not any(item.is_told for item in (*found_ja, *found_en)):
                lone.append((found_ja[0], _whole(found_ja[1:]), found_en[0], _whole(found_en[1:])))
    of_ja = {item.path: item for _, found, *_ in lone for item in found if item.path[-1][1]}
    moved = of_ja.keys() & {item.path for *_, found in lone for item in found}
    for above_ja, found_ja, above_en, found_en in lone:
        for item in (item for item in found_en if item.path in moved):
            line = of_ja[item.path].line
            what = f"The {item} stands in another place; the Japanese page has it on line {line}."
            yield Fault(en.path, item.line, what, "Put them in the same order.")
        ones, twos = ([item for item in found if item.path not in moved] for found in (found_ja, found_en))
        if len(ones) == len(twos):
            for one, two in zip(ones, twos, strict=True):
                what = f"The {two} stands where the Japanese page has the {one} on line {one.line}."
                yield Fault(en.path, two.line, what, "Make them equal.")
        else:
            yield from _missing(en, above_en, ones, "Japanese")
            yield from _missing(ja, above_ja, twos, "English")


def _unlike(
    ja: list[_Item], en: list[_Item], key: Callable[[_Item], Any]
) -> Iterator[tuple[list[_Item], list[_Item]]]:
    """Yield the stretches of two sequences that differ, each below the item above it, which is the same.

    So is the first item of both.
    """
    ones, twos = list(map(key, ja[1:])), list(map(key, en[1:]))
    for tag, i, j, k, m in SequenceMatcher(None, ones, twos).get_opcodes() if ones != twos else ():
        if tag != "equal":
            yield ja[i : j + 1], en[k : m + 1]


def _whole(items: list[_Item]) -> list[_Item]:
    """Return the items of a stretch that are not part of another one in it."""
    found: list[_Item] = []
    for item in items:
        if not found or len(item.path) <= len(found[-1].path):
            found.append(item)
    return found


def _missing(page: Page, above: _Item, items: list[_Item], language: str) -> Iterator[Fault]:
    for item in items:
        what = f"The {item} is missing; the {language} page has it on line {item.line}."
        yield Fault(page.path, above.line, what, "Add it here or take it out there.")


_EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+")
_ENGLISH_WORD = re.compile(r"[A-Za-z][a-z]+(?:['-][a-z]+)*")
# So many English words without one Japanese character are a sentence, not a name.
_SENTENCE = 4
_MARKDOWN = re.compile(r"(\*+)[^\s*](?:[^*]*[^\s*])?\1|`[^`]+`|\]\(|</?\w|\\[^\w\s]")


def find_language_faults(argument: Argument) -> Iterator[Fault]:
    """Find Japanese or Chinese on English pages, blocks of English on Japanese ones, and Markdown in keys."""
    for page in argument.pages.values():
        for block in page.blocks:
            # A heading is also a title in lists of contents, where no element can mark a part of it.
            is_heading = block.kind == "heading"
            text = block.text if is_heading else block.inline().own
            if fault := _fault(page.locale, text, marked=not is_heading):
                yield Fault(page.path, block.line, *fault)
        for field in fields(page.front):
            for text in (one for one in field.values if isinstance(one, str) and not field.key.shared):
                if _MARKDOWN.search(text):
                    what = f"The text {shown(text)} is Markdown, which front matter prints as it is written."
                    yield Fault(page.path, field.line, what, "Write it plain.")
                # Names of works stay in their own language.
                is_of_work = page.locale == "ja" and field.key.name == "title"
                if not is_of_work and (fault := _fault(page.locale, text, marked=False)):
                    yield Fault(page.path, field.line, *fault)


def _fault(locale: str, text: str, *, marked: bool) -> tuple[str, str] | None:
    """Return what of a text is not in the language of its page, and how to mend it."""
    found = _EAST_ASIAN.search(text)
    if locale == "en" and found:
        mend = 'Translate it, or mark it: <span lang="ja">…</span>.' if marked else "Translate it."
        return f"'{found[0]}' is not English.", mend
    words = _ENGLISH_WORD.findall(text) if locale == "ja" and not found else []
    if len(words) >= _SENTENCE:
        return f"'{' '.join(words[:_SENTENCE])} …' is not Japanese.", "Write this part in Japanese."
    return None
