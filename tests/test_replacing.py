"""A new folder in the place of the old: whole or not at all, by one build at a time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

from replacing import replacement

# A build whose site is one file; it ends like one that is killed, instead of the renaming with this number.
KILLED = """
import os, sys
from pathlib import Path
from replacing import replacement

rename, left = Path.rename, int(sys.argv[2])

def rename_or_end(self, other):
    global left
    left -= 1
    return rename(self, other) if left else os._exit(9)

Path.rename = rename_or_end
with replacement(Path(sys.argv[1])) as folder:
    (folder / "index.html").write_text("new", encoding="utf-8")
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    write(folder, "old")
    return folder


def write(folder: Path, text: str) -> None:
    (folder / "index.html").write_text(text, encoding="utf-8")


def holds(folder: Path, text: str) -> bool:
    """Tell whether a site holds a text, and nothing is left beside it."""
    is_alone = list(folder.parent.iterdir()) == [folder]
    return is_alone and (folder / "index.html").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("before", ["a site", "an empty folder", "nothing"])
def test_a_new_folder_takes_the_place_of_what_was_there(target: Path, before: str) -> None:
    if before != "a site":
        shutil.rmtree(target)
    if before == "an empty folder":
        target.mkdir()
    with replacement(target) as folder:
        write(folder, "new")
    assert holds(target, "new")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ZeroDivisionError, SystemExit])
def test_what_fails_or_is_stopped_leaves_the_old_one(target: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), replacement(target) as folder:
        write(folder, "new")
        raise error
    assert holds(target, "old")


def test_a_refused_second_renaming_puts_the_old_one_back(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, other: Path) -> Path:
        if self.name == "new":
            raise PermissionError(1, "Operation not permitted", str(other))
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError), replacement(target) as folder:
        write(folder, "new")
    assert holds(target, "old")


@pytest.mark.parametrize(("renaming", "there"), [(1, True), (2, False)])
def test_a_kill_leaves_both_whole_and_the_next_command_puts_the_old_one_back(
    target: Path, renaming: int, there: bool
) -> None:
    line = [sys.executable, "-c", KILLED, str(target), str(renaming)]
    variables = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}
    assert subprocess.run(line, env=variables, check=False).returncode == 9
    beside = target.with_name(".site.building")
    assert (target.exists(), (beside / "old").exists()) == (there, not there)
    texts = [
        (folder / "index.html").read_text()
        for folder in (target if there else beside / "old", beside / "new")
    ]
    assert texts == ["old", "new"]
    with pytest.raises(KeyboardInterrupt), replacement(target):
        raise KeyboardInterrupt
    assert holds(target, "old")


def test_what_a_kill_at_the_end_left_is_removed_with_what_else_lies_there(target: Path) -> None:
    beside = target.with_name(".site.building")
    (beside / "old").mkdir(parents=True)
    (beside / "old" / "index.html").touch()
    (beside / "stray").touch()
    with replacement(target) as folder:
        write(folder, "new")
    assert holds(target, "new")


def test_a_stop_that_comes_too_late_is_not_told_as_one(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove = shutil.rmtree

    def stopped(folder: Path, ignore_errors: bool) -> None:
        remove(folder, ignore_errors)
        if folder.name.endswith(".building"):
            raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", stopped)
    with replacement(target) as folder:
        write(folder, "new")
    assert holds(target, "new")


def test_a_second_build_at_the_same_time_is_refused(target: Path) -> None:
    told = f"Another build is at work on '{target}'. Wait until it has ended."
    with replacement(target) as folder:
        write(folder, "new")
        with pytest.raises(BlockingIOError, match=told), replacement(target):
            pass
        with replacement(target.with_name("other")) as other:
            write(other, "other")
    shutil.rmtree(target.with_name("other"))
    assert holds(target, "new")


def test_modes_do_not_depend_on_the_umask(target: Path) -> None:
    before = os.umask(0o077)
    try:
        with replacement(target) as folder:
            (folder / "en").mkdir()
            write(folder / "en", "new")
    finally:
        os.umask(before)
    modes = [oct(found.stat().st_mode & 0o777) for found in (target, *sorted(target.rglob("*")))]
    assert modes == ["0o755", "0o755", "0o644"]
