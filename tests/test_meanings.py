"""The meaning of a term: where it opens, wherever its word stands in the window."""

import re

import pytest
from conftest import DOCS
from playwright.sync_api import Browser

# The word at a height of the window, and what is wrong with where its meaning then lies.
PLACED = """async ([word, y]) => {
    const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    scrollBy(0, word.getBoundingClientRect().top - y);
    word.blur();
    await painted();
    word.focus({preventScroll: true});
    await painted();
    const [own, meaning] = [word, word.nextElementSibling].map(one => one.getBoundingClientRect());
    const root = document.documentElement;
    const faults = [];
    if (!meaning.height) faults.push("is not shown");
    if (meaning.left < 0 || meaning.right > root.clientWidth) faults.push("is beyond a side");
    if (meaning.top < 0 || meaning.bottom > innerHeight) faults.push("is below or above the window");
    if (meaning.top < own.bottom - 1 && meaning.bottom > own.top + 1) faults.push("covers the word");
    const gaps = [meaning.top - own.bottom, own.top - meaning.bottom].map(Math.abs);
    if (Math.min(...gaps) > 2) faults.push("is apart");
    return faults.map(fault => `${word.textContent} ${fault} at ${y}`);
}"""


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_meaning_opens_beside_its_word_and_in_view(
    browser: Browser, address: str, prefix: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page.goto(f"{address}{prefix}/layers/4-online-learning/")
    words = page.locator(".term__word")
    assert words.count() > 3
    found = [
        fault
        for word in words.element_handles()
        for y in (120, 350, 670)
        for fault in page.evaluate(PLACED, [word, y])
    ]
    assert found == []
    page.close()


def test_no_style_asks_for_a_line_in_one_declaration_which_webkit_drops() -> None:
    folder = DOCS / "assets" / "stylesheets"
    for file in folder.glob("*.css"):
        assert re.findall(r"text-decoration: [^;]* [^;]*;", file.read_text("utf-8")) == [], file.name
    text = (folder / "argument.css").read_text("utf-8")
    (word,) = re.findall(r"^\.term__word \{(.*?)\}", text, re.M | re.S)
    assert "text-decoration-line: underline;" in word and "text-decoration-style: dotted;" in word
