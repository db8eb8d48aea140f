"""Take the present pages as read in both languages: `python hooks accept [--edition DATE]`.

What is new or changed goes into the list of permanent addresses, `docs/permalinks.txt`, as an edition of
that date. Exit codes: 0 done or nothing to do, 1 a fault in the content, 2 wrong use.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from argument.checks import check_pages
from argument.checks.permalinks import find_lost, to_accept
from argument.model import load_argument
from argument.permalinks import add_edition
from argument.rendering import markers
from building import CONTENT, PROJECT, TEMPLATES


def main() -> int:
    parser = argparse.ArgumentParser(description="Accept the present text of both languages as in step.")
    parser.add_argument("--edition", type=datetime.date.fromisoformat, default=datetime.date.today())
    parser.add_argument("--docs", type=Path, default=PROJECT / "docs", help="another docs folder")
    given = parser.parse_args()
    argument = load_argument(given.docs, given.docs.name)
    new = to_accept(argument)
    faults = check_pages(argument, markers(TEMPLATES))
    if not faults and argument.permalinks:
        faults = tuple(find_lost(argument, argument.permalinks))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return CONTENT
    if new:
        add_edition(given.docs, given.edition.isoformat(), new)
    print(
        f"Accepted as new or changed: {len(new)}. Commit docs/permalinks.txt." if new else "All is in step."
    )
    return 0
