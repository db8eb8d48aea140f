"""What a screen reader is given: the accessibility tree, in the order of hearing."""

import itertools
from typing import Any

import pytest
from conftest import DOCS, Visit
from html_site import ROOTS
from playwright.sync_api import Page

from argument.model import load_argument
from argument.templates import words

ARGUMENT = load_argument(DOCS)
# What is heard by its name is not heard by its text besides.
FRAME = {"group", "region", "navigation", "table", "figure"}
CONTROL = {"link", "button", "checkbox", "radio", "searchbox", "DisclosureTriangle", "image"}
# The first word at the foot of the window, in a browser that cannot put its meaning above it.
AT_FOOT = """() => { const word = document.querySelector('.term__word'), sheet = new CSSStyleSheet();
sheet.replaceSync(".term__meaning { position-area: none; inset: auto 1rem 1rem }");
document.adoptedStyleSheets.push(sheet);
scrollBy(0, word.getBoundingClientRect().bottom - innerHeight);
word.focus({preventScroll: true}) }"""
BOXES = "[...document.querySelector('.term').children].map(one => one.getBoundingClientRect().toJSON())"


def spoken(page: Page) -> list[tuple[str, str, str, bool | None]]:
    """Return what is heard of a page: role, name, description, and whether it is open."""
    found = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes, heard = {node["nodeId"]: node for node in found}, []

    def walk(node: dict[str, Any], is_told: bool) -> None:
        role, name, described = (
            node.get(key, {}).get("value", "") for key in ("role", "name", "description")
        )
        states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        if role in CONTROL | FRAME or (role == "StaticText" and name.strip() and not is_told):
            heard.extend([] if node["ignored"] else [(role, name.strip(), described, states.get("expanded"))])
        for child in node.get("childIds", ()):
            walk(nodes[child], is_told or role in CONTROL | {"caption", "LabelText", "Legend"})

    walk(found[0], False)
    return heard


@pytest.mark.parametrize("page", ["index", "layers/3-memory", "layers/5-job-replacement", "comparison"])
def test_all_has_a_name_nothing_is_heard_twice_and_terms_tell_their_meaning(
    visit: Visit, locale: str, page: str
) -> None:
    tab = visit(f"{ROOTS[locale]}{page.removeprefix('index')}")
    heard, meanings = spoken(tab), {term.meaning for term in ARGUMENT[locale].glossary.terms}
    assert [one for one in heard if one[0] in CONTROL | {"table", "figure"} and not one[1]] == []
    assert [one for one in heard if one[2] and one[2] in one[1]] == []
    frames = [(one, after) for one, after in itertools.pairwise(heard) if one[0] in FRAME and one[1]]
    assert [one for one, after in frames if after[1].strip(" :：") == one[1]] == []
    terms = [one for one in heard if one[2] in meanings]
    assert len(terms) == tab.locator(".term:not(details:not([open]) *)").count() > 3
    assert {one[3] for one in terms} == {False}
    at = 0
    for claim in next(one for one in ARGUMENT[locale].pages if one.name == page).claims:
        pair = (claim.number, words(locale)["voices"][claim.voice]["name"])
        at += next(i for i in range(len(heard)) if tuple(one[1] for one in heard[at + i :][:2]) == pair)
        end = next(i for i, one in enumerate(heard[at:]) if one[0] == "DisclosureTriangle")
        assert end > 2 and heard[at + end][1] == words(locale)["fold"]["label"].format(claim.number)


def test_a_term_tells_whether_it_is_open_and_opens_in_view(visit: Visit) -> None:
    tab = visit("en/layers/4-online-learning/")

    def states() -> list[bool | None]:
        meanings = {term.meaning for term in ARGUMENT["en"].glossary.terms}
        return [one[3] for one in spoken(tab) if one[2] in meanings]

    tab.evaluate(AT_FOOT)
    assert states()[:2] == [True, False]
    word, meaning = tab.evaluate(BOXES)
    assert word["bottom"] <= meaning["top"] + 1 and meaning["bottom"] <= tab.evaluate("innerHeight")
    tab.keyboard.press("Enter")
    assert True not in states()
