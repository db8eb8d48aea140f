"""Share cards: a picture of 1200 × 630 pixels for each page and language: number, title, and thesis."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from argument.model import Argument
from argument.publication import CARD_SIZE, Key, PrintedFile, Publication
from argument.schema import LayerFront
from argument.sources import LOCALES
from argument.templates import environment, words
from publishing.browser import BrowserError
from publishing.fonts import find_font

# Sets the text as large as it fits: the last line has to keep its distance from the edge.
_FIT = """() => [10, 9.4, 8.8, 8.2, 7.6, 7, 6.4].some(size => {
    document.documentElement.style.fontSize = `${size}px`;
    return document.querySelector('.site').getBoundingClientRect().bottom <= innerHeight - 38;
})"""


class Card(NamedTuple):
    """What a card says, and how many layers are drawn beside it; `layer` is None for a page that is none."""

    locale: str
    site: str
    label: str
    title: str
    text: str
    layers: int = 0
    layer: int | None = None


def print_cards(
    browser: Any, argument: Argument, publication: Publication, folder: Path
) -> Iterator[tuple[Key, PrintedFile]]:
    """Print every card into a folder, and yield them one by one."""
    page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
    for name, locale in argument.pages:
        file = f"assets/cards/{name.rpartition('/')[2]}.{locale}.png"
        print_card(page, _card(argument, publication, name, locale), folder / file)
        yield (name, locale, "card"), PrintedFile(file, (folder / file).stat().st_size, 0)


def _card(argument: Argument, publication: Publication, name: str, locale: str) -> Card:
    front, site = argument.pages[name, locale].front, publication.names[locale]
    layers = len(argument[locale].layers)
    assert front is not None, "An argument with faults is not printed."
    if isinstance(front, LayerFront):
        label = words(locale)["layer"].format(front.layer)
        return Card(locale, site, label, front.title, front.thesis, layers, front.layer)
    title = site if name == "index" else front.title
    return Card(locale, site, words(locale)["short"]["subject"], title, front.description, layers)


def site_card(publication: Publication, layers: int) -> Card:
    """Return the card of the site as a whole, for pages that have none."""
    first, *others = publication.names.values()
    return Card(LOCALES[0], publication.author, "", first, " ".join(others), layers)


def print_card(page: Any, card: Card, file: Path) -> None:
    """Print one card; raises `BrowserError` for what cannot be set.

    A character that no font has, Chromium sets as a box.
    """
    text = "".join((card.site, card.label, card.title, card.text))
    if missing := sorted({one for one in text if ord(one) not in _characters() and one.isprintable()}):
        lacking = " ".join(missing)
        raise BrowserError(f"The cards' font, BIZ UDPMincho, lacks {lacking}. Change '{card.title}'.")
    page.set_content(environment().get_template("card.html").render(card=card))
    if not page.evaluate(_FIT):
        raise BrowserError(f"The card of '{card.title}' is too long. Shorten its thesis or description.")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(file))


@functools.cache
def _characters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    source = find_font("truetype/bizud-mincho/BIZUDPMincho-Regular.ttf", "fonts-morisawa-bizud-mincho")
    with TTFont(source, lazy=True) as font:
        return frozenset(font.getBestCmap())
