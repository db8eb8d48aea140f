"""What a host serves: a strict policy that no page breaks, nothing that no reader needs, and the search that
finds what stands on a page, in its own language, by phrase, word, number, and term.
"""

import hashlib
import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, Visit
from html_site import KINDS, LOCALES, ROOTS, pages, parse, reading_text
from playwright.sync_api import Browser, expect
from search_recall import OURS, ask, samples
from serving import served

from argument.model import load_argument
from argument.publication import Publication
from publishing.finish import finish
from publishing.policy import PolicyError, hashes_of, inline_hash, policy


def headers(site: Path) -> dict[str, str]:
    """Return the headers of every page, as the file of the site has them."""
    first = (site / "_headers").read_text(encoding="utf-8").split("\n/")[0]
    return dict(line.strip().split(": ", 1) for line in first.splitlines()[1:])


def test_a_page_carries_a_policy_of_its_own_and_the_header_allows_what_runs_on_any_page(site: Path) -> None:
    run: set[str] = set()
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        # A page that only leads on is styled by itself.
        styles = {inline_hash(text, "style")} if "<style>" in text else set[str]()
        hashes = hashes_of(re.sub(r"<style>.*</style>", "", text, flags=re.DOTALL) if styles else text)
        run |= hashes | styles
        (meta,) = parse(file).css("meta[http-equiv=Content-Security-Policy]")
        assert meta.attributes["content"] == policy(hashes, styles)
    assert hashes_of('<script type="application/ld+json">{}</script>') == set(), "data are no script"
    found = headers(site)["Content-Security-Policy"]
    assert set(re.findall(r"'sha256-[^']+'", found)) == run
    assert not re.search(r"unsafe|http|\*", found) and found.endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    "inside",
    [
        "<article><script>alert(1)</script></article>",
        "<article><div><script type='application/ld+json'>{}</script></div></article>",
        "<article><meta http-equiv=refresh content='0;url=/x'></article>",
        "<iframe src='x'></iframe>",
        "<object data='x'></object>",
        "<embed src='x'>",
        "<base href='/x/'>",
        "<script src='https://e.example/x.js'></script>",
        "<script src='//e.example/x.js'></script>",
        "<img src='HTTP://e.example/x.png'>",
        "<img src=' \\\\e.example/x.png'>",
        "<link rel='preload stylesheet' href='https://e.example/x.css'>",
        "<form action='https://e.example/'></form>",
        "<button formaction='javascript:1'>x</button>",
    ],
)
def test_a_page_with_what_runs_or_lies_elsewhere_has_no_policy(inside: str) -> None:
    with pytest.raises(PolicyError):
        hashes_of(f"<!doctype html><body>{inside}")


def test_a_page_of_the_site_has_a_policy() -> None:
    page = "<head><script>x</script><link rel=canonical href='https://e.example/'></head>"
    page += "<article><img src='x.png'><a href='https://e.example/'>x</a><a href='data/'>x</a></article>"
    assert len(hashes_of(page)) == 1


