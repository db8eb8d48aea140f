"""The pages by keyboard alone: every stop has a name and is seen, and the walk ends."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

# The name is what a screen reader would say, the ring what an eye would see; a stop hidden below the header
# or outside the page would be reached without being seen.
STOP = """() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body) return null;
    // A toggle of the theme is drawn by the label after it.
    const drawn = stop.matches('.md-option') ? stop.nextElementSibling : stop;
    const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
    const label = stop.labels?.[0] ?? document.getElementById(stop.getAttribute('aria-labelledby'));
    const name = stop.getAttribute('aria-label') || stop.innerText || stop.title || label?.innerText;
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return {
        tag: stop.tagName + '.' + stop.className + '#' + stop.id,
        name: Boolean(name?.trim()),
        ring: outlined || style.boxShadow !== 'none',
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && style.visibility !== 'hidden',
    };
}"""
LIMIT = 900


@pytest.mark.parametrize(
    "path",
    ["/", "/en/layers/4-online-learning/", "/comparison/", "/en/outlook/", "/citing/", "/en/glossary/"],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_each_stop_is_named_and_seen_and_none_traps(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + path, wait_until="networkidle")
    stops = []
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(STOP)) is None:
            break
        stops.append(stop)
    assert 10 < len(stops) < LIMIT, "The walk has to end."
    assert [stop["tag"] for stop in stops if not (stop["name"] and stop["ring"] and stop["seen"])] == []
    page.close()
