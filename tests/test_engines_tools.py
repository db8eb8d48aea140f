"""What a reader does with a page in each of three engines: menu, filters, copies, colours, paper."""

import base64
import io
from typing import Any

import pytest
from conftest import DOCS
from engines import Engine
from html_site import KINDS, LOCALES, ROOTS
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page, Route
from test_engines import IN_VIEW
from test_print import page_texts, squeezed

from argument.model import load_argument

ARGUMENT = load_argument(DOCS)
HEADINGS = "return [...document.querySelectorAll('.md-content :is(h1, h2, h3)')].map(one => one.textContent)"
SCHEME = "return document.documentElement.dataset.mdColorScheme"
FOCUSED = "return document.activeElement.matches(arguments[0])"
PLACE = "return location.pathname + location.search + location.hash"
SAID = "return getComputedStyle(document.querySelector('.copied')).visibility == 'visible'"


def light(picture: bytes) -> float:
    """Return how light a picture is, from 0 to 255."""
    return ImageStat.Stat(Image.open(io.BytesIO(picture)).convert("L")).median[0]


def test_the_menu_opens_leads_on_and_is_next_by_key(engine: Engine, address: str) -> None:
    engine.open(f"{address}/en/glossary/", width=390)
    engine.click(".menu-button")
    engine.wait("return document.querySelector('.menu:popover-open')")
    engine.press("Tab")
    assert engine.run(FOCUSED, ".menu a")
    engine.press("Escape")
    engine.wait("return !document.querySelector('.menu:popover-open, [inert]')")
    assert engine.run(FOCUSED, ".menu-button[aria-label]")
    engine.click(".menu-button")
    engine.click(".menu a[href$='/3-memory/']")
    engine.wait("return location.pathname == '/en/layers/3-memory/'")


@pytest.mark.parametrize("width", [390, 1440])
def test_both_languages_stand_side_by_side_and_the_address_keeps_it(
    engine: Engine, address: str, width: int
) -> None:
    engine.open(f"{address}/layers/3-memory/", width=width)
    shown = "return [...document.querySelectorAll('.claim__parallel')].filter(one => one.offsetHeight).length"
    every = len([one for one in ARGUMENT["ja"].claims.values() if one.source.name == "layers/3-memory"])
    assert engine.run(shown) == 0
    engine.click("input.parallel")
    assert engine.run(shown) == every
    engine.load(engine.run("return location.href"))
    assert engine.run(f"return location.search == '?parallel' && {shown[7:]}") == every
    engine.click("a.language-switch")
    engine.wait(f"return location.pathname.startsWith('/en/') && {shown[7:]} == arguments[0]", every)
    # From the top to the top, and from a claim to the same.
    assert engine.run(PLACE) == "/en/layers/3-memory/?parallel"
    engine.load(f"{address}/layers/3-memory/?parallel#c3-9")
    engine.wait(IN_VIEW, "/layers/3-memory/", "#c3-9")
    engine.click("a.language-switch")
    engine.wait(IN_VIEW, "/en/layers/3-memory/", "#c3-9")
    assert engine.run(PLACE) == "/en/layers/3-memory/?parallel#c3-9"
    engine.click("input.parallel")
    assert engine.run(PLACE) == "/en/layers/3-memory/#c3-9" and engine.run(shown) == 0


ROWS = "[...document.querySelectorAll('.comparison tbody tr')].filter(one => one.offsetHeight).length"
TOP = """const box = document.querySelector(arguments[0]).getBoundingClientRect();
    return box.height && box.top"""
