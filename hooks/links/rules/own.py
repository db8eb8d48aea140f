"""What this site promises beyond links that work: languages announced, and a sitemap that is complete."""

from __future__ import annotations

from collections.abc import Iterator

from links.folder import path_of
from links.languages import primary
from links.page import Page
from links.references import LINK, TEXT, Reference, Use
from links.report import Finding, meant, shown
from links.site import NOT_FOUND_PAGE, Context, Site
from links.sitemaps import Entry
from links.urls import Way

# Where a fault is that of a page as a whole.
_PAGE = Reference(Use("Page"), "", TEXT)
PAGE_ENDINGS = (".html", ".htm", ".xhtml")


def check_announced(site: Site, context: Context, page: Page) -> Iterator[Finding]:
    """Yield links to a page in another language that carry no `hreflang`."""
    for reference in page.references:
        if reference.use is not LINK or reference.tag != "a" or reference in page.languages:
            continue
        found = site.page_at(context, reference.url)
        other = found[1].language if found else ""
        if page.language and other and primary(other) != primary(page.language):
            what = f"Link {shown(reference.url)} leads to a page in '{other}' and does not say so."
            yield Finding(reference, what, f'Add hreflang="{other}".')


def check_sitemap(
    site: Site, contexts: dict[str, Context], entries: list[tuple[Context, Entry]]
) -> Iterator[tuple[str, Finding]]:
    """Yield pages that the sitemap lacks, and entries that are no indexable page or stand twice."""
    listed: set[str] = set()
    for context, entry in entries:
        target = site.resolve(context, entry.loc.url)
        if not target or (target.way is Way.OWN and not target.file):
            continue
        reason = _why_not(site, contexts, target.file) if target.file else "is on another site"
        if reason:
            what = f"Sitemap entry {shown(entry.loc.url)} {reason}."
            yield context.file, Finding(entry.loc, what, "Take it out of the sitemap.")
        elif target.path != path_of(target.file):
            what = f"Sitemap entry {shown(entry.loc.url)} is not the address of the page."
            yield context.file, Finding(entry.loc, what, meant(site.address(target.file)))
        elif target.file in listed:
            what = f"Sitemap entry {shown(entry.loc.url)} stands there twice."
            yield context.file, Finding(entry.loc, what, "Keep one of the two.")
        listed.add(target.file)
    for file in site.pages:
        if file not in listed and not _why_not(site, contexts, file):
            what = f"The sitemap lacks {shown(site.address(file))}."
            yield file, Finding(_PAGE, what, "Add it, or mark the page 'noindex'.")


def _why_not(site: Site, contexts: dict[str, Context], file: str) -> str:
    """Return why a file is not for search engines, an empty string if it is."""
    if not file.lower().endswith(PAGE_ENDINGS) or file not in site.pages:
        return "is no page"
    page = site.pages[file]
    if file.rpartition("/")[2] == NOT_FOUND_PAGE:
        return "is the page for what is not found"
    if page.no_index:
        return "is marked 'noindex'"
    if page.refreshed:
        return "only leads on to another page"
    for reference in page.canonicals[:1]:
        target = site.resolve(contexts[file], reference.url)
        if target and target.file != file:
            return f"has the canonical address {shown(reference.url)}"
    return ""
