"""Share cards: one for each page and language, whole, and named by the pages that they are for."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES
from html_site import LOCALES, ROOTS, parse
from playwright.sync_api import Browser

from argument.model import load_argument
from argument.publication import CARD_SIZE, DEFAULT_CARD
from publishing import cards
from publishing.browser import BrowserError
from publishing.cards import Card, print_card

ROOT = "https://seven-layers.example/"


def size(file: Path) -> tuple[int, int]:
    """Return width and height of a PNG from its header."""
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def card_of(file: Path) -> str:
    node = parse(file).css_first('meta[property="og:image"]')
    assert node is not None
    return str(node.attributes["content"]).removeprefix(ROOT)


def test_every_page_has_a_card_of_its_own_in_each_language(printed: Path) -> None:
    cards = set()
    for locale in LOCALES:
        for page in load_argument(DOCS)[locale].pages:
            folder = "" if page.name == "index" else page.name
            card = card_of(printed / ROOTS[locale] / folder / "index.html")
            assert card == f"assets/cards/{page.name.rpartition('/')[2]}.{locale}.png"
            assert size(printed / card) == CARD_SIZE
            cards.add((printed / card).read_bytes())
    assert len(cards) == 30


def test_without_printing_the_card_of_the_site_stands_there(site: Path) -> None:
    assert card_of(site / "3.5" / "index.html") == card_of(site / "en" / "index.html") == DEFAULT_CARD
    assert size(site / DEFAULT_CARD) == CARD_SIZE


def test_a_long_text_is_set_smaller_and_one_that_never_fits_is_refused(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
    sizes = []
    for length in (40, 150):
        print_card(
            page,
            Card("ja", "七つの層", "第1層", "題", "長い文である。" * (length // 7)),
            TEMPLATES,
            tmp_path / "card.png",
        )
        sizes.append(page.evaluate("parseFloat(document.documentElement.style.fontSize)"))
        assert page.evaluate("document.documentElement.scrollHeight") <= CARD_SIZE[1]
    assert sizes[0] > sizes[1]
    with pytest.raises(BrowserError, match="too long"):
        print_card(
            page,
            Card("ja", "七つの層", "第1層", "題", "長い文である。" * 200),
            TEMPLATES,
            tmp_path / "card.png",
        )
    page.close()


def test_a_text_that_the_font_cannot_set_is_refused(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with pytest.raises(BrowserError, match="lacks 국 어 한"):
        print_card(page, Card("ja", "七つの層", "第1層", "題", "한국어"), TEMPLATES, tmp_path / "card.png")
    page.close()


def test_a_font_that_is_not_there_is_told(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "_FONT", tmp_path / "none.ttf")
    cards._characters.cache_clear()
    with pytest.raises(BrowserError, match=r"none.ttf is missing. On Debian: .* fonts-morisawa-bizud-mincho"):
        print_card(
            browser.new_page(), Card("en", "Seven Layers", "", "Title", "Text"), TEMPLATES, tmp_path / "a"
        )


def test_without_a_browser_the_command_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, str(PROJECT / "hooks"), "pdf", str(tmp_path / "site")]
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(
        "Chromium is missing. On Debian: sudo apt-get install chromium-headless-shell"
    )
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
    variables = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}
    line = [sys.executable, "-c", DYING]
    done = subprocess.run(line, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert done.stdout == "Chromium ended before its work did. Is memory or the disk full?\n", done.stderr
