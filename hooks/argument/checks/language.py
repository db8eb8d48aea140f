"""Language: no text of one language in the page of the other, and no Markdown where none is read.

On an English page, Japanese or Chinese stands only in an element with `lang`, such as
`<span lang="zh">…</span>`; on a Japanese page, a whole block of English is a translation that is missing.
"""

import re
from collections.abc import Iterator

from argument.checks.known import fields
from argument.inline import parse_inline
from argument.model import Argument
from argument.pages import Page
from faults import Fault, shown

_EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+")
_ENGLISH_WORD = re.compile(r"[A-Za-z][a-z]+(?:['-][a-z]+)*")
# So many English words without one Japanese character are a sentence, not a name.
_SENTENCE = 4
# Without one of these, a text is no Markdown.
_MARK = re.compile(r"[\\`*\]<]")


def find_language_faults(argument: Argument) -> Iterator[Fault]:
    """Find Japanese or Chinese on English pages, blocks of English on Japanese ones, and Markdown in keys."""
    for page in argument.pages.values():
        for block in page.blocks:
            # A heading is also a title in lists of contents, where no element can mark a part of it.
            is_heading = block.kind == "heading"
            text = block.text if is_heading else block.inline().own
            yield from _text_faults(page, block.line, text, marked=not is_heading)
        for field in fields(page.front):
            for text in (one for one in field.values if isinstance(one, str) and not field.key.shared):
                if _MARK.search(text) and not (inline := parse_inline(text)).fault and inline.plain != text:
                    what = f"The text {shown(text)} is Markdown, which front matter prints as it is written."
                    yield Fault(page.path, field.line, what, "Write it plain.")
                # Names of works stay in their own language.
                if page.locale != "ja" or field.key.name != "title":
                    yield from _text_faults(page, field.line, text, marked=False)


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
