"""The checks before a build: the right pages are silent, and each damaged twin says exactly what is wrong.

`tests/right` is a docs folder in miniature; `tests/damaged` holds what is done to it and the whole list of
messages that follow. After reading what changed, `pytest --update-damaged` writes the present messages.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from argument.checks import check_argument
from argument.claims import is_claim_id, order_of
from argument.frontmatter import decode_yaml
from argument.inline import parse_inline
from argument.model import load_argument
from argument.schema import Front
from argument.sources import read_files
from argument.templates import words

RIGHT = Path(__file__).parent / "right"
FILES = sorted(Path(__file__).parent.glob("damaged/*.yml"))
ALL = [(file, case) for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


def messages(docs: Path) -> list[str]:
    return [str(fault) for fault in check_argument(load_argument(docs))]


def damage(docs: Path, edit: dict[str, Any]) -> None:
    """Do one edit; text to be replaced stands exactly once, so that no case passes by missing its target."""
    file = docs / edit["file"]
    if "bytes" in edit:
        file.write_bytes(bytes.fromhex(edit["bytes"]))
    elif "write" in edit:
        file.write_text(edit["write"], encoding="utf-8")
    elif "link" in edit:
        file.unlink()
        file.symlink_to(docs / edit["link"])
    elif "rename" in edit:
        file.rename(docs / edit["rename"])
    elif "delete" in edit:
        file.unlink()
    else:
        text = file.read_text(encoding="utf-8")
        assert text.count(edit["old"]) == 1, f"{edit['old']!r} stands {text.count(edit['old'])} times"
        file.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")


def test_the_right_pages_are_silent_and_each_damage_is_tried_once() -> None:
    assert messages(RIGHT) == []
    assert len({case["fault"] for _, case in ALL}) == len(ALL)


@pytest.mark.parametrize(("file", "case"), ALL, ids=[case["fault"] for _, case in ALL])
def test_a_fault_is_told_in_these_words_on_one_line_that_names_file_and_line(
    tmp_path: Path, file: Path, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    docs = Path(shutil.copytree(RIGHT, tmp_path / "docs"))
    for edit in case["edit"]:
        damage(docs, edit)
    found = messages(docs)
    for message in found:
        path, line, *_ = message.split(":")
        assert "\n" not in message and path.startswith("docs/") and line.isdigit()
        assert message[-1] in ".}", message
    assert found or case.get("silent"), "A damaged page that is silent proves nothing."
    if request.config.getoption("--update-damaged"):
        update(file, case["fault"], faults=found)
    else:
        assert found == case["faults"]


def update(file: Path, fault: str, **found: list[str]) -> None:
    """Take the present messages of one sample as right; others may have changed in its file meanwhile."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    next(case for case in content if case["fault"] == fault).update(found)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(text, encoding="utf-8")


# --- files -------------------------------------------------------------------------------------------

LEFT = "An editor or a tool left it behind. Delete it."
LETTERS, NO_SUCH, LINK = "is not made of letters", "The site publishes no such file", "It is a symbolic link."
# What lies under `docs`, a file with its bytes, a link, or a pipe, and what is told of it.
UNFIT: list[tuple[str, bytes | Path | None, str]] = [
    *(
        (name, b"x", LEFT)
        for name in ("citing.ja.md~", "citing.ja.md.swp", "#citing.ja.md#", "assets/x.orig")
    ),
    ("page.html", b"x", NO_SUCH),
    ("assets/tool.py", b"x", NO_SUCH),
    ("image.png", b"x", NO_SUCH),
    ("assets/図.png", b"x", LETTERS),
    ("assets/two words.png", b"x", LETTERS),
    ("assets/pot.png", b"x", "The name differs from 'assets/Pot.png' only in capitals."),
    ("assets/notes.txt", b"x" * 1_000_001, "The file has 1,000,001 bytes; at most 1,000,000 are published."),
    ("page.ja.md", None, NO_SUCH),
    ("page.ja.md", Path("nowhere"), LINK),
    ("passwd.txt", Path("/etc/passwd"), LINK),
    ("layers", Path("/etc"), LINK),
    ("note\udcff.txt", b"x", "'note\\udcff.txt' is not made of letters"),
    ("page\udcff.ja.md", b"x", "'page\\udcff.ja.md' is not that of a page"),
]


@pytest.mark.parametrize(("name", "content", "told"), UNFIT, ids=[ascii(name) for name, *_ in UNFIT])
def test_what_is_not_for_publishing_is_refused_and_neither_followed_nor_waited_for(
    tmp_path: Path, name: str, content: bytes | Path | None, told: str
) -> None:
    (tmp_path / "assets").mkdir()
    for sound in (".page.swp", "assets/Pot.png"):
        (tmp_path / sound).touch()
    if content is None:
        os.mkfifo(tmp_path / name)
    elif isinstance(content, Path):
        (tmp_path / name).symlink_to(content)
    else:
        (tmp_path / name).write_bytes(content)
    _, (fault,) = read_files(tmp_path)
    assert fault.path == f"docs/{name}" and told in str(fault) and str(fault).encode()


def test_a_folder_of_pages_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = "docs:1: The folder is missing. Restore it from version control."
    assert [str(one) for one in read_files(tmp_path / "docs")[1]] == [told]


# --- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (">-\n  清水 亮\n  氏", "清水 亮氏"),
        (">-\n  それは……\n  茶だ", "それは……茶だ"),
        (">-\n  “a”\n  “b”", "“a” “b”"),
        (">-\n  茶\n  tea\n  湯", "茶 tea 湯"),
        (">-\n  茶は　飲み物", "茶は　飲み物"),
        ("|\n  甲　乙\n", "甲　乙"),
        (">-\n  tea: a text", "tea: a text"),
        ("'A #2'  # a comment", "A #2"),
        ("A\tB", "A B"),
        ("1e3", "1e3"),
    ],
)
def test_a_text_in_front_matter_means_what_was_written(text: str, title: str) -> None:
    found, faults = decode_yaml(f"title: {text}\ndescription: x", "docs/x.md", Front)
    assert found and found.title == title and not faults


def test_neither_code_nor_words_of_another_language_are_a_lines_own() -> None:
    assert parse_inline('[a](b.md#c) and `茶`, <span lang="ja">湯</span>').own == "a and ,"


def test_claims_sort_by_layer_and_a_malformed_id_is_none() -> None:
    mixed = ["d-1", "c3-10", "r-0", "c0-8", "a-1", "c7-1", "c3-2"]
    assert sorted(mixed, key=order_of) == ["c0-8", "c3-2", "c3-10", "c7-1", "r-0", "a-1", "d-1"]
    assert not any(is_claim_id(found) for found in ("c03-5", "c3-05", "c3.5", "R-1", "c3-", "x-5", "c3-5 "))


def test_both_languages_have_the_same_words() -> None:
    def names(found: Any) -> Any:
        if isinstance(found, dict):
            return {name: names(value) for name, value in found.items()}
        return list(map(names, found)) if isinstance(found, list) else None

    assert names(words("ja")) == names(words("en"))
