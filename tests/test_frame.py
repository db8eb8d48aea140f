"""What is around the text: colours, menu, contents, header, and the way back to the top."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route

SCHEME = "document.body.dataset.mdColorScheme"
MARKED = ".contents [aria-current=location]"


@pytest.mark.parametrize(("device", "other"), [("light", "slate"), ("dark", "default")])
def test_the_colours_are_the_device_s_until_the_reader_chooses_and_the_choice_stays(
    browser: Browser, address: str, device: str, other: str
) -> None:
    context = browser.new_context(color_scheme="dark" if device == "dark" else "light")
    page = context.new_page()
    page.goto(f"{address}/citing/")
    first = page.evaluate(SCHEME)
    assert first == {"light": "default", "dark": "slate"}[device]
    switch = page.locator(".scheme-switch:visible")
    name = switch.get_attribute("aria-label")
    switch.click()
    assert page.evaluate(SCHEME) == other
    # The one in its place names the way back, has the focus, and is what the browser's own bars go by.
    assert switch.get_attribute("aria-label") != name
    assert switch.evaluate("button => button === document.activeElement")
    assert page.locator("meta[name=theme-color][media=all]").count() == 1
    page.goto(f"{address}/en/layers/3-memory/")
    assert page.evaluate(SCHEME) == other
    page.emulate_media(color_scheme="light" if device == "dark" else "dark")
    assert page.evaluate(SCHEME) == other
    context.close()


def test_colours_follow_the_device_where_nothing_was_chosen_or_may_be_kept(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(color_scheme="light")
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error() }})")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/citing/")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => {SCHEME} === 'slate'")
    page.locator(".scheme-switch:visible").click()
    assert (page.evaluate(SCHEME), faults) == ("default", [])
    context.close()


@pytest.mark.parametrize("height", [900, 300])
@pytest.mark.parametrize("path", ["/en/layers/1-pretraining/", "/citing/", "/en/sources/"])
def test_the_contents_mark_the_part_that_a_link_led_to(
    browser: Browser, address: str, path: str, height: int
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": height}, reduced_motion="reduce")
    page.goto(address + path)
    links = page.locator(".contents a")
    count = links.count()
    assert count > 3 and page.locator(MARKED).count() == 0
    # Down, and up again: the last are too near to the end of the page to get to its top.
    for index in [*range(count), *reversed(range(count))]:
        links.nth(index).evaluate("link => link.click()")
        page.wait_for_function(
            "([marked, index]) => document.querySelectorAll('.contents a')[index].matches(marked)",
            arg=[MARKED, index],
            timeout=5000,
        )
        assert page.locator(MARKED).count() == 1
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("marked => !document.querySelector(marked)", arg=MARKED)
    page.close()


def test_the_contents_mark_what_is_read_without_a_link_too(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/citing/")
    found = []
    end = page.evaluate("document.documentElement.scrollHeight")
    for y in range(0, end, 200):
        page.evaluate("y => scrollTo(0, y)", y)
        page.wait_for_timeout(60)
        marked = page.locator(MARKED)
        found.append(marked.inner_text() if marked.count() else "")
    # In their order, from none to the last.
    order = list(dict.fromkeys(found))
    names = page.locator(".contents a").all_inner_texts()
    assert (
        order[0] == "" and order[-1] == names[-1] and order[1:] == [name for name in names if name in order]
    )
    assert len(order) > 4
    page.close()


def test_long_contents_keep_the_marked_part_in_view(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 220})
    page.goto(f"{address}/en/layers/1-pretraining/")
    page.locator(".contents a").last.evaluate("link => document.querySelector(link.hash).scrollIntoView()")
    page.wait_for_function("marked => document.querySelector(marked)", arg=MARKED)
    seen = page.locator(MARKED).evaluate(
        """link => {
            const [box, list] = [link, link.closest('.contents')].map(one => one.getBoundingClientRect());
            return box.top >= list.top && box.bottom <= list.bottom;
        }"""
    )
    assert seen
    page.close()


def test_the_header_names_the_page_once_its_heading_is_gone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/layers/3-memory/")
    topics = page.locator(".md-header__topic")
    active = "() => Boolean(document.querySelector('.md-header__title--active'))"
    assert topics.all_inner_texts() == ["七つの層", "第3層　記憶"]
    assert not page.evaluate(active)
    page.evaluate("scrollTo(0, 2000)")
    page.wait_for_function(active)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("() => !document.querySelector('.md-header__title--active')")
    page.close()


def test_the_way_back_to_the_top_is_offered_on_the_way_up(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/layers/3-memory/")
    button = page.get_by_role("button", name="ページトップへ戻る")
    assert not button.is_visible()
    page.evaluate("scrollTo(0, 3000)")
    page.wait_for_timeout(200)
    assert not button.is_visible()
    page.evaluate("scrollBy(0, -100)")
    button.wait_for(state="visible")
    button.click()
    page.wait_for_function("() => scrollY === 0")
    assert not button.is_visible()
    # The next stop is the first of the page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip, .md-logo, .menu-button')")
    page.close()


def open_menu(page: Page) -> None:
    """Open the menu by its button."""
    page.locator(".menu-button").click()
    page.wait_for_function("() => document.querySelector('.menu').matches(':popover-open')")


def test_the_menu_shows_all_pages_and_where_one_is_and_closes_by_its_button_and_beside_it(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/layers/7-multimodal-embodied/")
    menu = page.locator(".menu")
    # By its button, and by a tap beside it.
    for x, y in ((30, 24), (380, 700)):
        open_menu(page)
        assert menu.locator("[aria-current=page]").inner_text() == "第7層　マルチモーダルと身体性"
        box = menu.bounding_box()
        header = page.locator(".md-header").bounding_box()
        assert box and header and box["y"] >= header["height"] - 2 and box["width"] < 390
        assert page.locator(".md-content[inert]").count() == 1
        page.mouse.click(x, y)
        page.wait_for_function("() => !document.querySelector('.menu:popover-open, [inert]')")
    page.close()


def test_a_link_of_the_menu_to_a_part_of_the_page_closes_it(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/en/layers/3-memory/")
    open_menu(page)
    page.locator(".menu__contents a").last.click()
    page.wait_for_function("() => !document.querySelector('.menu').matches(':popover-open')")
    top = page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top")
    header = page.locator(".md-header").bounding_box()
    assert header and header["height"] <= top + 1 < 800
    page.close()


def test_the_open_menu_gives_way_to_the_column_of_a_wide_window(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/citing/")
    open_menu(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function("() => !document.querySelector('.menu').matches(':popover-open')")
    assert page.locator("[inert]").count() == 0 and page.locator(".menu").is_visible()
    assert not page.locator(".menu-button").is_visible()
    page.close()


def test_the_search_takes_the_place_of_the_open_menu(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/layers/3-memory/")
    open_menu(page)
    page.keyboard.press("/")
    page.keyboard.type("記憶")
    page.locator(".search__results a").first.wait_for()
    assert not page.locator(".menu").is_visible() and page.locator("[inert]").count() == 0
    assert page.evaluate("document.activeElement.matches('.search__box')")
    page.close()


def test_a_choice_of_colours_reaches_the_other_tabs(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    one, other = context.new_page(), context.new_page()
    one.goto(f"{address}/citing/")
    other.goto(f"{address}/en/citing/")
    one.locator(".scheme-switch:visible").click()
    other.wait_for_function(f"() => {SCHEME} === 'slate'")
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_browser_that_knows_no_popover_shows_the_menu_with_the_text(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(
        "for (const name of ['showPopover', 'hidePopover']) delete HTMLElement.prototype[name]"
    )

    def without_popover(route: Route) -> None:
        """Answer as such a browser reads it: no attribute, and no rule that names the state."""
        answer = route.fetch()
        text = answer.text().replace(" popover ", " ")
        text = re.sub(r"^[^{}\n]*:popover-open[^{}\n]*\{[^{}]*\}\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"@supports not selector\(:popover-open\)", "@supports (display: flex)", text)
        route.fulfill(response=answer, body=text)

    page.route("**/glossary/", without_popover)
    page.route("**/site.*.css", without_popover)
    page.goto(f"{address}/glossary/")
    assert page.locator(".menu").is_visible() and not page.locator(".menu-button").is_visible()
    text = page.locator(".md-content").bounding_box()
    menu = page.locator(".menu").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert text and menu and header and header["height"] < 60
    if width == 390:
        assert text["width"] > 370 and menu["y"] >= text["y"] + text["height"] - 1
    else:
        assert menu["x"] + menu["width"] <= text["x"] and menu["y"] < 100
    assert faults == []
    context.close()
