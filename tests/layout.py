"""Every page laid out as readers may have it: no text leaves its box or another, no word breaks.

`python tests/layout.py FOLDER` looks at all of a built site in every way, tests/test_layout.py at a sample.
"""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright
from serving import served

from publishing.browser import FLAGS, find_browser

DETECTOR = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# Where a rule of the style begins or ends, and the windows of common devices.
PHONES = (320, 360, 390, 414, 480, 600, 719)
TABLETS = (720, 768, 820, 899, 900, 959)
WIDTHS = (*PHONES, *TABLETS, 960, 1024, 1219, 1220, 1280, 1366, 1440, 1599, 1600, 1920)


class Letters(NamedTuple):
    """How wide Latin letters are, in thousandths of their size: of labels and of text, regular and bold.

    A mean over English text, as the tables of the fonts have it (npm: @capsizecss/metrics). Japanese is as
    wide as it is high in all of them.
    """

    labels: tuple[int, int]
    text: tuple[int, int]


# The widest that a system gives to labels and to text, of what the style asks for.
STACKS = {
    "macOS": Letters(labels=(450, 480), text=(450, 490)),
    "Windows": Letters(labels=(443, 475), text=(446, 519)),
    "Android": Letters(labels=(445, 452), text=(481, 512)),
    "GNOME": Letters(labels=(474, 529), text=(481, 512)),
    "DejaVu": Letters(labels=(512, 574), text=(514, 590)),
}
WIDEST = max(STACKS, key=lambda name: STACKS[name].labels)
# The font that stands in for all of them, stretched.
_FACES = {400: ("BIZ UDPGothic", 563), 700: ("BIZ UDPGothic Bold", 575)}
# What a reader may ask for by WCAG 1.4.12.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-bottom: 2em !important }"
)
# Twice the letters: by the setting of the browser, which media queries go by too, or of the text alone, up to
# where the columns of a desktop begin, which would stay.
ENLARGED = "html { font-size: 250% !important }"
ENLARGED_TO = 959
WAYS = {"plain": "", "spaced": SPACED, "large": "", "enlarged": ENLARGED}
# What a page shows on demand: folds, the other language beside each claim, the menu of a narrow window.
STATES = {
    "folds": "document.querySelectorAll('details').forEach(one => { one.open = true })",
    "parallel": "document.querySelector('input.parallel').checked = true",
    "menu": "document.querySelector('.menu').togglePopover(matchMedia('(max-width: 76.2344em)').matches)",
}
MENU_TO = 1219
DRESS = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""


def fonts(letters: Letters) -> str:
    """Return the style that gives a page the letters of a system."""
    rules = []
    for name, widths in letters._asdict().items():
        for (weight, (face, own)), width in zip(_FACES.items(), widths, strict=True):
            rules.append(
                f'@font-face {{ font-family: "Layout {name}"; font-weight: {weight}; src: local("{face}");'
                f" size-adjust: {100 * width / own:.1f}%; unicode-range: U+20-24F, U+2010-201F }}"
            )
    labels, text = '"Layout labels", "BIZ UDGothic"', '"Layout text", "BIZ UDGothic"'
    rules.append(
        f"body, body:lang(en) {{ --argument-labels: {labels}; --argument-japanese: {labels};"
        f" --argument-english: {text} }} body:lang(en) {{ --md-text-font-family: {text} }}"
    )
    return "\n".join(rules)


def faults(page: Page, stack: str, way: str, state: str, widths: Iterable[int]) -> Iterator[str]:
    """Look at an open page at each width, as it is in one state."""
    size = 32 if way == "large" else 16
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    page.evaluate(DRESS, fonts(STACKS[stack]) + WAYS[way])
    most = min(ENLARGED_TO if way == "enlarged" else 9999, MENU_TO if state == "menu" else 9999)
    for width in (one for one in widths if one <= most):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
        page.evaluate(STATES[state])
        for fault in page.evaluate(DETECTOR, way == "plain"):
            yield f"{width} px, {stack}, {way}, {state}: {fault}"


def states(page: Page) -> list[str]:
    """Return the states that a page has."""
    return [name for name in STATES if name != "parallel" or page.locator("input.parallel").count()]


def look(url: str) -> list[str]:
    """Look at one page in every way."""
    # The edition is as long as all pages together, and made of them.
    widths = WIDTHS[:: len(WIDTHS) // 3] if url.endswith("/edition/") else WIDTHS
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page()
        page.goto(url)
        for state in states(page):
            # What is shown on demand is looked at in the widest letters, which leave it least room.
            for stack in STACKS if state == "folds" else (WIDEST,):
                for way in WAYS:
                    found += faults(page, stack, way, state, widths)
            page.reload()
    return found


def main(folder: str) -> int:
    """Look at every page of a built site, print what is wrong after each, and return how much that is."""
    site = Path(folder)
    pages = [file for file in site.rglob("*.html") if "<main>" not in file.read_text(encoding="utf-8")]
    paths = sorted((file.relative_to(site).as_posix().removesuffix("index.html") for file in pages), key=len)
    count = 0
    with served(site) as address, ProcessPoolExecutor() as pool:
        for path, found in zip(paths, pool.map(look, [f"{address}/{path}" for path in paths]), strict=True):
            print(f"/{path}: {len(found)}", *found, sep="\n  ", flush=True)
            count += len(found)
    return count


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
