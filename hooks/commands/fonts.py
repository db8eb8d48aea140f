"""Cut the print fonts down to the characters that the pages use: `python hooks fonts`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from building import CONTENT, INTERNAL, PROJECT, ContentError
from building.site import build_pages
from printing.fonts import FontError, make_fonts


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        # Not checked, since it lacks the fonts themselves when they are made for the first time.
        site = Path(temporary, "site")
        try:
            build_pages(site)
        except ContentError:
            return CONTENT
        try:
            for name, size in make_fonts(site, PROJECT / "docs" / "assets" / "fonts"):
                print(f"{name}: {size} bytes")
        except FontError as error:
            print(error, file=sys.stderr)
            return INTERNAL
    return 0
