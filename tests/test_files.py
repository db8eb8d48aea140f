"""What lies under `docs` besides pages is refused with file, line, and mend."""

import os
from pathlib import Path

import pytest

from argument.sources import read_files

LETTERS, NO_SUCH, LINK = "is not made of letters", "The site publishes no such file", "It is a symbolic link."
NAMES = {
    "citing.ja.md~": LETTERS,
    "notes.bak": NO_SUCH,
    "page.html": NO_SUCH,
    "assets/tool.py": NO_SUCH,
    "image.png": NO_SUCH,
    "assets/図.png": LETTERS,
    "assets/two words.png": LETTERS,
}
LARGE = "The file has 1,000,001 bytes; at most 1,000,000 are published."
CONTENTS = [
    ("page.ja.md", "---\n茶".encode("cp932"), "Byte 0x92 is not UTF-8."),
    ("assets/notes.txt", b"x" * 1_000_001, LARGE),
    *((name, b"x", what) for name, what in NAMES.items()),
]


def told(docs: Path, name: str) -> str:
    """Return what is told of the one file that is at fault."""
    _, (found,) = read_files(docs)
    assert found.path == f"docs/{name}"
    return str(found)


@pytest.mark.parametrize(("name", "content", "what"), CONTENTS)
def test_a_file_that_is_not_for_publishing_is_refused(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / name).write_bytes(content)
    (tmp_path / ".page.swp").write_text("Hidden files are left alone.", encoding="utf-8")
    assert what in told(tmp_path, name)


@pytest.mark.parametrize("name", ["passwd.txt", "layers", "page.ja.md"])
@pytest.mark.parametrize("to", ["/etc/passwd", "/etc", "nowhere"])
def test_a_link_is_not_followed(tmp_path: Path, name: str, to: str) -> None:
    (tmp_path / name).symlink_to(to)
    assert LINK in told(tmp_path, name)


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.ja.md")
    assert NO_SUCH in told(tmp_path, "page.ja.md")


@pytest.mark.parametrize("name", [b"note\xff.txt", b"page\xff.ja.md"])
def test_a_name_that_is_no_text_is_told_in_text(tmp_path: Path, name: bytes) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/" + name, os.O_CREAT))
    _, (found,) = read_files(tmp_path)
    assert "\\udcff" in str(found)
    str(found).encode("utf-8")


def test_two_names_that_many_systems_take_for_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("Pot.png", "pot.png"):
        (tmp_path / "assets" / name).write_text("x", encoding="utf-8")
    assert "only in capitals" in told(tmp_path, "assets/pot.png")


def test_a_folder_of_pages_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, (found,) = read_files(tmp_path / "docs")
    assert str(found) == "docs:1: The folder is missing. Restore it from version control."
