"""A style sheet without what no page can use, which of the theme's is most.

A selector goes if it names a tag, a class, an id, an attribute, or a value that stands neither in
a tag of any page nor in any script, and a variable goes if nothing reads it. What is kept stays in its order.
So no script may put the name of a class together from parts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    ParseError,
    QualifiedRule,
    SquareBracketsBlock,
    StringToken,
    WhitespaceToken,
)

_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_SCRIPT = re.compile(r"<script\b[^<>]*>")
_WORD = re.compile(r"[\w-]+")
_IN_DATASET = re.compile(r"dataset\.(\w+)")
_UPPER = re.compile(r"[A-Z]")
# Of these selectors one has to hold; of those in `:not()` none needs to be there.
_ANY_OF = frozenset({"is", "where", "has"})
_HOLDS_RULES = frozenset({"media", "supports", "container"})
# What a browser adds: elements that HTML may leave out, and the state of a `details` that is opened.
_ALWAYS = frozenset({"html", "head", "body", "tbody", "colgroup", "open"})
# Python makes no number of more, and no style has one.
_LONG_NUMBER = re.compile(r"\d{1000}")


class StyleError(Exception):
    """A style sheet cannot be read; the message begins with the line."""


@dataclass
class Vocabulary:
    """The words that pages and scripts can have in their tags, in lower case."""

    words: set[str] = field(default_factory=lambda: {*_ALWAYS})

    def read_page(self, page: str) -> None:
        """Take the words of a page's tags and of its scripts."""
        tags = "".join(set(_TAG.findall(page)))
        # Python makes no character of a number of thousands of digits.
        with suppress(ValueError):
            tags = html.unescape(tags)
        self.words.update(_WORD.findall(tags.lower()))
        end = 0
        while found := _SCRIPT.search(page, end):
            start, end = found.end(), page.find("</script", found.end())
            if end < 0:
                break
            if "json" not in found[0]:
                self.read_script(page[start:end])

    def has(self, name: str) -> bool:
        """Tell whether a name may be on a page; of one that is not a single word, nobody knows."""
        return name.lower() in self.words or _WORD.fullmatch(name) is None

    def read_script(self, text: str) -> None:
        """Take all words of a script, and the attributes that it names as properties of a dataset."""
        self.words.update(_WORD.findall(text.lower()))
        for name in _IN_DATASET.findall(text):
            self.words.add("data-" + _UPPER.sub(lambda upper: "-" + upper[0], name).lower())


class _Value(NamedTuple):
    """A declaration as text, with the variables that it reads."""

    name: str
    text: str
    reads: frozenset[str]


@dataclass
class _Rule:
    """A rule with the selectors that can match, or a group of rules such as those of a medium."""

    head: str
    values: list[_Value] = field(default_factory=list)
    rules: list[_Rule | str] = field(default_factory=list)


