"""The pages by keyboard alone: every stop has a name and is seen, and the walk ends."""

import pytest
from playwright.sync_api import Browser, Page

# The name is what a screen reader would say, the ring what an eye would see; a stop hidden below the header
# or outside the page would be reached without being seen.
STOP = """() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body) return null;
    const style = getComputedStyle(stop), box = stop.getBoundingClientRect();
    const labels = [...stop.labels ?? [], document.getElementById(stop.getAttribute('aria-labelledby'))];
    const name = stop.getAttribute('aria-label') || stop.innerText || stop.title
        || labels.map(label => label?.innerText || label?.title).join('');
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return {
        tag: stop.tagName + '.' + stop.className + '#' + stop.id,
        name: Boolean(name?.trim()),
        ring: outlined || style.boxShadow !== 'none',
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth && style.visibility !== 'hidden',
    };
}"""
LIMIT = 900


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/en/layers/4-online-learning/",
        "/comparison/",
        "/en/outlook/",
        "/citing/",
        "/en/glossary/",
        "/404.html",
    ],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_each_stop_is_named_and_seen_and_none_traps(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + path, wait_until="networkidle")
    if width == 1280 and page.locator(".unfold").count():
        # Folds that are open have stops of their own.
        page.locator(".unfold").click()
        page.locator(".md-skip").focus()
        page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(STOP)) is None:
            break
        stops.append(stop)
    assert 5 < len(stops) < LIMIT, "The walk has to end."
    assert [stop["tag"] for stop in stops if not (stop["name"] and stop["ring"] and stop["seen"])] == []
    page.close()


def open_menu(page: Page) -> None:
    """Open the menu by key."""
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.menu-button')"):
            assert page.evaluate(STOP)["seen"]
            page.keyboard.press("Space")
            return
    raise AssertionError("No key reaches the menu.")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_menu_of_a_phone_opens_by_key_and_leads_to_a_layer(
    browser: Browser, address: str, script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}/en/glossary/")
    link = page.locator(".menu a[href$='/3-memory/']")
    assert not link.is_visible()
    open_menu(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    assert page.evaluate(STOP)["seen"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/layers/3-memory/")
    context.close()


def test_what_lies_under_the_open_menu_is_no_stop_and_escape_closes_it(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{address}/glossary/", wait_until="networkidle")
    open_menu(page)
    beside = ".md-content, .md-footer, .md-top"
    links = page.locator(".menu a").count()
    reached = []
    # Through the menu, and on through the header to the search, for which the menu closes.
    for _ in range(links + 12):
        assert not page.evaluate("beside => document.activeElement.closest(beside)", beside)
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
        if reached[-1] == "search__box":
            break
    assert len(reached) > links and reached[-1] == "search__box"
    assert not page.locator(".menu").is_visible()
    page.locator(".search__box").evaluate("box => box.blur()")
    page.locator(".menu-button").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.menu a')")
    page.keyboard.press("Escape")
    # The menu tells that it has closed a moment later.
    page.wait_for_function("() => !document.querySelector('[inert]')")
    assert not page.locator(".menu").is_visible()
    button = page.get_by_role("button", name="ナビゲーション")
    assert button.evaluate("button => button === document.activeElement")
    page.close()
