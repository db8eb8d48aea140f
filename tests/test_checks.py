"""The checks before a build: the right pages are silent, and each damaged twin says exactly what is wrong.

`tests/right` is a docs folder in miniature; `tests/damaged` holds what is done to it and the whole list of
messages that follow. After reading what changed, `pytest --update-damaged` writes the present messages.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import TEMPLATES

from argument.checks import check_argument
from argument.model import load_argument
from argument.rendering import markers

RIGHT = Path(__file__).parent / "right"
FILES = {
    file: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in Path(__file__).parent.glob("damaged/*.yml")
}
ALL = [(file, case) for file in sorted(FILES) for case in FILES[file]]


def messages(docs: Path) -> list[str]:
    return [str(fault) for fault in check_argument(load_argument(docs), markers(TEMPLATES))]


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
        case["faults"] = found
        text = yaml.safe_dump(FILES[file], allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(text, encoding="utf-8")
    assert found == case["faults"]
