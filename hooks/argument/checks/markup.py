"""Markup: what Python-Markdown would print, or read as something else than its author meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from argument.markup import Block
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem, shown

_TEXT = frozenset({"paragraph", "item", "table", "html", "heading", "admonition"})
_MARKER = re.compile(r"<!--\s*argument:")
_INNER_HEADING = re.compile(r"^\s*(?:>|[-*+]\s|\d+[.)]\s)+\s*#{1,6}\s.*", re.MULTILINE)
_LEFT_BY_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?: .*)?$", re.MULTILINE)
_INDENTED_HEADING = re.compile(r"^ {1,3}#{1,6}\s.*", re.MULTILINE)


def find_markup_problems(argument: Argument) -> Iterator[Problem]:
    """Find fences that are not closed, and markers, headings, and lists that are not taken for such."""
    for page in argument.pages.values():
        for block in page.blocks:
            yield from _block_problems(page, block)
        yield from _level_problems(page)
        for above, block in pairwise(page.blocks):
            if above.kind == "paragraph" and block.kind == "item" and block.line == _last_line(above) + 1:
                what = f"The list item {shown(block.text)} stands directly below text, which takes it in."
                yield problem(page.path, block.line, what, "Put a blank line before it.")


def _last_line(block: Block) -> int:
    return block.attributes.line if block.attributes else block.end


def _block_problems(page: Page, block: Block) -> Iterator[Problem]:
    if block.kind == "code" and block.info == "unclosed":
        mend = f"End it with a line '{block.text.strip()[:3]}'."
        yield problem(page.path, block.line, "The code block is not closed.", mend)
    if block.kind in _TEXT and (found := _MARKER.search(block.text)):
        what = "A marker stands in the middle of other text, where nothing takes its place."
        mend = "Put it on a line of its own, between blank lines."
        yield problem(page.path, _line_of(block, found), what, mend)
    if block.kind != "code" and (found := _LEFT_BY_MERGE.search(block.text)):
        what = f"The line {shown(found[0])} is left from a merge of versions."
        yield problem(page.path, _line_of(block, found), what, "Choose one version and delete such lines.")
    if block.kind in _TEXT and (found := _INNER_HEADING.search(_with_lead(block))):
        what = f"The heading {shown(found[0])} stands in a list or a quotation."
        yield problem(page.path, _line_of(block, found), what, "Put it on a line of its own.")
    if block.kind == "paragraph" and (found := _INDENTED_HEADING.search(block.text)):
        what = f"The heading {shown(found[0])} is indented, so that it is printed as text."
        yield problem(page.path, _line_of(block, found), what, "Begin it at the beginning of the line.")


def _level_problems(page: Page) -> Iterator[Problem]:
    """Find headings that are more than one level below the heading above them."""
    above = 1
    for block in page.blocks:
        if block.kind == "heading" and block.info.isdecimal():
            level = int(block.info)
            if level > above + 1:
                what = f"The heading {shown(block.text)} is of level {level}, below one of level {above}."
                yield problem(page.path, block.line, what, f"Write it with '{'#' * (above + 1)}'.")
            above = level


def _line_of(block: Block, found: re.Match[str]) -> int:
    return block.line + block.text.count("\n", 0, found.start())


def _with_lead(block: Block) -> str:
    """Return the text of a block as it stands on its lines, the mark of a list item included."""
    return block.lead.lstrip() + block.text
