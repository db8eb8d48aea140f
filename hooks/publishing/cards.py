"""Share cards: a picture of 1200 × 630 pixels for each page and language: number, title, and thesis."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from argument.model import Argument
from argument.publication import CARD_SIZE, Key, PrintedFile, Publication
from argument.schema import LayerFront
from argument.sources import LOCALES
from argument.templates import environment, words
from publishing.browser import BrowserError
from publishing.fonts import FONTS

# The last line has to keep its distance from the edge.
_TOO_LONG = "() => document.querySelector('.site').getBoundingClientRect().bottom > innerHeight - 38"
_STEPS = (100, 94, 88, 82, 76, 70, 64)
_FONT = FONTS / "truetype/bizud-mincho/BIZUDPMincho-Regular.ttf"


@dataclass(frozen=True)
class Card:
    """What a card says; `layer` is None for a page that is no layer."""

    locale: str
    site: str
    label: str
    title: str
    text: str
    layer: int | None = None


def print_cards(
    browser: Any, argument: Argument, publication: Publication, templates: Path, folder: Path
) -> Iterator[tuple[Key, PrintedFile]]:
    """Print every card into a folder, and yield them one by one."""
    page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
    for locale in LOCALES:
        for source in argument[locale].pages:
            name = source.name
            file = f"assets/cards/{name.rpartition('/')[2]}.{locale}.png"
            card = card_of(argument, publication, name, locale)
            print_card(page, card, templates, folder / file)
            yield (name, locale, "card"), PrintedFile(file, (folder / file).stat().st_size, 0)
    page.close()


def card_of(argument: Argument, publication: Publication, name: str, locale: str) -> Card:
    front = argument.pages[name, locale].front
    assert front is not None, "An argument with faults is not printed."
    site = publication.names[locale]
    if isinstance(front, LayerFront):
        label = words(locale)["layer"].format(front.layer)
        return Card(locale, site, label, front.title, front.thesis, front.layer)
    title = site if name == "index" else front.title
    return Card(locale, site, words(locale)["short"]["subject"], title, front.description)


def site_card(publication: Publication) -> Card:
    """Return the card of the site as a whole, for pages that have none."""
    first, *others = publication.names.values()
    return Card(LOCALES[0], publication.author, "", first, " ".join(others))


def print_card(page: Any, card: Card, templates: Path, file: Path) -> None:
    """Print one card, its text as large as it fits; raises `BrowserError` where a font is missing."""
    _check_characters(card)
    page.set_content(environment(templates).get_template("card.html").render(card=card))
    for step in _STEPS:
        page.evaluate(f"document.documentElement.style.fontSize = '{step / 10}px'")
        if not page.evaluate(_TOO_LONG):
            break
    else:
        raise BrowserError(f"The card of '{card.title}' is too long. Shorten its thesis or description.")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(file))


def _check_characters(card: Card) -> None:
    """See that the font has every character; one that no font has, Chromium sets as a box of the first."""
    text = "".join((card.site, card.label, card.title, card.text))
    if missing := sorted({one for one in text if ord(one) not in _characters() and one.isprintable()}):
        raise BrowserError(
            f"The cards' font, BIZ UDPMincho, lacks {' '.join(missing)}. Change '{card.title}'."
        )


@cache
def _characters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    if not _FONT.is_file():
        raise BrowserError(f"{_FONT} is missing. On Debian: sudo apt-get install fonts-morisawa-bizud-mincho")
    with TTFont(_FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())
