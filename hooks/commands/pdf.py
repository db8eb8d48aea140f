"""Print cards and documents, and build the site that offers them: `python hooks pdf FOLDER`."""

from __future__ import annotations

from pathlib import Path

from building.replacing import replace


def main() -> int:
    return replace("Print cards and documents, and build the site that offers them.", _make)


def _make(folder: Path) -> None:
    # Imported here, so that a stop while all this loads is told as one.
    from building.printed import print_and_build

    print_and_build(folder)
