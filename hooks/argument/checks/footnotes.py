"""Footnotes and named links: what is referred to is defined, once, and what is defined is referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argument.inline import without_code
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem, shown

_NOTE = re.compile(r"\[\^([^\]\[]*)\]")
_DEFINED_NOTE = re.compile(r"^ {0,3}\[\^([^\]\[]*)\]:", re.MULTILINE)
# A link whose target stands elsewhere: [text][name], or [name][].
_NAMED = re.compile(r"\[([^\]\[]+)\] ?\[([^\]\[^]*)\]")
_DEFINED_NAME = re.compile(r" {0,3}\[([^\]^]+)\]:")


def find_footnote_problems(argument: Argument) -> Iterator[Problem]:
    """Find footnotes and named links that a page does not define, and footnotes that it defines twice."""
    for page in argument.pages.values():
        yield from _page_problems(page)


def _page_problems(page: Page) -> Iterator[Problem]:
    notes: dict[str, int] = {}
    used: list[tuple[str, int]] = []
    named: list[tuple[str, int]] = []
    for block in page.blocks:
        if block.kind in {"code", "marker", "stray"}:
            continue
        text = without_code(block.text)
        defined = {found.start(): found[1] for found in _DEFINED_NOTE.finditer(text)}
        for at, name in defined.items():
            line = block.line + text.count("\n", 0, at)
            if name in notes:
                what = f"The footnote {shown(name)} is defined twice, first on line {notes[name]}."
                yield problem(page.path, line, what, "Keep one of them.")
            notes.setdefault(name, line)
        starts = {at + len(text[at:]) - len(text[at:].lstrip(" ")) for at in defined}
        used += [
            (found[1], block.line + text.count("\n", 0, found.start()))
            for found in _NOTE.finditer(text)
            if found.start() not in starts
        ]
        named += [
            (found[2] or found[1], block.line + text.count("\n", 0, found.start()))
            for found in _NAMED.finditer(text)
        ]
    for name, line in used:
        if name not in notes:
            yield problem(
                page.path, line, f"The footnote {shown(name)} is not defined.", f"Write '[^{name}]: …' below."
            )
    names = {_key(name) for name in _defined_names(page)}
    for name, line in named:
        if _key(name) not in names:
            what = f"The link's name {shown(name)} is not defined."
            yield problem(page.path, line, what, "Write the page's file in round brackets instead.")


def _defined_names(page: Page) -> Iterator[str]:
    for line in page.body.split("\n"):
        if found := _DEFINED_NAME.match(line):
            yield found[1]


def _key(name: str) -> str:
    return " ".join(name.lower().split())
