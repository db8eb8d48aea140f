"""What is around the text: colours, contents, header, menu, and the way through a page by keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import KEEPS_NOTHING, Visit, tab_to
from playwright.sync_api import Page, Route, expect

SCHEME = "document.documentElement.dataset.mdColorScheme"
MARKED = ".contents [aria-current=location]"
# Goes to parts of the page by the links of the contents, and returns those that are not marked then, alone
# and in view; the mark follows a moment later.
LEAD = """async ([marked, order]) => {
    const wrong = [], links = [...document.querySelectorAll('.contents a')];
    const frame = () => new Promise(requestAnimationFrame);
    for (const link of order.map(index => links.at(index))) {
        link.click();
        for (let left = 120; left && !link.matches(marked); left -= 1) await frame();
        const [box, list] = [link, link.closest('.contents')].map(one => one.getBoundingClientRect());
        if (!link.matches(marked) || document.querySelectorAll(marked).length > 1
            || box.top < list.top || box.bottom > list.bottom) wrong.push(link.innerText);
    }
    return wrong;
}"""
# Scrolls through the page, and returns what is marked on the way.
READ = """async marked => {
    const found = [];
    for (let y = 0; y < document.documentElement.scrollHeight; y += 200) {
        scrollTo(0, y);
        for (let left = 3; left; left -= 1) await new Promise(requestAnimationFrame);
        found.push(document.querySelector(marked)?.innerText ?? '');
    }
    return [...new Set(found)];
}"""
# Notes each stop of the keyboard. The name is what a screen reader would say, the ring what an eye would see;
# a stop outside the window or the page would be reached without being seen.
STOPS = """() => {
    window.stops = [];
    addEventListener('keyup', () => {
        const stop = document.activeElement;
        if (!stop || stop === document.body) return stops.push(null);
        const style = getComputedStyle(stop), box = stop.getBoundingClientRect();
        const labels = [...stop.labels ?? [], document.getElementById(stop.getAttribute('aria-labelledby'))];
        const name = stop.getAttribute('aria-label') || stop.innerText || stop.title
            || labels.map(label => label?.innerText || label?.title).join('');
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        stops.push({
            tag: stop.tagName + '.' + stop.className + '#' + stop.id,
            name: Boolean(name?.trim()),
            ring: outlined || style.boxShadow !== 'none',
            seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth && style.visibility !== 'hidden',
        });
    });
}"""
MOST_STOPS = 900


@pytest.mark.parametrize(
    ("device", "first", "other"), [("light", "default", "slate"), ("dark", "slate", "default")]
)
def test_colours_are_the_device_s_until_one_chooses(
    visit: Visit, device: str, first: str, other: str
) -> None:
    tab = visit("citing/", color_scheme=device)
    beside = tab.context.new_page()
    beside.goto("en/citing/")
    assert tab.evaluate(SCHEME) == first
    switch = tab.locator(".scheme-switch:visible")
    name = switch.get_attribute("aria-label")
    switch.click()
    # The one in its place names the way back, has the focus, and is what the browser's own bars go by.
    assert tab.evaluate(SCHEME) == other and switch.get_attribute("aria-label") != name
    expect(switch).to_be_focused()
    expect(tab.locator("meta[name=theme-color][media=all]")).to_have_count(1)
    beside.wait_for_function(f"() => {SCHEME} === '{other}'")
    tab.goto("en/layers/3-memory/")
    tab.emulate_media(color_scheme="light" if device == "dark" else "dark")
    tab.emulate_media(color_scheme="light" if device == "light" else "dark")
    assert tab.evaluate(SCHEME) == other


def test_colours_follow_the_device_where_nothing_was_chosen_or_may_be_kept(visit: Visit) -> None:
    tab = visit(color_scheme="light")
    tab.add_init_script(KEEPS_NOTHING)
    tab.goto("citing/")
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function(f"() => {SCHEME} === 'slate'")
    tab.click(".scheme-switch:visible")
    assert tab.evaluate(SCHEME) == "default"


@pytest.mark.parametrize("height", [900, 220])
@pytest.mark.parametrize("path", ["en/layers/1-pretraining/", "citing/", "en/sources/"])
def test_the_contents_mark_the_part_that_a_link_led_to(visit: Visit, path: str, height: int) -> None:
    tab = visit(path, width=1440, height=height)
    names = tab.locator(".contents a").all_inner_texts()
    assert len(names) > 3 and tab.locator(MARKED).count() == 0
    # Down, and up again: the last are too near to the end of the page to get to its top.
    order = [*range(len(names)), *reversed(range(len(names)))]
    assert tab.evaluate(LEAD, [MARKED, order]) == []
    tab.evaluate("scrollTo(0, 0)")
    expect(tab.locator(MARKED)).to_have_count(0)


def test_the_contents_mark_what_is_read_without_a_link_too(visit: Visit) -> None:
    tab = visit("citing/", width=1440)
    names = tab.locator(".contents a").all_inner_texts()
    none, *read = tab.evaluate(READ, MARKED)
    # In their order, from none to the last.
    assert none == "" and len(read) > 3 and read == [name for name in names if name in read]
    assert read[-1] == names[-1]


def test_on_the_way_down_the_header_names_the_page_and_on_the_way_up_the_top_is_offered(visit: Visit) -> None:
    tab = visit("layers/3-memory/", width=390)
    assert tab.locator(".md-header__topic").all_text_contents() == ["七つの層", "第3層　記憶"]
    active, button = tab.locator(".md-header__title--active"), tab.locator(".md-top")
    expect(active).to_have_count(0)
    expect(button).to_be_hidden()
    tab.evaluate("scrollTo(0, 3000)")
    expect(active).to_have_count(1)
    expect(button).to_be_hidden()
    tab.evaluate("scrollBy(0, -100)")
    tab.get_by_role("button", name="ページトップへ戻る").click()
    tab.wait_for_function("() => scrollY === 0")
    expect(active).to_have_count(0)
    expect(button).to_be_hidden()
    # The next stop is the first of the page.
    assert len(tab_to(tab, ".md-skip, .md-logo, .menu-button")) == 1


@pytest.mark.parametrize(
    ("act", "then"),
    [
        (lambda tab: tab.click(".menu-button"), ".menu-button"),
        (lambda tab: tab.mouse.click(380, 700), ".menu-button"),
        (lambda tab: tab.locator(".menu__contents a").last.click(), ":target"),
        (lambda tab: tab.focus(".search__box"), ".search__box:focus"),
        (lambda tab: tab.set_viewport_size({"width": 1440, "height": 900}), ".menu"),
    ],
    ids=["its button", "a tap beside it", "a link to a part of the page", "the search", "a wide window"],
)
def test_the_menu_gives_way(visit: Visit, act: Callable[[Page], None], then: str) -> None:
    tab = visit("layers/7-multimodal-embodied/", width=390)
    menu, header = tab.locator(".menu"), tab.locator(".md-header")
    tab.click(".menu-button")
    expect(menu.locator("[aria-current=page]")).to_have_text("第7層　マルチモーダルと身体性")
    expect(tab.locator(":is(.md-content, .md-footer, .md-top)[inert]")).to_have_count(3)
    box, above = menu.bounding_box(), header.bounding_box()
    assert box and above and box["y"] >= above["height"] - 2 and box["width"] < 390
    act(tab)
    expect(tab.locator(".menu:popover-open, [inert]")).to_have_count(0)
    expect(tab.locator(then)).to_be_in_viewport()
    expect(tab.locator(".menu:visible, .menu-button:visible")).to_have_count(0 if "search" in then else 1)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_browser_that_knows_no_popover_shows_the_menu_with_the_text(visit: Visit, width: int) -> None:
    def without_popover(route: Route) -> None:
        """Answer as such a browser reads it: no attribute, and no rule that names the state."""
        answer = route.fetch()
        text = answer.text().replace(" popover ", " ")
        text = re.sub(r"^[^{}\n]*:popover-open[^{}\n]*\{[^{}]*\}\n", "", text, flags=re.MULTILINE)
        text = text.replace("@supports not selector(:popover-open)", "@supports (display: flex)")
        route.fulfill(response=answer, body=text)

    tab = visit(width=width)
    tab.add_init_script(
        "for (const name of ['showPopover', 'hidePopover']) delete HTMLElement.prototype[name]"
    )
    tab.route(re.compile("/glossary/$|/site[.].*[.]css$"), without_popover)
    tab.goto("glossary/")
    expect(tab.locator(".menu")).to_be_visible()
    expect(tab.locator(".menu-button")).to_be_hidden()
    header, menu, text = (tab.locator(one).bounding_box() for one in (".md-header", ".menu", ".md-content"))
    assert text and menu and header and header["height"] < 60
    if width == 390:
        assert text["width"] > 370 and menu["y"] >= text["y"] + text["height"] - 1
    else:
        assert menu["x"] + menu["width"] <= text["x"] and menu["y"] < 100


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path",
    ["", "en/layers/4-online-learning/", "comparison/", "en/outlook/", "citing/", "en/glossary/", "404.html"],
)
def test_each_stop_is_named_and_seen_and_none_traps(visit: Visit, path: str, width: int) -> None:
    tab = visit(path, width=width)
    if width == 1280 and tab.locator(".unfold").count():
        # Folds that are open have stops of their own.
        tab.click(".unfold")
        tab.locator(".md-skip").focus()
        tab.evaluate("document.activeElement.blur()")
    tab.evaluate(STOPS)
    stops: list[Any] = []
    while None not in stops and len(stops) < MOST_STOPS:
        for _ in range(30):
            tab.keyboard.press("Tab")
        stops = tab.evaluate("stops")
    assert None in stops, "The walk has to end."
    met = stops[: stops.index(None)]
    assert len(met) > 5
    assert [stop["tag"] for stop in met if not (stop["name"] and stop["ring"] and stop["seen"])] == []


def test_the_menu_of_a_phone_opens_by_key_and_leads_to_a_layer_without_script(visit: Visit) -> None:
    tab = visit("en/glossary/", width=390, java_script_enabled=False)
    tab_to(tab, ".menu-button")
    tab.keyboard.press("Space")
    tab_to(tab, ".menu a[href$='/3-memory/']")
    expect(tab.locator(":focus")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.wait_for_url("en/layers/3-memory/")


def test_what_lies_under_the_open_menu_is_no_stop(visit: Visit) -> None:
    tab = visit("glossary/", width=390)
    menu = tab.locator(".menu")
    tab_to(tab, ".menu-button")
    tab.keyboard.press("Space")
    # Through the menu, and on through the header to the search, for which the menu closes.
    met = tab_to(tab, ".search__box, :is(.md-content, .md-footer) *")
    assert len(met) > menu.locator("a").count() and met[-1] == "search__box"
    expect(menu).to_be_hidden()
