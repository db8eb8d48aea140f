"""What several tests share: the folders of the project, and the real site, built once with `--strict`."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from serving import served

from publishing.browser import FLAGS, find_browser

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
TEMPLATES = PROJECT / "overrides" / "argument"
# What a release changes; read as text, since mkdocs.yml has tags of its own.
EDITION = re.findall(
    r'^  edition: "?([0-9-]+)"?$', (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), re.M
)[0]

# The fixtures that make a test slow.
SLOW = {"browser", "_browser", "printed", "project", "moved", "host"}


QUIET = list(HealthCheck)
settings.register_profile(
    "modest", derandomize=True, database=None, deadline=None, max_examples=25, suppress_health_check=QUIET
)
settings.register_profile("exhaustive", deadline=None, max_examples=5_000, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "modest"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the site as `make site` builds it, in a process of its own."""
    return _built_once("site", tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site as `make pdf` builds it."""
    return _built_once("pdf", tmp_path_factory, worker_id)


def _built_once(name: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder that a command fills; of the workers that tests run in, the first one runs it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / f"built-{name}"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            command = [sys.executable, str(PROJECT / "hooks"), name, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            assert "WARNING" not in done.stderr, done.stderr
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the site is made of, in a folder whose name is not ASCII."""
    copy = tmp_path / "写し no. 1"
    for part in ("docs", "hooks", "overrides"):
        shutil.copytree(PROJECT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", copy)
    return copy


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the built site."""
    with served(site) as found:
        yield found


@pytest.fixture
def browser(_browser: Browser) -> Iterator[Browser]:
    """The browser; what a test leaves open in it is closed."""
    yield _browser
    for context in _browser.contexts:
        context.close()


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield found
        found.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what opens a browser or builds more than the one site; `make quick` leaves it out."""
    for item in items:
        if SLOW.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-damaged", action="store_true", help="take the present messages as right")