class UsedStyles:
    """Style sheets without what no page can use."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rules: list[_Rule | str] = []

    def read(self, css: str) -> None:
        """Add a style sheet; raises `StyleError`."""
        if found := _LONG_NUMBER.search(css):
            line = css.count("\n", 0, found.start()) + 1
            raise StyleError(f"{line}: A number has a thousand digits or more. Shorten it.")
        try:
            self._rules += self._read_rules(tinycss2.parse_stylesheet(css, True, True))
        except RecursionError:
            raise StyleError("1: Brackets stand in brackets too often. Take some out.") from None

    def _read_rules(self, nodes: Iterable[Node]) -> Iterator[_Rule | str]:
        for node in nodes:
            _refuse_error(node)
            if isinstance(node, QualifiedRule):
                used = [one for one in _split(node.prelude) if _can_match(one, self._vocabulary)]
                if used:
                    head = ",".join(tinycss2.serialize(one).strip() for one in used)
                    yield _Rule(head, _values(node))
            elif isinstance(node, AtRule) and node.lower_at_keyword in _HOLDS_RULES and node.content:
                inner = [*self._read_rules(tinycss2.parse_rule_list(node.content, True, True))]
                yield _Rule(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}", rules=inner)
            else:
                yield str(node.serialize())

    def write(self, readers: Iterable[str] = ()) -> str:
        """Return all as one style sheet; `readers` are texts that may read its variables."""
        read = {word for text in readers for word in _WORD.findall(text)}
        # In a tag, such as that of a drawing.
        read |= {word for word in self._vocabulary.words if word.startswith("--")}
        waiting: dict[str, set[str]] = {}
        for text in _loose(self._rules):
            read.update(_WORD.findall(text))
        for one in _all_values(self._rules):
            if one.name.startswith("--"):
                waiting.setdefault(one.name, set()).update(one.reads)
            else:
                read |= one.reads
        new = read & waiting.keys()
        while new:
            # What a variable reads is read if the variable is.
            new = {name for variable in new for name in waiting.pop(variable)} & waiting.keys()
            read |= new
        return "".join(_texts(self._rules, waiting.keys()))


def _refuse_error(node: Node) -> None:
    if isinstance(node, ParseError):
        raise StyleError(f"{node.source_line}: It is not valid CSS: {node.message}. Mend this line.")


def _values(rule: QualifiedRule) -> list[_Value]:
    found: list[_Value] = []
    for one in tinycss2.parse_blocks_contents(rule.content, True, True):
        _refuse_error(one)
        if not isinstance(one, Declaration):
            raise StyleError(f"{one.source_line}: A rule stands within another. Put it beside it.")
        words = _WORD.findall(tinycss2.serialize(one.value))
        reads = frozenset(word for word in words if word.startswith("--"))
        found.append(_Value(one.name, one.serialize().strip(), reads))
    return found


def _all_values(rules: Iterable[_Rule | str]) -> Iterator[_Value]:
    for rule in rules:
        if isinstance(rule, _Rule):
            yield from rule.values
            yield from _all_values(rule.rules)


def _loose(rules: Iterable[_Rule | str]) -> Iterator[str]:
    """Return the text of what is neither a rule nor a group of rules, such as a font."""
    for rule in rules:
        if isinstance(rule, _Rule):
            yield from _loose(rule.rules)
        else:
            yield rule


def _texts(rules: Iterable[_Rule | str], unread: Iterable[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, str):
            yield rule + "\n"
            continue
        kept = [one.text for one in rule.values if one.name not in unread]
        inner = ";".join(kept) or "".join(_texts(rule.rules, unread))
        if inner:
            yield f"{rule.head}{{{inner}}}\n"


def _split(nodes: Iterable[Node]) -> list[list[Node]]:
    """Return the selectors of a list, which commas part."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, LiteralToken) and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _can_match(selector: list[Node], vocabulary: Vocabulary) -> bool:
    before = ""
    for node, after in zip_longest(selector, selector[1:]):
        if isinstance(node, IdentToken):
            # After a colon stands the name of a state, before a bar that of a namespace: no page has them.
            is_name = before != ":" and not (isinstance(after, LiteralToken) and after.value == "|")
            if is_name and not vocabulary.has(node.value):
                return False
        elif isinstance(node, HashToken):
            if not vocabulary.has(node.value):
                return False
        elif isinstance(node, SquareBracketsBlock):
            if not _can_have(node, vocabulary):
                return False
        elif (
            isinstance(node, FunctionBlock)
            and node.lower_name in _ANY_OF
            and not any(_can_match(one, vocabulary) for one in _split(node.arguments))
        ):
            return False
        before = node.value if isinstance(node, LiteralToken) else ""
    return True


def _can_have(attribute: SquareBracketsBlock, vocabulary: Vocabulary) -> bool:
    """Whether an element can have an attribute, and where a selector gives all of its value, that one."""
    name, *rest = [node for node in attribute.content if not isinstance(node, WhitespaceToken)]
    if isinstance(name, IdentToken) and not vocabulary.has(name.value):
        return False
    if len(rest) >= 2 and isinstance(rest[0], LiteralToken) and rest[0].value == "=":
        value = rest[1]
        if isinstance(value, IdentToken | StringToken):
            return vocabulary.has(value.value)
    return True
