"""Share cards: one for each page and language, whole, and named by the pages that they are for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES
from html_site import parse
from playwright.sync_api import Browser

from argument.model import load_argument
from argument.publication import CARD_SIZE, DEFAULT_CARD, page_url
from publishing import cards, fonts
from publishing.browser import BrowserError
from publishing.cards import Card, print_card

ROOT = "https://seven-layers.example/"


def card_of(site: Path, name: str, locale: str) -> str:
    """Return the address of a page's card, which has its size."""
    (node,) = parse(site / page_url(name, locale) / "index.html").css('meta[property="og:image"]')
    card = str(node.attributes["content"]).removeprefix(ROOT)
    head = (site / card).read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:], "big")) == CARD_SIZE
    return card


def test_every_page_has_a_card_of_its_own_and_without_printing_that_of_the_site(
    site: Path, printed: Path
) -> None:
    found = {key: card_of(printed, *key) for key in load_argument(DOCS).pages}
    assert found["layers/3-memory", "en"] == "assets/cards/3-memory.en.png"
    assert len({(printed / card).read_bytes() for card in found.values()}) == len(found) == 30
    assert {card_of(site, *key) for key in found} == {DEFAULT_CARD}


def test_a_long_text_is_set_smaller_and_one_that_never_fits_is_refused(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
    sizes = []
    for count in (5, 21):
        card = Card("ja", "七つの層", "第1層", "題", "長い文である。" * count)
        print_card(page, card, TEMPLATES, tmp_path / "card.png")
        sizes.append(page.evaluate("parseFloat(document.documentElement.style.fontSize)"))
        assert page.evaluate("document.documentElement.scrollHeight") <= CARD_SIZE[1]
    assert sizes[0] > sizes[1]
    with pytest.raises(BrowserError, match="too long"):
        card = Card("ja", "七つの層", "第1層", "題", "長い文である。" * 200)
        print_card(page, card, TEMPLATES, tmp_path / "card.png")


def test_a_text_that_the_font_cannot_set_is_refused_and_a_font_that_is_not_there_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Card("ja", "七つの層", "第1層", "題", "한국어")
    with pytest.raises(BrowserError, match=r"lacks 국 어 한. Change '題'"):
        print_card(None, card, TEMPLATES, tmp_path / "card.png")
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    cards._characters.cache_clear()
    with pytest.raises(
        BrowserError, match=r"Regular.ttf is missing. On Debian: .* fonts-morisawa-bizud-minch"
    ):
        print_card(None, card, TEMPLATES, tmp_path / "card.png")


def test_without_a_browser_the_command_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, str(PROJECT / "hooks"), "pdf", str(tmp_path / "site")]
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
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
    variables = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}
    line = [sys.executable, "-c", DYING]
    done = subprocess.run(line, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert done.stdout == "Chromium ended before its work did. Is memory or the disk full?\n", done.stderr
