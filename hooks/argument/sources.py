"""The files of the site as they are read: the pages, and what else may lie under `docs`; all else is refused.

The generator publishes whatever it finds there, through symbolic links too, so a backup or a note to oneself
would be on the site unasked; and what cannot be read would stop it without a word on where.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from argument.characters import find_unfit
from faults import Fault, shown

# What faults call the folder of the pages.
DOCS = "docs"
LOCALES = ("ja", "en")
DEFAULT_LOCALE = "ja"


@dataclass(frozen=True)
class Source:
    """One file: `docs/layers/3-memory.ja.md` is page `layers/3-memory` in locale `ja`.

    A file beside the pages, such as the register, has its own name and no locale.
    """

    path: str
    name: str
    locale: str
    text: str


def decode(data: bytes, path: str) -> str | Fault:
    """Return the text of a UTF-8 file with `\\n` line ends, or the first reason why it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"Byte 0x{data[error.start]:02x} is not UTF-8."
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            what = "The file is in UTF-16."
        return Fault(path, line, what, "Save the file as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := find_unfit(text):
        at, what, mend = found
        column = at - text.rfind("\n", 0, at)
        return Fault(path, text.count("\n", 0, at) + 1, what, mend, column=column)
    return text


# Read by the site itself and never published.
_OWN = frozenset({"register.yml", "redirects.yml", "permalinks.txt"})
_ASSET_KINDS = (".css", ".js", ".png", ".svg", ".txt", ".woff2")
_WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE = re.compile(rf"(?P<name>(?:{_WORDS}/)*{_WORDS})\.(?P<locale>{'|'.join(LOCALES)})\.md")
_LEFT_OVER = re.compile(r".*(?:~|\.(?:swp|bak|orig|rej|tmp))|#.*#")
# What stands in an address as it is written.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
# A picture or a font of more would cost every reader seconds.
_LARGEST = 1_000_000


def read_files(docs: Path) -> tuple[list[Source], list[Fault]]:
    """Return the pages, sorted by path, and what is wrong with a file as a file.

    A byte order mark and CRLF are accepted and dropped. Hidden files and folders are left alone; the
    generator does not see them either.
    """
    if not docs.is_dir():
        return [], [Fault(DOCS, 1, "The folder is missing.", "Restore it from version control.")]
    sources: list[Source] = []
    faults: list[Fault] = []
    names: dict[str, str] = {}
    for entry in _entries(docs):
        uri = Path(entry.path).relative_to(docs).as_posix()
        path = f"{DOCS}/{uri}"
        found = _read(entry, uri, path)
        like = names.setdefault(uri.lower(), uri)
        if like != uri:
            what = f"The name differs from {shown(like)} only in capitals."
            found = Fault(path, 1, what, "Rename one of them: many systems take the two for one.")
        if isinstance(found, Source):
            sources.append(found)
        elif found:
            faults.append(found)
    return sources, faults


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in a folder and below, sorted, but for what is hidden; links are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and _NAME.fullmatch(entry.name):
            yield from _entries(Path(entry.path))
        else:
            yield entry


def _read(entry: os.DirEntry[str], uri: str, path: str) -> Source | Fault | None:
    """Return the page that a file holds, what is wrong with a file, or None for any other that is right."""
    if entry.is_symlink():
        return Fault(path, 1, "It is a symbolic link.", "Put the file itself here.")
    if uri.endswith(".md") and entry.is_file():
        if not (found := _PAGE.fullmatch(uri)):
            what = f"The name {shown(uri)} is not that of a page in one language."
            mend = "Write it in lower-case letters, digits, and single hyphens, as in '3-memory.ja.md'."
            return Fault(path, 1, what, mend)
        text = decode(Path(entry.path).read_bytes(), path)
        return text if isinstance(text, Fault) else Source(path, found["name"], found["locale"], text)
    if _LEFT_OVER.fullmatch(entry.name):
        return Fault(path, 1, "An editor or a tool left it behind.", "Delete it.")
    if not _NAME.fullmatch(entry.name):
        what = f"The name {shown(entry.name)} is not made of letters, digits, '.', '-', and '_'."
        return Fault(path, 1, what, "Rename it.")
    if uri in _OWN:
        return None
    if not entry.is_file() or not (uri.startswith("assets/") and uri.endswith(_ASSET_KINDS)):
        mend = f"Move it away; 'assets' takes {', '.join(_ASSET_KINDS)}."
        return Fault(path, 1, "The site publishes no such file.", mend)
    if (size := entry.stat().st_size) > _LARGEST:
        what = f"The file has {size:,} bytes; at most {_LARGEST:,} are published."
        return Fault(path, 1, what, "Make it smaller.")
    return None
