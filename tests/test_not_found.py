"""What a reader meets at an address that is none: both languages, and the page that was probably meant."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from conftest import DOCS, EDITION
from html_site import parse, text
from playwright.sync_api import Browser
from test_site import PAGES

from argument.model import load_argument

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/3.55/", "/3.5/"),
        ("/en/3.55/", "/en/3.5/"),
        ("/r.11/", "/R.1/"),
        ("/layers/3-memori/", "/layers/3-memory/"),
        ("/en/layers/3-memori", "/en/layers/3-memory/"),
        ("/outlok/", "/outlook/"),
    ],
)
def test_the_address_that_was_meant_is_suggested(
    browser: Browser, address: str, asked: str, meant: str
) -> None:
    page = browser.new_page()
    answer = page.goto(address + asked)
    assert answer is not None and answer.status == 404
    link = page.locator(".not-found__near a").first
    link.wait_for()
    assert link.inner_text() == meant
    link.click()
    page.locator(".page-head").wait_for()
    page.close()


def test_an_address_like_none_is_answered_without_a_guess(browser: Browser, address: str) -> None:
    page = browser.new_page()
    messages: list[str] = []
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{address}/en/quite/another/thing/", wait_until="networkidle")
    assert page.locator(".not-found__near:visible").count() == 0
    assert messages == []
    page.close()


def test_without_script_both_languages_lead_on(browser: Browser, address: str) -> None:
    for index, wanted in enumerate(("/claims/", "/en/claims/")):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/nowhere/at/all/")
        assert (
            page.locator(".not-found [lang=ja] h1").is_visible()
            and page.locator(".not-found [lang=en] h2").is_visible()
        )
        page.locator(".not-found > div").nth(index).locator("a").nth(1).click()
        assert page.url == address + wanted
        context.close()


def test_the_page_for_what_is_not_found_has_no_relative_address_and_no_pair(site: Path) -> None:
    html = parse(site / "404.html")
    links = [str(node.attributes[name]) for name in ("href", "src") for node in html.css(f"[{name}]")]
    assert [link for link in links if not link.startswith(("/", "#", "https://"))] == []
    assert html.css("link[rel=alternate]") == [] and html.css(".language-switch") == []
    # What is around its text is in the language of the root, where a host without languages looks for it.
    root = html.css_first("html")
    assert root is not None and root.attributes["lang"] == "ja"
    assert text(html.css_first(".md-header__topic")) == "七つの層"
    robots = html.css_first("meta[name=robots]")
    assert robots is not None and robots.attributes["content"] == "noindex"
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
