"""What pictures of the pages have shown to be wrong at some time, each held by what makes it right."""

import io

import pytest
from conftest import Visit
from engines import Engine
from html_site import LOCALES, ROOTS
from PIL import Image, ImageStat

LOOK = "(one, name) => getComputedStyle(one)[name]"


def test_code_has_letters_of_one_width(visit: Visit, locale: str) -> None:
    page = visit(f"{ROOTS[locale]}citing/")
    fonts = {one.evaluate(LOOK, "fontFamily").split()[-1] for one in page.locator("article code").all()}
    assert fonts == {"monospace"}


def test_the_name_of_the_other_language_has_the_letters_of_labels(visit: Visit) -> None:
    page = visit("layers/3-memory/")
    twin, name = page.locator(".claim__twin").first, page.locator(".fold__facts dt").first
    assert twin.evaluate(LOOK, "fontFamily") == name.evaluate(LOOK, "fontFamily")


@pytest.mark.parametrize(
    ("path", "selector", "display"),
    [
        ("layers/3-memory/", ".fold__facts > div", "inline"),
        ("layers/3-memory/", ".fold__facts dt", "inline"),
        ("outlook/", ".predictions dl > div", "grid"),
    ],
)
def test_paper_sets_facts_in_its_own_way(visit: Visit, path: str, selector: str, display: str) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    found = page.eval_on_selector_all(selector, "all => all.map(one => getComputedStyle(one).display)")
    assert set(found) - {"none"} == {display}


def test_what_was_found_keeps_its_width_when_the_window_has_lost_the_focus(visit: Visit, locale: str) -> None:
    page = visit(ROOTS[locale], width=390)
    page.locator(".search__box").focus()
    page.locator(".search__box").fill("zzqqx")
    page.locator(".search__panel").wait_for()
    page.locator(".search__box").evaluate("one => one.blur()")
    assert page.locator(".search__panel").bounding_box()["width"] > 350  # type: ignore[index]
    assert page.locator(".search__box").evaluate(LOOK, "opacity") == "1"


def test_a_card_of_the_comparison_names_what_stands_in_it(visit: Visit, locale: str) -> None:
    page = visit(f"{ROOTS[locale]}comparison/", width=390)
    said = "all => all.map(one => [getComputedStyle(one, '::before').content, one.dataset.label])"
    cells = page.eval_on_selector_all(".comparison tbody td", said)
    assert len({label for _, label in cells}) == 4
    assert all(content.startswith(f'"{label}"') for content, label in cells)


def test_scrollbars_have_the_colours_of_either_scheme(visit: Visit) -> None:
    page = visit("layers/3-memory/")
    colours = set()
    for scheme in ("default", "slate"):
        page.evaluate("scheme => { document.documentElement.dataset.mdColorScheme = scheme }", scheme)
        colours.add(page.locator("html").evaluate(LOOK, "scrollbarColor"))
    assert len(colours) == 2 and "auto" not in colours


# --- in three engines ----------------------------------------------------------------------------


def ink(picture: Image.Image) -> float:
    """Return by how much the lightest of a picture differs from the darkest, from 0 to 255."""
    [(darkest, lightest)] = ImageStat.Stat(picture.convert("L")).extrema
    return lightest - darkest


# Writes a text with digits in it, and returns where in it one sign of two that follow a digit ends.
SIGNS = """const text = document.querySelector('.claim__text'), range = document.createRange();
    text.textContent = '3層の'.repeat(60);
    text.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = at => {
        range.setStart(text.firstChild, at);
        range.setEnd(text.firstChild, at + 1);
        return range.getBoundingClientRect();
    };
    const ends = [...text.textContent].flatMap((sign, at) =>
        sign == 'の' && box(at).top == box(at - 1).top ? [[box(at).left, box(at).top, box(at).bottom]] : []);
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(ends))))"""


