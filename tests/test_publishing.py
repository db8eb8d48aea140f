"""What a host serves: a strict policy that nothing on the pages breaks, and nothing that no reader needs."""

import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES
from html_site import parse
from playwright.sync_api import Browser, ConsoleMessage
from serving import served
from test_browser import ADDRESSES

from argument.model import load_argument
from argument.publication import Publication
from publishing.finish import finish
from publishing.headers import render_headers
from publishing.policy import PolicyError, hashes_of, policy

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>'


def header(site: Path, name: str) -> str:
    text = (site / "_headers").read_text(encoding="utf-8")
    return next(line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"  {name}:"))


@pytest.fixture(scope="module")
def guarded(site: Path) -> Iterator[str]:
    """The site served with the headers of its own file."""
    text = (site / "_headers").read_text(encoding="utf-8").split("\n/")[0]
    pairs = [line.strip().split(": ", 1) for line in text.splitlines()[1:]]
    with served(site, dict(pairs)) as found:
        yield found


def test_the_policy_allows_nothing_unsafe_and_no_script_that_is_on_no_page(site: Path) -> None:
    found = header(site, "Content-Security-Policy")
    assert "unsafe" not in found and "http" not in found and "*" not in found
    assert found.endswith("frame-ancestors 'none'")
    used = {
        one for file in site.rglob("*.html") for one in hashes_of(file.read_text(encoding="utf-8")).scripts
    }
    assert set(re.findall(r"'sha256-[^']+'", found)) == used


def test_every_page_carries_a_policy_of_its_own_for_hosts_without_headers(site: Path) -> None:
    for file in site.rglob("*.html"):
        html = parse(file)
        text = html.html or ""
        meta = html.css("meta[http-equiv=Content-Security-Policy]")
        assert [node.attributes["content"] for node in meta] == [
            policy(hashes_of(text).scripts | hashes_of(text).data)
        ]


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_breaks_the_policy_or_asks_for_what_is_not_there(
    browser: Browser, guarded: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-write"], origin=guarded)
    page = context.new_page()
    messages: list[str] = []
    missing: list[str] = []

    def note(message: ConsoleMessage) -> None:
        messages.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(guarded + path, wait_until="networkidle")
    page.locator(".scheme-switch:visible").click()
    if page.locator(".claim-block > .fold").count():
        page.locator(".claim-block > .fold > summary").first.click()
        page.locator("[data-copy]").first.click()
    if page.locator("input.parallel").count():
        page.check("input.parallel")
    if page.locator(".term__word").count():
        page.locator(".term__word").first.focus()
    page.locator(".search__box").click()
    page.keyboard.type("memory")
    page.locator(".search__results a").first.wait_for()
    page.wait_for_timeout(200)
    assert (messages, missing) == ([], [])
    context.close()


def test_a_short_page_forwards_under_the_policy(browser: Browser, guarded: str) -> None:
    page = browser.new_page()
    page.goto(f"{guarded}/en/3.5/", wait_until="commit")
    page.wait_for_url(f"{guarded}/en/layers/3-memory/#c3-5")
    page.close()


def test_only_files_whose_name_holds_their_hash_are_kept_for_good(site: Path) -> None:
    text = (site / "_headers").read_text(encoding="utf-8")
    rules = re.findall(r"^/(\S+)\n  Cache-Control: public, max-age=31536000, immutable$", text, re.MULTILINE)
    assert rules and all(re.search(r"\.[0-9a-f]{8}\.", rule) and (site / rule).is_file() for rule in rules)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<p style="color: red">', "A style stands on <p>"),
        ("<style>p { color: red }</style>", "A style stands on <style>"),
        ('<p onclick="go()">', "A handler of events is on <p>"),
    ],
)
def test_what_no_strict_policy_allows_is_a_fault(content: str, message: str) -> None:
    with pytest.raises(PolicyError, match=f"^{message}"):
        hashes_of(PAGE.format(content))


def test_a_fault_of_a_page_is_told_with_its_file_and_an_unknown_file_before_all(
    site: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("_headers"))
    page = copy / "en" / "glossary" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h1 style='x'"), encoding="utf-8")
    publication = Publication("https://site.test/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
    (fault,) = finish(copy, load_argument(DOCS), publication, TEMPLATES)
    assert fault.startswith("en/glossary/index.html:1: A style stands on <h1>.")
    (copy / "x.bak").touch()
    (fault,) = finish(copy, load_argument(DOCS), publication, TEMPLATES)
    assert fault.startswith("x.bak:1: The site publishes no such file.")


def test_data_in_a_script_needs_no_hash_in_the_header_and_a_sub_path_stands_in_its_rules() -> None:
    found = hashes_of(PAGE.format('<script type="application/ld+json">{}</script>'))
    assert (len(found.scripts), len(found.data)) == (0, 1)
    text = render_headers(policy(found.scripts), ["assets/main.0123abcd.min.css"], "/sub/")
    assert text.startswith("/sub/*\n") and "\n/sub/assets/main.0123abcd.min.css\n" in text


def test_pages_have_one_style_sheet_of_our_own_and_nothing_of_the_theme_is_published(site: Path) -> None:
    own = [PROJECT / "docs/assets/stylesheets" / f"{name}.css" for name in ("base", "frame", "argument")]
    paper, short, sheet = sorted((site / "assets" / "stylesheets").iterdir())
    assert (paper.name, short.name) == ("print.css", "short.css")
    assert re.fullmatch(r"site\.[0-9a-f]{8}\.css", sheet.name)
    assert sheet.read_text(encoding="utf-8") == "".join(file.read_text(encoding="utf-8") for file in own)
    for file in site.rglob("*.html"):
        links = [node.attributes["href"] or "" for node in parse(file).css("link[rel=stylesheet]")]
        assert [link.rpartition("/")[2] for link in links] in ([sheet.name, "print.css"], ["short.css"])
    theme = Path(str(files("material")), "templates/assets")
    theirs = {file.name for file in theme.rglob("*") if file.is_file()}
    assert theirs and theirs.isdisjoint(file.name for file in site.rglob("*"))
