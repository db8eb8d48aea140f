"""The site as a host serves it: below a path too, with headers, and with what is not found or has moved."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCS, EDITION, PROJECT, Visit, visiting
from html_site import ROOTS, parse, text
from playwright.sync_api import Browser, expect
from serving import served
from test_site import PAGES

from argument.model import load_argument

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
# A page, an anchor with it, and an anchor alone that once had other addresses.
MOVED = {
    "how": "citing",
    "how#to": "citing#citing-cite",
    "layers/3-memory#later": "layers/3-memory#l3-beyond",
}
MEANT = {
    "3.55/": "3.5/",
    "en/3.55/": "en/3.5/",
    "r.11/": "R.1/",
    "layers/3-memori/": "layers/3-memory/",
    "en/layers/3-memori": "en/layers/3-memory/",
    "outlok/": "outlook/",
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a host has it: the site in `sub`, and the page for what is not found of the site's own."""
    project, folder = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("host")
    for part in ("docs", "hooks", "overrides"):
        shutil.copytree(PROJECT / part, project / part)
    shutil.copy(PROJECT / "mkdocs.yml", project)
    with (project / "docs" / "redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.writelines(f"  - {{old: '{old}', new: '{new}'}}\n" for old, new in MOVED.items())
    with (project / "docs" / "permalinks.txt").open("a", encoding="utf-8") as published:
        digests = "ja=000000000000 en=000000000000"
        published.writelines(f"{old} section - {digests}\n" for old in MOVED if "#" in old)
    command = [sys.executable, str(project / "hooks"), "site", str(folder / "sub")]
    given = {**os.environ, "SITE_URL": "https://host.test/sub/"}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (folder / "404.html").symlink_to(folder / "sub" / "404.html")
    return folder


@pytest.fixture(scope="module")
def headers(host: Path) -> dict[str, str]:
    """The headers that nginx would send, made by the command of README.md."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^(sed .*) > seven-layers\.headers$", readme, re.MULTILINE)
    made = ["sh", "-c", command.replace("site/_headers", "sub/_headers")]
    done = subprocess.run(made, cwd=host, capture_output=True, text=True, check=True)
    return dict(re.findall(r'^add_header ([\w-]+) "([^"]+)" always;$', done.stdout, re.MULTILINE))


@pytest.fixture
def below(browser: Browser, host: Path, headers: dict[str, str]) -> Iterator[Visit]:
    """What opens a page of the site below the path."""
    with served(host, lambda path: headers) as root, visiting(browser, f"{root}/sub/") as found:
        yield found


@pytest.fixture(params=["visit", "below"])
def either(browser: Browser, request: pytest.FixtureRequest) -> Visit:
    """What opens a page of the site at the root of its host, and below a path."""
    found: Visit = request.getfixturevalue(request.param)
    return found


def test_the_command_of_the_readme_makes_every_header(host: Path, headers: dict[str, str]) -> None:
    first = (host / "sub" / "_headers").read_text(encoding="utf-8").split("\n/sub/")[0].splitlines()
    assert first[0] == "/sub/*"
    given = dict(line.strip().split(": ", 1) for line in first[1:])
    # By address, in what README.md has nginx read beside it.
    del given["Cross-Origin-Resource-Policy"]
    assert headers == given
    assert "Content-Security-Policy" in headers


def test_no_address_begins_at_the_root_of_the_host(host: Path) -> None:
    for file in (host / "sub").rglob("*.html"):
        for name in ("href", "src"):
            found = [str(node.attributes[name]) for node in parse(file).css(f"[{name}^='/']")]
            assert [one for one in found if not one.startswith("/sub/")] == [], file


@pytest.mark.parametrize(("own", "other"), [("", "en/"), ("en/", "")])
def test_a_reader_gets_about_below_a_path(below: Visit, own: str, other: str) -> None:
    tab = below()
    for address in ("", "comparison/", "edition/", "claims/"):
        tab.goto(f"{own}{address}")
    tab.goto(f"{own}3.5/", wait_until="commit")
    tab.wait_for_url(f"{own}layers/3-memory/#c3-5")
    tab.click(".language-switch")
    tab.wait_for_url(f"{other}layers/3-memory/#c3-5")
    tab.locator(".search__box").fill("3.5")
    tab.locator(".search__results a").first.click()
    tab.wait_for_url(f"{other}layers/3-memory/#c3-5")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("root", ROOTS.values())
def test_what_moved_is_found_at_its_old_address(below: Visit, root: str, script: bool) -> None:
    tab = below(java_script_enabled=script)
    tab.goto(f"{root}how/?from=chat", wait_until="commit")
    tab.wait_for_url(f"{root}citing/?from=chat" if script else f"{root}citing/")
    if script:
        tab.goto(f"{root}how/#to", wait_until="commit")
        tab.wait_for_url(f"{root}citing/#citing-cite")
    # As the page loads, and on the page that is open.
    for _ in range(2):
        tab.goto(f"{root}layers/3-memory/#later", wait_until="commit")
        if not script:
            tab.click(".moved#later a")
        tab.wait_for_url(f"{root}layers/3-memory/#l3-beyond")


def test_the_address_that_was_meant_is_suggested_and_none_where_none_is_like_it(either: Visit) -> None:
    tab = either()
    for asked, meant in MEANT.items():
        answer = tab.goto(asked)
        assert answer is not None and answer.status == 404
        link = tab.locator(".not-found__near a").first
        expect(link).to_have_text(f"/{meant}")
        link.click()
        expect(tab.locator(".page-head")).to_be_visible()
    tab.goto("en/quite/another/thing/", wait_until="networkidle")
    expect(tab.locator(".not-found__near:visible")).to_have_count(0)


def test_without_script_both_languages_lead_on(either: Visit) -> None:
    tab = either(java_script_enabled=False)
    for lang, wanted in (("ja", "claims/"), ("en", "en/claims/")):
        tab.goto("nowhere/at/all/")
        expect(tab.locator(f".not-found [lang={lang}] :is(h1, h2)")).to_be_visible()
        tab.locator(f".not-found [lang={lang}] a[href]").nth(1).click()
        tab.wait_for_url(wanted)


def test_the_page_for_what_is_not_found_has_no_relative_address_and_no_pair(site: Path) -> None:
    html = parse(site / "404.html")
    links = [str(node.attributes[name]) for name in ("href", "src") for node in html.css(f"[{name}]")]
    assert [link for link in links if not link.startswith(("/", "#", "https://"))] == []
    assert html.css("link[rel=alternate], .language-switch") == []
    # What is around its text is in the language of the root, where a host without languages looks for it.
    assert html.css("html[lang=ja]") and text(html.css_first(".md-header__topic")) == "七つの層"
    assert html.css("meta[name=robots][content=noindex]")
    assert "ページが見つかりません" in text(html.css_first("title"))


def test_the_list_of_addresses_holds_every_page_and_claim_there_is(site: Path) -> None:
    known = json.loads((site / "assets" / "addresses.json").read_text(encoding="utf-8"))
    assert len(known) == 2 * len(PAGES) - 1 + 2 * len(load_argument(DOCS).registered)
    assert [one for one in known if not (site / one / "index.html").is_file()] == []


def test_the_sitemap_names_each_page_with_its_pair_and_its_default(site: Path) -> None:
    root = ElementTree.fromstring((site / "sitemap.xml").read_text(encoding="utf-8"))
    found = {}
    for url in root.findall("s:url", NAMES):
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)}
        found[url.findtext("s:loc", "", NAMES)] = links
        assert url.findtext("s:lastmod", "", NAMES) == EDITION
    # All but the edition, which says what the pages say.
    assert len(found) == 2 * (len(PAGES) - 1)
    for address, links in found.items():
        assert address in (links["ja"], links["en"]) and links["x-default"] == links["ja"]
        assert found[links["en"]] == found[links["ja"]] == links


# --- what other sites may read and show: the data and the cards, and nothing else ------------------------

SHARED = [
    "argument.json",
    "argument.schema.json",
    "comparison/comparison.ja.csv",
    "en/comparison/comparison.en.json",
    "assets/card.png",
]
CLOSED = ["index.html", "index.md", "search/ja.json", "assets/addresses.json", "assets/icon.png", "llms.txt"]
ORIGIN = "Access-Control-Allow-Origin"


def given(site: Path, address: str, is_joined: bool = True) -> dict[str, str]:
    """Return the headers of a file by the rules that match, all of their values or the last."""
    found: dict[str, str] = {}
    for rule in re.split(r"\n(?=/)", (site / "_headers").read_text(encoding="utf-8")):
        pattern, *lines = rule.splitlines()
        if fnmatchcase(f"/{address}", pattern):
            for name, value in (line.strip().split(": ", 1) for line in lines):
                found[name] = f"{found[name]}, {value}" if is_joined and name in found else value
    return found


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
    with served(tmp_path) as other, served(site, lambda path: given(site, path[1:], is_joined)) as host:
        page.goto(other.replace("127.0.0.1", "localhost"))
        found: dict[str, Any] = {path: page.evaluate(reads, f"{host}/{path}") for path in [*SHARED, *CLOSED]}
        assert found == dict.fromkeys(SHARED, True) | dict.fromkeys(CLOSED, False)
        seen = {path: page.evaluate(shows, f"{host}/assets/{path}") for path in ("card.png", "icon.png")}
        assert seen == {"card.png": True, "icon.png": False}


def test_only_these_are_shared_by_the_file_of_headers_and_by_nginx_alike(site: Path) -> None:
    files = [file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()]
    card = "assets/cards/3-memory.ja.png"
    shared = {file for file in [*files, card] if given(site, file).get(ORIGIN) == "*"}
    assert shared >= {*SHARED, card}
    known = r"^argument|/comparison\.\w\w\.(csv|json)$|/card\.png$"
    assert [file for file in shared - {card} if not re.search(known, file)] == []
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (pattern,) = re.findall(r'^map \$uri \$origins \{ "~(.+)" "\*"; \}$', readme, re.MULTILINE)
    assert {file for file in [*files, card] if re.search(pattern, f"/path/{file}")} == shared
