"""What Chromium prints: for a reader a finished document with the page's text, and a card of each page."""

import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from conftest import DOCS, EDITION, PROJECT
from html_site import KINDS, LOCALES, ROOTS, parse, reading_text, text
from playwright.sync_api import Browser, Page
from test_build import run

from argument.model import load_argument
from argument.publication import CARD_SIZE, DEFAULT_CARD, page_url
from publishing import cards, fonts
from publishing.browser import BrowserError
from publishing.cards import Card, print_card

# --- what is on paper ------------------------------------------------------------------------------------

LOAD_FONTS = "() => Promise.all([...document.fonts].map(face => face.load())).then(() => {})"
# What is visible on paper, element by element, in the order of the page; lists side by side are read apart.
READ = """() => {
    const found = [];
    const flat = node => [...node.childNodes].flatMap(
        one => one.nodeType === 1 && getComputedStyle(one).display === 'contents' ? flat(one) : [one]);
    const order = node => node.nodeType === 1 ? Number(getComputedStyle(node).order) : 0;
    const walk = node => {
        if (node.nodeType === 3) { found.push(node.data); return; }
        if (node.nodeType !== 1 || getComputedStyle(node).display === 'none') return;
        if (node.matches('svg, .findings')) return;
        const inside = flat(node);
        if (getComputedStyle(node).display === 'flex') inside.sort((one, other) => order(one) - order(other));
        inside.forEach(walk);
        // What a style sheet puts between the parts of a line.
        found.push(getComputedStyle(node, '::after').content.match(/^"(.*)"$/)?.[1] ?? '');
        if (getComputedStyle(node).display !== 'inline') found.push('\\n');
    };
    walk(document.querySelector('article'));
    return found.join('');
}"""
OPTIONS: dict[str, Any] = {"format": "A4", "prefer_css_page_size": True, "tagged": True, "outline": True}
# Heads and feet end within so many points of the edge.
HEAD, FOOT = 40.0, 45.0


def opened(browser: Browser, address: str, **more: Any) -> Page:
    page = browser.new_page(**more)
    page.goto(address)
    page.emulate_media(media="print")
    page.evaluate(LOAD_FONTS)
    return page


def squeezed(text: str) -> str:
    """Return a text for comparison: in one form of each character, without any space."""
    # PDFium's sign for a hyphen at the end of a line.
    text = text.replace("\ufffe", "-")
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\u00ad", "")
    return "".join(text.split())


def page_texts(data: bytes | Path) -> list[str]:
    """Return the text of each page between head and foot, in the order of the document."""
    found = []
    for page in pdfium.PdfDocument(data):
        width, height = page.get_size()
        text = page.get_textpage()
        inside = text.get_text_range()
        for bottom, top in ((height - HEAD, height), (0, FOOT)):
            outside = text.get_text_bounded(left=0, bottom=bottom, right=width, top=top)
            for line in filter(str.strip, outside.splitlines()):
                inside = inside.replace(line, "", 1)
        found.append(inside)
    return found


def lost(shown: str, document: str) -> list[str]:
    """Return the lines that are not in a document, squeezed, in the order in which they are shown."""
    found, place = [], 0
    for line in filter(None, map(squeezed, shown.splitlines())):
        if (start := document.find(line, place)) < 0:
            found.append(line)
        else:
            place = start + len(line)
    return found


