"""Sitemaps: the addresses they list, with their alternates, and the further sitemaps of an index."""

from __future__ import annotations

from dataclasses import dataclass, field

from links.references import Reference, Use
from links.xmltree import Document

_LOC = Use("Sitemap entry", absolute=True)
_INDEX = Use("Sitemap of the index", absolute=True)
_ALTERNATE = Use("Alternate", absolute=True)
_MEDIA = Use("Sitemap file", absolute=True)
# Elements of the image and video extensions that hold a URL.
_MEDIA_NAMES = {"loc", "content_loc", "thumbnail_loc", "player_loc"}


@dataclass(slots=True)
class Entry:
    """One `<url>`: its address and, by language code, its alternates."""

    loc: Reference
    alternates: list[tuple[str, Reference]] = field(default_factory=list)


@dataclass(slots=True)
class Sitemap:
    """What a sitemap lists."""

    entries: list[Entry] = field(default_factory=list)
    sitemaps: list[Reference] = field(default_factory=list)
    media: list[Reference] = field(default_factory=list)

    @property
    def references(self) -> list[Reference]:
        alternates = [found for entry in self.entries for _, found in entry.alternates]
        return [*(entry.loc for entry in self.entries), *alternates, *self.sitemaps, *self.media]


def is_sitemap(document: Document) -> bool:
    return document.root.name in ("urlset", "sitemapindex")


def parse_sitemap(document: Document) -> Sitemap:
    """Return what a sitemap or an index of sitemaps lists."""
    sitemap = Sitemap()
    for child in document.root.children:
        locs = list(child.named("loc"))
        loc = locs[0] if locs else child
        if child.name == "sitemap":
            sitemap.sitemaps.append(Reference(_INDEX, loc.text if locs else "", line=loc.line))
        if child.name != "url":
            continue
        entry = Entry(Reference(_LOC, loc.text if locs else "", line=loc.line))
        sitemap.entries.append(entry)
        for link in child.named("link"):
            rel, code = (link.attributes.get(name, "") for name in ("rel", "hreflang"))
            if "alternate" in rel.lower().split():
                alternate = Reference(_ALTERNATE, link.attributes.get("href", ""), line=link.line)
                entry.alternates.append((code, alternate))
        for medium in child.children:
            for inner in medium.children:
                if inner.name in _MEDIA_NAMES:
                    sitemap.media.append(Reference(_MEDIA, inner.text, line=inner.line))
    return sitemap
