"""What several tests share: the folders of the project, and the real site, built once with `--strict`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
TEMPLATES = PROJECT / "overrides" / "argument"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as `make site` builds it, in a process of its own."""
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, str(PROJECT / "hooks" / "build_site.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr, done.stderr
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-damaged", action="store_true", help="take the present messages as right")
