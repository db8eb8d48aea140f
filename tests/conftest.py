"""What several tests share: the folders of the project, the real site, built once with `--strict`, and a
browser in which nothing goes wrong unheard."""

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from engines import Chromium, Engine
from html_site import LOCALES
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, Request, sync_playwright
from serving import served
from webdriver import Firefox, WebKit

from publishing.browser import FLAGS, find_browser

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
TEMPLATES = PROJECT / "overrides" / "argument"
# What a release changes; read as text, since mkdocs.yml has tags of its own.
EDITION = re.findall(
    r'^  edition: "?([0-9-]+)"?$', (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), re.M
)[0]

# The fixtures that make a test slow.
SLOW = {"browser", "_browser", "engine", "printed", "project", "host"}

QUIET = list(HealthCheck)
settings.register_profile(
    "modest", derandomize=True, database=None, deadline=None, max_examples=25, suppress_health_check=QUIET
)
settings.register_profile("exhaustive", deadline=None, max_examples=5_000, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "modest"))

# A browser in which nothing may be kept, as with cookies switched off.
KEEPS_NOTHING = "Object.defineProperty(window, 'localStorage', {get() { throw Error() }})"
# What opens a path of the site in a window of its own, of which all that a context takes can be set.
Visit = Callable[..., Page]


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    """Each of the languages."""
    return str(request.param)


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


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """What opens a page of the built site."""
    with visiting(browser, f"{address}/") as found:
        yield found


@contextlib.contextmanager
def visiting(browser: Browser, root: str) -> Iterator[Visit]:
    """Give what opens windows; at the end, nothing was said in them, or asked for elsewhere."""
    heard: list[str] = []

    def hear(request: Request) -> None:
        if not request.url.startswith((root, "data:")):
            heard.append(request.url)

    def open_window(path: str | None = None, width: int = 1280, height: int = 900, **more: Any) -> Page:
        size = {"width": width, "height": height}
        given = {"base_url": root, "viewport": size, "reduced_motion": "reduce", **more}
        page = browser.new_context(**given).new_page()
        page.on("request", hear)
        page.on("console", lambda said: heard.append(said.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        if path is not None:
            page.goto(path)
        return page

    yield open_window
    # The browser's word on an address that is none, which is asked for on purpose.
    assert [one for one in heard if "status of 404" not in one] == []


def tab_to(page: Page, selector: str) -> list[str]:
    """Go by key until the focus is on what a selector names, and return the classes of all that was met."""
    met: list[str] = []
    while len(met) < 80:
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.className"))
        if page.evaluate("name => document.activeElement.matches(name)", selector):
            return met
    raise AssertionError(f"No key reaches {selector}.")


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, _driven: Callable[[str], Engine]) -> Iterator[Engine]:
    """Each of the browsers in turn, as a reader has it who comes for the first time."""
    found = (
        Chromium(request.getfixturevalue("browser"))
        if request.param == "chromium"
        else _driven(request.param)
    )
    yield found
    found.run("try { localStorage.clear() } catch {}")


@pytest.fixture(scope="session")
def _driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """What starts Firefox and WebKitGTK, each once."""
    started: dict[str, Engine] = {}
    with ExitStack() as stack:

        def start(name: str) -> Engine:
            if name not in started:
                profile = tmp_path_factory.mktemp(name)
                started[name] = {"firefox": Firefox, "webkit": WebKit}[name](stack, profile)
            return started[name]

        yield start


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what opens a browser or builds more than the one site; `make quick` leaves it out."""
    for item in items:
        if SLOW.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
        if "engine" in getattr(item, "fixturenames", ()):
            # Once more where the driver of a browser died, not the site.
            died = ["EngineError", "TimeoutError: timed out"]
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=died))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-damaged", action="store_true", help="take the present messages as right")