def outside_of_paper(data: bytes | Path) -> list[tuple[int, tuple[float, ...]]]:
    """Return number of page and box of each piece of text that reaches over an edge of its page."""
    found: list[tuple[int, tuple[float, ...]]] = []
    for number, page in enumerate(pdfium.PdfDocument(data), 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for left, bottom, right, top in map(text.get_rect, range(text.count_rects())):
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append((number, (left, bottom, right, top)))
    return found


def mean_greys(data: bytes) -> list[float]:
    """Return the mean brightness of each page, from 0 for black to 255 for white."""
    images = (page.render(scale=0.3, grayscale=True) for page in pdfium.PdfDocument(data))
    return [sum(pixels) / len(pixels) for pixels in (bytes(image.buffer) for image in images)]


# --- pages -----------------------------------------------------------------------------------------------

HEADINGS = "() => [...document.querySelectorAll('article :is(h1, h2, h3, h4)')].map(one => one.textContent)"
PARAGRAPHS = """() => [...document.querySelectorAll(':is(.opening, .part) > p')]
    .filter(one => one.getClientRects().length).map(one => one.innerText)"""
WAIT_FOR_PRINT = """() => new Promise(done => {
    const look = () => window.printed ? done(window.printed) : setTimeout(look, 20);
    look();
})"""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("locale", LOCALES)
def test_each_kind_of_page_is_printed_whole(browser: Browser, address: str, locale: str, paper: str) -> None:
    for kind in KINDS:
        light: list[float] = []
        # The paper decides nothing that the scheme or the width of the screen could change.
        for scheme, width in [("light", 1280), ("dark", 1280)] if paper == "A4" else [("dark", 390)]:
            seen = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
            page = opened(browser, f"{address}/{ROOTS[locale]}{kind}", **seen)
            data = page.pdf(**{**OPTIONS, "format": paper})
            shown, headings, paragraphs = map(page.evaluate, (READ, HEADINGS, PARAGRAPHS))
            page.close()
            texts = [squeezed(found) for found in page_texts(data)]
            assert all(texts), (kind, "a blank page")
            ends = tuple(map(squeezed, headings))
            assert not any(found.endswith(ends) for found in texts[:-1]), (kind, "a heading")
            torn = [one for one in paragraphs if not any(squeezed(one) in found for found in texts)]
            assert torn == [] or not kind.startswith("layers/")
            assert lost(shown, "".join(texts)) == [], (kind, scheme, width)
            assert outside_of_paper(data) == []
            wide = [one for one in pdfium.PdfDocument(data) if one.get_width() > one.get_height()]
            assert len(wide) == (2 if kind == "comparison/" else 0), kind
            greys = mean_greys(data)
            light = light or greys
            assert greys == pytest.approx(light, abs=0.5), (kind, scheme, width)
            assert min(greys) > 200


def test_the_head_and_foot_of_paper_say_where_it_is_from(browser: Browser, address: str) -> None:
    document = pdfium.PdfDocument(opened(browser, f"{address}/layers/3-memory/").pdf(**OPTIONS))
    first = squeezed(document[0].get_textpage().get_text_range())
    assert "第3層記憶" in first
    assert squeezed(f"seven-layers.example/3/ {EDITION}版 1 / {len(document)}") in first


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_layer_begins_with_the_imprint_and_has_its_proof_below_each_section(
    browser: Browser, address: str, site: Path, locale: str, script: bool
) -> None:
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto(f"{address}/{ROOTS[locale]}layers/3-memory/")
    texts = [squeezed(one) for one in page_texts(page.pdf(**OPTIONS))]
    html = parse(site / ROOTS[locale] / "layers" / "3-memory" / "index.html")
    imprint = [squeezed(text(line)) for line in html.css(".imprint > p")]
    assert len(imprint) == 4 and [line for line in imprint if line not in texts[0]] == []
    if not script:
        # Nobody hands the foot its words: they stand below the title.
        edition = {"ja": f"/3/ {EDITION}版", "en": f"/en/3/ Edition of {EDITION}"}[locale]
        assert squeezed(f"seven-layers.example{edition}") in texts[0]
        assert not re.search("Print|In both languages|印刷", texts[0])
    wanted = []
    for part in html.css(".opening, .part"):
        proof = [one for body in part.css(".fold__body") for one in body.css(".claim__opening, .note__text")]
        wanted += [reading_text(one) for one in [*part.css(".claim__text"), *proof]]
    assert len(wanted) > 24 and lost("\n".join(wanted), "".join(texts)) == []


def test_both_languages_print_when_both_are_shown(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/layers/3-memory/?parallel")
    whole = squeezed("".join(page_texts(page.pdf(**OPTIONS))))
    twins = page.locator(".claim .claim__parallel").all_text_contents()
    assert twins and [twin for twin in twins if squeezed(twin) not in whole] == []


@pytest.mark.parametrize("press", ["button", "key"])
def test_printing_waits_for_fonts_that_no_visit_fetches(browser: Browser, address: str, press: str) -> None:
    page = browser.new_page()
    page.add_init_script("print = () => { window.printed = [...document.fonts].map(one => one.status); }")
    page.goto(f"{address}/en/layers/3-memory/", wait_until="networkidle")
    files = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert files and not [file for file in files if ".woff2" in file]
    if press == "button":
        page.get_by_role("button", name="Print").click()
    else:
        page.keyboard.press("Control+p")
    assert set(page.evaluate(WAIT_FOR_PRINT)) == {"loaded"}


# --- share cards -----------------------------------------------------------------------------------------


def card_of(site: Path, name: str, locale: str) -> str:
    """Return the address of a page's card, which has its size."""
    (node,) = parse(site / page_url(name, locale) / "index.html").css('meta[property="og:image"]')
    card = str(node.attributes["content"]).removeprefix("https://seven-layers.example/")
    head = (site / card).read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:], "big")) == CARD_SIZE
    return card


