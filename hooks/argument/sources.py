"""The Markdown files of the site as they lie on disk: one `Source` for each page and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from argument.characters import find_unfit
from argument.limits import find_excess
from argument.problems import Problem, problem, shown, suggest

LOCALES = ("ja", "en")
DEFAULT_LOCALE = "ja"

_PAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")


@dataclass(frozen=True)
class Source:
    """One file: `docs/layers/3-memory.ja.md` is page `layers/3-memory` in locale `ja`.

    A file beside the pages, such as the register, has its own name and no locale.
    """

    path: str
    name: str
    locale: str
    text: str


def read_sources(docs: Path, shown_as: str = "docs") -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return every page source under `docs`, sorted by path, and what is wrong with the files as files.

    Paths in the result begin with `shown_as`. A byte order mark and CRLF are accepted and dropped;
    symbolic links are not followed.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for file in sorted(docs.rglob("*.md")):
        if not file.is_file() and not file.is_symlink():
            continue
        uri = file.relative_to(docs).as_posix()
        found = _read_source(file, uri, f"{shown_as}/{uri}")
        if isinstance(found, Source):
            sources.append(found)
        else:
            problems.append(found)
    return tuple(sources), tuple(problems)


def _read_source(file: Path, uri: str, path: str) -> Source | Problem:
    if file.is_symlink():
        return problem(path, 1, "The page is a symbolic link.", "Put the file itself here.")
    name, locale = _split_name(uri)
    if locale not in LOCALES:
        return _unnamed_locale(path, name, locale)
    if not _PAGE_NAME.fullmatch(name):
        what = f"The page name {shown(name)} is not made of lower-case letters, digits, and single hyphens."
        return problem(path, 1, what, "Rename it in both languages, such as '3-memory' or 'outlook'.")
    text = decode(file.read_bytes(), path)
    if isinstance(text, Problem):
        return text
    return find_excess(text, path) or Source(path, name, locale, text)


def _split_name(uri: str) -> tuple[str, str]:
    """Return name and suffix of `layers/3-memory.ja.md`; the suffix is empty where there is none."""
    stem = uri.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    base, _, locale = last.rpartition(".")
    if not base:
        return stem, ""
    return (f"{folder}/{base}" if folder else base), locale


def _unnamed_locale(path: str, name: str, locale: str) -> Problem:
    base = name.rpartition("/")[2]
    what = (
        f"The file name ends in the language '{locale}'; wanted 'ja' or 'en'."
        if locale
        else "The file name has no language."
    )
    mend = f"{suggest(locale, LOCALES)}Name it '{base}.ja.md' or '{base}.en.md'."
    return problem(path, 1, what, mend)


def read_text(file: Path, path: str) -> str | Problem | None:
    """Return the text of a file, what keeps it from being read, or None where there is no such file."""
    return decode(file.read_bytes(), path) if file.is_file() else None


def decode(data: bytes, path: str) -> str | Problem:
    """Return the text of a UTF-8 file with `\\n` line ends, or the first reason why it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"Byte 0x{data[error.start]:02x} is not UTF-8."
        return problem(path, line, what, "Save the file as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := find_unfit(text):
        line = text.count("\n", 0, found.at) + 1
        column = found.at - text.rfind("\n", 0, found.at)
        return problem(path, line, found.what, found.mend, column=column)
    return text
