"""Linking, as a reader does it: every short address ends at its claim, and a claim can be copied."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import DOCS, PROJECT
from html_site import LOCALES, ROOTS
from playwright.sync_api import Browser, Page
from serving import served

from argument.addresses import page_url
from argument.model import load_argument

ARGUMENT = load_argument(DOCS)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def in_view(page: Page, anchor: str) -> bool:
    """Tell whether an element is in the window; also where the page itself may run no script."""
    box = page.locator(f"[id='{anchor}']").bounding_box()
    size = page.viewport_size
    return bool(box and size and box["y"] < size["height"] and box["y"] + box["height"] > 0)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_claim_link_ends_with_its_claim_in_view(tab: Page, address: str, locale: str) -> None:
    pages: dict[str, list[tuple[str, str]]] = {}
    for claim in ARGUMENT.claims(locale).values():
        target = f"{address}/{page_url(claim.source.name, locale)}"
        short = f"{address}/{ROOTS[locale]}{claim.number}/"
        pages.setdefault(target, []).append((short, f"{target}#{claim.id}"))
    for target, visits in pages.items():
        tab.goto(visits[0][0], wait_until="commit")
        tab.wait_for_url(visits[0][1], wait_until="load")
        assert in_view(tab, visits[0][1].partition("#")[2]), visits[0]
        # The page itself is loaded once; the other short addresses meet an empty one.
        for _, wanted in visits:
            tab.goto(wanted)
            assert in_view(tab, wanted.partition("#")[2]), wanted
        page = re.compile(re.escape(target) + "(#.*)?$")
        tab.route(page, lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        for short, wanted in visits[1:]:
            tab.goto(short, wait_until="commit")
            tab.wait_for_url(wanted, wait_until="commit")
        tab.unroute(page)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_layer_and_series_link_ends_on_its_page(tab: Page, address: str, locale: str) -> None:
    pages = {str(front.layer): page.name for page, front in ARGUMENT.layers(locale)}
    pages |= {"0": "index", "R": "outlook", "r": "outlook", "A": "comparison", "d": "comparison"}
    for name, page in pages.items():
        tab.goto(f"{address}/{ROOTS[locale]}{name}/", wait_until="commit")
        tab.wait_for_url(f"{address}/{page_url(page, locale)}")


def test_a_claim_link_keeps_the_query_and_a_layer_link_the_anchor_too(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/3.5/?from=chat#elsewhere", wait_until="commit")
    page.wait_for_url(f"{address}/layers/3-memory/?from=chat#c3-5")
    page.goto(f"{address}/en/3/?from=chat#c3-9", wait_until="commit")
    page.wait_for_url(f"{address}/en/layers/3-memory/?from=chat#c3-9")
    page.close()


# --- copying ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "index", "wanted"),
    [
        ("ja", 0, "{address}/3.5/"),
        ("ja", 1, "[七つの層 3.5]({address}/3.5/)"),
        ("en", 1, "[Seven Layers 3.5]({address}/en/3.5/)"),
        ("en", 2, "“Layer 3: Memory”, claim 3.5 (Commentator; Commentary, layer 3), Seven Layers"),
    ],
)
@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_a_claim_can_be_copied(
    browser: Browser, address: str, locale: str, index: int, wanted: str, way: str
) -> None:
    context = browser.new_context(has_touch=way == "touch", viewport={"width": 390, "height": 844})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.goto(f"{address}/{ROOTS[locale]}layers/3-memory/")
    claim = page.locator("#c3-5")
    if way == "mouse":
        claim.hover()
        claim.locator("button").nth(index).click()
    elif way == "touch":
        # Not every touch screen takes a tap on text for a pointer over it; the number leads to its claim.
        claim.locator(".claim__number").tap()
        claim.locator("button").nth(index).tap()
    else:
        claim.locator(".claim__number").focus()
        for _ in range(index + 1):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    said = page.locator(".copied")
    said.filter(has_text="3.5").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert wanted.format(address=address) in copied and copied in said.inner_text()
    context.close()


def test_what_cannot_be_copied_is_shown_to_be_selected(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/layers/3-memory/")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.hover("#c3-5")
    page.click("#c3-5 button")
    said = page.locator(".copied")
    assert said.is_visible() and f"{address}/3.5/" in said.inner_text()
    page.close()


def test_without_script_the_number_still_leads_to_the_claim(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/layers/3-memory/")
    page.click("#c3-10 .claim__number")
    page.wait_for_url(f"{address}/layers/3-memory/#c3-10")
    assert page.locator("button:visible", has_text="Markdown").count() == 0
    context.close()


# --- redirects ----------------------------------------------------------------------------------


def test_every_redirect_of_the_site_is_followed(browser: Browser, address: str) -> None:
    page = browser.new_page()
    rules = load_argument(DOCS).redirects
    for rule in rules:
        for locale in LOCALES:
            old = f"{address}/{page_url(rule.old_page, locale)}" + (f"#{rule.old_id}" if rule.old_id else "")
            page.goto(old, wait_until="commit")
            anchor = f"#{rule.new_id}" if rule.new_id else ""
            page.wait_for_url(f"{address}/{page_url(rule.new_page, locale)}{anchor}")
    page.close()


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site on which a page was renamed, and an anchor and a claim went elsewhere."""
    project = tmp_path_factory.mktemp("moved") / "project"
    project.mkdir()
    for part in ("docs", "hooks", "overrides"):
        shutil.copytree(PROJECT / part, project / part)
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(settings.replace("citing.md", "linking.md"), encoding="utf-8")
    docs = project / "docs"
    for locale in LOCALES:
        (docs / f"citing.{locale}.md").rename(docs / f"linking.{locale}.md")
        for file in docs.rglob(f"*.{locale}.md"):
            text = file.read_text(encoding="utf-8").replace("citing.md", "linking.md")
            text = text.replace("#l3-beyond", "#l3-later").replace("#citing-", "#linking-")
            file.write_text(text, encoding="utf-8")
    rules = [
        "{old: citing, new: linking}",
        "{old: 'layers/3-memory#l3-beyond', new: 'layers/3-memory#l3-later'}",
    ]
    anchors = (
        [link for page, link in ARGUMENT.permalinks.in_force if page == "citing"]
        if ARGUMENT.permalinks
        else []
    )
    rules += [
        f"{{old: 'citing#{one}', new: 'linking#{one.replace('citing', 'linking')}'}}" for one in anchors
    ]
    (docs / "redirects.yml").write_text(
        "redirects:\n" + "".join(f"  - {rule}\n" for rule in rules), encoding="utf-8"
    )
    for command in (["accept"], ["site", str(project / "site")]):
        done = subprocess.run(
            [sys.executable, str(project / "hooks"), *command],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    with served(project / "site") as address:
        yield address


@pytest.mark.parametrize("locale", LOCALES)
def test_what_moved_is_found_at_its_old_address(tab: Page, moved: str, locale: str) -> None:
    root = f"{moved}/{ROOTS[locale]}"
    tab.goto(f"{root}citing/", wait_until="commit")
    tab.wait_for_url(f"{root}linking/")


def test_an_anchor_that_moved_forwards_by_script_and_shows_the_way_without(
    browser: Browser, moved: str
) -> None:
    page = browser.new_page()
    page.goto(f"{moved}/citing/#citing-cite", wait_until="commit")
    page.wait_for_url(f"{moved}/linking/#linking-cite")
    page.goto(f"{moved}/en/layers/3-memory/#l3-beyond", wait_until="commit")
    page.wait_for_url(f"{moved}/en/layers/3-memory/#l3-later")
    page.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{moved}/layers/3-memory/#l3-beyond")
    link = page.locator("#l3-beyond a")
    assert link.is_visible()
    link.click()
    assert page.url == f"{moved}/layers/3-memory/#l3-later"
    context.close()
