"""Language: no text of one language in the page of the other, and no Markdown where none is read.

On an English page, Japanese or Chinese stands only in an element with `lang`, such as
`<span lang="zh">…</span>`; on a Japanese page, a whole block of English is a translation that is missing.
"""

import re
from collections.abc import Iterator

from argument.frontmatter import Record, declared, is_shared
from argument.inline import parse_inline
from argument.model import Argument
from argument.pages import Page
from faults import Fault, shown

_EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+")
_ENGLISH_WORD = re.compile(r"[A-Za-z][a-z]+(?:['-][a-z]+)*")
# So many English words without one Japanese character are a sentence, not a name.
_SENTENCE = 4
# Names of works stay in their own language.
_OWN_LANGUAGE = frozenset({"title"})


def find_language_faults(argument: Argument) -> Iterator[Fault]:
    """Find Japanese or Chinese on English pages, and blocks of English on Japanese pages."""
    for page in argument.pages.values():
        for block in page.blocks:
            # A heading is also a title in lists of contents, where no element can mark a part of it.
            is_heading = block.kind == "heading"
            text = block.text if is_heading else block.inline().own
            yield from _text_faults(page, block.line, text, marked=not is_heading)
        if page.front:
            yield from _record_faults(page, page.front)


def _record_faults(page: Page, record: Record) -> Iterator[Fault]:
    for field in declared(type(record)):
        value = getattr(record, field.name)
        if isinstance(value, Record):
            yield from _record_faults(page, value)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from _record_faults(page, item)
                elif isinstance(item, str) and not is_shared(field):
                    yield from _plain_faults(page, record.line_of(field.name), item)
        elif isinstance(value, str) and not is_shared(field):
            line = record.line_of(field.name)
            yield from _plain_faults(page, line, value)
            if not _is_name(page, field.name):
                yield from _text_faults(page, line, value, marked=False)


def _plain_faults(page: Page, line: int, value: str) -> Iterator[Fault]:
    inline = parse_inline(value)
    if not inline.fault and inline.plain != value:
        what = f"The text {shown(value)} is Markdown, which front matter prints as it is written."
        yield Fault(page.path, line, what, "Write it plain.")


def _is_name(page: Page, key: str) -> bool:
    return page.locale == "ja" and key in _OWN_LANGUAGE


def _text_faults(page: Page, line: int, text: str, *, marked: bool) -> Iterator[Fault]:
    if page.locale == "en" and (found := _EAST_ASIAN.search(text)):
        what = f"'{found[0]}' is not English."
        mend = 'Translate it, or mark it: <span lang="ja">…</span>.' if marked else "Translate it."
        yield Fault(page.path, line, what, mend)
    elif page.locale == "ja" and not _EAST_ASIAN.search(text):
        words = _ENGLISH_WORD.findall(text)
        if len(words) >= _SENTENCE:
            what = f"'{' '.join(words[:_SENTENCE])} …' is not Japanese."
            yield Fault(page.path, line, what, "Write this part in Japanese.")
