"""Language: no text of one language in the page of the other, and no Markdown where none is read.

On an English page, Japanese or Chinese stands only in an element with `lang`, such as
`<span lang="zh">…</span>`; on a Japanese page, a whole block of English is a translation that is missing.
"""

import re
from collections.abc import Iterator

from argument.frontmatter import fields
from argument.inline import parse_inline
from argument.model import Argument
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
            if fault := _fault(page.locale, text, marked=not is_heading):
                yield Fault(page.path, block.line, *fault)
        for field in fields(page.front):
            for text in (one for one in field.values if isinstance(one, str) and not field.key.shared):
                if _MARK.search(text) and not (inline := parse_inline(text)).fault and inline.plain != text:
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
