"""Build the whole site, strictly, in the place of the old one: `python hooks site FOLDER`."""

from __future__ import annotations

from pathlib import Path

from building.replacing import replace


def main() -> int:
    return replace("Build the site and exchange it with the old one.", _make)


def _make(folder: Path) -> None:
    # Imported here, so that a stop while all this loads is told as one.
    from building.site import build

    build(folder)
