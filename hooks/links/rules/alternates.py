"""Languages: canonical addresses stay in the page's own, and alternates form sets that agree on all sides.

Source: Google Search Central, "Tell Google about localized versions of your page": each version lists itself
and all others, with full URLs; a pair that is not named from both sides is ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from links.languages import X_DEFAULT, is_hreflang, meant_hreflang, primary
from links.page import Page
from links.references import META, Reference
from links.report import Finding, meant, shown
from links.site import Context, Site, Target


@dataclass(frozen=True, slots=True)
class Alternates:
    """The alternates of one page, as the page or a sitemap lists them; `at` stands for the whole."""

    file: str
    context: Context
    listed: list[tuple[str, Reference]]
    at: Reference


def check_canonical(site: Site, context: Context, page: Page) -> Iterator[Finding]:
    """Yield canonical addresses and `og:url` in another language than the page, and second ones."""
    targets: list[Target | None] = []
    shared = [found for found in page.references if found.use is META["og:url"]]
    for reference in [*page.canonicals, *shared]:
        found = site.page_at(context, reference.url)
        if found and _differ(page.language, found[1].language):
            what = (
                f"{reference.use.label} {shown(reference.url)} leads to a page in '{found[1].language}';"
                f" this page is in '{page.language}'."
            )
            yield Finding(reference, what, "Name the address of this page.")
    for reference in page.canonicals:
        target = site.resolve(context, reference.url)
        if targets and target not in targets:
            what = f"Canonical address {shown(reference.url)} contradicts an earlier one."
            yield Finding(reference, what, "Keep one of the two.")
        targets.append(target)


def check_codes(site: Site, context: Context, listed: Iterable[tuple[str, Reference]]) -> Iterator[Finding]:
    """Yield language codes that do not exist, and those that the page behind them contradicts."""
    for code, reference in listed:
        if not is_hreflang(code):
            near = meant_hreflang(code)
            mend = (
                meant(near)
                if near
                else "Write a language of ISO 639-1 such as 'en', with a region as in 'en-GB'."
            )
            yield Finding(reference, f"hreflang {shown(code)} is no language code.", mend)
            continue
        found = site.page_at(context, reference.url)
        if found and code.lower() != X_DEFAULT and _differ(code, found[1].language):
            what = f"hreflang '{code}' is given to {shown(reference.url)}, a page in '{found[1].language}'."
            yield Finding(reference, what, "Make the code and the page agree.")


def check_sets(site: Site, sets: list[Alternates]) -> Iterator[tuple[str, Finding]]:
    """Yield, with the file that lists them, alternates that do not name each other, or one code twice."""
    named: dict[str, set[str]] = {}
    for one in sets:
        named.setdefault(one.file, set()).update(_files(site, one))
    for one in sets:
        for finding in [*_check_twice(site, one), *_check_set(site, one, named)]:
            yield one.context.file, finding


def _check_set(site: Site, one: Alternates, named: dict[str, set[str]]) -> Iterator[Finding]:
    if one.listed and one.file not in named[one.file]:
        what = f"The alternates do not list {shown(site.address(one.file))} itself."
        yield Finding(one.at, what, "Add it with its own language.")
    for code, reference in one.listed:
        found = site.page_at(one.context, reference.url)
        if not found or found[0] == one.file or code.lower() == X_DEFAULT:
            continue
        if one.file not in named.get(found[0], set()):
            what = (
                f"Alternate {shown(reference.url)} does not name {shown(site.address(one.file))} in return."
            )
            yield Finding(reference, what, "Add it there, or take this one away.")


def _check_twice(site: Site, one: Alternates) -> Iterator[Finding]:
    seen: dict[str, object] = {}
    for code, reference in one.listed:
        target = site.resolve(one.context, reference.url)
        if seen.setdefault(code.lower(), target) != target:
            what = f"hreflang '{code}' is given to a second address, {shown(reference.url)}."
            yield Finding(reference, what, "Keep one address for a language.")


def _files(site: Site, one: Alternates) -> set[str]:
    targets = (site.resolve(one.context, reference.url) for _, reference in one.listed)
    return {target.file for target in targets if target and target.file}


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and primary(one) != primary(other)
