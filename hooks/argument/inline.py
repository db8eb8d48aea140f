"""What stands inside one block of Markdown: link targets, images, raw HTML, text without foreign parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_TOKEN = re.compile(r"\\.|`+|!?\[|\]\(?", re.DOTALL)
_CODE_TOKEN = re.compile(r"\\[\\`]|`+")
# A reference to no character, with more digits than Python's own reader of HTML takes.
_ENDLESS = re.compile(r"&#0*[1-9][0-9]{7,};?")
_BARE_URL = re.compile(r"<(https?://[^\s<>]+)>")
_TARGETS = re.compile(r"\]\([^()]*\)")
_BRACKETS = re.compile(r"!?\[([^\[\]]*)\]")
_EMPHASIS = re.compile(r"(?<!\\)[*]+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|\\(?=[^\w\s])")


@dataclass(frozen=True)
class Inline:
    """The references of a block in their order, and its readable text."""

    links: tuple[str, ...]
    images: tuple[str, ...]
    ids: tuple[str, ...]
    text: str


def parse_inline(markdown: str) -> Inline:
    """Return the references in one block of Markdown, raw HTML included.

    `text` is what a reader sees, without code, targets, and the parts that raw HTML marks with `lang`.
    Takes time in proportion to the length, whatever the brackets.
    """
    visible, links, images = _take_targets(markdown)
    links += _BARE_URL.findall(visible)
    if "<" not in visible:
        return Inline(tuple(links), tuple(images), (), visible)
    html = _RawHtml()
    html.feed(_ENDLESS.sub("\ufffd", _BARE_URL.sub("", visible)))
    html.close()
    return Inline(tuple(links + html.links), tuple(images + html.images), tuple(html.ids), html.text)


def plain_text(markdown: str) -> str:
    """Return the whole text of one block of Markdown as a reader sees it, without marks and targets."""
    visible = re.sub(r"`+ ?([^`]*?) ?`+", r"\1", _TARGETS.sub("]", markdown))
    html = _AllText()
    html.feed(_ENDLESS.sub("\ufffd", _EMPHASIS.sub("", _BRACKETS.sub(r"\1", visible))))
    html.close()
    return " ".join(html.text.split())


def _take_targets(markdown: str) -> tuple[str, list[str], list[str]]:
    """Return the text without targets and code, the link targets, and the image targets."""
    kept: list[str] = []
    links: list[str] = []
    images: list[str] = []
    opened: list[bool] = []
    position = 0
    closing = _closing_brackets(markdown)
    while token := _TOKEN.search(markdown, position):
        kept.append(markdown[position : token.start()])
        mark = token[0]
        position = token.end()
        if mark[0] == "\\":
            kept.append(mark[1:])
        elif mark[0] == "`":
            position = _end_of_code(markdown, mark, position)
        elif mark[-1] == "[":
            opened.append(mark[0] == "!")
        elif opened:
            is_image = opened.pop()
            if mark == "](" and (end := closing.get(position - 1)) is not None:
                (images if is_image else links).append(_target(markdown[position:end]))
                position = end + 1
    kept.append(markdown[position:])
    return "".join(kept), links, images


def without_code(markdown: str) -> str:
    """Return one block of Markdown with blanks in the place of its code spans, of the same length.

    What a reading line by line finds outside of code stays as well: raw HTML that begins a line wins over
    code that began on a line above.
    """
    if "`" not in markdown:
        return markdown
    whole = _blank_code(markdown)
    lines = "\n".join(map(_blank_code, markdown.split("\n")))
    return "".join(one if one != " " else other for one, other in zip(whole, lines, strict=True))


def _blank_code(markdown: str) -> str:
    kept: list[str] = []
    position = 0
    while token := _CODE_TOKEN.search(markdown, position):
        kept.append(markdown[position : token.start()])
        end = token.end() if token[0][0] == "\\" else _end_of_code(markdown, token[0], token.end())
        is_code = end > token.end()
        span = markdown[token.start() : end]
        kept.append(re.sub(r"[^\n]", " ", span) if is_code else span)
        position = end
    kept.append(markdown[position:])
    return "".join(kept)


def _end_of_code(markdown: str, mark: str, position: int) -> int:
    """Return where the code span that `mark` opens ends; a lone mark is text."""
    end = re.compile(f"(?<!`){mark}(?!`)").search(markdown, position)
    return end.end() if end else position


def _closing_brackets(markdown: str) -> dict[int, int]:
    """Return the place of the round bracket that closes each one, by the place of the one that opens."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"[()]", markdown):
        if found[0] == "(":
            opened.append(found.start())
        elif opened:
            closing[opened.pop()] = found.start()
    return closing


def _target(inner: str) -> str:
    """Return the address of `address "title"` or `<address> "title"`."""
    inner = inner.strip()
    return inner[1 : inner.find(">")] if inner.startswith("<") else inner.split(" ", 1)[0]


class _AllText(HTMLParser):
    """Collects the text of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


class _RawHtml(HTMLParser):
    """Collects ids and references of raw HTML, and the text outside of elements with `lang`."""

    _VOID = frozenset({"br", "hr", "img", "wbr", "area", "col", "input", "link", "meta", "source", "track"})

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self._foreign: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.links += [values[name] for name in ("href", "cite") if name in values]
        self.images += [values["src"]] if "src" in values else []
        self.ids += [values["id"]] if "id" in values else []
        if tag not in self._VOID:
            self._foreign.append("lang" in values)

    def handle_endtag(self, tag: str) -> None:
        if self._foreign and tag not in self._VOID:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._foreign):
            self.text += data
