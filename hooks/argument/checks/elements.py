"""Elements: what raw HTML, braces, and attribute lists would put on a page besides text.

A page is text. The one element that it may hold is `<span lang="…">`, which no Markdown writes; all else
could run a script, load what is another's, or end a part of the page that the theme began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argument.addresses import is_web_address
from argument.claims import printed_list
from argument.inline import without_code
from argument.markup import Block
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem, shown

# A tag, a comment, a declaration, or an instruction, closed or not.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?")
_OPENED = re.compile(r'<span lang="[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*">')
_CLOSED = "</span>"
_QUOTE = re.compile(r"(?<!\\)`+")
_EMPTY_LINK = re.compile(r"(?<!!)\[\s*\]\(")
_BRACE = re.compile(r"(?<!\\)[{}]")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,}) ?[\w+-]*\s*")
_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+(?: +"[^"]*")? *')
_SCHEME = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def find_element_problems(argument: Argument) -> Iterator[Problem]:
    """Find raw HTML, braces in the text, more than an id on a heading, and addresses that are none."""
    for page in argument.pages.values():
        for block in page.blocks:
            if block.kind == "code":
                yield from _fence_problems(page, block)
            elif block.kind not in {"marker", "stray"}:
                text = without_code(block.text)
                yield from _markup_problems(page, block, text)
                yield from _brace_problems(page, block, text)
                yield from _open_problems(page, block, text)
                yield from _address_problems(page, block)
            if block.kind == "heading":
                yield from _heading_problems(page, block)
            if block.kind == "admonition":
                yield from _admonition_problems(page, block)


def _line(block: Block, text: str, at: int) -> int:
    return block.line + text.count("\n", 0, at)


def _markup_problems(page: Page, block: Block, text: str) -> Iterator[Problem]:
    """Find the first tag of a block that may not be there, and elements that do not open or end in it."""
    if block.kind == "html" and "<" not in block.text:
        yield problem(page.path, block.line, *_of_markup(f"<!-- {block.text} -->"))
    opened: list[int] = []
    for found in _MARKUP.finditer(text):
        line = _line(block, text, found.start())
        if _OPENED.fullmatch(found[0]):
            opened.append(line)
        elif found[0] == _CLOSED and opened:
            opened.pop()
        elif found[0] == _CLOSED:
            yield problem(page.path, line, "'</span>' closes nothing in its paragraph.", "Delete it.")
        elif not is_web_address(found[0][1:-1]):
            yield problem(page.path, line, *_of_markup(found[0]))
            return
    for line in opened:
        what = "'<span>' is not closed in its paragraph."
        yield problem(page.path, line, what, "Write '</span>' where the other language ends.")


def _of_markup(found: str) -> tuple[str, str]:
    if found.startswith("<!--"):
        what = f"The comment {shown(found)} would be published."
        return what, "Delete it; a marker is written '<!-- argument:… -->', alone on its line."
    what = f"The raw HTML {shown(found)} has no place in a page."
    return what, 'Write Markdown, code in backquotes, or <span lang="ja">…</span> for another language.'


def _brace_problems(page: Page, block: Block, text: str) -> Iterator[Problem]:
    found = _BRACE.search(text)
    if found and not printed_list(block):
        what = f"The brace '{found[0]}' can give attributes to what stands before it."
        mend = "Write it in backquotes, as code."
        yield problem(page.path, _line(block, text, found.start()), what, mend)


def _open_problems(page: Page, block: Block, text: str) -> Iterator[Problem]:
    """Find code that is not closed, links that show nothing, and columns that only a style could align."""
    if found := _QUOTE.search(text):
        mend = "Close it with as many, on the same line; before a plain one write '\\'."
        what = f"The code that {shown(found[0])} opens does not end on its line."
        yield problem(page.path, _line(block, text, found.start()), what, mend)
    if found := _EMPTY_LINK.search(text):
        what = "A link has no text to select it by."
        yield problem(page.path, _line(block, text, found.start()), what, "Write it between '[' and ']'.")
    if block.kind == "table" and ":" in text.split("\n")[1]:
        what = "A colon in the table's second line aligns a column, for which no style is."
        yield problem(page.path, block.line + 1, what, "Write '---' alone.")


def _address_problems(page: Page, block: Block) -> Iterator[Problem]:
    inline = block.inline()
    for target in (*inline.links, *inline.images):
        if _SCHEME.match(target) and not is_web_address(target):
            what = f"The address {shown(target)} is no whole address on the web."
            yield problem(page.path, block.line, what, "Write 'https://', the host, and the path.")
    for target in inline.images:
        if is_web_address(target):
            what = f"The image {shown(target)} lies on another host."
            yield problem(page.path, block.line, what, "Put it into 'docs/assets' and name that file.")


def _fence_problems(page: Page, block: Block) -> Iterator[Problem]:
    first = block.text.split("\n")[0]
    if not _FENCE.fullmatch(first):
        what = f"The code block begins with {shown(first)}."
        yield problem(page.path, block.line, what, "Write nothing behind the fence but the language.")


def _admonition_problems(page: Page, block: Block) -> Iterator[Problem]:
    line = page.source.text.split("\n")[block.line - 1].strip()
    if not _ADMONITION.fullmatch(line):
        what = f"The line {shown(line)} begins no box and is printed."
        yield problem(
            page.path, block.line, what, "Write '!!! note' or '!!! note \"Title\"', and nothing more."
        )


def _heading_problems(page: Page, block: Block) -> Iterator[Problem]:
    given = block.attributes
    if given and not given.is_claim and (given.classes or given.values or given.doubled):
        what = f"The heading {shown(block.text)} has more than an id between its braces."
        yield problem(page.path, block.line, what, "Leave only the id, '{#…}'.")
    if block.id and not block.text.strip():
        yield problem(page.path, block.line, "The heading has no text.", "Write it before the id.")