# What runs is the same in both languages.
@pytest.mark.parametrize("path", [*KINDS, "edition/", "en/", "en/comparison/", "en/layers/3-memory/"])
def test_no_page_breaks_the_policy_or_asks_for_what_is_gone(browser: Browser, site: Path, path: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    faults: list[str] = []
    with served(site, lambda path: headers(site)) as host:
        context.grant_permissions(["clipboard-write"], origin=host)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
        page.goto(f"{host}/{path}", wait_until="networkidle")
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
    (fault,) = finish(copy, load_argument(DOCS), publication)
    assert fault.startswith("en/glossary/index.html:1: A style stands on <h1>.")


def test_pages_have_one_sheet_and_one_script_of_our_own_and_nothing_of_the_theme_is_published(
    site: Path,
) -> None:
    folder = site / "assets"
    *sheets, sheet = sorted((folder / "stylesheets").iterdir())
    *scripts, script = sorted(folder.glob("*.js"))
    others = ["edition.css", "print.css", "not-found.js", "search.js"]
    assert [one.name for one in sheets + scripts] == others
    for one in (sheet, script):
        digest = hashlib.sha256(one.read_bytes()).hexdigest()[:8]
        assert one.name == f"site.{digest}{one.suffix}"
    alone = {"404.html": "not-found.js", "edition/index.html": "edition.css"}
    for file in site.rglob("*.html"):
        links = [node.attributes["href"] or "" for node in parse(file).css("link[rel=stylesheet]")]
        sources = [node.attributes["src"] or "" for node in parse(file).css("script[src]")]
        found = {link.rpartition("/")[2] for link in links + sources}
        own = {name for path, name in alone.items() if file.as_posix().endswith(path)}
        assert found == ({sheet.name, "print.css", script.name} | own if links else set())
    theme = Path(str(files("material")), "templates/assets")
    theirs = {file.name for file in theme.rglob("*") if file.is_file()}
    assert theirs and theirs.isdisjoint(file.name for file in site.rglob("*"))


# How a browser reads a style sheet, rule by rule; it keeps the blanks in the values of variables.
READ = r"""text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(/\s*([,{};])\s*/g, '$1'));
}"""


def test_a_published_sheet_is_read_as_it_was_written(browser: Browser, site: Path) -> None:
    tab, (joined,) = browser.new_page(), site.rglob("site.*.css")
    for name, parts in (
        (joined.stem, ("base", "frame", "argument")),
        ("print", ("print",)),
        ("edition", ("edition",)),
    ):
        own = [PROJECT / f"docs/assets/stylesheets/{part}.css" for part in parts]
        written = "".join(file.read_text(encoding="utf-8") for file in own)
        published = (joined.parent / f"{name}.css").read_text(encoding="utf-8")
        assert tab.evaluate(READ, published) == tab.evaluate(READ, written) != []
        assert len(published) < 0.8 * len(written)


# --- the search ---------------------------------------------------------------------------------------------

SEEN = ":is(.opening, .part) > p:not([class]), .claim__text, .note__text, .comparison__says, .md-content h2"
BARS = {
    "Japanese substrings": 0.98,
    "Japanese words": 0.95,
    "English words": 0.95,
    "English phrases": 0.98,
    "English slips": 0.8,
    "Numbers": 1.0,
    "Terms and wrong forms": 1.0,
}


def test_a_sample_of_what_the_claims_say_is_found(visit: Visit, site: Path, address: str) -> None:
    tab = visit("")
    for kind, queries in samples(site, tab, share=0.2).items():
        result = ask(tab, address, queries[:: len(queries) // 40 or 1], OURS)
        assert result.foreign == 0, kind
        allowed = result.asked * 0.05 if kind == "English slips" else 0
        assert result.empty <= allowed, (kind, result)
        assert (result.right + result.all_hold) / result.asked >= BARS[kind], (kind, result)


MEMORY = "layers/3-memory/#"
ASKED = [
    ("", MEMORY + "c3-5", "3.5 ３．５ 主張3.5"),
    ("en/", f"en/{MEMORY}c3-5", "c3-5 claim·3.5"),
    ("", "outlook/#r-4", "r.4"),
    ("", "comparison/#x-21", "X21"),
    ("en/", f"en/{MEMORY}x-5", "X5"),
    ("en/", "en/outlook/#p-5", "P5"),
    ("", "sources/#g-1", "唐潔"),
    ("", "glossary/#base-model", "ペデスタルモデル 基座模型 base·model"),
    ("en/", "en/glossary/#base-model", "ペデスタルモデル"),
    ("", "glossary/#scaling", "すけーりんぐ ｽｹｰﾘﾝｸﾞ"),
]


@pytest.mark.parametrize(("path", "wanted", "queries"), ASKED)
def test_what_was_named_comes_first(visit: Visit, path: str, wanted: str, queries: str) -> None:
    for query in queries.split():
        page = visit(path)
        page.locator(".search__box").fill(query.replace("·", " "))
        link = page.locator(".search__results a").first
        link.wait_for()
        assert str(link.evaluate("one => one.pathname + one.hash")).startswith(f"/{wanted}"), query


@pytest.mark.parametrize("path", ROOTS.values())
def test_what_is_not_found_leads_to_all_claims(visit: Visit, path: str) -> None:
    page = visit(path)
    page.locator(".search__box").fill("zzqqxxyy")
    expect(page.locator(".search__status")).to_contain_text("zzqqxxyy")
    expect(page.locator(".search__status")).to_have_role("status")
    assert page.locator(".search__results a").count() == 0
    page.locator(".search__status a").click()
    page.wait_for_url(f"{path}claims/")


def test_nothing_of_the_search_is_fetched_before_it_is_used(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{address}/")))
    page.goto(f"{address}/en/layers/3-memory/", wait_until="networkidle")
    assert [url for url in asked if "search" in url] == []
    with page.expect_response("**/search/en.json"):
        page.locator(".search__box").focus()
    assert {url for url in asked if "search" in url} == {"assets/search.js", "search/en.json"}


def test_without_script_the_box_leads_to_the_claims(visit: Visit) -> None:
    page = visit("en/layers/3-memory/", java_script_enabled=False)
    page.locator(".search__box").fill("memory")
    page.keyboard.press("Enter")
    page.wait_for_url("en/claims/?q=memory")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_holds_every_text_that_is_seen_and_nothing_twice(site: Path, locale: str) -> None:
    index = json.loads((site / "search" / f"{locale}.json").read_text(encoding="utf-8"))
    held = "".join(one["title"] + one.get("text", "") for one in index["docs"]).replace(" ", "")
    for name, page in pages(site, locale).items():
        seen = [reading_text(one).replace(" ", "").replace("¶", "") for one in page.css(SEEN)]
        assert [text for text in seen if text not in held] == [], name
    found = [one["location"] for one in index["docs"]]
    assert len(found) > 250 and all(one.startswith(ROOTS[locale]) for one in found)
    # Neither what says the same again nor what only leads on; the edition has its title there.
    again = re.compile(r"edition/#c|\.(md|txt)$|^(en/)?[0-9RADrad](\.[0-9]+)?/")
    assert [one for one in found if again.search(one)] == []
