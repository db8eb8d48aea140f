"""Linking, as a reader does it: an address ends at what it names, in either language, and can be copied."""

import datetime

import pytest
from conftest import DOCS, EDITION, Visit, tab_to
from html_site import OTHER, ROOTS
from playwright.sync_api import expect

from argument.model import load_argument
from argument.publication import page_url

ARGUMENT = load_argument(DOCS)
SERIES = {"0": "index", "R": "outlook", "A": "comparison", "D": "comparison"}
# Of each target, reached as a link of the page reaches it: how far down the window it begins, whether it is
# seen below the header, with nothing over its relations. That the other language opens there is held in
# every engine.
LANDINGS = """ids => {
    const isBare = one => {
        const { left, top, bottom } = one.getBoundingClientRect();
        return [top + 3, bottom - 3].every(y => one.contains(document.elementFromPoint(left + 2, y)));
    };
    return ids.map(id => {
        if (location.hash !== `#${id}`) location.hash = id;
        const target = document.getElementById(id), box = target.getBoundingClientRect();
        const isIn = box.top >= 48 && box.top + Math.min(box.height, 200) <= innerHeight;
        const seen = isIn && target.checkVisibility();
        const bare = [...target.querySelectorAll("td > .relation")].every(isBare);
        return { id, seen: seen && bare, top: box.top / innerHeight };
    });
}"""


def short_addresses(locale: str) -> dict[str, tuple[str, str]]:
    """Return page and anchor that each short address of a language leads to; a letter may be a small one."""
    found = {str(front.layer): (page.name, "") for page, front in ARGUMENT[locale].layers}
    found |= {name: (page, "") for name, page in SERIES.items()}
    found |= {claim.number: (claim.source.name, claim.id) for claim in ARGUMENT[locale].claims.values()}
    return found | {name.lower(): place for name, place in found.items()}


@pytest.mark.parametrize(
    ("width", "script"), [(390, True), (1440, True), (768, False)], ids=["phone", "desk", "no script"]
)
def test_every_anchor_is_in_view(visit: Visit, locale: str, width: int, script: bool) -> None:
    shorts = {anchor: name for name, (_, anchor) in short_addresses(locale).items() if anchor}
    tab = visit(width=width, java_script_enabled=script)
    for name in sorted({page for page, _ in ARGUMENT.permalinks}):
        own = page_url(name, locale)
        anchors = [anchor for page, anchor in ARGUMENT.permalinks if page == name]
        # The first is reached from elsewhere, by its short address where it has one.
        anchors.sort(key=lambda anchor: anchor not in shorts)
        short = shorts.get(anchors[0])
        tab.goto(f"{ROOTS[locale]}{short}/" if short else f"{own}#{anchors[0]}", wait_until="commit")
        tab.wait_for_url(f"{own}#{anchors[0]}")
        found = tab.evaluate(LANDINGS, anchors)
        assert [one for one in found if not one["seen"]] == []
        # What a claim leans on is seen above it.
        assert [one for one in found if one["id"] in shorts and not 0.2 < one["top"] < 0.3] == []
        # A fold opens for what is in it, and no other does.
        folds = tab.locator("details.fold:has(.conflict)").count()
        expect(tab.locator("details.fold[open]")).to_have_count(folds)
        expect(tab.locator("details.fold[open]:has(.conflict)")).to_have_count(folds)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_short_address_and_the_number_of_a_claim_lead_on(visit: Visit, script: bool) -> None:
    leads = {"en/3/": "en/layers/3-memory/", "r/": "outlook/"}
    if script:
        # A claim keeps the query, and a layer the anchor too.
        leads["3.5/?from=chat#elsewhere"] = "layers/3-memory/?from=chat#c3-5"
        leads["en/3/?from=chat#c3-9"] = "en/layers/3-memory/?from=chat#c3-9"
    tab = visit(java_script_enabled=script)
    for path, target in leads.items():
        tab.goto(path, wait_until="commit")
        tab.wait_for_url(target)
    tab.goto("layers/3-memory/")
    tab.click("#c3-10 .claim__number")
    tab.wait_for_url("layers/3-memory/#c3-10")
    expect(tab.locator("#c3-10:target")).to_be_in_viewport()


