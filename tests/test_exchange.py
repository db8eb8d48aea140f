"""A new folder in the place of the old: by one call, by nobody else meanwhile, and never told wrongly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

from argument import exchange
from argument.exchange import TargetError, replacement, resolve_target

# A command whose site is one file; it signals itself at the moment that is named.
COMMAND = """
import os, signal, sys
from pathlib import Path

sys.path.insert(0, {hooks!r})
from argument import exchange
from building.replacing import replace

def make(folder):
    (folder / "index.html").write_text("new", encoding="utf-8")
    if {moment!r} == "making":
        os.kill(os.getpid(), signal.{name})

def exchanging(new, target, really=exchange._exchange):
    really(new, target)
    os.kill(os.getpid(), signal.{name})

if {moment!r} == "exchanging":
    exchange._exchange = exchanging
sys.exit(replace("", make))
"""


def stop(target: Path, moment: str, name: str, *before: str) -> subprocess.CompletedProcess[str]:
    program = COMMAND.format(hooks=str(PROJECT / "hooks"), moment=moment, name=name)
    line = [*before, sys.executable, "-c", program, str(target)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    write(folder, "old")
    return folder


def write(folder: Path, text: str) -> None:
    for name in ("index.html", "sitemap.xml"):
        (folder / name).write_text(text, encoding="utf-8")


def read(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def alone(folder: Path) -> bool:
    return list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_stop_while_the_site_is_made_leaves_the_old_one_and_says_so(target: Path, name: str) -> None:
    done = stop(target, "making", name)
    assert (done.returncode, done.stderr) == (3, "Stopped; the site is as it was.\n")
    assert read(target) == "old" and alone(target)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_stop_that_comes_too_late_is_not_told_as_one(target: Path, name: str) -> None:
    done = stop(target, "exchanging", name)
    assert (done.returncode, done.stdout) == (0, f"The site is in {target}.\n"), done.stderr
    assert read(target) == "new" and alone(target)


@pytest.mark.parametrize("moment", ["making", "exchanging"])
def test_after_a_kill_whoever_looks_sees_the_old_site_or_the_new(target: Path, moment: str) -> None:
    assert stop(target, moment, "SIGKILL").returncode == -signal.SIGKILL
    assert read(target) == ("old" if moment == "making" else "new") and not alone(target)
    with replacement(target) as folder:
        write(folder, "newer")
    assert read(target) == "newer" and alone(target)


def test_what_is_ignored_from_outside_stays_ignored(target: Path) -> None:
    done = stop(target, "making", "SIGHUP", "nohup")
    assert done.returncode == 0 and read(target) == "new"


def test_builds_that_begin_and_end_at_once_do_not_hinder_each_other(tmp_path: Path) -> None:
    target = tmp_path / "site"
    program = """
import sys
from pathlib import Path
from argument.exchange import replacement

for number in range(40):
    with replacement(Path(sys.argv[1])) as folder:
        for name in "abc":
            (folder / name).write_text(f"{sys.argv[2]} {number}", encoding="utf-8")
"""
    variables = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}
    lines = [[sys.executable, "-c", program, str(target), str(number)] for number in range(4)]
    processes = [subprocess.Popen(line, env=variables) for line in lines]
    assert [process.wait(timeout=60) for process in processes] == [0] * 4
    assert len({(target / name).read_text(encoding="utf-8") for name in "abc"}) == 1 and alone(target)


@pytest.mark.parametrize("name", ["[a]", "*", "a b'c", "-x", "七つの層", "$x"])
def test_what_a_killed_build_left_is_found_whatever_the_name_of_the_site(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    left = tmp_path / f".{name}.building-12345678"
    (left / "site").mkdir(parents=True)
    with replacement(target) as folder:
        write(folder, "new")
    assert read(target) == "new" and alone(target)


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(one: Path, other: Path) -> None:
        raise NotImplementedError

    monkeypatch.setattr(exchange, "_rename_exchange", none)


@pytest.mark.usefixtures("without_exchange")
def test_a_system_without_exchange_is_enough(target: Path) -> None:
    with replacement(target) as folder:
        write(folder, "new")
    assert read(target) == "new" and alone(target)


@pytest.mark.usefixtures("without_exchange")
def test_a_refused_second_renaming_puts_the_old_site_back(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, other: Path) -> Path:
        if self.name == "site" and other == target and self != target and not target.exists():
            raise PermissionError(1, "Operation not permitted", str(other))
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError), replacement(target) as folder:
        write(folder, "new")
    assert read(target) == "old" and alone(target)


def test_a_site_that_a_kill_between_two_renamings_took_away_comes_back(target: Path) -> None:
    left = target.parent / ".site.building-12345678"
    left.mkdir()
    target.rename(left / "old")
    with pytest.raises(KeyboardInterrupt), replacement(target):
        raise KeyboardInterrupt
    assert read(target) == "old" and alone(target)


def test_what_cannot_be_replaced_is_told_before_anything_is_built(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(TargetError, match="leads back to itself"):
        resolve_target(loop, PROJECT)
    with pytest.raises(TargetError, match="where a file system is mounted"):
        resolve_target(Path("/proc"), PROJECT)
    dangling = tmp_path / "link"
    dangling.symlink_to(tmp_path / "new")
    assert resolve_target(dangling, PROJECT) == tmp_path / "new"
