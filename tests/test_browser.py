"""What a person sees and does, in Debian's Chromium, on the built site served from this machine."""

from collections.abc import Iterator

import pytest
from conftest import DOCS
from playwright.sync_api import Browser, Locator, Page
from test_site import PAGES

from argument.model import load_argument

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Text beyond an edge of the window, but for what scrolls by itself or is said to screen readers alone.
CLIPPED = r"""() => {
    const found = [], content = document.querySelector('.md-content');
    const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode, parent = one.parentElement;
        if (!one.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
        if (parent.closest('.plain-table[tabindex], .comparison[tabindex], thead, .copied')) continue;
        const range = document.createRange();
        range.selectNodeContents(one);
        const box = range.getBoundingClientRect();
        if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(one.data);
    }
    return found;
}"""
ADDRESSES = [prefix + ("" if page == "." else f"{page}/") for prefix in ("/", "/en/") for page in PAGES]


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_opens_without_a_word_in_the_console_and_without_sideways_scroll(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    messages: list[str] = []
    foreign: list[str] = []

    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if address not in request.url else None)
    page.goto(address + path, wait_until="load")
    # The last as wide as a page of 1280 pixels at four times its size.
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if width == 320 and page.locator(".unfold").count():
            page.locator(".unfold").click()
        assert page.evaluate(SIDEWAYS) <= 0, width
        assert page.evaluate(CLIPPED) == [], width
    assert (messages, [url for url in foreign if url.startswith("http")]) == ([], [])
    page.close()


