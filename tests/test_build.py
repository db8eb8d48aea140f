"""How the commands end: the old site or the new one, whole, a code, and a plain word on what went wrong."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT
from mkdocs.exceptions import Abort

import cli
from publishing.browser import BrowserError
from replacing import replacement

KEPT = "The site is as it was."


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with an old site, alone in another."""
    folder = tmp_path / "host" / "public"
    folder.mkdir(parents=True)
    write(folder, "old")
    return folder


def write(folder: Path, text: str) -> None:
    """Write what a folder is known by for a built site."""
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / "sitemap.xml").touch()


def holds(folder: Path, text: str) -> bool:
    """Tell whether a site holds a text, and nothing is left beside it."""
    is_alone = list(folder.parent.iterdir()) == [folder]
    return is_alone and (folder / "index.html").read_text(encoding="utf-8") == text


def command(project: Path, folder: Path) -> list[str]:
    return [sys.executable, str(project / "hooks"), "site", str(folder)]


def run(line: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, **environment}
    return subprocess.run(line, cwd=cwd, env=variables, capture_output=True, text=True, check=False)


# --- in a copy of the project --------------------------------------------------------------------


def test_a_full_disk_or_a_fault_of_the_author_leaves_the_old_site(project: Path, old: Path) -> None:
    full = run(
        ["sh", "-c", 'ulimit -f 20; exec "$@"', "sh", *command(project, old)],
        project,
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert full.returncode == 3 and KEPT in full.stderr
    layer = project / "docs" / "layers" / "3-memory.en.md"
    text = layer.read_text(encoding="utf-8").replace('voice="commentator"', 'voice="tang"', 1)
    layer.write_text(text, encoding="utf-8")
    (project / "docs" / "secret.zip").write_text("x", encoding="utf-8")
    os.mkfifo(project / "docs" / "pipe.ja.md")
    wrong = run(command(project, old), project)
    assert wrong.returncode == 1 and "docs/layers/3-memory.en.md:" in wrong.stderr
    there = "the Japanese page has the attribute 'voice: commentator'"
    assert f"The attribute 'voice: tang' stands where {there}" in wrong.stderr
    for name in ("secret.zip", "pipe.ja.md"):
        assert f"docs/{name}:1: The site publishes no such file." in wrong.stderr
    assert holds(old, "old") and "Traceback" not in full.stderr + wrong.stderr


def digests(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_bytes_come_out_whoever_builds_where_and_when(project: Path, tmp_path: Path) -> None:
    date = {"SOURCE_DATE_EPOCH": "1795478400"}
    one = run(command(project, tmp_path / "one"), project, TZ="UTC", LC_ALL="C.UTF-8", **date)
    assert (one.returncode, one.stdout, one.stderr) == (0, f"The site is in {tmp_path / 'one'}.\n", "")
    elsewhere = tmp_path / "l" / ("ong" * 60) / "path"
    # Line ends of other systems, a byte order mark, files made in another order, nothing to be written to.
    for file in sorted(project.rglob("*"), reverse=True):
        copy = elsewhere / file.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md":
            ends = b"\r\n" if file.name.endswith(".ja.md") else b"\r"
            copy.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", ends))
        elif file.is_file():
            shutil.copy(file, copy)
    for file in [elsewhere, *elsewhere.rglob("*")]:
        file.chmod(0o555 if file.is_dir() else 0o444)
    odd = ["TZ=Asia/Tokyo", "LC_ALL=POSIX", "PYTHONUTF8=0", "PYTHONCOERCECLOCALE=0", "HOME=/nowhere"]
    bare = ["env", "-i", *odd, f"PATH={os.environ['PATH']}", *(f"{name}={day}" for name, day in date.items())]
    shell = ["sh", "-c", 'umask 077; exec "$@"', "sh", *bare, *command(elsewhere, tmp_path / "two")]
    two = run(shell, tmp_path)
    assert two.returncode == 0, two.stderr
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


# --- the commands, without a build ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (Abort("Faults: 2."), 1, "Faults: 2."),
        (KeyboardInterrupt(), 3, f"Stopped. {KEPT}"),
        (OSError(errno.ENOSPC, "No space left on device", "x"), 3, f"No space left on device: 'x'. {KEPT}"),
        (BrowserError("Chromium is missing."), 3, f"Chromium is missing. {KEPT}"),
        (ZeroDivisionError("x"), 3, f"ZeroDivisionError: x\n {KEPT}"),
    ],
)
def test_what_goes_wrong_is_told_and_leaves_the_old_site(
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    told: str,
) -> None:
    def fail(folder: Path) -> None:
        write(folder, "new")
        raise error

    monkeypatch.setattr(cli, "build", fail)
    assert cli.main(["site", str(old)]) == code
    out, err = capsys.readouterr()
    assert (out + err).endswith(f"{told}\n")
    assert ("Traceback" in err) == isinstance(error, ZeroDivisionError)
    assert holds(old, "old")


