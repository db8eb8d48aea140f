"""A built site in memory: its files, what its pages say, and where each URL leads."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass, field
from typing import NamedTuple

from links.folder import Find, Folder, path_of
from links.page import Page
from links.texts import Redirect
from links.urls import SiteUrl, Way, decode, join, way

NOT_FOUND_PAGE = "404.html"
# What a page's own address need not escape.
_SAFE = "/:@!$&'()*+,;=~"


class Target(NamedTuple):
    """Where a URL leads: `file` is the file that a host serves, empty where it serves none."""

    way: Way
    find: Find
    file: str
    path: str


class Context(NamedTuple):
    """The document in which a reference stands; `frame` is that of a `srcdoc`, with anchors of its own."""

    file: str
    base: str
    base_path: str
    is_rebased: bool = False
    frame: Page | None = None

    @property
    def is_not_found_page(self) -> bool:
        return self.file.rpartition("/")[2] == NOT_FOUND_PAGE


@dataclass(slots=True)
class Site:
    """The site as its readers find it; `pages` holds drawings too, for their anchors."""

    url: SiteUrl
    folder: Folder
    pages: dict[str, Page] = field(default_factory=dict)
    redirects: list[Redirect] = field(default_factory=list)
    _targets: dict[str, Target] = field(default_factory=dict)

    def target(self, url: str) -> Target:
        """Return where an absolute URL without a fragment leads."""
        found = self._targets.get(url)
        if found is None:
            found = self._targets[url] = self._find_target(url)
        return found

    def _find_target(self, url: str) -> Target:
        leads, path = way(url, self.url)
        if leads is not Way.OWN:
            return Target(leads, Find.NOTHING, "", path)
        find, file = self.folder.find(path)
        if find is Find.NOTHING and (redirect := self.redirect(path)):
            return self._redirected(redirect, path)
        return Target(leads, find, file if find is Find.FILE else "", path)

    def redirect(self, path: str) -> Redirect | None:
        """Return the line of `_redirects` that is about a decoded path of the site."""
        full = self.url.prefix + path
        return next((found for found in self.redirects if found.pattern.fullmatch(full)), None)

    def _redirected(self, redirect: Redirect, path: str) -> Target:
        """Return what a redirect leads to; one step only, for the checks refuse chains."""
        if redirect.is_open:
            return Target(Way.ELSEWHERE, Find.NOTHING, "", "")
        leads, target = self.lead(redirect)
        if leads is not Way.OWN:
            return Target(leads, Find.NOTHING, "", "")
        find, file = self.folder.find(target)
        return Target(leads, find, file if find is Find.FILE else "", path)

    def lead(self, redirect: Redirect) -> tuple[Way, str]:
        """Return where the target of a redirect leads, by itself."""
        try:
            return way(join(self.url.href, redirect.target).partition("#")[0], self.url)
        except ValueError:
            return Way.ELSEWHERE, ""

    def resolve(self, context: Context, url: str) -> Target | None:
        """Return where a URL leads that stands in a document, None if it cannot be parsed."""
        try:
            return self.target(join(context.base, url).partition("#")[0])
        except ValueError:
            return None

    def page_at(self, context: Context, url: str) -> tuple[str, Page] | None:
        """Return file and content of the page that a URL leads to, None if it is none of the site's."""
        target = self.resolve(context, url)
        page = self.pages.get(target.file) if target else None
        return (target.file, page) if target and page else None

    def address(self, file: str) -> str:
        """Return the URL that a file is known by."""
        return self.url.href + urllib.parse.quote(path_of(file).encode("utf-8", "surrogateescape"), _SAFE)

    def context(self, file: str, page: Page | None = None) -> Context:
        """Return the document of a file as a place from which references are resolved."""
        address = base = self.address(file)
        if page and page.base:
            base = self._base(address, page.base.url)
        return Context(file, base, self._base_path(base), base != address)

    def _base(self, address: str, url: str) -> str:
        """Return what `<base>` sets; like browsers, with no regard to one that cannot be a base."""
        try:
            base = join(address, url)
        except ValueError:
            return address
        return address if base.startswith(("data:", "javascript:")) else base

    def _base_path(self, base: str) -> str:
        path = base.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
        return f"/{path}"

    def has_anchor(self, context: Context, file: str, fragment: str) -> bool:
        """Tell whether a fragment points at something in a file; of files that are no documents all do."""
        page = self.pages.get(file)
        if page is None or not fragment or fragment.lower() == "top":
            return True
        decoded = decode(fragment)
        if page.has_anchor(fragment) or page.has_anchor(decoded):
            return True
        if context.frame and file == context.file:
            return context.frame.has_anchor(fragment) or context.frame.has_anchor(decoded)
        return file.lower().endswith(".svg") and decoded.startswith(("svgView(", "xywh=", "t="))
