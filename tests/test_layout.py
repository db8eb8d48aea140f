"""How pages are laid out: a sample of `make layout`, what texts do not tell, and forms in forced colours."""

import itertools
import json
import re

import pytest
from conftest import Visit
from engines import Engine
from html_site import KINDS, LOCALES, ROOTS
from layout import DETECTOR, DRESS, STACKS, STATES, WAYS, WIDEST, faults, fonts
from playwright.sync_api import Browser, Page, Route
from test_site import PAGES
from webdriver import Firefox

# English has the longer words; the edition is as long as all pages together, and made of them.
SAMPLE = [*(prefix + kind for kind in KINDS for prefix in ("", "en/")), "en/edition/", "404.html"]
EVERY = [prefix + ("" if page == "." else f"{page}/") for prefix in ("", "en/") for page in PAGES]
WIDTHS = (320, 390, 720, 959, 960, 1220, 1920)


@pytest.mark.parametrize("path", SAMPLE)
def test_no_text_leaves_its_box_or_runs_into_another_and_no_word_breaks(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    widths = (320,) if path == "en/edition/" else WIDTHS
    found = list(faults(page, WIDEST, "plain", "folds", widths))
    for way in WAYS.keys() - {"plain"}:
        found += faults(page, WIDEST, way, "folds", [one for one in widths if one in (320, 720, 960)])
    for name in STACKS.keys() - {WIDEST}:
        found += faults(page, name, "plain", "folds", [one for one in widths if one in (320, 1220)])
    assert found == []


@pytest.mark.parametrize("state", ["parallel", "menu"])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_same_holds_of_what_is_shown_on_demand(
    browser: Browser, address: str, prefix: str, state: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{prefix}layers/4-online-learning/")
    assert [fault for way in WAYS for fault in faults(page, WIDEST, way, state, WIDTHS)] == []


# The letters of a system on which an engine is at home.
LETTERS = {"firefox": WIDEST, "webkit": "macOS"}
LOOK = f"""const [letters, isPlain] = arguments;
    ({DRESS})(letters);
    {STATES["folds"]};
    document.body.getBoundingClientRect();
    return document.fonts.ready.then(() => ({DETECTOR})(isPlain))"""
PLACES = [*KINDS, "edition/", "404.html"]


@pytest.mark.parametrize("engine", LETTERS, indirect=True)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", [1, 2])
def test_the_same_holds_in_other_engines(engine: Engine, address: str, place: str, text: int) -> None:
    widths = (390, 1280) if text == 1 else (320,)
    order = LOCALES if PLACES.index(place) % 2 == text - 1 else LOCALES[::-1]
    for locale, width in zip(order, widths[: 1 if place == "edition/" else 2], strict=False):
        root = "" if place == "404.html" else ROOTS[locale]
        engine.open(f"{address}/{root}{place}", width=width, text=text)
        engine.wait("return document.readyState == 'complete'")
        assert engine.run(LOOK, fonts(STACKS[LETTERS[engine.name]]), text == 1) == [], (locale, width)


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)
@pytest.mark.parametrize("path", ["", "en/", "en/comparison/", "layers/4-online-learning/"])
def test_the_same_holds_where_a_phone_enlarges_text_alone(engine: Engine, address: str, path: str) -> None:
    assert isinstance(engine, Firefox)
    engine.open(f"{address}/{path}", width=320)
    engine.wait("return document.readyState == 'complete'")
    engine.enlarge_text(2)
    assert engine.run(LOOK, fonts(STACKS["Android"]), False) == []


# What a page moves by while it loads.
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(({ value }) => { shifts += value; }))
    .observe({ type: 'layout-shift', buffered: true });"""
# Pictures that leave their column, cells that a finger misses, layers that are not on one line, columns too
# narrow for a sentence, what is drawn in view alone, what is for paper, and what hides and does not say so.
UNTOLD = """() => {
    const all = names => [...document.querySelectorAll(names)];
    const box = one => one.getBoundingClientRect();
    const wide = all('.strata, .standing').filter(one => one.scrollWidth > one.clientWidth);
    const small = all('.standing a').filter(one => Math.min(box(one).width, box(one).height) < 24);
    const bent = all('.depth a').filter((one, _, [first]) => Math.abs(box(one).top - box(first).top) > 1);
    const narrow = innerWidth !== 390 ? [] : all('.comparison [data-part=tang]').filter(
        one => one.clientWidth < 15 * parseFloat(getComputedStyle(one).fontSize));
    const skipped = all('article *').filter(one => getComputedStyle(one).contentVisibility !== 'visible');
    const paper = all('.print-note, .print-notes').filter(one => one.checkVisibility());
    const unsaid = innerWidth !== 1440 ? [] : all('article *').filter(one => one.textContent.trim()
        && !one.closest('[hidden], template, script, details:not([open]) > :not(summary)')
        && getComputedStyle(one).display === 'none');
    return Object.entries({ wide, small, bent, narrow, skipped, paper, unsaid }).flatMap(
        ([kind, ones]) => ones.map(one => `${kind}: ${one.outerHTML.slice(0, 120)}`));
}"""


@pytest.mark.parametrize("path", [*EVERY, "404.html"])
def test_a_page_is_whole_at_every_width_and_does_not_move_as_it_loads(visit: Visit, path: str) -> None:
    # Of the two languages one is opened on a desk and one on a phone.
    widths = (1440, 1220, 1024, 768, 390, 320)[:: 1 if path.startswith("en/") else -1]
    if path.endswith("edition/"):
        widths = widths[::2]
    tab = visit(width=widths[0])
    tab.add_init_script(SHIFTS)
    tab.goto(path)
    tab.evaluate(FRAMES)
    # A busy machine paints between any two words; what that moves is below what is measured in thousandths.
    assert round(tab.evaluate("shifts"), 3) == 0
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate(DETECTOR, True) + tab.evaluate(UNTOLD) == [], width


FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("path", ["", "en/comparison/", "layers/3-memory/"])
def test_a_page_is_styled_and_laid_out_whole_once(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 412, "height": 823}, is_mobile=True)
    # Far from the host the style comes after the whole text, and the script after the first frame.
    held: dict[str, Route] = {}
    page.route(re.compile(r"/site[.]\w+[.](css|js)$"), lambda route: held.update({route.request.url: route}))
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(f"{address}/{path}", wait_until="commit")
    for kind in ("css", "js"):
        page.wait_for_timeout(200)
        # A document that is done is laid out by some without the style that it waits for.
        assert not page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventStart")
        (route,) = (route for url, route in held.items() if url.endswith(kind))
        route.continue_()
    page.wait_for_load_state()
    page.evaluate(FRAMES)
    took = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [one["args"].get("elementCount", 0) for one in took if one["name"] == "UpdateLayoutTree"]
    laid = [one["args"]["beginData"]["dirtyObjects"] for one in took if one["name"] == "Layout"]
    for counts in (styled, laid):
        assert max(counts) > 300 and sum(counts) < 1.5 * max(counts)


# Faults that the site once had, as styles that bring them back, with where they show and how they are told.
BROKEN = {
    "a table with columns of one width": (
        "en/",
        720,
        ".plain-table table { table-layout: fixed } .plain-table thead th:first-child { width: 10% }",
        "leaves th",
    ),
    "a voice in a narrow margin": ("en/", 1220, ".claim .claim__mark { width: 3rem !important }", "leaves"),
    "a header of fixed parts": (
        "en/",
        320,
        ".md-header button, .language-switch { flex: none; width: 6rem }",
        "is off the window",
    ),
    "a large heading": ("en/sources/", 320, "h1 { font-size: 3.4rem !important }", "breaks inside"),
    "a phrase on two lines": ("outlook/", 320, "h2 { word-break: break-all !important }", "breaks inside"),
    "what is wider than the window": ("glossary/", 390, ".terms { width: 30rem }", "scrolls sideways"),
    "a column over another": (
        "citing/",
        1220,
        ".md-content { position: relative; left: 16rem }",
        "runs into",
    ),
    "what is cut": ("citing/", 390, ".md-content p { overflow: hidden; white-space: nowrap }", "is cut by"),
    "words in a cell that cannot be upright": (
        "en/comparison/",
        390,
        ".glance th > span { writing-mode: horizontal-tb !important }",
        "stands on its head",
    ),
    "a region that scrolls": ("comparison/", 390, ".glance table { min-width: 50rem }", "scrolls sideways"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_found(visit: Visit, name: str) -> None:
    path, width, style, wanted = BROKEN[name]
    page = visit(path, width=width)
    page.evaluate(DRESS, style)
    assert any(one.startswith(wanted) for one in page.evaluate(DETECTOR, True))


# --- forced colours, as of Windows’ contrast themes: what colours tell apart is told apart by form --------


@pytest.fixture
def forced(visit: Visit) -> Page:
    return visit(width=1440, forced_colors="active")


def looks(tab: Page, selector: str) -> bytes:
    """Return the picture of an element without its text, in one size."""
    one = tab.locator(selector).first
    one.evaluate("one => { one.replaceChildren(); one.style.cssText = 'width: 40px; height: 40px' }")
    return one.screenshot()


@pytest.mark.parametrize(
    ("path", "selector", "kinds"),
    [
        ("en/comparison/", ".glance__key .glance__mark--{}", ["source", "record"]),
        ("en/", ".standing__key .standing__cell[data-standing={}]", ["both", "post", "article"]),
        ("edition/", ".claim[data-voice={}]", ["tang", "commentator", "bridge", "karpathy"]),
        ("layers/3-memory/", ".depth a:{}([aria-current])", ["is", "not"]),
    ],
)
def test_what_differs_looks_different(forced: Page, path: str, selector: str, kinds: list[str]) -> None:
    forced.goto(path)
    pictures = [looks(forced, selector.format(kind)) for kind in kinds]
    assert [pair for pair in itertools.combinations(pictures, 2) if pair[0] == pair[1]] == []


def test_an_open_fold_looks_different(forced: Page) -> None:
    forced.goto("en/layers/3-memory/")
    closed = looks(forced, ".claim-block summary")
    forced.locator(".claim-block details").first.evaluate("one => { one.open = true }")
    assert looks(forced, ".claim-block summary") != closed


@pytest.mark.parametrize(
    ("path", "selector", "name", "wanted"),
    [
        ("comparison/#scaling", "tr:target", "outlineStyle", "solid"),
        ("layers/3-memory/#c3-5", ".claim:target", "outlineStyle", "solid"),
        *(("", selector, "borderTopWidth", "1px") for selector in (".search", ".md-top", ".copied")),
    ],
)
def test_what_a_link_leads_to_and_what_lies_over_the_text_have_edges(
    forced: Page, path: str, selector: str, name: str, wanted: str
) -> None:
    forced.goto(path)
    found = forced.locator(selector).evaluate("(one, name) => getComputedStyle(one)[name]", name)
    assert found == wanted
