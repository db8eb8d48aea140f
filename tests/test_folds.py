"""What opens on demand, with script and without: the proof of a claim, the meaning of a term, both texts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCS, KEEPS_NOTHING, Visit
from html_site import ROOTS
from playwright.sync_api import expect

from argument.model import load_argument

ARGUMENT = load_argument(DOCS)
FOLDS, OPEN, MENUS = "details.fold", "details.fold[open]", "p.copy-menu"
NAMES = {"ja": "出典、3.5", "en": "Source, 3.5"}


def test_a_fold_is_closed_at_first_and_opens_by_click_and_by_key(visit: Visit, locale: str) -> None:
    tab = visit(f"{ROOTS[locale]}layers/3-memory/")
    assert tab.locator(FOLDS).count() >= tab.locator(".claim").count() > 5
    assert tab.locator(OPEN).count() == tab.locator(MENUS).count() == 0
    summary = tab.get_by_label(NAMES[locale], exact=True)
    body = tab.locator(".claim-block:has(#c3-5) .fold__body")
    for key in (None, "Enter", "Space"):
        expect(body).to_be_hidden()
        summary.press(key) if key else summary.click()
        expect(body.locator(MENUS)).to_be_visible()
        expect(body.locator(".claim__place").first).to_be_visible()
        summary.press("Enter")
    # Opened three times, it has one menu.
    assert body.locator(MENUS).count() == 1 and tab.locator(OPEN).count() == 0


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "nothing may be kept"])
def test_all_folds_open_at_once_and_the_choice_is_remembered(visit: Visit, is_kept: bool) -> None:
    tab = visit()
    if not is_kept:
        tab.add_init_script(KEEPS_NOTHING)
    tab.goto("en/layers/3-memory/")
    button = tab.locator("button.unfold")
    # What may not be kept holds for the page that is open.
    elsewhere = ["layers/4-online-learning/", "en/comparison/", "en/layers/3-memory/"] if is_kept else []
    words = [button.inner_text()]
    for is_open in (True, False):
        button.click()
        for path in [None, *elsewhere]:
            if path:
                tab.goto(path)
            expect(tab.locator(OPEN)).to_have_count(tab.locator(FOLDS).count() if is_open else 0)
            assert (button.inner_text() == button.get_attribute("data-close")) == is_open
        words.append(button.inner_text())
    assert words[0] == words[2] != words[1]


@pytest.mark.parametrize("path", ["", "en/layers/5-job-replacement/", "comparison/"])
def test_without_script_every_fold_opens_and_no_button_is_dead(visit: Visit, path: str) -> None:
    tab = visit(path, java_script_enabled=False)
    dead = ".unfold, .copy-menu, .copied, .print-page, .scheme-switch"
    expect(tab.locator(dead).locator("visible=true")).to_have_count(0)
    folds = tab.locator(FOLDS).all()
    assert len(folds) > 5
    for fold in folds:
        fold.locator("> summary").click()
        expect(fold.locator(".claim__place, .conflict .note__text").first).to_be_visible()


@pytest.mark.parametrize(("root", "way"), [("", "hover"), ("en/", "focus"), ("en/", "tap")])
def test_a_term_shows_its_meaning_and_leads_on_without_script(visit: Visit, root: str, way: str) -> None:
    tab = visit(f"{root}layers/4-online-learning/", java_script_enabled=False, has_touch=way == "tap")
    term = tab.locator(".term").first
    meaning = term.locator(".term__meaning")
    expect(meaning).to_be_hidden()
    getattr(term.get_by_role("button"), way)()
    expect(meaning).to_be_visible()
    assert meaning.inner_text().strip()
    meaning.locator("a").click()
    tab.wait_for_url(f"{root}glossary/#**")


def test_the_meaning_of_a_term_goes_away_by_key_and_comes_back(visit: Visit) -> None:
    tab = visit("en/layers/4-online-learning/")
    word = tab.locator(".term").first.get_by_role("button")
    meaning = tab.locator(".term__meaning").first
    word.press("Tab")
    expect(meaning.locator("a")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()
    tab.keyboard.press("Enter")
    expect(meaning).to_be_visible()


# What is wrong with where the meaning of a word lies, wherever the word stands in the window.
PLACED = """async () => {
    const faults = [], root = document.documentElement;
    const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (const word of document.querySelectorAll('.term__word')) for (const y of [120, 350, 670]) {
        scrollBy(0, word.getBoundingClientRect().top - y);
        word.blur();
        await painted();
        word.focus({preventScroll: true});
        await painted();
        const [own, meaning] = [word, word.nextElementSibling].map(one => one.getBoundingClientRect());
        const gaps = [meaning.top - own.bottom, own.top - meaning.bottom];
        const isIn = meaning.left >= 0 && meaning.right <= root.clientWidth
            && meaning.top >= 0 && meaning.bottom <= innerHeight;
        // It neither covers the word nor lies apart from it.
        const isBeside = gaps.some(gap => gap >= -1 && gap <= 2);
        if (!meaning.height || !isIn || !isBeside) faults.push([word.textContent, y, isIn, isBeside]);
    }
    return faults;
}"""


@pytest.mark.parametrize(("root", "width"), [("", 320), ("en/", 768), ("", 1440)])
def test_a_meaning_opens_beside_its_word_and_in_view(visit: Visit, root: str, width: int) -> None:
    tab = visit(f"{root}layers/4-online-learning/", width=width, height=700)
    assert tab.locator(".term__word").count() > 3
    assert tab.evaluate(PLACED) == []


def test_no_style_asks_for_a_line_in_one_declaration_which_webkit_drops() -> None:
    for file in (DOCS / "assets" / "stylesheets").glob("*.css"):
        assert not re.search(r"text-decoration: [^;]* [^;]*;", file.read_text(encoding="utf-8")), file.name


def test_the_twin_text_shows_beside_each_claim_or_below_it_on_a_phone(visit: Visit) -> None:
    tab = visit("layers/3-memory/", width=1440, java_script_enabled=False)
    twins = tab.locator(".claim__parallel")
    expect(twins.locator("visible=true")).to_have_count(0)
    tab.check("input.parallel")
    assert twins.locator("visible=true").count() == twins.count() == tab.locator(".claim").count()
    for width in (1440, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        own, twin = (tab.locator(f"#c3-5 .claim__{part}").bounding_box() for part in ("text", "parallel"))
        assert own and twin
        if width == 1440:
            assert own["x"] + own["width"] <= twin["x"] and abs(own["y"] - twin["y"]) < 20
        else:
            assert own["y"] + own["height"] <= twin["y"] and own["x"] == twin["x"]


def test_the_twin_text_is_not_searched(site: Path) -> None:
    index = (site / "search" / "en.json").read_text(encoding="utf-8")
    ours, other = (ARGUMENT[locale].claims["c3-5"].text for locale in ("en", "ja"))
    assert ours in index and other not in index and json.dumps(other) not in index


def test_claims_can_be_filtered_by_voice(visit: Visit) -> None:
    tab = visit("en/claims/", java_script_enabled=False)
    items = tab.locator(".claim-list > li")
    voices = [claim.voice for claim in ARGUMENT.registered.values()]
    expect(items.locator("visible=true")).to_have_count(len(voices))
    for voice in sorted(set(voices)):
        tab.check(f'input[value="{voice}"]')
        shown = [node.get_attribute("data-voice") for node in items.locator("visible=true").all()]
        assert shown == [voice] * voices.count(voice)


def test_the_table_can_be_filtered_by_layer_relation_and_voice(visit: Visit) -> None:
    tab = visit("en/comparison/", java_script_enabled=False)
    rows = tab.locator(".comparison tbody tr")

    def shown(name: str, value: str) -> Any:
        """Choose, and return the data of the rows that are left."""
        tab.check(f'[name="table-{name}"][value="{value}"]')
        return rows.locator("visible=true").evaluate_all("rows => rows.map(row => ({...row.dataset}))")

    every = shown("layer", "all")
    assert len(every) == len(ARGUMENT["en"].rows)
    for name, key, values in (
        ("layer", "layer", [*"1234567", "overall"]),
        ("relation", "onRecord", ["agree", "extend", "mixed", "differ"]),
    ):
        for value in values:
            assert shown(name, value) == [row for row in every if row[key] == value] != []
        assert shown(name, "all") == every
    shown("voice", "source")
    expect(tab.locator(".comparison__record:visible, [data-cell=on_record]:visible")).to_have_count(0)