# Where a row stands bare: at both ends of each relation, nothing lies over it.
BARE = """anchor => [...document.getElementById(anchor).querySelectorAll('.relation')].map(one => {
    const box = one.getBoundingClientRect();
    return [box.top + 3, box.bottom - 3].every(y => one.contains(document.elementFromPoint(box.left + 2, y)));
})"""


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_link_to_a_row_leaves_its_relations_in_view(
    browser: Browser, address: str, prefix: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(f"{address}{prefix}/comparison/#focus")
    found = {"at load": page.evaluate(BARE, "focus")}
    for id_ in page.locator("tr[id]").evaluate_all("rows => rows.map(row => row.id)"):
        page.evaluate("id => { location.hash = id }", id_)
        found[id_] = page.evaluate(BARE, id_)
    for id_ in ("focus", "replacing-work", "scaling"):
        page.click(f".glance a[href='#{id_}']")
        page.wait_for_url(f"**#{id_}")
        found[f"{id_} in the figure"] = page.evaluate(BARE, id_)
    assert len(found) > 15 and {name: bare for name, bare in found.items() if bare != [True, True]} == {}
    page.close()


# Words that stand on two lines, and text that leaves its cell or its margin.
TORN = r"""names => [...document.querySelectorAll(names)].flatMap(one => {
    const found = [], cell = (one.closest('th, td') ?? one).getBoundingClientRect();
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/[\w’]+/g)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            const box = range.getBoundingClientRect();
            if (new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1
                || box.right > cell.right + 0.5 || box.left < cell.left - 0.5) found.push(word[0]);
        }
    }
    return found;
})"""
OVERLAP = """() => [...document.querySelectorAll('.claim-block')].filter(block => {
    const [text, voice, number, summary] = ['.claim__text', '.claim__voice', '.claim__number', 'summary'].map(
        name => block.querySelector(name).getBoundingClientRect());
    const edge = document.querySelector('.menu').getBoundingClientRect().right;
    return voice.right > text.left || summary.right > number.left || voice.left < edge || summary.left < edge;
}).map(block => block.innerText)"""


@pytest.mark.parametrize("path", ["/en/", "/", "/en/layers/5-job-replacement/", "/en/comparison/"])
def test_labels_are_whole_and_stay_in_their_place(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address + path)
    names = ".claim__mark, .plain-table :is(th, td), .glance thead th, td > .relation, .comparison__label"
    assert page.locator(names).count() > 10
    for width in (1440, 1220, 1024, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TORN, names) == [], width
        if width >= 1220:
            assert page.evaluate(OVERLAP) == [], width
    page.close()


def test_what_tells_things_apart_does_so_in_forced_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1440, "height": 900})
    page = context.new_page()

    def looks(locator: Locator, width: float | None = None) -> bytes:
        locator.scroll_into_view_if_needed()
        page.mouse.move(0, 0)
        box = locator.bounding_box()
        assert box
        size = width or box["width"], 40 if width else box["height"]
        return page.screenshot(clip={"x": box["x"], "y": box["y"], "width": size[0], "height": size[1]})

    page.goto(f"{address}/en/comparison/")
    marks = page.locator(".glance__key .glance__mark")
    assert len({looks(marks.nth(index)) for index in range(2)}) == 2
    voices = [looks(page.locator(f".claim[data-voice={voice}]").first, 5) for voice in ("karpathy", "bridge")]
    page.goto(f"{address}/en/layers/3-memory/")
    voices += [
        looks(page.locator(f".claim[data-voice={voice}]").first, 5) for voice in ("tang", "commentator")
    ]
    assert len(set(voices)) == 4
    summary = page.locator(".claim-block summary").first
    closed = looks(summary)
    summary.click()
    page.evaluate("document.activeElement.blur()")
    assert looks(summary) != closed
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_number_of_a_claim_leads_to_the_claim_and_shows_it(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}{prefix}/layers/3-memory/")
    page.click("#c3-10 .claim__number")
    assert page.url.endswith("/layers/3-memory/#c3-10")
    assert page.evaluate("document.querySelector(':target').id") == "c3-10"
    page.goto(f"{address}{prefix}/layers/4-online-learning/#c4-16")
    box = page.locator("#c4-16").bounding_box()
    assert box is not None and 0 <= box["y"] < 900


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_numbered_addresses_of_paper_are_not_on_the_screen(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}{prefix}/citing/")
    notes = page.locator(".print-note, .print-notes, .print-notes li")
    assert notes.count() > 2
    assert [note.is_visible() for note in notes.all()] == [False] * notes.count()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_claims_can_be_filtered_by_voice_without_script(browser: Browser, address: str, prefix: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{prefix}/claims/")
    items = page.locator(".claim-list > li")
    voices = [claim.voice for claim in load_argument(DOCS).registered.values()]
    assert items.locator("visible=true").count() == len(voices)
    page.check('input[value="karpathy"]')
    visible = items.locator("visible=true")
    shown = [node.get_attribute("data-voice") for node in visible.all()]
    assert shown and shown == ["karpathy"] * voices.count("karpathy")
    context.close()


def test_a_row_of_the_table_can_be_read_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/comparison/#memory-map")
    text = page.locator("#memory-map [data-part='tang']")
    width, size = text.evaluate("e => [e.clientWidth, parseFloat(getComputedStyle(e).fontSize)]")
    assert width / size >= 15
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("way", ["hover", "focus", "touch"])
def test_a_term_shows_its_meaning_and_leads_to_its_entry_without_script(
    browser: Browser, address: str, prefix: str, way: str
) -> None:
    context = browser.new_context(java_script_enabled=False, has_touch=way == "touch")
    page = context.new_page()
    page.goto(f"{address}{prefix}/layers/4-online-learning/")
    term = page.locator(".term").first
    meaning = term.locator(".term__meaning")
    assert not meaning.is_visible()
    word = term.get_by_role("button")
    {"hover": word.hover, "focus": word.focus, "touch": word.tap}[way]()
    assert meaning.is_visible() and meaning.inner_text().strip()
    meaning.locator("a").click()
    assert "/glossary/#" in page.url
    context.close()


def test_the_meaning_of_a_term_goes_away_by_key_and_comes_back(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/layers/4-online-learning/")
    term = page.locator(".term").first
    meaning = term.locator(".term__meaning")
    term.get_by_role("button").focus()
    page.keyboard.press("Tab")
    assert meaning.locator("a").evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    assert term.get_by_role("button").evaluate("word => word === document.activeElement")
    page.keyboard.press("Enter")
    assert meaning.is_visible()
    page.close()
