"""What may be in a built folder: files of the kinds that the site is made of, and nothing hidden."""

from __future__ import annotations

from pathlib import Path

_KINDS = frozenset(
    {".css", ".csv", ".gz", ".html", ".js", ".json", ".map", ".pdf", ".png", ".svg", ".txt", ".woff2", ".xml"}
)
# A page as Markdown lies beside the page; any other is a source that went astray.
_TWIN = "index.md"
# The one hidden folder that hosts and browsers ask for.
_WELL_KNOWN = ".well-known"


def find_strangers(folder: Path) -> list[str]:
    """Return what is wrong with the files of a built folder as files, sorted."""
    found: list[str] = []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if any(part.startswith(".") and part != _WELL_KNOWN for part in name.parts):
            found.append(f"{name.as_posix()}:1: The file is hidden. Take it out of what the site is made of.")
        elif file.is_symlink():
            found.append(f"{name.as_posix()}:1: It is a symbolic link. Put the file itself in its place.")
        elif file.is_file() and file.suffix not in _KINDS and file.name != _TWIN:
            found.append(f"{name.as_posix()}:1: The site publishes no such file. Take it out of its sources.")
    return found
