"""What stands inside one line of Markdown: links, emphasis, code, and words of another language.

The grammar is closed, as that of `argument.markup` is: a sign that some dialect of Markdown gives a meaning,
and that is none of these, is a fault. So what is read here is what Python-Markdown makes of the line.
"""

import functools
import re
from dataclasses import dataclass

from argument.characters import ODD_SPACE, joined, spelled
from argument.fields import is_web_address
from faults import shown

# What is wrong, and how to mend it.
Refusal = tuple[str, str]

LATE_LIST = (
    "An attribute list stands at the end of the text's own line, where it is printed.",
    "Put it alone on the line below its text, a blank line after it.",
)
_LINK_FORM = "Write a link as '[text](page.md)'; a plain bracket has a '\\' before it."
_PLAIN_FORM = "A plain sign has a '\\' before it; what is full of signs stands in backquotes, as code."
_STARS_FORM = f"Write emphasis as '*…*' or '**…**'. {_PLAIN_FORM}"
_WEB_FORM = "Write '[text](https://…)', or the address in backquotes, as code."
_ITSELF = "Write the character itself."
_OPEN_BRACKET = ("The bracket '[' begins no link.", _LINK_FORM)
_NOTE_FORM = "Write a note, a paragraph with '{: .beyond entries=\"…\" }' below it."
_HTML_FORM = 'Write Markdown, <span lang="ja">…</span>, a marker alone on its line, or code in backquotes.'
# What dialects of Markdown have and these pages have not: how it is known, what to say, which form to use.
# `{}` is what was found; where only a noun is said, such things have no place here. The first to fit counts.
_BEGINNINGS = (
    (r"(?:<{7}|>{7}|\|{7}|={7})(?: .*)?$", "Lines of a merge such as {}", "Choose one version."),
    (r"[>＞]", "Quotations", "Write a paragraph that says whose words they are."),
    (r"`{3,}|~{3,}", "Blocks of code", "Write code in backquotes, inside of a paragraph."),
    (r"!!!|\?\?\?|=== *[^= ]|:::|///", "Boxes such as {}", "Write a paragraph."),
    (r"[|｜]|:?-+:? *\|", "Tables", "Write a list, '- …', with an item for each row."),
    (r"=+ *$|([-*_])(?: *\1){2,} *$", "Rules and underlines", "Begin a part with a heading, '## … {#id}'."),
    (rf":(?: |{ODD_SPACE})", "Lists of definitions", "Write a list, '- …'."),
)
_COMPILED = [(re.compile(rf"\s*(?:{pattern})"), what, mend) for pattern, what, mend in _BEGINNINGS]
_SIGNS: dict[str, tuple[str, str, str]] = {
    "edge": (
        rf"^ *{ODD_SPACE}|{ODD_SPACE} *$",
        "The line begins or ends with {}, white space.",
        "Delete it.",
    ),
    "indent": (r"^ +", "The line is indented.", "Begin it with its text, or with '- ' for a list."),
    "tab": (r"\t", "Tabs", "Write a space."),
    "image": (r"!\[[^\]]*\](?:\([^()]*\))?|!\[", "Images", "Say in words what they show."),
    "note": (r"\[\^[^\]\[]*\]?", "Footnotes", _NOTE_FORM),
    "opens": (r"\[", *_OPEN_BRACKET),
    "closes": (r"\]", "The bracket ']' ends no link.", _LINK_FORM),
    "address": (r"<(?:(?:https?|mailto):[^<>]*|[^<>]*@[^<>]*)>", "Addresses in angle brackets", _WEB_FORM),
    "html": (r"<(?=[A-Za-z/!?])[^<>]*>?", "HTML tags such as {}", _HTML_FORM),
    "entity": (r"&#?[A-Za-z0-9]+;", "References such as {}", _ITSELF),
    "list": (r"[{｛]\s*[:：].*", *LATE_LIST),
    "brace": (r"[{}]", "The brace {} can give attributes to what stands before it.", "Write it as code."),
    "quote": (r"`+", "The code that {} opens does not end on its line.", f"Close it. {_PLAIN_FORM}"),
    "break": (r"\\$|  +$", "A hard line break ends the line.", "Delete it; a blank line ends a paragraph."),
    "escapes": (r"\\", "The sign '\\' stands before none that it could make plain.", _PLAIN_FORM),
    "under": (r"_+", "The sign '_' marks nothing here.", _STARS_FORM),
    "struck": (
        r"~~|==|\^\^|\|\||\+\+(?=[^\s+][^+]*\+\+)|[~^](?=[A-Za-z0-9]+[~^])",
        "The sign {} marks nothing here and is printed.",
        _STARS_FORM,
    ),
    "math": (r"\$\$|\$(?=\S)[^$]*[^$\s]\$(?!\d)", "Formulas such as {}", f"Use words. {_PLAIN_FORM}"),
    "emoji": (r"(?<![A-Za-z0-9:]):[a-z][a-z0-9_+-]*:(?![A-Za-z0-9:])", "Names of emoji such as {}", _ITSELF),
    "bare": (r"(?:https?://|www\.)[^\s<>]+", "The address {} is no link.", _WEB_FORM),
}
# What is read, tried before what is refused; most of a text begins nothing of the one or the other.
_OTHERS = r"[^\\`*_{}｛\[\]<>&!~=^|+$:hw\s\u00ad\u200b-\u200d\u2060\ufeff]+"
_READ = {
    "plain": rf"{_OTHERS}(?: {_OTHERS})*",
    "escape": r"\\[\\`*_{}\[\]()>#+.!-]",
    "code": r"(?<!`)`(?!`)[^`]*[^`\s][^`]*`(?!`)",
    "target": r"\](?:\([^()]*\)|\((?:[^()]|\([^()]*\))*\))",
    "span": r'<span lang="[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*">',
    "end": r"</span>",
    "stars": r"\*+",
}
_PATTERNS = {**_READ, **{name: pattern for name, (pattern, _, _) in _SIGNS.items()}}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_TARGET = re.compile(r"""(?!.*&#?[A-Za-z0-9]+;)[^\s<>"'`\\{}\[\]()]*""")
# How a link to no page of ours begins.
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# What is said where a mark is not closed; of a line, the first one.
_UNCLOSED = {
    "[": _OPEN_BRACKET,
    "<": ("'<span>' is not closed in its paragraph.", "Write '</span>' where the other language ends."),
    "*": ("The emphasis that '*' opens does not end on its line.", _STARS_FORM),
    "**": ("The emphasis that '**' opens does not end on its line.", _STARS_FORM),
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
    for mark in reader.opened:
        reader.fault(*_UNCLOSED[mark])
    plain, own = (joined("".join(parts)) for parts in (reader.plain, reader.own))
    return Inline(tuple(reader.links), plain, own, reader.first)


def plain_text(markdown: str) -> str:
    """Return the whole text of one line of Markdown as a reader sees it, without marks and targets."""
    return parse_inline(markdown).plain


def refusal_of(line: str) -> Refusal | None:
    """Return what is wrong with the beginning of a line that is no block of ours, and the form to use."""
    for pattern, what, mend in _COMPILED:
        if pattern.match(line):
            return _said(what, shown(line)), mend
    return None


def _said(what: str, found: str) -> str:
    """Return the sentence on what was found."""
    return (what if what.endswith(".") else f"{what} have no place here.").replace("{}", found)


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
        if name == "plain":
            self.text(found)
        elif name == "escape":
            self.text(found[1])
        elif name == "code":
            self.text(found[1:-1].strip(), is_code=True)
        elif name == "opens":
            self._open("[")
        elif name == "target":
            self._close("[", _SIGNS["closes"][1:], "A link")
            self._link(found[2:-1])
        elif name == "span":
            self._open("<")
        elif name == "end":
            self._close("<", ("'</span>' closes nothing in its paragraph.", "Delete it."), "'<span>'")
        elif name == "stars":
            self._stars(found)
        else:
            _, what, mend = _SIGNS[name]
            sign = found.strip(" ")[:1] or " "
            self.fault(
                _said(what, spelled(sign) if not sign.strip() or name == "edge" else shown(found)), mend
            )
            self.text(found)

    def _open(self, mark: str) -> None:
        if mark in self.opened:
            self.fault(*_UNCLOSED[mark])
        self.opened[mark] = len(self.plain)

    def _close(self, mark: str, unopened: Refusal, noun: str) -> None:
        """End what was opened last; whatever was opened in it has to have ended."""
        if mark not in self.opened:
            self.fault(*unopened)
            return
        while (last := next(reversed(self.opened))) != mark:
            self.fault(*_UNCLOSED[last])
            del self.opened[last]
        text = "".join(self.plain[self.opened.pop(mark) :])
        if not text.strip():
            self.fault(f"{noun} has no text.", "Write it inside, or delete the marks.")
        elif "*" in mark and text != text.strip():
            self.fault(f"{noun} begins or ends with a space.", f"Put it outside. {_PLAIN_FORM}")

    def _link(self, target: str) -> None:
        self.links.append(target)
        if ELSEWHERE.match(target) and not is_web_address(target):
            what = f"The address {shown(target)} is no whole address on the web."
            self.fault(what, "Write 'https://', the host, and the path.")
        elif not _TARGET.fullmatch(target):
            what = f"The link leads to {shown(target)}, which is not only an address."
            mend = "Write the address alone; in it, '%20' is a space, '%28' and '%29' are brackets."
            self.fault(what, mend)

    def _stars(self, mark: str) -> None:
        """Take the signs that begin or end an emphasis, which holds no other."""
        if mark not in _UNCLOSED or ("*" if mark == "**" else "**") in self.opened:
            what = f"The signs {shown(mark)} stand inside of an emphasis or directly beside it."
            self.fault(what, _STARS_FORM)
        elif mark in self.opened:
            self._close(mark, _UNCLOSED[mark], "An emphasis")
        else:
            self._open(mark)
