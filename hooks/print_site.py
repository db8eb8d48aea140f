"""Print cards and documents, and build the site that offers them: `python hooks/print_site.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from commands import command


def make(folder: Path) -> None:
    # Imported here, so that a stop while all this loads is told as one.
    from printing_site import print_and_build

    print_and_build(folder)


if __name__ == "__main__":
    sys.exit(command("Print cards and documents, and build the site that offers them.", make))
