"""What may lie under `docs`: the files that a site publishes, by name and kind; all else is refused.

The generator publishes whatever it finds there, through symbolic links too, so a backup, a note to oneself,
or a file from elsewhere would be on the site unasked.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from argument.problems import Problem, problem, shown

# Read by the site itself and never published.
_OWN = frozenset({"register.yml", "redirects.yml", "permalinks.txt"})
_ASSETS = "assets/"
_ASSET_KINDS = frozenset({".css", ".js", ".png", ".svg", ".txt", ".woff2"})
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
# A drawing that does something, in any of the ways in which SVG can.
_ACTIVE = re.compile(rb"<script\b|<foreignObject\b|\son[a-z]+\s*=|javascript:|<!ENTITY", re.IGNORECASE)


def find_file_problems(docs: Path, shown_as: str = "docs") -> dict[str, Problem]:
    """Return what is wrong with the files under `docs` as files, by path within it, sorted.

    Pages are judged by `argument.sources`. Hidden files and folders are left alone; the generator does not
    see them either.
    """
    return dict(sorted(_problems(docs, docs, shown_as)))


def _problems(folder: Path, docs: Path, shown_as: str) -> Iterator[tuple[str, Problem]]:
    for entry in os.scandir(folder):
        uri = Path(entry.path).relative_to(docs).as_posix()
        path = f"{shown_as}/{uri}"
        mode = entry.stat(follow_symlinks=False).st_mode
        if entry.name.startswith("."):
            continue
        if stat.S_ISLNK(mode):
            if not uri.endswith(".md"):
                yield uri, problem(path, 1, "It is a symbolic link.", "Put the file itself here.")
        elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            yield uri, problem(path, 1, "It is neither a file nor a folder.", "Move it out of the folder.")
        elif uri.endswith(".md") and stat.S_ISREG(mode) and _is_text(entry.name):
            continue
        elif not _NAME.fullmatch(entry.name):
            what = f"The name {shown(entry.name)} is not made of letters, digits, '.', '-', and '_'."
            yield uri, problem(path, 1, what, "Rename it.")
        elif stat.S_ISDIR(mode) and not uri.endswith(".md"):
            yield from _problems(Path(entry.path), docs, shown_as)
        elif fault := _kind_fault(Path(entry.path), uri):
            yield uri, problem(path, 1, *fault)


def _is_text(name: str) -> bool:
    """Tell whether a file's name is text; one that is not UTF-8 reaches Python with lone surrogates."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _kind_fault(file: Path, uri: str) -> tuple[str, str] | None:
    """Return what is wrong with a plain file that is no page, and how to mend it."""
    if uri in _OWN:
        return None
    if not uri.startswith(_ASSETS) or file.suffix not in _ASSET_KINDS or file.is_dir():
        kinds = ", ".join(sorted(_ASSET_KINDS))
        return "The site publishes no such file.", f"Move it away; 'assets' takes {kinds}."
    if file.suffix == ".svg" and (found := _ACTIVE.search(file.read_bytes())):
        active = found[0].decode("ascii").strip()
        return f"The drawing holds {shown(active)}, which can run a script.", "Take it out of the drawing."
    return None
