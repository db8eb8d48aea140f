"""The search: what stands on a page is found, in its own language, by phrase, word, number, and term."""

import json
from pathlib import Path

import pytest
from html_site import LOCALES, ROOTS, pages, reading_text
from playwright.sync_api import Browser, Page, expect
from search_recall import OURS, measure

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


def opened(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url)
    return page


def test_a_sample_of_what_the_claims_say_is_found(browser: Browser, site: Path, address: str) -> None:
    for kind, result in measure(browser, site, address, OURS, share=0.2).items():
        assert result.foreign == 0, kind
        allowed = result.asked * 0.05 if kind == "English slips" else 0
        assert result.empty <= allowed, (kind, result)
        assert (result.right + result.all_hold) / result.asked >= BARS[kind], (kind, result)


@pytest.mark.parametrize(
    ("path", "query", "wanted"),
    [
        ("/", "3.5", "layers/3-memory/#c3-5"),
        ("/", "３．５", "layers/3-memory/#c3-5"),
        ("/", "主張3.5", "layers/3-memory/#c3-5"),
        ("/en/", "c3-5", "en/layers/3-memory/#c3-5"),
        ("/en/", "claim 3.5", "en/layers/3-memory/#c3-5"),
        ("/", "r.4", "outlook/#r-4"),
        ("/", "X21", "comparison/#x-21"),
        ("/en/", "X5", "en/layers/3-memory/#x-5"),
        ("/en/", "P5", "en/outlook/#p-5"),
        ("/", "唐潔", "sources/#g-1"),
        ("/", "ペデスタルモデル", "glossary/#base-model"),
        ("/en/", "ペデスタルモデル", "en/glossary/#base-model"),
        ("/", "基座模型", "glossary/#base-model"),
        ("/", "base model", "glossary/#base-model"),
        ("/", "すけーりんぐ", "glossary/#scaling"),
        ("/", "ｽｹｰﾘﾝｸﾞ", "glossary/#scaling"),
    ],
)
def test_a_number_or_a_term_comes_first(
    browser: Browser, address: str, path: str, query: str, wanted: str
) -> None:
    page = opened(browser, address + path)
    page.locator(".search__box").fill(query)
    link = page.locator(".search__results a").first
    link.wait_for()
    assert str(link.get_attribute("href")).removeprefix(f"{address}/").startswith(wanted)


def test_enter_goes_to_the_first_result_and_the_arrows_to_the_others(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/en/")
    page.keyboard.press("/")
    page.keyboard.type("3.5")
    page.locator(".search__results a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/layers/3-memory/#c3-5")
    page.keyboard.press("s")
    page.keyboard.type("memory")
    page.locator(".search__results a").nth(2).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search__results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search__box")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".search__panel")).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_what_is_not_found_leads_to_all_claims(browser: Browser, address: str, path: str) -> None:
    page = opened(browser, address + path)
    page.locator(".search__box").fill("zzqqxxyy")
    expect(page.locator(".search__status")).to_contain_text("zzqqxxyy")
    assert page.locator(".search__results a").count() == 0
    page.locator(".search__status a").click()
    page.wait_for_url(f"**{path}claims/")


def test_an_address_links_to_a_search_and_a_hit_is_marked(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/?q=付箋")
    expect(page.locator(".search__results mark").first).to_have_text("付箋")
    expect(page.locator(".search__status")).to_have_role("status")


def test_nothing_of_the_search_is_fetched_before_it_is_used(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{address}/")))
    page.goto(f"{address}/en/layers/3-memory/", wait_until="networkidle")
    assert [url for url in asked if "search" in url] == []
    with page.expect_response("**/search/en.json"):
        page.locator(".search__box").focus()
    assert {url for url in asked if "search" in url} == {"assets/search.js", "search/en.json"}


def test_without_script_the_box_leads_to_the_claims(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/en/layers/3-memory/")
    page.locator(".search__box").fill("memory")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/claims/?q=memory")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_holds_every_text_that_is_seen(site: Path, locale: str) -> None:
    index = json.loads((site / "search" / f"{locale}.json").read_text(encoding="utf-8"))
    held = "".join(one["title"] + one.get("text", "") for one in index["docs"]).replace(" ", "")
    for name, page in pages(site, locale).items():
        seen = [reading_text(one).replace(" ", "").replace("¶", "") for one in page.css(SEEN)]
        assert [text for text in seen if text not in held] == [], name
    assert all(one["location"].startswith(ROOTS[locale]) for one in index["docs"])