# What is copied: the link, the text, the citation, Markdown, and the link in the other language.
FORMS = {
    "ja": (
        "{url}",
        "{text}（{number}、{by}）{url}",
        "{text}{number}（{where}）「{title}」『七つの層』{edition}版、{url}、{today}閲覧。",
        "[七つの層 {number}]({url})",
        "{twin}",
    ),
    "en": (
        "{url}",
        "{text} ({number}, {by}) {url}",
        "{text} {number} ({where}), “{title}”, Seven Layers, edition of {edition}, {url}, accessed {today}.",
        "[Seven Layers {number}]({url})",
        "{twin}",
    ),
}
# The page, by whom, and where the text stands.
SAID = {
    ("ja", "c3-5"): ("第3層　記憶", "論評者", "論評者、解説 第3層"),
    ("en", "c3-5"): ("Layer 3: Memory", "Commentator", "Commentator; Commentary, layer 3"),
    ("ja", "x-5"): ("第3層　記憶", "編者の評", "編者の評"),
    ("en", "x-5"): ("Layer 3: Memory", "Editors’ verdict", "Editors’ verdict"),
    ("ja", "focus"): ("比較", "編者の評", "編者の評"),
    ("en", "focus"): ("Comparison", "Editors’ verdict", "Editors’ verdict"),
}


@pytest.mark.parametrize(
    ("locale", "anchor", "way"),
    [
        ("ja", "c3-5", "click"),
        ("en", "c3-5", "focus"),
        ("en", "x-5", "tap"),
        ("ja", "x-5", "focus"),
        ("ja", "focus", "hover"),
        ("en", "focus", "focus"),
        ("en", "focus", "tap"),
    ],
)
def test_a_claim_a_note_and_a_row_can_be_copied_in_every_form(
    visit: Visit, address: str, locale: str, anchor: str, way: str
) -> None:
    path = "comparison/" if anchor == "focus" else "layers/3-memory/"
    tab = visit(ROOTS[locale] + path, width=390, has_touch=way == "tap")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    end = "3.5/" if anchor == "c3-5" else f"{path}#{anchor}"
    url, twin = (f"{address}/{ROOTS[one]}{end}" for one in (locale, OTHER[locale]))
    block = tab.locator(f"tr#{anchor}, .claim-block:has(#{anchor})")
    start, place, number = block.locator("summary"), block.locator(".fold__body"), "3.5"
    if anchor == "focus":
        start, place = block.locator(".comparison__topic"), block.locator("td")
        number = start.inner_text()
        said = block.locator("[data-cell=on_record] .relation, [data-cell=on_record] [data-part=verdict]")
        relation, verdict = said.all_inner_texts()
        text = f"{number}：{relation}。{verdict}。" if locale == "ja" else f"{number}: {relation}; {verdict}."
    else:
        if anchor == "x-5":
            place, number = block.locator("#x-5"), "X5"
        parts = block.locator(".conflict__lead, .note__text" if anchor == "x-5" else ".claim__text")
        text = ("" if locale == "ja" else " ").join(filter(None, parts.all_text_contents()))
    getattr(start, way)()
    if way == "focus" and anchor != "focus":
        tab.keyboard.press("Enter")
    buttons = place.locator("> .copy-menu button")
    expect(buttons).to_have_count(5)
    title, by, where = SAID[locale, anchor]
    now = datetime.date.today()
    today = f"{now.year}年{now.month}月{now.day}日" if locale == "ja" else f"{now.day} {now:%B} {now.year}"
    told = {"by": by, "where": where, "title": title, "edition": EDITION, "today": today}
    for index, form in enumerate(FORMS[locale]):
        wanted = form.format(number=number, text=text, url=url, twin=twin, **told)
        if way == "focus":
            tab_to(tab, f".copy-menu button:nth-of-type({index + 1})")
            tab.keyboard.press("Enter")
        else:
            getattr(buttons.nth(index), "tap" if way == "tap" else "click")()
        expect(tab.locator(".copied")).to_contain_text(wanted)
        assert tab.evaluate("navigator.clipboard.readText()") == wanted
