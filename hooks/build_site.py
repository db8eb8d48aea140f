"""Build the whole site, strictly, in the place of the old one: `python hooks/build_site.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from commands import command


def make(folder: Path) -> None:
    # Imported here, so that a stop while all this loads is told as one.
    from building import build

    build(folder)


if __name__ == "__main__":
    sys.exit(command("Build the site and exchange it with the old one.", make))
