"""How much a page may hold: what Markdown takes minutes or too deep a stack for is refused beforehand.

The measures are far above what any page needs and far below what hurts: time grows with the square of the
marks in a paragraph, and each level of a list or quotation is a call within a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argument.problems import Problem, problem

LONGEST_PAGE = 500_000
LONGEST_LINE = 10_000
LONGEST_PARAGRAPH = 20_000
MOST_MARKS = 1_000
WIDEST_INDENT = 60
DEEPEST = 12

_MARKS = re.compile(r"[\[\]`*_<{]")
_NESTED = re.compile(rf"\s*(?:[-*+]\s+|\d{{1,9}}[.)]\s+|>\s*){{{DEEPEST + 1},}}")


def find_excess(text: str, path: str) -> Problem | None:
    """Return the first thing of which a page holds more than is read, or None."""
    if len(text) > LONGEST_PAGE:
        what = f"The page has {len(text):,} characters; at most {LONGEST_PAGE:,} are read."
        return problem(path, 1, what, "Divide it.")
    return next(_excess_of_lines(text.split("\n"), path), None)


def _body_line(lines: list[str]) -> int:
    """Return the line on which the body begins; what is above it is YAML, not Markdown."""
    if lines[0].rstrip() != "---":
        return 1
    return next((number + 1 for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 1)


def _excess_of_lines(lines: list[str], path: str) -> Iterator[Problem]:
    body = _body_line(lines)
    start, length, marks = body, 0, 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or number < body:
            start, length, marks = number + 1, 0, 0
        if len(line) > LONGEST_LINE:
            what = f"The line has {len(line):,} characters; at most {LONGEST_LINE:,} are read."
            yield problem(path, number, what, "Divide it.")
        if number < body:
            continue
        indent = len(line) - len(line.lstrip(" \t")) + 3 * line[: WIDEST_INDENT + 1].count("\t")
        if line.strip() and indent > WIDEST_INDENT:
            what = f"The line is indented by more than {WIDEST_INDENT} columns."
            yield problem(path, number, what, "Nest less deep.")
        elif _NESTED.match(line):
            what = f"Lists or quotations are nested more than {DEEPEST} deep."
            yield problem(path, number, what, "Nest less deep.")
        length += len(line)
        if length > LONGEST_PARAGRAPH:
            what = f"The paragraph or table has more than {LONGEST_PARAGRAPH:,} characters."
            yield problem(path, start, what, "Divide it with blank lines.")
        marks += sum(1 for _ in _MARKS.finditer(line))
        if marks > MOST_MARKS:
            what = f"The paragraph or table has more than {MOST_MARKS:,} signs such as '[' and '*'."
            yield problem(path, start, what, "Divide it with blank lines.")
