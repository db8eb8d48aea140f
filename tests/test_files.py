"""What lies under `docs` besides pages, and pages of more than is read: refused with file, line, and mend."""

import os
from pathlib import Path

import pytest

from argument.files import find_file_faults
from argument.limits import find_excess

REFUSED = {
    "citing.ja.md~": "is not made of letters",
    "citing.ja.md.swp": "The site publishes no such file",
    "notes.bak": "The site publishes no such file",
    "page.html": "The site publishes no such file",
    "assets/tool.py": "The site publishes no such file",
    "assets/tool.exe": "The site publishes no such file",
    "image.png": "The site publishes no such file",
    "assets/図.png": "is not made of letters",
    "assets/two words.png": "is not made of letters",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_for_publishing_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x", encoding="utf-8")
    faults = find_file_faults(tmp_path)
    assert list(faults) == [name] and REFUSED[name] in str(faults[name])


@pytest.mark.parametrize(
    "name", ["passwd.txt", "assets/passwd.txt", "assets/folder.png", "page.ja.md", "dangling.ja.md"]
)
def test_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "assets").mkdir()
    to = "nowhere" if name.startswith("dangling") else "/etc/passwd" if name.endswith("txt") else "/etc"
    (tmp_path / name).symlink_to(to)
    assert "It is a symbolic link." in str(find_file_faults(tmp_path)[name])


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "layers").symlink_to("/etc")
    assert list(find_file_faults(tmp_path)) == ["layers"]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.ja.md")
    assert "The site publishes no such file" in str(find_file_faults(tmp_path)["page.ja.md"])


@pytest.mark.parametrize("name", [b"note\xff.txt", b"page\xff.ja.md"])
def test_a_name_that_is_no_text_is_told_in_text(tmp_path: Path, name: bytes) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/" + name, os.O_CREAT))
    (found,) = find_file_faults(tmp_path).values()
    assert "\\udcff" in str(found)
    str(found).encode("utf-8")


def test_a_large_asset_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "notes.txt").write_bytes(b"x" * 1_000_001)
    what = "The file has 1,000,001 bytes; at most 1,000,000 are published."
    assert what in str(find_file_faults(tmp_path)["assets/notes.txt"])


@pytest.mark.parametrize("names", [("Pot.png", "pot.png"), ("\u304c.ja.md", "\u304b\u3099.ja.md")])
def test_two_names_that_many_systems_take_for_one_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    (tmp_path / "assets").mkdir()
    for name in names:
        (tmp_path / "assets" / name).write_text("x", encoding="utf-8")
    told = [str(one) for one in find_file_faults(tmp_path).values()]
    assert len([one for one in told if "only in the form of its letters" in one]) == 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("\ufeff---\n".encode("utf-16-le"), "The file is in UTF-16."),
        ("---\n".encode("utf-16"), "The file is in UTF-16."),
        ("---\n茶".encode("cp932"), "Byte 0x92 is not UTF-8."),
        (b"---\ntitle: \0", "The character U+0000 has no place in a page."),
    ],
)
def test_a_page_that_cannot_be_read_is_one_fault_of_its_file(
    tmp_path: Path, content: bytes, what: str
) -> None:
    (tmp_path / "page.ja.md").write_bytes(content)
    assert what in str(find_file_faults(tmp_path)["page.ja.md"])


def test_a_folder_of_pages_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [str(one) for one in find_file_faults(tmp_path / "docs").values()] == [
        "docs:1: The folder is missing. Restore it from version control."
    ]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".page.swp").write_text("x", encoding="utf-8")
    assert find_file_faults(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a\n\n" + "x" * 1_000_000, 1, "The page has 1,000,003 characters"),
        ("a\n\n" + "語" * 10_001, 3, "The line has 10,001 characters"),
        ("\n".join("    " * depth + "- x" for depth in range(300)), 16, "more than 60 spaces and marks"),
        ("- " * 300 + "x", 1, "more than 60 spaces and marks"),
        (">" * 300 + " x", 1, "more than 60 spaces and marks"),
        ("1. " * 300 + "x", 1, "more than 60 spaces and marks"),
        ("\t" * 30 + "x", 1, "more than 60 spaces and marks"),
        ("x\n" + ("[" * 1_000 + "\n") * 20, 3, "more than 1,000 signs"),
        ("x\n\n" + "![" * 1_001, 3, "more than 1,000 signs"),
        ("---\ntitle: x\n---\n" + "<div>" * 1_001, 4, "more than 1,000 signs"),
    ],
)
def test_more_than_is_read_is_refused_beforehand(text: str, line: int, what: str) -> None:
    found = find_excess(text, "docs/page.ja.md")
    assert found is not None and found.line == line and what in found.what and found.mend


def test_what_is_read_may_be_large() -> None:
    rows = "".join("| 1 | 2 |\n" * 100 + "\n" for _ in range(50))
    front = "---\n" + "key: text\n" * 5_000 + "---\n"
    assert (
        find_excess(front + rows + "x" * 10_000 + "\n\n" + "- " * 12 + "x\n" + "-" * 300, "docs/page.ja.md")
        is None
    )
