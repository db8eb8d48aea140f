"""How the commands end: the old site or the new one, a code, and a plain word on what went wrong."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROJECT
from mkdocs.exceptions import Abort

import cli
from publishing.browser import BrowserError

OLD = {"index.html": "the old site", "sitemap.xml": "<urlset/>"}
KEPT = "The site is as it was."


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with an old site."""
    folder = tmp_path / "public"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def is_untouched(folder: Path) -> bool:
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    return texts == OLD and not leftovers(folder)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.parent.glob(".*.building"))


def command(project: Path, folder: Path) -> list[str]:
    return [sys.executable, str(project / "hooks"), "site", str(folder)]


def run(line: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, **environment}
    return subprocess.run(line, cwd=cwd, env=variables, capture_output=True, text=True, check=False)


def replace(file: Path, found: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(found, new, 1), encoding="utf-8")


def break_claim(project: Path) -> None:
    replace(project / "docs" / "layers" / "3-memory.en.md", 'voice="commentator"', 'voice="tang"')


# --- in a copy of the project --------------------------------------------------------------------


def test_a_build_takes_the_place_of_the_old_site_and_refuses_another_meanwhile(
    project: Path, old: Path
) -> None:
    line, pipe = command(project, old), subprocess.PIPE
    with subprocess.Popen(line, cwd=project, stdout=pipe, stderr=pipe, text=True) as one:
        while one.poll() is None and not leftovers(old):
            time.sleep(0.005)
        other = run(line, project)
        out, err = one.communicate(timeout=60)
    assert (other.returncode, other.stdout) == (3, "")
    assert other.stderr == f"Another build is at work on '{old}'. Wait until it has ended. {KEPT}\n"
    assert (one.returncode, out, err) == (0, f"The site is in {old}.\n", "")
    assert (old / "en" / "index.html").is_file()
    assert "the old site" not in (old / "index.html").read_text(encoding="utf-8")
    assert leftovers(old) == []


def test_a_fault_of_the_author_leaves_the_old_site_and_is_told_without_a_traceback(
    project: Path, old: Path
) -> None:
    break_claim(project)
    (project / "docs" / "secret.bak").write_text("x", encoding="utf-8")
    os.mkfifo(project / "docs" / "pipe.ja.md")
    done = run(command(project, old), project)
    assert done.returncode == 1 and is_untouched(old)
    assert "Traceback" not in done.stderr
    assert "docs/layers/3-memory.en.md:" in done.stderr
    assert (
        "The attribute 'voice: tang' stands where the Japanese page has the attribute 'voice: commentator'"
        in done.stderr
    )
    for name in ("secret.bak", "pipe.ja.md"):
        assert f"docs/{name}:1: The site publishes no such file." in done.stderr


def test_a_full_disk_leaves_the_old_site_and_a_plain_word(project: Path, old: Path) -> None:
    done = run(["sh", "-c", 'ulimit -f 20; exec "$@"', "sh", *command(project, old)], project)
    assert done.returncode == 3 and "Traceback" not in done.stderr and KEPT in done.stderr
    assert is_untouched(old)


def digests(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_bytes_come_out_whoever_builds_where_and_when(project: Path, tmp_path: Path) -> None:
    date = {"SOURCE_DATE_EPOCH": "1795478400"}
    one = run(command(project, tmp_path / "one"), project, TZ="UTC", LC_ALL="C.UTF-8", **date)
    assert one.returncode == 0, one.stderr
    elsewhere = tmp_path / "l" / ("ong" * 60) / "path"
    # Line ends of another system, a byte order mark, files made in another order, nothing to be written to.
    for file in sorted(project.rglob("*"), reverse=True):
        copy = elsewhere / file.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md":
            copy.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
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


def test_a_preview_shows_pages_at_fault_and_warns(project: Path, tmp_path: Path) -> None:
    break_claim(project)
    replace(project / "docs" / "sources.ja.md", "id: dwarkesh-2025", "id: dwarkesh-2026")
    folder = tmp_path / "preview"
    done = run([sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)], project)
    assert done.returncode == 0, done.stderr
    assert (
        "The attribute 'voice: tang' stands where the Japanese page has the attribute 'voice: commentator'"
        in done.stderr
    )
    assert "'dwarkesh-2025' stands where the Japanese page has the entry 'dwarkesh-2026'" in done.stderr
    assert (folder / "comparison" / "index.html").is_file()


# --- without a build -----------------------------------------------------------------------------


def test_a_command_that_is_none_is_told_with_those_that_are() -> None:
    for arguments in ([], ["nonsense"], ["../site"]):
        done = run([sys.executable, str(PROJECT / "hooks"), *arguments], PROJECT)
        assert (done.returncode, done.stdout) == (2, "")
        assert "{card,fonts,site,pdf,accept,links}" in done.stderr


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
        raise error

    monkeypatch.setattr(cli, "build", fail)
    assert cli.main(["site", str(old)]) == code
    out, err = capsys.readouterr()
    assert (out + err).endswith(f"{told}\n")
    assert ("Traceback" in err) == isinstance(error, ZeroDivisionError)
    assert is_untouched(old)


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
def test_a_folder_of_any_name_is_filled_and_a_link_to_it_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(cli, "build", lambda folder: (folder / "index.html").write_text("new", "utf-8"))
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to(name)
    assert cli.main(["site", "--", "link"]) == 0
    assert Path("link").is_symlink() and (tmp_path / name / "index.html").is_file()