@pytest.mark.parametrize("name", [".", "..", "docs", "mkdocs.yml", "/proc", "{tmp}/loop"])
def test_what_cannot_be_replaced_is_told_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(PROJECT)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(SystemExit, match="2"):
        cli.main(["site", "--", name.format(tmp=tmp_path)])
    assert "holds something else than a built site" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["new", "none/site", "a b'c", "-x", "七つの層", "$x", "[a]"])
def test_a_folder_of_any_name_is_filled_twice_and_a_link_to_it_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to(name)
    (tmp_path / name).mkdir(parents=True)
    for text in ("one", "two"):
        monkeypatch.setattr(cli, "build", lambda folder, text=text: write(folder, text))
        assert cli.main(["site", "--", "link"]) == 0
        assert (tmp_path / name / "index.html").read_text(encoding="utf-8") == text
    assert Path("link").is_symlink() and len(list(tmp_path.iterdir())) == 2


# --- a new folder in the place of the old --------------------------------------------------------


def test_a_second_build_at_the_same_time_is_refused(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with replacement(old) as folder:
        write(folder, "new")
        assert cli.main(["site", str(old)]) == 3
        with replacement(old.parent / "other"):
            pass
    told = f"Another build is at work on '{old}'. Wait until it has ended. {KEPT}\n"
    assert capsys.readouterr() == ("", told)
    (old.parent / "other").rmdir()
    assert holds(old, "new")


def test_a_refused_second_renaming_puts_the_old_one_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuse(self: Path, other: Path) -> Path:
        if self.name == "new":
            raise PermissionError(1, "Operation not permitted", str(other))
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError), replacement(old) as folder:
        write(folder, "new")
    assert holds(old, "old")


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


@pytest.mark.parametrize(("renaming", "there"), [(1, True), (2, False)])
def test_a_kill_leaves_both_whole_and_the_next_command_mends_it(
    old: Path, renaming: int, there: bool
) -> None:
    line = [sys.executable, "-c", KILLED, str(old), str(renaming)]
    assert run(line, old, PYTHONPATH=str(PROJECT / "hooks")).returncode == 9
    beside = old.with_name(".public.building")
    assert (old.exists(), (beside / "old").exists()) == (there, not there)
    both = (old if there else beside / "old", beside / "new")
    assert [(folder / "index.html").read_text() for folder in both] == ["old", "new"]
    with pytest.raises(KeyboardInterrupt), replacement(old):
        raise KeyboardInterrupt
    assert holds(old, "old")


def test_what_a_kill_at_the_end_left_is_removed_and_modes_do_not_depend_on_the_umask(old: Path) -> None:
    beside = old.with_name(".public.building")
    (beside / "old").mkdir(parents=True)
    for left in ("old/index.html", "stray"):
        (beside / left).touch()
    before = os.umask(0o077)
    try:
        with replacement(old) as folder:
            write(folder, "new")
            (folder / "en").mkdir()
    finally:
        os.umask(before)
    assert holds(old, "new")
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (old, *old.rglob("*"))}
    assert modes == {"public": "0o755", "en": "0o755", "index.html": "0o644", "sitemap.xml": "0o644"}


def test_a_stop_that_comes_too_late_is_not_told_as_one(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove = shutil.rmtree

    def stopped(folder: Path, ignore_errors: bool) -> None:
        remove(folder, ignore_errors)
        if folder.name.endswith(".building"):
            raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", stopped)
    with replacement(old) as folder:
        write(folder, "new")
    assert holds(old, "new")
