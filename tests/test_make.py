"""The commands of the Makefile: what they hand on, and what they say where something is missing."""

import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

PIP = """#!/bin/sh
echo "$@" >> log
exit ${PIP_FAILS:-0}
"""
SAY = """#!/bin/sh
printf '%s\\n' "$@"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the Makefile and the locks, whose Python only tells what it was asked."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "python").touch()
    write(tmp_path / ".venv" / "bin" / "python", SAY)
    return tmp_path


def write(file: Path, program: str) -> None:
    file.write_text(program, encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    variables = {**kept, **environment}
    line = ["make", "--no-print-directory", *arguments]
    return subprocess.run(line, cwd=folder, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["two words", "it's", 'a "b"', "-x", "七つの層", "`x`", "", "a;b"])
def test_any_name_of_a_folder_reaches_the_command_as_it_is(copy: Path, name: str) -> None:
    (copy / ".venv" / "site").touch()
    assert make(copy, "site", f"SITE={name}").stdout.splitlines() == ["hooks", "site", "--", name]
    done = make(copy, "links", f"SITE={name}", "URL=https://host/a'b/", "RULES=links")
    asked = ["hooks", "links", "--url", "https://host/a'b/", "--rules", "links", "--", name]
    assert done.stdout.splitlines() == asked


def test_a_lock_is_installed_once_and_anew_when_it_has_changed_or_a_kill_left_half_of_it(copy: Path) -> None:
    write(copy / ".venv" / "bin" / "python", PIP)
    assert make(copy, ".venv/site", PIP_FAILS="1").returncode != 0
    assert not (copy / ".venv" / "site").exists()
    for _ in range(2):
        assert make(copy, ".venv/print").returncode == 0
    os.utime(copy / "requirements" / "site.txt", (4e9, 4e9))
    assert make(copy, ".venv/print").returncode == 0
    lines = (copy / "log").read_text().splitlines()
    site, paper = "requirements/site.txt", "requirements/print.txt"
    assert [line.rpartition(" ")[2] for line in lines] == [site, site, paper, site, paper]
    assert ["--ignore-installed" in line for line in lines] == [False, True, False, False, False]


def test_half_an_installation_of_npm_is_none(copy: Path) -> None:
    folder = copy / "tests" / "axe"
    (folder / "node_modules" / "axe-core").mkdir(parents=True)
    (folder / "package-lock.json").touch()
    os.utime(folder / "package-lock.json", (1, 1))
    whole = folder / "node_modules" / ".package-lock.json"
    asked = make(copy, "-n", str(whole.relative_to(copy))).stdout
    assert "npm ci" in asked
    whole.touch()
    assert "npm ci" not in make(copy, "-n", str(whole.relative_to(copy))).stdout


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("no-such-python", "Python 3.11 or newer is needed, and 'no-such-python' is missing."),
        ("./old", "Python 3.11 or newer is needed, and './old' is Python 2.7.18."),
        ("./bare", "Python cannot make virtual environments. On Debian: sudo apt-get install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_told_plainly(copy: Path, python: str, said: str) -> None:
    shutil.rmtree(copy / ".venv")
    write(copy / "old", '#!/bin/sh\n[ "$1" = --version ] && echo Python 2.7.18 || exit 1\n')
    write(copy / "bare", '#!/bin/sh\ncase "$2" in *venv*) exit 1; esac\n')
    done = make(copy, "site", f"PYTHON={python}")
    assert done.returncode != 0
    assert done.stdout.startswith(said) and done.stderr.count("\n") == 1, done.stderr
    assert not (copy / ".venv").exists()


def test_a_port_that_is_taken_is_told_before_anything_is_built(copy: Path) -> None:
    (copy / ".venv" / "site").touch()
    write(copy / ".venv" / "bin" / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    write(copy / ".venv" / "bin" / "mkdocs", SAY)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = make(copy, "serve", f"PORT={port}")
        assert done.returncode != 0 and done.stdout.startswith(f"Port {port} is taken,")
    assert f"--dev-addr\n127.0.0.1:{port}\n" in make(copy, "serve", f"PORT={port}").stdout
