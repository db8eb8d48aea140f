"""A page as its templates see it: its words, and links from it, each relative to the page."""

from __future__ import annotations

import posixpath
import urllib.parse
from dataclasses import dataclass
from typing import Any

from argument.addresses import (
    download_url,
    guide_url,
    page_url,
    relative_address,
    relative_url,
    twin_url,
)
from argument.checks.ids import title_id
from argument.model import Argument
from argument.pages import Page
from argument.publication import EDITION_PAGE, PrintedFile, Publication
from argument.redirects import moved_anchors
from argument.schema import LayerFront
from argument.sources import LOCALES
from argument.templates import words


@dataclass(frozen=True)
class PageView:
    """A page of the argument; without a publication it has no address on the web."""

    argument: Argument
    page: Page
    publication: Publication | None = None

    @property
    def locale(self) -> str:
        return self.page.locale

    @property
    def words(self) -> dict[str, Any]:
        return words(self.page.locale)

    @property
    def site_name(self) -> str:
        return self.publication.names[self.locale] if self.publication else ""

    @property
    def edition(self) -> str:
        """The date of the edition, YYYY-MM-DD."""
        return self.publication.edition if self.publication else ""

    @property
    def front(self) -> Any:
        """The page's front matter; its class is that of the page the template is made for."""
        return self.page.front

    @property
    def layer(self) -> int | None:
        """The layer of the page, None on a page that is none."""
        return self.page.front.layer if isinstance(self.page.front, LayerFront) else None

    @property
    def is_edition(self) -> bool:
        """Tell whether the page holds the whole argument."""
        return self.page.name == EDITION_PAGE

    @property
    def title_id(self) -> str:
        return title_id(self.page.name)

    def url(self, page_name: str, anchor: str | None = None) -> str:
        return relative_url(self.page.name, page_name, anchor)

    def short_url(self, number: str, locale: str | None = None) -> str:
        """Return the link to the short address of a claim, '../../3.5/' from a layer's page."""
        own = page_url(self.page.name, self.locale) or "."
        return f"{posixpath.relpath(page_url('index', locale or self.locale) + number, own)}/"

    @property
    def other_locale(self) -> str:
        """The language of the page's pair."""
        return next(locale for locale in LOCALES if locale != self.locale)

    def twin_url(self, anchor: str) -> str:
        """Return the link to an anchor on the page's pair in the other language."""
        own = page_url(self.page.name, self.locale)
        return relative_address(own, self.page.name, anchor, self.other_locale)

    def copy_patterns(self) -> list[tuple[str, str]]:
        """Return name and pattern of what can be copied; script fills in what is in braces: '{url}'."""
        known = {"page": self.full_title(), "site": self.site_name, "edition": self.edition}
        return [(name, text.format(**known)) for name, text in self.words["tools"]["patterns"].items()]

    def report_address(self) -> str:
        """Return where an error on the page is reported; a letter names the page."""
        assert self.publication is not None
        report = self.publication.report
        if not report.startswith("mailto:"):
            return report
        own = self.publication.page(self.page.name, self.locale)
        subject, body = urllib.parse.quote(self.full_title()), urllib.parse.quote(f"{own}\n")
        return f"{report}?subject={subject}&body={body}"

    def moved_anchors(self) -> list[tuple[str, str]]:
        """Return id and present address of each anchor that left the page."""
        own = page_url(self.page.name, self.locale) or "."
        return list(moved_anchors(self.argument.redirects, self.page.name, self.locale, own))

    def pdf(self, page_name: str | None = None) -> tuple[str, PrintedFile] | None:
        """Return link and file of a page as a PDF, its own unless told; None where none was printed."""
        name = page_name or self.page.name
        printed = self.publication.printed.get((name, self.locale, "pdf")) if self.publication else None
        if printed is None:
            return None
        own = page_url(self.page.name, self.locale) or "."
        return posixpath.relpath(printed.address, own), printed

    @property
    def paper_address(self) -> str:
        """The address that stands at the foot of a printed page: short where there is a short one."""
        assert self.publication is not None
        home = page_url("index", self.locale)
        path = f"{home}{self.layer}/" if self.layer else page_url(self.page.name, self.locale)
        return self.publication.absolute(path).partition("//")[2]

    def download(self, suffix: str) -> str:
        """Return the name of a file that lies beside the page."""
        return download_url(self.page.name, self.locale, suffix).rpartition("/")[2]

    def file(self, path: str) -> str:
        """Return the link to any file of the site, given below its root."""
        return posixpath.relpath(path, page_url(self.page.name, self.locale) or ".")

    def beside(self, page_name: str, locale: str | None = None) -> str:
        """Return the link to a page's Markdown twin, in the language of this page unless told."""
        return self.file(twin_url(page_name, locale or self.locale))

    def guide(self, locale: str) -> str:
        """Return the link to the guide for language models in a language."""
        return self.file(guide_url(locale))

    def layer_title(self, front: LayerFront) -> str:
        """Return the title of a layer with its number: 'Layer 3: Memory'."""
        return str(self.words["layer_title"].format(layer=front.layer, title=front.title))

    def full_title(self) -> str:
        """Return what the page is called away from itself: in navigation, window title, and search."""
        front = self.page.front
        return self.layer_title(front) if isinstance(front, LayerFront) else self.front.title
