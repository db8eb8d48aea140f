"""What other sites may read and show: the data and the cards, by headers of the site, and nothing else."""

import contextlib
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser
from serving import served

SHARED = [
    "argument.json",
    "argument.schema.json",
    "comparison/comparison.ja.csv",
    "en/comparison/comparison.en.json",
    "assets/card.png",
]
CLOSED = ["index.html", "index.md", "search/ja.json", "assets/addresses.json", "assets/icon.png", "llms.txt"]
ORIGIN, EMBEDDER = "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"


def joined(site: Path, address: str) -> dict[str, str]:
    """Return the headers of a file on a host that joins the values of all rules that match."""
    found: dict[str, str] = {}
    for rule in re.split(r"\n(?=/)", (site / "_headers").read_text(encoding="utf-8")):
        pattern, *lines = rule.splitlines()
        if fnmatchcase(f"/{address}", pattern):
            for name, value in (line.strip().split(": ", 1) for line in lines):
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host that gives the headers of the rules that match, all of their values or the last."""

    is_joined = True

    def end_headers(self) -> None:
        for name, value in joined(Path(self.directory), self.path[1:]).items():
            is_last = name == EMBEDDER and not self.is_joined
            self.send_header(name, value.rpartition(", ")[2] if is_last else value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def hosted(site: Path, is_joined: bool) -> Iterator[str]:
    """Serve the site from such a host, and give its address."""
    kind = type("_Kind", (_Host,), {"is_joined": is_joined})
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(kind, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("is_joined", [True, False], ids=["joined", "last"])
def test_another_site_reads_the_data_and_shows_the_cards_and_nothing_else(
    browser: Browser, site: Path, tmp_path: Path, is_joined: bool
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    reads = "url => fetch(url).then(got => got.ok, () => false)"
    shows = """url => new Promise(done => {
        const image = new Image();
        image.onload = () => done(true);
        image.onerror = () => done(false);
        image.src = url;
    })"""
    page = browser.new_page()
    # By name, since a page of this machine's address is of the same site as the host, if not of its origin.
    with served(tmp_path) as other, hosted(site, is_joined) as host:
        page.goto(other.replace("127.0.0.1", "localhost"))
        found: dict[str, Any] = {path: page.evaluate(reads, f"{host}/{path}") for path in [*SHARED, *CLOSED]}
        assert found == dict.fromkeys(SHARED, True) | dict.fromkeys(CLOSED, False)
        seen = {path: page.evaluate(shows, f"{host}/assets/{path}") for path in ("card.png", "icon.png")}
        assert seen == {"card.png": True, "icon.png": False}
    page.close()


def test_only_these_are_shared_and_a_card_of_a_page_is_one_of_them(site: Path) -> None:
    files = [file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()]
    shared = {file for file in files if ORIGIN in joined(site, file)}
    assert shared >= set(SHARED) and all(
        re.search(r"^argument|/comparison\.\w\w\.(csv|json)$|/card\.png$", file) for file in shared
    )
    assert joined(site, "assets/cards/3-memory.ja.png")[ORIGIN] == "*"


def test_nginx_shares_the_same_files(site: Path) -> None:
    (pattern,) = re.findall(
        r'^map \$uri \$origins \{ "~(.+)" "\*"; \}$', (PROJECT / "README.md").read_text("utf-8"), re.M
    )
    files = [f"/path/{file.relative_to(site).as_posix()}" for file in site.rglob("*") if file.is_file()]
    files.append("/path/assets/cards/3-memory.ja.png")
    shared = {file for file in files if ORIGIN in joined(site, file.removeprefix("/path/"))}
    assert {file for file in files if re.search(pattern, file)} == shared
