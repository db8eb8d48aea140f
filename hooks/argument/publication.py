"""What the site is as a publication: its address, names, and date, what was printed, and where each page is.

Addresses are below the site's root, and are checked before a build, as all that the settings say of it.
"""

import functools
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from argument.fields import is_day, is_web_address
from argument.sources import DEFAULT_LOCALE
from faults import Fault, shown

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# The page that holds the whole argument.
EDITION_PAGE = "edition"
# The card of the site as a whole, for pages that have none of their own.
DEFAULT_CARD = "assets/card.png"
CARD_SIZE = (1200, 630)
# Page name, locale, and kind, 'card' or 'pdf'.
Key = tuple[str, str, str]
# How to mend a setting.
_MENDS = {
    "site_url": "Write the address of the site, such as 'https://host/prefix/', here or in SITE_URL.",
    "site_author": "Write who publishes the site.",
    "edition": "Write the day of the edition below 'extra', such as 2026-11-24.",
    "report": "Write where errors are reported: 'mailto:' and an address, or one on the web.",
}


def page_url(page_name: str, locale: str) -> str:
    """Return the address of a page: 'en/layers/3-memory/'; that of the index is ''."""
    prefix = "" if locale == DEFAULT_LOCALE else f"{locale}/"
    return prefix if page_name == "index" else f"{prefix}{page_name.removesuffix('/index')}/"


def short_path(name: str, locale: str) -> str:
    """Return the short address of a claim, a layer, or a series: 'en/3.5/'."""
    return f"{page_url('index', locale)}{name}/"


def guide_url(locale: str) -> str:
    """Return the address of the guide for language models: 'en/llms.txt'."""
    return f"{page_url('index', locale)}llms.txt"


def download_url(page_name: str, locale: str, suffix: str) -> str:
    """Return the address of a file beside a page: 'en/comparison/comparison.en.csv'."""
    return f"{page_url(page_name, locale)}{page_name.rpartition('/')[2]}.{locale}.{suffix}"


def pdf_url(page_name: str, locale: str) -> str:
    """Return the address of a page as a PDF; that of the whole argument bears the site's name."""
    if page_name == EDITION_PAGE:
        return f"{page_url(page_name, locale)}seven-layers.{locale}.pdf"
    return download_url(page_name, locale, "pdf")


@functools.lru_cache(maxsize=4096)
def relative_address(own: str, page_name: str, anchor: str, locale: str) -> str:
    """Return the link from any address of the site, such as 'en/3.5/', to a page or an anchor on it."""
    path = posixpath.relpath(f"/{page_url(page_name, locale)}", f"/{own}")
    return f"{path}/#{anchor}" if anchor else f"{path}/"


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


def find_setting_faults(file: Path, settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Find what the site needs of its settings, and the generator does not ask."""
    extra = settings["extra"]
    found = (settings["site_author"], extra.get("edition"), extra.get("report"))
    author, edition, report = (str(value or "").strip() for value in found)
    if not author:
        yield setting_fault(file, "site_author", author)
    if not is_day(edition):
        yield setting_fault(file, "edition", edition)
    if report and not report.startswith("mailto:") and not is_web_address(report):
        yield setting_fault(file, "report", report)


def setting_fault(file: Path, name: str, value: str) -> Fault:
    """Return what is said of a setting that does not do."""
    lines = enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
    line = next((number for number, line in lines if line.strip().startswith(f"{name}:")), 1)
    return Fault(file.name, line, f"'{name}' is {shown(value)}.", _MENDS[name])
