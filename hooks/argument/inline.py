"""What stands inside one line of Markdown: links, emphasis, code, and words of another language.

The grammar is closed, as that of `argument.markup` is: a sign that some dialect of Markdown gives a meaning,
and that is none of these, is a fault. So what is read here is what Python-Markdown makes of the line.
"""

import functools
import re
from dataclasses import dataclass

from argument.addresses import is_web_address
from argument.characters import ODD_SPACE, joined, spelled
from argument.dialects import LINK_FORM, PLAIN_FORM, SIGNS, said
from faults import shown

Refusal = tuple[str, str]

# What is read, tried before what is refused.
_READ = {
    "escape": r"\\[\\`*_{}\[\]()>#+.!-]",
    "code": r"(?<!`)`(?!`)[^`]*[^`\s][^`]*`(?!`)",
    "target": r"\](?:\([^()]*\)|\((?:[^()]|\([^()]*\))*\))",
    "span": r'<span lang="[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*">',
    "end": r"</span>",
    "stars": r"\*+",
}
_PATTERNS = {**_READ, **{name: pattern for name, (pattern, _, _) in SIGNS.items()}}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_TARGET = re.compile(r"""[^\s<>"'`\\{}\[\]()]*""")
_ENTITY = re.compile(SIGNS["entity"][0])
_ODD = re.compile(ODD_SPACE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_EMPHASIS = "An emphasis"
_OPEN = {
    "[": ("The bracket '[' begins no link.", LINK_FORM),
    "<": ("'<span>' is not closed in its paragraph.", "Write '</span>' where the other language ends."),
    "*": ("The emphasis that '*' opens does not end on its line.", f"Write '*…*'. {PLAIN_FORM}"),
    "**": ("The emphasis that '**' opens does not end on its line.", f"Write '**…**'. {PLAIN_FORM}"),
}


@dataclass(frozen=True)
class Inline:
    """What a line holds.

    Attributes:
        links: The targets of its links, in their order.
        plain: Its whole text as a reader sees it.
        own: The same without code and without words marked as of another language.
        fault: The first thing that the grammar has not, and the form to use; None where all is read as meant.
    """

    links: tuple[str, ...]
    plain: str
    own: str
    fault: Refusal | None


@functools.lru_cache(maxsize=8192)
def parse_inline(markdown: str) -> Inline:
    """Return what one line of Markdown holds; takes time in proportion to its length, whatever its signs."""
    reader, at = _Reader(), 0
    for token in _TOKEN.finditer(markdown):
        reader.text(markdown[at : token.start()])
        reader.token(token.lastgroup or "", token[0])
        at = token.end()
    reader.text(markdown[at:])
    if reader.opened:
        reader.fault(*_OPEN[next(iter(reader.opened))])
    plain, own = (joined("".join(parts)) for parts in (reader.plain, reader.own))
    return Inline(tuple(reader.links), plain, own, reader.first)


def plain_text(markdown: str) -> str:
    """Return the whole text of one line of Markdown as a reader sees it, without marks and targets."""
    return parse_inline(markdown).plain


class _Reader:
    """Takes the tokens of a line; `opened` has the marks that wait for an end, and where each began."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.plain: list[str] = []
        self.own: list[str] = []
        self.opened: dict[str, int] = {}
        self.first: Refusal | None = None

    def fault(self, what: str, mend: str) -> None:
        self.first = self.first or (what, mend)

    def text(self, text: str, *, is_code: bool = False) -> None:
        self.plain.append(text)
        self.own.append(" " if is_code or "<" in self.opened else text)

    def token(self, name: str, found: str) -> None:
        if name == "escape":
            self.text(found[1])
        elif name == "code":
            self.text(found[1:-1].strip(), is_code=True)
        elif name == "opens":
            self._open("[")
        elif name == "target":
            self._close("[", SIGNS["closes"][1:], "A link")
            self._link(found[2:-1])
        elif name == "span":
            self._open("<")
        elif name == "end":
            self._close("<", ("'</span>' closes nothing in its paragraph.", "Delete it."), "'<span>'")
        elif name == "stars":
            self._stars(found)
        else:
            _, what, mend = SIGNS[name]
            sign = found.strip(" ")[:1] or " "
            is_odd = _ODD.match(sign) or sign == " "
            self.fault(said(what, spelled(sign) if is_odd else shown(found)), mend)
            self.text(found)

    def _open(self, mark: str) -> None:
        if mark in self.opened:
            self.fault(*_OPEN[mark])
        self.opened[mark] = len(self.plain)

    def _close(self, mark: str, unopened: Refusal, noun: str) -> None:
        """End what was opened last; whatever was opened in it has to have ended."""
        if mark not in self.opened:
            self.fault(*unopened)
            return
        while (last := next(reversed(self.opened))) != mark:
            self.fault(*_OPEN[last])
            del self.opened[last]
        text = "".join(self.plain[self.opened.pop(mark) :])
        if not text.strip():
            self.fault(f"{noun} has no text.", "Write it inside, or delete the marks.")
        elif noun == _EMPHASIS and text != text.strip():
            self.fault(f"{noun} begins or ends with a space.", f"Put it outside. {PLAIN_FORM}")

    def _link(self, target: str) -> None:
        self.links.append(target)
        if _SCHEME.match(target) and not is_web_address(target):
            what = f"The address {shown(target)} is no whole address on the web."
            self.fault(what, "Write 'https://', the host, and the path.")
        elif not _TARGET.fullmatch(target) or _ENTITY.search(target):
            what = f"The link leads to {shown(target)}, which is not only an address."
            self.fault(
                what, "Write the address alone; in it, '%20' is a space, '%28' and '%29' are brackets."
            )

    def _stars(self, mark: str) -> None:
        """Take the signs that begin or end an emphasis, which holds no other."""
        other = "*" if mark == "**" else "**"
        if mark not in _OPEN or other in self.opened:
            what = f"The signs {shown(mark)} stand inside of an emphasis or directly beside it."
            self.fault(what, f"Write '*…*' or '**…**'. {PLAIN_FORM}")
        elif mark in self.opened:
            self._close(mark, _OPEN[mark], _EMPHASIS)
        else:
            self._open(mark)