def test_every_page_has_a_card_of_its_own_once_these_are_printed(site: Path, printed: Path) -> None:
    found = {key: card_of(printed, *key) for key in load_argument(DOCS).pages}
    assert found["layers/3-memory", "en"] == "assets/cards/3-memory.en.png"
    assert len({(printed / card).read_bytes() for card in found.values()}) == len(found) == 30
    assert {card_of(site, *key) for key in found} == {DEFAULT_CARD}


def a_card(text: str) -> Card:
    return Card("ja", "七つの層", "第1層", "題", text)


def test_a_text_is_set_smaller_until_it_fits_or_is_refused(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
    sizes = []
    for count in (5, 21):
        print_card(page, a_card("長い文である。" * count), tmp_path / "card.png")
        sizes.append(page.evaluate("parseFloat(document.documentElement.style.fontSize)"))
        assert page.evaluate("document.documentElement.scrollHeight") <= CARD_SIZE[1]
    assert sizes[0] > sizes[1]
    with pytest.raises(BrowserError, match="too long"):
        print_card(page, a_card("長い文である。" * 200), tmp_path / "card.png")


def test_a_text_that_the_font_cannot_set_is_refused_and_a_font_that_is_not_there_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BrowserError, match=r"lacks 국 어 한. Change '題'"):
        print_card(None, a_card("한국어"), tmp_path / "card.png")
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    cards._characters.cache_clear()
    told = r"Regular.ttf is missing. On Debian: .* fonts-morisawa-bizud-mincho"
    with pytest.raises(BrowserError, match=told):
        print_card(None, a_card("한국어"), tmp_path / "card.png")


def test_without_a_browser_the_command_says_what_to_install(tmp_path: Path) -> None:
    line = [sys.executable, str(PROJECT / "hooks"), "pdf", str(tmp_path / "site")]
    done = run(line, tmp_path, PATH=str(tmp_path))
    told = "Chromium is missing. On Debian: sudo apt-get install chromium-headless-shell"
    assert (done.returncode, done.stderr.startswith(told)) == (3, True)
    assert not (tmp_path / "site").exists()


DYING = """
import os, signal
from publishing.browser import BrowserError, open_browser

try:
    with open_browser() as browser:
        page = browser.new_page()
        processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        os.kill(next(one["id"] for one in processes if one["type"] == "browser"), signal.SIGKILL)
        page.goto("about:blank")
except BrowserError as error:
    print(error)
"""


@pytest.mark.slow
def test_a_browser_that_dies_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", DYING], tmp_path, PYTHONPATH=str(PROJECT / "hooks"))
    assert done.stdout == "Chromium ended before its work did. Is memory or the disk full?\n", done.stderr
