"""`make site` in a copy of the project: the old site or the new one, and a plain word on what went wrong."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROJECT

PARTS = ("docs", "hooks", "overrides")
OLD = {"index.html": "the old site", "sitemap.xml": "<urlset/>"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the site is made of, in a folder whose name is not ASCII."""
    copy = tmp_path / "写し no. 1"
    copy.mkdir()
    for part in PARTS:
        shutil.copytree(PROJECT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", copy)
    return copy


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with an old site."""
    folder = tmp_path / "public"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def command(project: Path, folder: Path) -> list[str]:
    return [sys.executable, str(project / "hooks"), "site", str(folder)]


def build(project: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, **environment}
    done = command(project, folder)
    return subprocess.run(done, cwd=project, env=variables, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, str]:
    texts = [file for file in folder.iterdir() if file.suffix in {".html", ".xml", ".txt"}]
    return {file.name: file.read_text(encoding="utf-8") for file in texts}


def break_claim(project: Path) -> None:
    page = project / "docs" / "layers" / "3-memory.en.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('voice="commentator"', 'voice="tang"', 1), encoding="utf-8")


def leftovers(folder: Path) -> list[Path]:
    return list(folder.parent.glob(".*.building"))


def test_a_build_takes_the_place_of_the_old_site_and_refuses_another_meanwhile(
    project: Path, old: Path
) -> None:
    line = command(project, old)
    with subprocess.Popen(
        line, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as one:
        while one.poll() is None and not leftovers(old):
            time.sleep(0.005)
        other = build(project, old)
        out, err = one.communicate(timeout=60)
    assert (other.returncode, other.stdout) == (3, "")
    assert other.stderr == f"Another build is at work on '{old}'. Wait until it has ended.\n"
    assert (one.returncode, out, err) == (0, f"The site is in {old}.\n", "")
    assert (old / "en" / "index.html").is_file()
    assert "the old site" not in (old / "index.html").read_text(encoding="utf-8")
    assert leftovers(old) == []


def test_a_fault_of_the_author_leaves_the_old_site_and_is_told_without_a_traceback(
    project: Path, old: Path
) -> None:
    break_claim(project)
    done = build(project, old)
    assert done.returncode == 1
    assert contents(old) == OLD
    assert leftovers(old) == []
    assert "Traceback" not in done.stderr
    assert "docs/layers/3-memory.en.md:" in done.stderr
    assert "The claim 'c3-1' has voice 'tang'; the Japanese page has 'commentator'" in done.stderr


def test_front_matter_that_is_not_valid_yaml_stops_the_build(project: Path, old: Path) -> None:
    page = project / "docs" / "citing.en.md"
    page.write_text(page.read_text(encoding="utf-8").replace("title: ", 'title: "', 1), encoding="utf-8")
    done = build(project, old)
    assert done.returncode == 1
    assert contents(old) == OLD
    assert "docs/citing.en.md:" in done.stderr and "not valid YAML" in done.stderr


def test_a_fault_of_the_program_shows_its_traceback_and_leaves_the_old_site(project: Path, old: Path) -> None:
    hook = project / "hooks" / "argument" / "rendering.py"
    right = hook.read_text(encoding="utf-8")
    hook.write_text(right.replace("return _Writer(", "return 1 / 0 or _Writer("), encoding="utf-8")
    done = build(project, old)
    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr
    assert contents(old) == OLD


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_same_bytes_come_out_whoever_builds_where_and_when(project: Path, tmp_path: Path) -> None:
    date = {"SOURCE_DATE_EPOCH": "1795478400"}
    assert build(project, tmp_path / "one", TZ="UTC", LC_ALL="C.UTF-8", **date).returncode == 0
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
    odd = {"TZ": "Asia/Tokyo", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **date}
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SOURCE_DATE_EPOCH"}}
    shell = ["sh", "-c", 'umask 077; exec "$@"', "sh", *command(elsewhere, tmp_path / "two")]
    done = subprocess.run(
        shell, cwd=tmp_path, env={**kept, **odd, "HOME": "/nowhere"}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_full_disk_leaves_the_old_site_and_a_plain_word(project: Path, old: Path) -> None:
    shell = ["sh", "-c", 'ulimit -f 20; exec "$@"', "sh", *command(project, old)]
    done = subprocess.run(shell, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "The site is as it was." in done.stderr
    assert contents(old) == OLD


def test_a_preview_shows_pages_at_fault_and_warns(project: Path, tmp_path: Path) -> None:
    break_claim(project)
    sources = project / "docs" / "sources.ja.md"
    text = sources.read_text(encoding="utf-8").replace("id: dwarkesh-2025", "id: dwarkesh-2026")
    sources.write_text(text, encoding="utf-8")
    folder = tmp_path / "preview"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Claim '3.1' has voice 'tang'" in done.stderr
    assert "'dwarkesh-2025' stands where the Japanese page has the entry 'dwarkesh-2026'" in done.stderr
    assert (folder / "comparison" / "index.html").is_file()
