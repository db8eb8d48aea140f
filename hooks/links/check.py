"""Checking a built folder: every rule over every file, sorted.

Source for languages: Google Search Central, "Tell Google about localized versions of your page": each version
lists itself and all others, with full URLs; a pair that is not named from both sides is ignored.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from faults import Fault, nearest, shown
from links.document import ALTERNATE, CANONICAL, LINK, Document
from links.folder import path_of
from links.judging import Judge
from links.site import PAGE_ENDINGS, Places, Site, read_site
from links.troubles import meant
from links.urls import parse_site_url

_X_DEFAULT = "x-default"
# Language, script, and region; codes are not looked up, but those often mistaken are known.
_CODE = re.compile(r"(?!(jp|cn|cz|dk|gr)\b)[a-z]{2,3}(-[a-z]{4})?(-(?!uk)[a-z]{2}|-[0-9]{3})?|x-default")
_OFTEN_MEANT = {"jp": "ja", "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "en-uk": "en-GB"}


def check_site(folder: Path, url: str, own_rules: bool = True) -> list[Fault]:
    """Return the faults in the links of a built folder that is served at `url`, sorted by path and line.

    `own_rules` adds what only this site asks: announced languages, a complete sitemap. Raises `ValueError` if
    `url` is not the address of a site and `OSError` if `folder` is not a folder.
    """
    site = read_site(str(folder), parse_site_url(url))
    if not any(file.lower().endswith(PAGE_ENDINGS) for file in site.folder.files):
        return [Fault(".", 1, "The folder holds no page.", "Name the folder of a built site.")]
    return sorted(set(_faults(site, own_rules)))


def _faults(site: Site, own_rules: bool) -> Iterator[Fault]:
    judge = Judge(site)
    yield from site.folder.faults
    for document in [*site.pages.values(), *site.others]:
        yield from document.faults
        if document.base_at:
            yield from judge.check(Document(document.file, site.address(document.file)), [document.base_at])
        yield from judge.check(document, document.references)
        yield from _check_ids(document)
        yield from _check_languages(site, document, own_rules)
    yield from _check_alternates(site)
    if own_rules:
        yield from _check_sitemap(site)


def _check_ids(document: Document) -> Iterator[Fault]:
    """Yield references to ids that have to be in the same document and are not."""
    for use, name, line, _ in document.named_ids:
        if not name:
            what, mend = f"{use.label} is empty.", "Name an id, or take the attribute away."
        elif name not in document.ids:
            what = f"{use.label} names the id {shown(name)}, which does not exist."
            mend = meant(nearest(name, document.ids), "Name an id of the page.")
        elif use.tags and document.ids[name] not in use.tags:
            what = f"{use.label} names the id {shown(name)}, which is that of <{document.ids[name]}>."
            mend = f"Name the id of a {' or '.join(f'<{tag}>' for tag in use.tags)}."
        else:
            continue
        yield Fault(document.file, line, what, mend)


def _check_languages(site: Site, document: Document, own_rules: bool) -> Iterator[Fault]:
    """Yield codes that are none, and references to a page in another language than they say or imply.

    By `own_rules`, a link without `hreflang` says that it leads to a page in the same language.
    """
    for reference in document.references:
        use, url, line, code = reference
        if code is not None and not _CODE.fullmatch(code.lower()):
            yield Fault(document.file, line, f"hreflang {shown(code)} is no language code.", _mend_code(code))
            continue
        is_of_page = use is CANONICAL or use.label == "og:url"
        if code is None and not is_of_page and not (own_rules and use is LINK):
            continue
        page = site.page_at(document, url)
        if not page or not _differ(document.language if code is None else code, page.language):
            continue
        what = f"{use.label} {shown(url)} leads to a page in '{page.language}'"
        if is_of_page:
            what, mend = f"{what}; this page is in '{document.language}'.", "Name the address of this page."
        elif code is None:
            what, mend = f"{what} and does not say so.", f'Add hreflang="{page.language}".'
        else:
            what, mend = f"{what}, but its hreflang is '{code}'.", "Make the code and the page agree."
        yield Fault(document.file, line, what, mend)


def _mend_code(code: str) -> str:
    code = code.replace("_", "-")
    found = _OFTEN_MEANT.get(code.lower()) or (code if _CODE.fullmatch(code.lower()) else None)
    return meant(found, "Write a language of ISO 639-1 such as 'en', with a region as in 'en-GB'.")


def _differ(one: str, other: str) -> bool:
    """Tell whether two codes name two languages, whatever their scripts and regions."""
    if one == other:
        return False
    first, second = (code.lower().replace("_", "-").partition("-")[0] for code in (one, other))
    return bool(first and second) and first != second and one.lower() != _X_DEFAULT


def _check_alternates(site: Site) -> Iterator[Fault]:
    """Yield alternates that do not name each other, and second addresses for one purpose."""
    sets = list(_sets(site))
    named: dict[str, set[str]] = defaultdict(set)
    for file, _, _, listed in sets:
        named[file].update(place for _, place in listed)
    for file, document, line, listed in sets:
        own = shown(site.address(file))
        if file not in named[file]:
            what = f"The alternates do not list {own} itself."
            yield Fault(document.file, line, what, "Add it with its own language.")
        for (_, url, at, code), place in listed:
            is_mutual = place == file or file in named[place] or str(code).lower() == _X_DEFAULT
            if place in site.pages and not is_mutual:
                what = f"Alternate {shown(url)} does not name {own} in return."
                yield Fault(document.file, at, what, "Add it there, or take this one away.")
        yield from _check_seconds(document, listed)
    for page in site.pages.values():
        yield from _check_seconds(page, site.places(page, page.of(CANONICAL)))


def _check_seconds(document: Document, listed: Places) -> Iterator[Fault]:
    """Yield the second of two addresses for one language, or for the page as such."""
    seen: dict[str | None, str] = {}
    for (use, url, line, code), place in listed:
        if seen.setdefault(code and code.lower(), place) != place:
            what = f"{use.label} {shown(url)} contradicts an earlier one{f' for {code!r}' if code else ''}."
            yield Fault(document.file, line, what, "Keep one of the two.")


def _sets(site: Site) -> Iterator[tuple[str, Document, int, Places]]:
    """Yield whose alternates are listed where, by pages but that for what is not found, and by sitemaps."""
    for file, page in site.pages.items():
        listed = page.of(ALTERNATE)
        if listed and not page.is_not_found_page:
            yield file, page, listed[0].line, site.places(page, listed)
    for document in site.others:
        for loc, alternates in document.entries:
            target = site.resolve(document, loc.url)
            if alternates and target and target.file:
                yield target.file, document, loc.line, site.places(document, alternates)


def _check_sitemap(site: Site) -> Iterator[Fault]:
    """Yield pages that the sitemap lacks, and entries that are no indexable page or stand twice."""
    listed: set[tuple[str, str]] = set()
    for document, (loc, _) in [(one, entry) for one in site.others for entry in one.entries]:
        target = site.resolve(document, loc.url)
        if not target or (target.path is not None and not target.file):
            continue
        mend = "Take it out of the sitemap."
        wrong = _why_not(site, target.file) if target.file else "is on another site"
        if not wrong and target.path != path_of(target.file):
            wrong, mend = "is not the address of the page", meant(site.address(target.file))
        elif not wrong and (document.file, target.file) in listed:
            wrong, mend = "stands there twice", "Keep one of the two."
        if wrong:
            yield Fault(document.file, loc.line, f"Sitemap entry {shown(loc.url)} {wrong}.", mend)
        listed.add((document.file, target.file))
    for file in site.pages.keys() - {file for _, file in listed}:
        if not _why_not(site, file):
            what = f"The sitemap lacks {shown(site.address(file))}."
            yield Fault(file, 1, what, "Add it, or mark the page 'noindex'.")


def _why_not(site: Site, file: str) -> str:
    """Return why a file is not for search engines, an empty string if it is."""
    page = site.pages.get(file)
    if page is None or not file.lower().endswith(PAGE_ENDINGS):
        return "is no page"
    if page.is_not_found_page:
        return "is the page for what is not found"
    if page.no_index:
        return "is marked 'noindex'"
    if page.leads_on:
        return "only leads on to another page"
    elsewhere = [found for found, place in site.places(page, page.of(CANONICAL)[:1]) if place != file]
    return f"has the canonical address {shown(elsewhere[0].url)}" if elsewhere else ""
