"""Linking, as a reader does it: every short address ends at its claim, and a claim can be copied."""

import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import DOCS, EDITION, PROJECT
from html_site import LOCALES, ROOTS
from playwright.sync_api import Browser, Page, expect
from serving import served

from argument.model import load_argument
from argument.publication import page_url

ARGUMENT = load_argument(DOCS)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def place(page: Page, anchor: str) -> float:
    """Return how far down the window an element that is whole in it begins, from 0 to 1."""
    box, size = page.locator(f"[id='{anchor}']").bounding_box(), page.viewport_size
    assert box and size and box["y"] + min(box["height"], 200) <= size["height"], anchor
    return box["y"] / size["height"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_claim_link_ends_with_its_claim_in_view(tab: Page, address: str, locale: str) -> None:
    pages: dict[str, list[tuple[str, str]]] = {}
    for claim in ARGUMENT[locale].claims.values():
        target = f"{address}/{page_url(claim.source.name, locale)}"
        short = f"{address}/{ROOTS[locale]}{claim.number}/"
        pages.setdefault(target, []).append((short, f"{target}#{claim.id}"))
    places = []
    for target, visits in pages.items():
        tab.goto(visits[0][0], wait_until="commit")
        tab.wait_for_url(visits[0][1], wait_until="load")
        places.append(place(tab, visits[0][1].partition("#")[2]))
        # The page itself is loaded once; the other short addresses meet an empty one.
        for _, wanted in visits:
            tab.goto(wanted)
            places.append(place(tab, wanted.partition("#")[2]))
        page = re.compile(re.escape(target) + "(#.*)?$")
        tab.route(page, lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        for short, wanted in visits[1:]:
            tab.goto(short, wait_until="commit")
            tab.wait_for_url(wanted, wait_until="commit")
        tab.unroute(page)
    # What a claim leans on is seen above it; lower than a quarter down only where the page ends.
    assert min(places) > 0.2 and sum(share < 0.3 for share in places) > 0.9 * len(places)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_layer_and_series_link_ends_on_its_page(tab: Page, address: str, locale: str) -> None:
    pages = {str(front.layer): page.name for page, front in ARGUMENT[locale].layers}
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


PAGES = {
    ("ja", "layers/3-memory/"): "第3層　記憶",
    ("en", "layers/3-memory/"): "Layer 3: Memory",
    ("ja", "comparison/"): "比較",
    ("en", "comparison/"): "Comparison",
}
WHERE = {
    "ja": {"claim": ("論評者", "論評者、解説 第3層"), "note": ("編者の評", "編者の評")},
    "en": {
        "claim": ("Commentator", "Commentator; Commentary, layer 3"),
        "note": ("Editors’ verdict", "Editors’ verdict"),
    },
}


def copies(
    locale: str, page: str, kind: str, number: str, text: str, url: str, twin: str, today: datetime.date
) -> list[str]:
    """Return what is copied: link, text, citation, Markdown, link in the other language."""
    by, where = WHERE[locale][kind]
    title = PAGES[locale, page]
    if locale == "ja":
        date = f"{today.year}年{today.month}月{today.day}日"
        citation = f"{text}{number}（{where}）「{title}」『七つの層』{EDITION}版、{url}、{date}閲覧。"
        return [url, f"{text}（{number}、{by}）{url}", citation, f"[七つの層 {number}]({url})", twin]
    citation = f"{text} {number} ({where}), “{title}”, Seven Layers, edition of {EDITION}, {url}"
    citation += f", accessed {today.day} {today:%B} {today.year}."
    return [url, f"{text} ({number}, {by}) {url}", citation, f"[Seven Layers {number}]({url})", twin]


@pytest.mark.parametrize(
    ("locale", "anchor", "way"),
    [
        ("ja", "c3-5", "mouse"),
        ("en", "c3-5", "keyboard"),
        ("ja", "c3-5", "touch"),
        ("en", "x-5", "mouse"),
        ("ja", "x-5", "keyboard"),
        ("en", "focus", "touch"),
        ("ja", "focus", "mouse"),
        ("en", "focus", "keyboard"),
    ],
)
def test_a_claim_a_note_and_a_row_can_be_copied_in_every_form(
    browser: Browser, address: str, locale: str, anchor: str, way: str
) -> None:
    context = browser.new_context(has_touch=way == "touch", viewport={"width": 390, "height": 844})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    path = "comparison/" if anchor == "focus" else "layers/3-memory/"
    page.goto(f"{address}/{ROOTS[locale]}{path}")
    end = "3.5/" if anchor == "c3-5" else f"{path}#{anchor}"
    url, twin = (f"{address}/{ROOTS[one]}{end}" for one in (locale, {"ja": "en", "en": "ja"}[locale]))
    block = page.locator(f"tr#{anchor}, .claim-block:has(#{anchor})")
    if anchor == "focus":
        start, place = block.locator(".comparison__topic"), block
        number = start.inner_text()
        relation = block.locator("[data-cell=on_record] .relation").inner_text()
        verdict = block.locator("[data-part=verdict]").inner_text()
        text = f"{number}：{relation}。{verdict}。" if locale == "ja" else f"{number}: {relation}; {verdict}."
    else:
        start = block.locator("summary")
        place = block.locator("#x-5" if anchor == "x-5" else ".fold__body")
        number = anchor.upper().replace("-", "") if anchor == "x-5" else "3.5"
        parts = block.locator(".conflict__lead, .note__text" if anchor == "x-5" else ".claim__text")
        text = ("" if locale == "ja" else " ").join(filter(None, parts.all_text_contents()))
    act = {"mouse": "click", "touch": "tap", "keyboard": "focus"}[way]
    getattr(start, "hover" if way == "mouse" and anchor == "focus" else act)()
    if way == "keyboard" and anchor != "focus":
        page.keyboard.press("Enter")
    buttons = place.locator("> .copy-menu button, th > .copy-menu button")
    expect(buttons).to_have_count(5)
    kind = "claim" if anchor == "c3-5" else "note"
    for index, wanted in enumerate(
        copies(locale, path, kind, number, text, url, twin, datetime.date.today())
    ):
        if way == "keyboard":
            for _ in range(40):
                if buttons.nth(index).evaluate("button => button === document.activeElement"):
                    break
                page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        else:
            getattr(buttons.nth(index), act)()
        expect(page.locator(".copied")).to_contain_text(wanted)
        assert page.evaluate("navigator.clipboard.readText()") == wanted
    context.close()


@pytest.mark.parametrize("refusal", ["value: undefined", "value: {writeText: () => Promise.reject(Error())}"])
def test_what_cannot_be_copied_is_shown_to_be_selected(browser: Browser, address: str, refusal: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/layers/3-memory/#x-5")
    page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{{refusal}}})")
    page.locator("#x-5 button").first.click()
    said = page.locator(".copied")
    expect(said).to_contain_text(f"{address}/layers/3-memory/#x-5")
    assert said.is_visible() and "コピーしました" not in said.inner_text()
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
    anchors = [link for page, link in ARGUMENT.permalinks or () if page == "citing"]
    rules += [
        f"{{old: 'citing#{one}', new: 'linking#{one.replace('citing', 'linking')}'}}" for one in anchors
    ]
    with (docs / "redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.writelines(f"  - {rule}\n" for rule in rules)
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