def test_no_sign_after_a_digit_collides_with_the_next(engine: Engine, address: str) -> None:
    engine.open(f"{address}/layers/3-memory/")
    ends = [[round(one) for one in end] for end in engine.run(SIGNS)]
    shown = Image.open(io.BytesIO(engine.picture()))
    assert len(ends) > 50
    for x, top, bottom in ends:
        # Somewhere between the two there is nothing.
        assert min(ink(shown.crop((at, top, at + 1, bottom))) for at in range(x - 2, x + 2)) < 60


# By how much of a paragraph's width its lines end early, on average, but for the last line of each.
EARLY = """const range = document.createRange(), early = [];
    for (const text of document.querySelectorAll('article p')) {
        range.selectNodeContents(text);
        const box = text.getBoundingClientRect(), lines = {};
        for (const one of range.getClientRects()) {
            const line = Math.round((one.top + one.bottom) / 20);
            lines[line] = Math.max(lines[line] ?? 0, one.right);
        }
        early.push(...Object.values(lines).slice(0, -1).map(end => (box.right - end) / box.width));
    }
    return early.reduce((sum, one) => sum + one) / early.length"""


@pytest.mark.parametrize("locale", LOCALES)
def test_lines_are_full(engine: Engine, address: str, locale: str) -> None:
    engine.open(f"{address}/{ROOTS[locale]}citing/")
    assert engine.run(EARLY) < 0.08


# Focuses whatever can be, and returns how many that are, and which of them have no ring, or one that is cut.
RINGS = """const wrong = new Set();
    let count = 0;
    for (const stop of document.querySelectorAll(':is(a, button, input, summary, [tabindex="0"])')) {
        stop.focus({preventScroll: true, focusVisible: true});
        if (document.activeElement != stop) continue;
        count += 1;
        const style = getComputedStyle(stop);
        const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
        if (style.outlineStyle == 'none') wrong.add(stop.outerHTML);
        for (let at = stop.parentElement; at; at = at.parentElement) {
            const {overflow, position} = getComputedStyle(at), edge = at.getBoundingClientRect();
            if (position == 'fixed') break;
            if (overflow == 'visible' && at != document.documentElement) continue;
            for (const {left, right, top, bottom} of stop.getClientRects()) {
                const out = [edge.left - left, right - edge.right, edge.top - top, bottom - edge.bottom];
                if (Math.max(...out) + ring > 1) wrong.add(stop.outerHTML);
            }
        }
    }
    return [count, [...wrong]]"""


@pytest.mark.parametrize(("path", "width"), [("en/comparison/", 390), ("layers/3-memory/", 1280)])
def test_rings_are_whole(engine: Engine, address: str, path: str, width: int) -> None:
    engine.open(f"{address}/{path}", width=width)
    engine.press("Tab")
    count, wrong = engine.run(RINGS)
    assert count > 70 and wrong == []


SHOWN = """return [...document.querySelectorAll('article :is(p, li, td, th, dt, dd, h2)')]
    .filter(one => one.innerText.trim()).map(one => one.getBoundingClientRect())
    .filter(box => box.height).map(box => [box.left, box.top, box.right, box.bottom].map(Math.round))"""
# Goes through the page to its end and back, and returns how long it is then.
THROUGH = """return (async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo({top: y, behavior: 'instant'});
        await new Promise(requestAnimationFrame);
    }
    scrollTo({top: 0, behavior: 'instant'});
    return document.documentElement.scrollHeight;
})()"""


@pytest.mark.parametrize("engine", ["chromium", "firefox"], indirect=True)
@pytest.mark.parametrize(("path", "width"), [("en/comparison/", 600), ("layers/3-memory/", 1280)])
def test_the_picture_of_a_whole_page_has_all_of_it(
    engine: Engine, address: str, path: str, width: int
) -> None:
    engine.open(f"{address}/{path}", width=width)
    whole = Image.open(io.BytesIO(engine.whole()))
    boxes = engine.run(SHOWN)
    assert len(boxes) > 70
    assert [box for box in boxes if ink(whole.crop(tuple(box))) < 60] == []
    assert engine.run(THROUGH) == whole.height
