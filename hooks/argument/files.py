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

from argument.drawings import drawing_fault
from argument.problems import Problem, problem, shown

# Read by the site itself and never published.
_OWN = frozenset({"register.yml", "redirects.yml", "permalinks.txt"})
_ASSETS = "assets/"
_ASSET_KINDS = frozenset({".css", ".js", ".png", ".svg", ".txt", ".woff2"})
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
# The first bytes of the kinds that are no text.
_BEGINNINGS = {".png": b"\x89PNG\r\n\x1a\n", ".woff2": b"wOF2"}
# A picture or a font of more would cost every reader seconds.
_LARGEST = 1_000_000


def find_file_problems(docs: Path, shown_as: str = "docs") -> dict[str, Problem]:
    """Return what is wrong with the files under `docs` as files, by path within it, sorted.

    Pages are judged by `argument.sources`. Hidden files and folders are left alone; the generator does not
    see them either.
    """
    if not docs.is_dir():
        return {"": problem(shown_as, 1, "The folder is missing.", "Restore it from version control.")}
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
        elif stat.S_ISDIR(mode) and not uri.endswith(".md") and uri not in _OWN:
            yield from _problems(Path(entry.path), docs, shown_as)
        elif fault := _kind_fault(Path(entry.path), uri):
            line, what, mend = fault
            yield uri, problem(path, line, what, mend)


def _is_text(name: str) -> bool:
    """Tell whether a file's name is text; one that is not UTF-8 reaches Python with lone surrogates."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _kind_fault(file: Path, uri: str) -> tuple[int, str, str] | None:
    """Return the line of what is wrong with a file that is no page, what it is, and how to mend it."""
    if file.is_dir():
        return 1, "A folder stands in the place of a file.", "Rename it, or restore the file."
    if uri in _OWN:
        return None
    if not uri.startswith(_ASSETS) or file.suffix not in _ASSET_KINDS:
        kinds = ", ".join(sorted(_ASSET_KINDS))
        return 1, "The site publishes no such file.", f"Move it away; 'assets' takes {kinds}."
    if (size := file.stat().st_size) > _LARGEST:
        what = f"The file has {size:,} bytes; at most {_LARGEST:,} are published."
        return 1, what, "Make it smaller."
    content = file.read_bytes()
    if not content.startswith(_BEGINNINGS.get(file.suffix, b"")):
        return 1, f"The file is no '{file.suffix[1:]}' inside.", "Save it as what its name says."
    return drawing_fault(content) if file.suffix == ".svg" else None
