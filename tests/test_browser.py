"""How the pages look in Debian's Chromium, from a phone to a desk: nothing overlaps, is torn, or moves."""

import pytest
from conftest import Visit
from test_site import PAGES

ADDRESSES = [prefix + ("" if page == "." else f"{page}/") for prefix in ("/", "/en/") for page in PAGES]
WIDTHS = (1440, 1220, 1024, 768, 390, 320)
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(({ value }) => { shifts += value; }))
    .observe({ type: 'layout-shift', buffered: true });"""
# What is wrong with a page at its present width: each kind with the texts that it is found on.
WRONG = r"""() => {
    const all = names => [...document.querySelectorAll(names)];
    const box = one => one.getBoundingClientRect();
    const texts = node => {
        const found = [], walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) found.push(walker.currentNode);
        return found;
    };
    const range = (node, start = 0, end = node.length) => {
        const found = document.createRange();
        found.setStart(node, start);
        found.setEnd(node, end);
        return found;
    };
    const lines = found => new Set([...found.getClientRects()].map(one => Math.round(one.top))).size;

    // Text beyond an edge of the window, but for what scrolls by itself or is said to screen readers alone.
    const apart = '.plain-table[tabindex], .comparison[tabindex], thead, .copied';
    const clipped = texts(document.querySelector('.md-content')).filter(one => {
        const { left, right } = box(range(one)), parent = one.parentElement;
        if (!one.data.trim() || (left > -0.5 && right < innerWidth + 0.5)) return false;
        return parent.checkVisibility({ visibilityProperty: true }) && !parent.closest(apart);
    });
    // Words of labels, but for those of addresses, that stand on two lines, or leave their cell or margin.
    const inCells = '.plain-table :is(th, td), .glance thead th, td > .relation, .comparison__label';
    const torn = all(`.claim__mark, ${inCells}`).flatMap(texts).flatMap(text => {
        const cell = box(text.parentElement.closest('th, td, .claim__mark'));
        const leaves = ({ left, right }) => left < cell.left - 0.5 || right > cell.right + 0.5;
        return [...text.data.matchAll(/(?<![\w/])[\w’]+/g)]
            .map(({ 0: word, index }) => range(text, index, index + word.length))
            .filter(word => lines(word) > 1 || leaves(box(word)));
    });
    // In the margin, the voice and the fold of a claim between the menu and the text.
    const edge = box(document.querySelector('.menu')).right;
    const overlapping = innerWidth < 1220 ? [] : all('.md-content .claim-block').filter(block => {
        if (!block.querySelector('summary')) return false;
        const [text, voice, number, summary] = ['.claim__text', '.claim__voice', '.claim__number', 'summary']
            .map(name => box(block.querySelector(name)));
        const first = Math.min(voice.left, summary.left);
        return voice.right > text.left || summary.right > number.left || first < edge;
    });
    // Phrases of Japanese headings on two lines.
    const headings = all('[lang=ja] .md-content :is(h1, h2, h3):has(wbr)');
    const broken = headings.flatMap(texts).filter(one => lines(range(one)) > 1);
    // Pictures that leave their column, cells that a finger misses, layers that are not on one line.
    const wide = all('.strata, .standing').filter(one => one.scrollWidth > one.clientWidth);
    const small = all('.standing a').filter(one => Math.min(box(one).width, box(one).height) < 24);
    const bent = all('.depth a').filter((one, _, [first]) => Math.abs(box(one).top - box(first).top) > 1);
    // Columns of the table too narrow for a sentence, and what is for paper alone.
    const narrow = innerWidth !== 390 ? [] : all('.comparison [data-part=tang]').filter(
        one => one.clientWidth < 15 * parseFloat(getComputedStyle(one).fontSize));
    const paper = all('.print-note, .print-notes').filter(one => one.checkVisibility());
    const root = document.documentElement, sideways = root.scrollWidth > root.clientWidth ? [root] : [];
    const found = { clipped, torn, overlapping, broken, wide, small, bent, narrow, paper, sideways };
    return Object.entries(found).filter(([, ones]) => ones.length).map(
        ([kind, ones]) => `${kind}: ${ones.map(one => one.innerText ?? one.data ?? one)}`.slice(0, 300));
}"""


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_is_whole_at_every_width_and_does_not_move_as_it_loads(visit: Visit, path: str) -> None:
    # Of the two languages one is opened on a desk and one on a phone.
    widths = WIDTHS if path.startswith("/en/") else WIDTHS[::-1]
    tab = visit(width=widths[0])
    tab.add_init_script(SHIFTS)
    tab.goto(path.removeprefix("/"))
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    # A busy machine paints between any two words; what that moves is below what is measured in thousandths.
    assert round(tab.evaluate("shifts"), 3) == 0
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate(WRONG) == [], width
    # With all that can be opened, as wide as a page of 1280 pixels at four times its size.
    tab.set_viewport_size({"width": 320, "height": 900})
    for button in tab.locator(".unfold").all():
        button.click()
    assert tab.evaluate(WRONG) == []


def test_a_link_to_a_row_shows_its_relations_below_the_heads_of_the_columns(visit: Visit) -> None:
    tab = visit("comparison/#focus", width=1440)
    for link in (None, ".glance a[href='#replacing-work']", ".glance a[href='#scaling']"):
        if link:
            tab.click(link)
        heads, row = (
            tab.locator(one).first.bounding_box() for one in (".comparison thead th", "tr:target .relation")
        )
        assert heads and row and 0 <= heads["y"] < heads["y"] + heads["height"] <= row["y"] < 900


def test_what_tells_things_apart_does_so_in_forced_colours(visit: Visit) -> None:
    tab = visit("en/comparison/", width=1440, forced_colors="active")

    def looks(name: str, width: float | None = None) -> bytes:
        """Return a picture of what a selector names first, or of an edge of it."""
        tab.locator(name).first.scroll_into_view_if_needed()
        tab.mouse.move(0, 0)
        box = tab.locator(name).first.bounding_box()
        assert box
        if width:
            box["width"], box["height"] = width, 40
        return tab.screenshot(clip=box)

    marks = {looks(f".glance__key .glance__mark--{kind}") for kind in ("source", "record")}
    voices = {looks(f".claim[data-voice={voice}]", 5) for voice in ("karpathy", "bridge")}
    tab.goto("en/layers/3-memory/")
    voices |= {looks(f".claim[data-voice={voice}]", 5) for voice in ("tang", "commentator")}
    assert (len(marks), len(voices)) == (2, 4)
    closed = looks(".claim-block summary")
    tab.locator(".claim-block summary").first.click()
    tab.evaluate("document.activeElement.blur()")
    assert looks(".claim-block summary") != closed
