"""What a host serves: a strict policy that nothing on the pages breaks, and nothing that no reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from html_site import parse
from playwright.sync_api import Browser, ConsoleMessage
from serving import served
from test_browser import ADDRESSES

from publishing.finish import finish
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
    if page.locator(".claim").count():
        # The edition has its proof at the ends of chapters, and nothing to copy.
        if page.locator("details.fold").count():
            page.locator(".unfold").click()
            page.locator(".fold .copy-menu button").first.click()
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


def test_no_source_map_is_published_or_named(site: Path) -> None:
    assert list(site.rglob("*.map")) == []
    for file in [*site.rglob("*.js"), *site.rglob("*.css")]:
        assert "sourceMappingURL" not in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<p style="color: red">', "A style attribute is on <p>"),
        ("<style>p { color: red }</style>", "A style element is on the page"),
        ('<p onclick="go()">', "The attribute onclick is on <p>"),
    ],
)
def test_what_no_strict_policy_allows_is_a_fault(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(content), encoding="utf-8")
    assert finish(tmp_path, "https://site.test/")[0].startswith(f"index.html:1: {message}")
    with pytest.raises(PolicyError):
        hashes_of(PAGE.format(content))


def test_data_in_a_script_needs_no_hash_and_a_sub_path_stands_in_the_rules(tmp_path: Path) -> None:
    data = '<script type="application/ld+json">{}</script>'
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "main.0123abcd.min.css").write_text(
        "p{}/*# sourceMappingURL=x.map */", encoding="utf-8"
    )
    (tmp_path / "index.html").write_text(PAGE.format(data), encoding="utf-8")
    assert finish(tmp_path, "https://site.test/sub/") == []
    text = (tmp_path / "_headers").read_text(encoding="utf-8")
    assert "sha256" not in text
    assert text.startswith("/sub/*\n") and "\n/sub/assets/main.0123abcd.min.css\n" in text
    assert (tmp_path / "assets" / "main.0123abcd.min.css").read_text(encoding="utf-8") == "p{}\n"


def test_a_page_has_one_style_sheet_and_the_joined_ones_are_gone(site: Path) -> None:
    paper, short, sheet = sorted((site / "assets" / "stylesheets").iterdir())
    assert (paper.name, short.name) == ("print.css", "short.css")
    assert re.fullmatch(r"site\.[0-9a-f]{8}\.css", sheet.name)
    content = sheet.read_text(encoding="utf-8")
    # In the order of the links: the theme's first, so that ours has the last word.
    assert content.index(".md-grid{") < content.index("--argument-line")
    # What only other sites of the theme use is left out.
    assert ".md-search" not in content and ".admonition" not in content
    for file in site.rglob("*.html"):
        links = [node.attributes["href"] or "" for node in parse(file).css("link[rel=stylesheet]")]
        assert [link.rpartition("/")[2] for link in links] in ([sheet.name, "print.css"], ["short.css"])
