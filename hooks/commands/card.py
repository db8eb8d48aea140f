"""Print the card of the site as a whole, for where nothing is printed: `python hooks card`."""

from __future__ import annotations

from argument.publication import CARD_SIZE, DEFAULT_CARD
from building import PROJECT, TEMPLATES
from building.settings import load_settings, publication_of
from printing.browser import open_browser
from printing.cards import print_card, site_card


def main() -> int:
    publication = publication_of(load_settings())
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
        print_card(page, site_card(publication), TEMPLATES, PROJECT / "docs" / DEFAULT_CARD)
    return 0
