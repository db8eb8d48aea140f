"""What the site is as a publication: its address, its names, its date, and what was printed for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from argument.addresses import page_url, short_path

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# The page that holds the whole argument.
EDITION_PAGE = "edition"
# The card of the site as a whole, for pages that have none of their own.
DEFAULT_CARD = "assets/card.png"
CARD_SIZE = (1200, 630)
# Page name, locale, and kind, 'card' or 'pdf'.
Key = tuple[str, str, str]


class PrintedFile(NamedTuple):
    """A file made by printing: its address below the site's root, its size in bytes, its number of pages."""

    address: str
    size: int
    pages: int


@dataclass(frozen=True)
class Publication:
    """The site as a publication.

    Attributes:
        url: Its address, with a slash at the end.
        names: What it is called in each language.
        author: Who publishes it.
        edition: The date of the edition, YYYY-MM-DD.
        report: Where errors are reported: a 'mailto:' address or one on the web; empty where nowhere.
        commit: What the pages were made from, as version control names it; empty where it is not known.
        printed: Each file made by printing.
    """

    url: str
    names: Mapping[str, str]
    author: str
    edition: str
    report: str = ""
    commit: str = ""
    printed: Mapping[Key, PrintedFile] = field(default_factory=dict)

    def absolute(self, path: str) -> str:
        """Return the address of a path below the site's root."""
        return f"{self.url}{path}"

    def page(self, page_name: str, locale: str) -> str:
        return self.absolute(page_url(page_name, locale))

    def short(self, name: str, locale: str) -> str:
        return self.absolute(short_path(name, locale))

    def card(self, page_name: str, locale: str) -> tuple[str, bool]:
        """Return the address of a page's share card, or of the site's, and whether it is the page's own."""
        card = self.printed.get((page_name, locale, "card"))
        return self.absolute(card.address if card else DEFAULT_CARD), card is not None
