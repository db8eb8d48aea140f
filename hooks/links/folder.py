"""A folder of built files as a static host serves it: which path leads to which file.

A path that ends in a slash, and one that names a folder, leads to the folder's `index.html`; names are
compared code point by code point, as hosts do even where the author's machine does not.
"""

# ruff: noqa: PTH118, PTH123
# A site has thousands of files, and `pathlib` takes ten times as long as `os` to list and to read them.

from __future__ import annotations

import enum
import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

INDEX = "index.html"
# What is larger is no text that a reader was meant to load.
LARGEST = 64 * 1024 * 1024


class Find(enum.Enum):
    """What a host finds at a path."""

    FILE = enum.auto()
    NOTHING = enum.auto()
    NO_INDEX = enum.auto()  # a folder, but no `index.html` in it
    SLASH = enum.auto()  # nothing, but without the last slash a file


class Found(NamedTuple):
    find: Find
    file: str


class Folder:
    """The files and folders below a root, by their paths relative to it with '/' between the parts.

    Symbolic links are followed, as hosts and uploads do, but not into a folder that holds them.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: dict[str, int] = {}
        self.folders: set[str] = {""}
        self.dead_links: list[str] = []
        self.closed: list[str] = []
        self._scan(root, "", (os.path.realpath(root),))

    def _scan(self, place: str, path: str, above: tuple[str, ...]) -> None:
        with os.scandir(place) as entries:
            for entry in entries:
                name = f"{path}{entry.name}"
                try:
                    status = entry.stat()
                except OSError:
                    self.dead_links.append(name)
                    continue
                if stat.S_ISREG(status.st_mode):
                    self.files[name] = status.st_size
                elif stat.S_ISDIR(status.st_mode):
                    self._enter(entry, name, above)

    def _enter(self, entry: os.DirEntry[str], name: str, above: tuple[str, ...]) -> None:
        real = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(above[-1], entry.name)
        if real in above:
            self.dead_links.append(name)
            return
        self.folders.add(f"{name}/")
        try:
            self._scan(entry.path, f"{name}/", (*above, real))
        except PermissionError:
            self.closed.append(name)

    def find(self, path: str) -> Found:
        """Return what a host finds at a decoded path without its first slash."""
        if path in self.files:
            return Found(Find.FILE, path)
        folder = path if not path or path.endswith("/") else f"{path}/"
        if folder in self.folders:
            index = folder + INDEX
            return Found(Find.FILE, index) if index in self.files else Found(Find.NO_INDEX, folder)
        if path.endswith("/") and path[:-1] in self.files:
            return Found(Find.SLASH, path[:-1])
        return Found(Find.NOTHING, "")

    def named(self, *endings: str) -> Iterator[str]:
        """Yield the files whose lower-case names end in one of `endings`, sorted."""
        for file in sorted(self.files):
            if file.lower().endswith(endings):
                yield file

    def read(self, file: str) -> bytes:
        """Return the bytes of a file; raises `OSError` where it cannot be read."""
        with open(f"{self.root}/{file}", "rb") as opened:
            return opened.read()


def path_of(file: str) -> str:
    """Return the path that a page is known by: 'a/' for 'a/index.html'."""
    return file[: -len(INDEX)] if file == INDEX or file.endswith(f"/{INDEX}") else file
