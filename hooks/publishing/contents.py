"""What may be in a built folder: files of the kinds that the site is made of, and nothing hidden."""

import os
from pathlib import Path

_KINDS = frozenset(
    {".css", ".csv", ".gz", ".html", ".js", ".json", ".pdf", ".png", ".svg", ".txt", ".woff2", ".xml"}
)
# The one hidden folder that hosts and browsers ask for.
_WELL_KNOWN = ".well-known"


def find_strangers(folder: Path) -> list[str]:
    """Return what is wrong with the files of a built folder as files, sorted."""
    found: list[str] = []
    for place, folders, files in os.walk(folder):
        for file in (Path(place, name) for name in (*folders, *files)):
            if fault := _fault(file):
                found.append(f"{file.relative_to(folder).as_posix()}:1: {fault}")
        folders[:] = [name for name in folders if not _is_hidden(name)]
    return sorted(found)


def _fault(file: Path) -> str:
    if _is_hidden(file.name):
        return "The file is hidden. Take it out of what the site is made of."
    if file.is_symlink():
        return "It is a symbolic link. Put the file itself in its place."
    if file.suffix not in _KINDS and file.name != "index.md" and file.is_file():
        return "The site publishes no such file. Take it out of its sources."
    return ""


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name != _WELL_KNOWN
