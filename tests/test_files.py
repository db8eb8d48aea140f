"""What lies under `docs` besides pages, and pages of more than is read: refused with file, line, and mend."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

from argument.drawings import drawing_fault
from argument.files import find_file_problems
from argument.limits import find_excess

REFUSED = {
    "citing.ja.md~": "The site publishes no such file",
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
    problems = find_file_problems(tmp_path)
    assert list(problems) == [name]
    if name.endswith("~"):
        assert "is not made of letters" in str(problems[name])
    else:
        assert REFUSED[name] in str(problems[name])


@pytest.mark.parametrize("name", ["passwd.txt", "assets/passwd.txt", "assets/folder.png"])
def test_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / name).symlink_to("/etc/passwd" if name.endswith("txt") else "/etc")
    assert "It is a symbolic link." in str(find_file_problems(tmp_path)[name])


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "layers").symlink_to("/etc")
    assert list(find_file_problems(tmp_path)) == ["layers"]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.ja.md")
    assert "neither a file nor a folder" in str(find_file_problems(tmp_path)["page.ja.md"])


@pytest.mark.parametrize("name", [b"note\xff.txt", b"page\xff.ja.md"])
def test_a_name_that_is_no_text_is_told_in_text(tmp_path: Path, name: bytes) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/" + name, os.O_CREAT))
    (found,) = find_file_problems(tmp_path).values()
    assert "\\udcff" in str(found)
    str(found).encode("utf-8")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<g onload="alert(1)"/>',
        "<foreignObject/>",
        '<a href="&#106;avascript:1"/>',
        '<use href="https://e.example/x.svg#a"/>',
        '<image href="https://e.example/x.png"/>',
        '<g fill="url(https://e.example/x)"/>',
        '<g style="fill:u\\72l(x)"/>',
        "<style>@import 'https://e.example/x.css';</style>",
        '<?xml-stylesheet href="x.xsl"?>',
        "<g>",
    ],
)
def test_a_drawing_draws_and_does_nothing_else(tmp_path: Path, inside: str) -> None:
    (tmp_path / "assets").mkdir()
    drawing = tmp_path / "assets" / "drawing.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"></svg>', encoding="utf-8")
    assert find_file_problems(tmp_path) == {}
    drawing.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{inside}</svg>', encoding="utf-8")
    assert str(find_file_problems(tmp_path)["assets/drawing.svg"]).startswith(
        "docs/assets/drawing.svg:2: The "
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "has a DOCTYPE",
        ),
        ("<svg/>", "is missing on '<svg>'"),
        ("", "not well-formed"),
        ("\x89PNG", "not well-formed"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(content: str, what: str) -> None:
    found = drawing_fault(content.encode())
    assert found is not None and found[0] == 1 and what in found[1] and found[2]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("picture.png", b"<html>", "The file is no 'png' inside."),
        ("font.woff2", b"", "The file is no 'woff2' inside."),
        ("notes.txt", b"x" * 1_000_001, "The file has 1,000,001 bytes; at most 1,000,000 are published."),
    ],
)
def test_an_asset_is_what_its_name_says(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / name).write_bytes(content)
    assert what in str(find_file_problems(tmp_path)[f"assets/{name}"])


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "redirects.yml").mkdir()
    assert "A folder stands in the place of a file." in str(find_file_problems(tmp_path)["redirects.yml"])


def test_a_folder_of_pages_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [str(one) for one in find_file_problems(tmp_path / "docs").values()] == [
        "docs:1: The folder is missing. Restore it from version control."
    ]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".page.swp").write_text("x", encoding="utf-8")
    assert find_file_problems(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a\n\n" + "x" * 1_000_000, 1, "The page has 1,000,003 characters"),
        ("a\n\n" + "語" * 10_001, 3, "The line has 10,001 characters"),
        ("a\n\n" + "| 1 | 2 |\n" * 5_000, 3, "more than 20,000 characters"),
        ("\n".join("    " * depth + "- x" for depth in range(300)), 17, "indented by more than 60"),
        ("- " * 300 + "x", 1, "nested more than 12 deep"),
        ("> " * 300 + "x", 1, "nested more than 12 deep"),
        ("x\n" + ("[" * 1_000 + "\n") * 20, 1, "more than 1,000 signs"),
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
    assert find_excess(front + rows + "x" * 10_000 + "\n\n" + "- " * 12 + "x", "docs/page.ja.md") is None


def test_a_refused_file_stops_the_command(tmp_path: Path) -> None:
    program = "import sys; sys.path[:0] = sys.argv[1:]; import building.site, pathlib;"
    program += "building.site.PROJECT = pathlib.Path(sys.argv[2]); building.site.build_pages('x')"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "secret.bak").write_text("x", encoding="utf-8")
    command = [sys.executable, "-c", program, str(PROJECT / "hooks"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "docs/secret.bak:1: The site publishes no such file." in done.stderr
    assert "ContentError" in done.stderr
