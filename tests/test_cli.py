"""How the commands end: with a plain word and a code, and without a loss."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT
from mkdocs.exceptions import Abort

import cli
from publishing.browser import BrowserError

KEPT = "The site is as it was."


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with an old site."""
    folder = tmp_path / "public"
    folder.mkdir()
    for name in ("index.html", "sitemap.xml"):
        (folder / name).write_text("old", encoding="utf-8")
    return folder


def test_a_command_that_is_none_is_told_with_those_that_are() -> None:
    for arguments in ([], ["nonsense"], ["../site"]):
        line = [sys.executable, str(PROJECT / "hooks"), *arguments]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert "{card,fonts,site,pdf,accept,links}" in done.stderr


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (Abort("Faults: 2."), 1, "Faults: 2."),
        (KeyboardInterrupt(), 3, f"Stopped. {KEPT}"),
        (OSError(errno.ENOSPC, "No space left on device", "x"), 3, f"No space left on device: 'x'. {KEPT}"),
        (BrowserError("Chromium is missing."), 3, f"Chromium is missing. {KEPT}"),
        (BlockingIOError("Another build is at work."), 3, "Another build is at work."),
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
        raise error

    monkeypatch.setattr(cli, "build", fail)
    assert cli.main(["site", str(old)]) == code
    out, err = capsys.readouterr()
    assert (out + err).endswith(f"{told}\n")
    assert ("Traceback" in err) == isinstance(error, ZeroDivisionError)
    assert (old / "index.html").read_text(encoding="utf-8") == "old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (".", "holds the project itself"),
        ("..", "holds the project itself"),
        ("docs", "holds something else than a built site"),
        ("mkdocs.yml", "is a file or a mounted file system"),
        ("none/site", "is to lie in a folder that does not exist"),
        ("/proc", "is a file or a mounted file system"),
        ("{tmp}/loop", "is a file or a mounted file system"),
    ],
)
def test_what_cannot_be_replaced_is_told_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    monkeypatch.chdir(PROJECT)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(SystemExit, match="2"):
        cli.main(["site", "--", name.format(tmp=tmp_path)])
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("name", ["new", "a b'c", "-x", "七つの層", "$x", "[a]"])
def test_a_folder_of_any_name_is_filled_and_a_link_to_it_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(cli, "build", lambda folder: (folder / "index.html").write_text("new", "utf-8"))
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to(name)
    assert cli.target_of("link") == tmp_path / name
    assert cli.main(["site", "--", "link"]) == 0
    assert Path("link").is_symlink() and (tmp_path / name / "index.html").is_file()


def test_a_date_from_outside_that_is_none_is_told_plainly(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert cli.main(["site", str(old)]) == 2
    assert capsys.readouterr().err.startswith("SOURCE_DATE_EPOCH is 'yesterday'. Set it to seconds")
    assert list(old.parent.iterdir()) == [old]
