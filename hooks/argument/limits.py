"""How much a page may hold: what Markdown takes minutes or too deep a stack for is refused beforehand.

A preview renders a page whose front matter is at fault as it is, and Python-Markdown's time grows with the
square of the marks in a paragraph, its stack with each level of a list or quotation.
"""

import re

from faults import Fault

LONGEST_PAGE = 500_000
LONGEST_LINE = 10_000
MOST_MARKS = 1_000
LONGEST_LEAD = 60

_MARKS = re.compile(r"[\[\]`*_<{]")
_LEAD = re.compile(r"(?:[ \t]|[-*+>](?=[ \t>])|\d{1,9}[.)](?=[ \t]))*")


def find_excess(text: str, path: str) -> Fault | None:
    """Return the first thing of which a page holds more than is read, or None."""
    if len(text) > LONGEST_PAGE:
        what = f"The page has {len(text):,} characters; at most {LONGEST_PAGE:,} are read."
        return Fault(path, 1, what, "Divide it.")
    lines = text.split("\n")
    body, marks = _body_line(lines), 0
    for number, line in enumerate(lines, 1):
        marks = marks + len(_MARKS.findall(line)) if line.strip() and number >= body else 0
        lead = _LEAD.match(line) if number >= body and line.strip() else None
        if len(line) > LONGEST_LINE:
            what = f"The line has {len(line):,} characters; at most {LONGEST_LINE:,} are read."
            return Fault(path, number, what, "Divide it.")
        if lead and len(lead[0].expandtabs(4)) > LONGEST_LEAD:
            what = f"The line begins with more than {LONGEST_LEAD} spaces and marks."
            return Fault(path, number, what, "Begin it with its text.")
        if marks > MOST_MARKS:
            what = f"The paragraph has more than {MOST_MARKS:,} signs such as '[' and '*'."
            return Fault(path, number, what, "Divide it with blank lines.")
    return None


def _body_line(lines: list[str]) -> int:
    """Return the line on which the body begins; what is above it is YAML, not Markdown."""
    if lines[0].rstrip() != "---":
        return 1
    return next((number + 1 for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 1)
