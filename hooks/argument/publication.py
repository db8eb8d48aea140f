"""What the site is as a publication: its address, its names, its date, and what was printed for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from argument.addresses import page_url
from argument.sources import LOCALES

# The page that holds the whole argument.
EDITION_PAGE = "edition"
# The card of the site as a whole, for pages that have none of their own.
DEFAULT_CARD = "assets/card.png"
CARD_SIZE = (1200, 630)


@dataclass(frozen=True)
class PrintedFile:
    """A file made by printing: its address below the site's root, its size in bytes, its number of pages."""

    address: str
    size: int
    pages: int


# Page name, locale, and kind, 'card' or 'pdf'.
Key = tuple[str, str, str]


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

    def card(self, page_name: str | None, locale: str) -> tuple[str, bool]:
        """Return the address of a page's share card, or of the site's, and whether it is the page's own."""
        card = self.printed.get((page_name or "", locale, "card"))
        return self.absolute(card.address if card else DEFAULT_CARD), card is not None

    def alternates(self, paths: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return hreflang and address of a page in each language; the default one is 'x-default' too."""
        found = [(locale, self.absolute(paths[locale])) for locale in LOCALES]
        return [*found, ("x-default", found[0][1])]

    def page(self, page_name: str, locale: str) -> str:
        return self.absolute(page_url(page_name, locale))


def midnight(day: object) -> datetime:
    """Return the first moment of a day, YYYY-MM-DD, in universal time; raises `ValueError` for no day."""
    return datetime.fromisoformat(f"{day}T00:00Z")