NUMBERS = "document.querySelector('.comparison caption').textContent.match(/\\d+/g).map(Number)"
COUNTED = f"return [Math.min(...{NUMBERS}), {ROWS}]"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_filters_count_say_what_is_missing_and_give_way_to_a_link(
    engine: Engine, address: str, locale: str
) -> None:
    every = len(ARGUMENT[locale].rows)
    nothing = "return Boolean(document.querySelector('.comparison__none').offsetHeight)"
    engine.open(f"{address}/{ROOTS[locale]}comparison/")
    assert engine.run(COUNTED) == [every, every] and not engine.run(nothing)
    # Each filter that is offered leaves something out.
    values = engine.run("return [...document.querySelectorAll('.table-filters input')].map(one => one.value)")
    assert values.count("all") == 3 and "record" not in values
    engine.click('[name="table-layer"][value="3"]')
    shown, rows = engine.run(COUNTED)
    assert 0 < shown == rows < every
    held = {row.row.on_record for row in ARGUMENT[locale].rows if row.layer == 3}
    empty = min({"agree", "extend", "mixed", "differ"} - held)
    engine.click(f'[name="table-relation"][value="{empty}"]')
    assert engine.run(COUNTED) == [0, 0] and engine.run(nothing)
    # What a browser keeps of a form when it loads a page again is counted too.
    engine.run("window.before = true; location.reload()")
    engine.wait("return !window.before && document.readyState == 'complete'")
    shown, rows = engine.run(COUNTED)
    assert shown == rows
    for target in ("#scaling", "#focus"):
        engine.click('[name="table-layer"][value="3"]')
        engine.click(f".glance a[href$='{target}']")
        assert 0 < engine.wait(TOP, target) < 900
        assert engine.run(COUNTED) == [every, every]
    engine.click('[name="table-layer"][value="3"]')
    engine.load(f"{address}/{ROOTS[locale]}comparison/#scaling")
    assert 0 < engine.wait(TOP, "#scaling") < 900


TEXT = "document.querySelector('.copied').textContent"


def test_a_text_is_copied_and_where_that_is_refused_the_notice_goes_away(
    engine: Engine, address: str
) -> None:
    button = "#x-5 [data-copy]"
    engine.open(f"{address}/layers/3-memory/#x-5")
    engine.wait("return document.querySelector(arguments[0])", button)
    assert not engine.run(SAID)
    engine.click(button)
    engine.wait(SAID)
    assert engine.run(f"return {TEXT}") == f"コピーしました：{address}/layers/3-memory/#x-5"
    for way, clipboard in (("Escape", "undefined"), ("click", "{writeText: () => Promise.reject()}")):
        engine.replace_clipboard(clipboard)
        engine.click(button)
        said = engine.wait(f"const said = {TEXT}; return said.includes('できません') && said")
        assert engine.run(SAID) and said.endswith(f"{address}/layers/3-memory/#x-5")
        # To be marked by hand, it stays under the mouse.
        engine.click(".copied")
        assert engine.run(SAID)
        if way == "click":
            engine.click("#x-5 .note__text")
        else:
            engine.press(way)
        assert not engine.run(SAID), way


AFTER = """const place = document.querySelector(arguments[0]), menu = place?.querySelector('.copy-menu');
    const texts = place?.querySelectorAll(':is(.note__text, .comparison__says, .comparison__references) a');
    return menu && [...texts].every(one => one.compareDocumentPosition(menu) & 4)"""


@pytest.mark.parametrize(
    "place", ["layers/3-memory/#x-5", "layers/6-domain-models/#x-15", "comparison/#focus"]
)
def test_the_tools_to_copy_are_there_at_once_and_after_the_text(
    engine: Engine, address: str, place: str
) -> None:
    for locale in LOCALES:
        # From elsewhere, so that the page is loaded anew.
        engine.open(f"{address}/citing/")
        engine.load(f"{address}/{ROOTS[locale]}{place}")
        assert engine.wait(AFTER, f"#{place.partition('#')[2]}", seconds=2)


# --- windows -------------------------------------------------------------------------------------

# Where everything stands.
LAID = """return [...document.querySelectorAll('body *')].map(one => {
    const box = one.getBoundingClientRect();
    return [one.className, box.x, box.y, box.width, box.height].join(' ')
}).join('\\n')"""


@pytest.mark.parametrize("engine", ["webkit"], indirect=True)
@pytest.mark.parametrize("kind", KINDS)
def test_a_window_of_another_width_is_laid_out_as_one_that_was_opened_so(
    engine: Engine, address: str, kind: str
) -> None:
    laid: dict[int, list[str]] = {390: [], 1280: []}
    for widths in ((390, 1280), (1280, 390)):
        engine.open(f"{address}/{ROOTS['en']}{kind}", width=widths[0])
        for width in widths:
            engine.size(width, 900)
            laid[width].append(
                engine.wait(f"return document.readyState == 'complete' && (() => {{ {LAID} }})()")
            )
    for before, after in laid.values():
        assert before == after


# --- colours -------------------------------------------------------------------------------------


