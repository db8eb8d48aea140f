"""What a host serves: a strict policy that nothing on the pages breaks, and nothing that no reader needs."""

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES
from html_site import parse
from playwright.sync_api import Browser
from serving import served
from test_browser import ADDRESSES

from argument.model import load_argument
from argument.publication import Publication
from publishing.finish import finish
from publishing.policy import hashes_of, policy, render_headers


def headers(site: Path) -> dict[str, str]:
    """Return the headers of every page, as the file of the site has them."""
    first = (site / "_headers").read_text(encoding="utf-8").split("\n/")[0]
    return dict(line.strip().split(": ", 1) for line in first.splitlines()[1:])


def test_a_page_carries_a_policy_of_its_own_and_the_header_allows_what_runs_on_any_page(site: Path) -> None:
    run: set[str] = set()
    for file in site.rglob("*.html"):
        hashes = hashes_of(file.read_text(encoding="utf-8"))
        run |= {one for one, is_run in hashes.items() if is_run}
        (meta,) = parse(file).css("meta[http-equiv=Content-Security-Policy]")
        assert meta.attributes["content"] == policy(hashes)
    found = headers(site)["Content-Security-Policy"]
    assert set(re.findall(r"'sha256-[^']+'", found)) == run
    assert not re.search(r"unsafe|http|\*", found) and found.endswith("frame-ancestors 'none'")


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_breaks_the_policy_or_asks_for_what_is_not_there(
    browser: Browser, site: Path, path: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    faults: list[str] = []
    with served(site, headers(site)) as host:
        context.grant_permissions(["clipboard-write"], origin=host)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
        page.goto(host + path, wait_until="networkidle")
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
        context.close()
    assert faults == []


def test_a_host_is_told_the_types_of_texts_and_which_files_it_may_have_kept_for_good(site: Path) -> None:
    text = (site / "_headers").read_text(encoding="utf-8")
    for ending, kind in (("md", "markdown"), ("txt", "plain")):
        assert f"\n/*.{ending}\n  Content-Type: text/{kind}; charset=utf-8\n" in text
    rules = re.findall(r"^/(\S+)\n  Cache-Control: public, max-age=31536000, immutable$", text, re.MULTILINE)
    # Whose name holds the hash of the content.
    assert rules and all(re.search(r"\.[0-9a-f]{8}\.", rule) and (site / rule).is_file() for rule in rules)


def test_a_fault_of_a_page_is_told_with_its_file(site: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(site, tmp_path / "site")
    page = copy / "en" / "glossary" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h1 style='x'"), encoding="utf-8")
    publication = Publication("https://site.test/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
    (fault,) = finish(copy, load_argument(DOCS), publication, TEMPLATES)
    assert fault.startswith("en/glossary/index.html:1: A style stands on <h1>.")


def test_data_in_a_script_needs_no_hash_in_the_header_and_a_sub_path_stands_in_its_rules() -> None:
    assert list(hashes_of('<script type="application/ld+json">{}</script>').values()) == [False]
    text = render_headers("", ["assets/main.0123abcd.min.css"], "/sub/")
    assert text.startswith("/sub/*\n") and "\n/sub/assets/main.0123abcd.min.css\n" in text


def test_pages_have_one_style_sheet_of_our_own_and_nothing_of_the_theme_is_published(site: Path) -> None:
    own = [PROJECT / "docs/assets/stylesheets" / f"{name}.css" for name in ("base", "frame", "argument")]
    paper, short, sheet = sorted((site / "assets" / "stylesheets").iterdir())
    assert (paper.name, short.name) == ("print.css", "short.css")
    assert re.fullmatch(r"site\.[0-9a-f]{8}\.css", sheet.name)
    assert sheet.read_bytes() == b"".join(map(Path.read_bytes, own))
    for file in site.rglob("*.html"):
        links = [node.attributes["href"] or "" for node in parse(file).css("link[rel=stylesheet]")]
        assert [link.rpartition("/")[2] for link in links] in ([sheet.name, "print.css"], ["short.css"])
    theme = Path(str(files("material")), "templates/assets")
    theirs = {file.name for file in theme.rglob("*") if file.is_file()}
    assert theirs and theirs.isdisjoint(file.name for file in site.rglob("*"))