def test_the_dark_is_remembered(engine: Engine, address: str) -> None:
    engine.open(f"{address}/citing/")
    assert engine.run(SCHEME) == "default" and light(engine.picture()) > 200
    engine.click(".scheme-switch:not([data-from=slate])")
    for path in ("", "/en/layers/3-memory/", "/404.html"):
        if path:
            engine.load(address + path)
        assert engine.run(SCHEME) == "slate"
        # A picture may be taken before what has just been chosen is painted.
        assert min(light(engine.picture()) for _ in range(5)) < 60
        assert engine.run("return getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_dark_before_it_is_styled(engine: Engine, address: str, scheme: str) -> None:
    """The canvas has its colour from the head, where no style sheet has been read yet."""
    engine.open(f"{address}/citing/", scheme=scheme)
    if scheme == "light":
        engine.click(".scheme-switch:not([data-from=slate])")
    engine.load(f"{address}/en/layers/3-memory/")
    engine.run("document.querySelectorAll('link[rel=stylesheet]').forEach(one => one.remove())")
    assert light(engine.picture()) < 60


def filmed(page: Page) -> list[bytes]:
    """Return the pictures that the window shows from now on, as they come."""
    cdp, frames = page.context.new_cdp_session(page), list[bytes]()

    def keep(frame: dict[str, Any]) -> None:
        frames.append(base64.b64decode(frame["data"]))
        cdp.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    cdp.on("Page.screencastFrame", keep)
    cdp.send("Page.startScreencast", {"format": "png"})
    return frames


def test_no_light_frame_is_shown_in_the_dark(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark", viewport={"width": 400, "height": 300})
    page.goto(f"{address}/citing/")
    frames = filmed(page)
    for path in ["/layers/3-memory/", "/en/comparison/", "/glossary/", "/en/", "/3.5/", "/404.html"] * 5:
        page.goto(address + path)
    assert len(frames) > 5 and max(map(light, frames)) < 60


@pytest.mark.parametrize("chosen", ["slate", "default"])
def test_a_short_page_is_shown_styled_in_the_reader_s_colours_at_once(
    browser: Browser, address: str, chosen: str
) -> None:
    device: Any = "light" if chosen == "slate" else "dark"
    page = browser.new_page(color_scheme=device, viewport={"width": 400, "height": 300})
    page.goto(f"{address}/citing/")
    page.evaluate("one => localStorage.setItem('seven-layers.scheme', one)", chosen)
    page.goto(f"{address}/404.html")
    held: list[Route] = []
    page.route("**/layers/3-memory/", lambda route: held.append(route))
    frames = filmed(page)
    page.goto(f"{address}/3.5/", wait_until="commit")
    page.wait_for_timeout(300)
    # The layer is on its way.
    assert len(held) == 1
    shown = Image.open(io.BytesIO(frames[-1])).convert("L")
    assert (light(frames[-1]) < 60) == (chosen == "slate")
    # Text, and a margin above it, which a page without style does not have.
    greys, margin = (set(one.get_flattened_data()) for one in (shown, shown.crop((0, 0, 400, 20))))
    assert len(greys) > 20 and len(margin) == 1
    held[0].continue_()
    page.wait_for_url("**/layers/3-memory/#c3-5")


# --- keys and paper -----------------------------------------------------------------------------


def test_a_key_pressed_three_times_prints_once(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/citing/")
    page.evaluate("""() => {
        window.printed = 0;
        window.print = () => { printed += 1; };
        FontFace.prototype.load = () => new Promise(done => { (window.come ??= []).push(done); });
    }""")
    for _ in range(3):
        page.keyboard.press("Control+p")
    page.evaluate("come.forEach(done => done())")
    page.wait_for_function("printed > 0")
    page.wait_for_timeout(50)
    page.keyboard.press("Control+p")
    page.evaluate("come.forEach(done => done())")
    page.wait_for_function("printed > 1")
    assert page.evaluate("printed") == 2
    page.close()


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)
@pytest.mark.parametrize("locale", LOCALES)
def test_firefox_prints_each_kind_of_page_and_leaves_no_heading_last(
    engine: Engine, address: str, locale: str
) -> None:
    for kind in ("layers/3-memory/", "comparison/", "outlook/", "sources/"):
        engine.open(f"{address}/{ROOTS[locale]}{kind}")
        ends = [squeezed(heading) for heading in engine.run(HEADINGS)]
        texts = [squeezed(text) for text in page_texts(engine.paper())]
        assert all(texts), (kind, "a blank page")
        assert [end for text in texts[:-1] for end in ends if text.endswith(end)] == [], kind
        missing = [end for end in ends if end not in "".join(texts)]
        assert missing == [], kind
