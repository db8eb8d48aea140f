"""The argument as a whole: all pages in both languages, and the register, ready to be asked."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from argument.claims import Claim, order_of
from argument.files import find_file_problems
from argument.pages import Page, parse_page
from argument.permalinks import Permalinks, read_permalinks
from argument.problems import Problem
from argument.redirects import Redirect, read_redirects
from argument.register import Register, Registered, read_register
from argument.schema import (
    ComparisonFront,
    Correction,
    Entry,
    Event,
    Front,
    GlossaryFront,
    LayerFront,
    OutlookFront,
    Prediction,
    Row,
    SourcesFront,
    Term,
)
from argument.sources import LOCALES, read_sources

F = TypeVar("F", bound=Front)


@dataclass(frozen=True)
class PlacedRow:
    """A row of the comparison and the page it comes from; `layer` is None for the page `comparison`."""

    row: Row
    page: Page
    layer: int | None


@dataclass(frozen=True)
class Argument:
    """Every page by name and locale; `problems` is what reading them found, before any check."""

    pages: dict[tuple[str, str], Page]
    register: Register | None
    permalinks: Permalinks | None
    redirects: tuple[Redirect, ...]
    problems: tuple[Problem, ...]
    docs_name: str = "docs"

    def page(self, name: str, locale: str) -> Page | None:
        return self.pages.get((name, locale))

    def in_locale(self, locale: str) -> list[Page]:
        """Return the pages of one language, sorted by name."""
        return [page for (_, found), page in sorted(self.pages.items()) if found == locale]

    def front(self, name: str, locale: str, cls: type[F]) -> F | None:
        """Return the front matter of a page, or None where it is missing or at fault."""
        page = self.page(name, locale)
        return page.front if page and isinstance(page.front, cls) else None

    def layers(self, locale: str) -> list[tuple[Page, LayerFront]]:
        """Return the layer pages of one language in the order of their numbers."""
        found = [(p, p.front) for p in self.in_locale(locale) if isinstance(p.front, LayerFront)]
        return sorted(found, key=lambda pair: pair[1].layer)

    def claims(self, locale: str) -> dict[str, Claim]:
        """Return the claims of one language by id, in the order of their numbers."""
        return self._claims[locale]

    @functools.cached_property
    def _claims(self) -> dict[str, dict[str, Claim]]:
        def of(locale: str) -> dict[str, Claim]:
            found = [claim for page in self.in_locale(locale) for claim in page.claims]
            # Of claims with the same id, which is a fault, the first stands.
            by_id = {claim.id: claim for claim in reversed(found)}
            return dict(sorted(by_id.items(), key=lambda item: order_of(item[0])))

        return {locale: of(locale) for locale in LOCALES}

    @functools.cached_property
    def meant_claims(self) -> frozenset[str]:
        """The ids of the claims of either language, those whose attribute list is at fault included."""
        return frozenset(found for page in self.pages.values() for found in page.meant_claims if found)

    @functools.cached_property
    def registered(self) -> dict[str, Registered]:
        """The register's claims by id; empty where there is no register."""
        return {found.id: found for found in self.register.claims} if self.register else {}

    def rows(self, locale: str) -> Iterator[PlacedRow]:
        """Yield the rows of the table: layer by layer, then those of the page `comparison`."""
        for page, front in self.layers(locale):
            yield from (PlacedRow(row, page, front.layer) for row in front.comparison)
        whole = self.page("comparison", locale)
        if whole and isinstance(whole.front, ComparisonFront):
            yield from (PlacedRow(row, whole, None) for row in whole.front.comparison)

    def entries(self, locale: str) -> dict[str, Entry]:
        """Return the entries of the wider record by id, in their order on the page."""
        front = self.front("sources", locale, SourcesFront)
        return {entry.id: entry for entry in front.record} if front else {}

    def timeline(self, locale: str) -> tuple[Event, ...]:
        front = self.front("sources", locale, SourcesFront)
        return front.timeline if front else ()

    def corrections(self, locale: str) -> tuple[Correction, ...]:
        front = self.front("sources", locale, SourcesFront)
        return front.translations if front else ()

    def predictions(self, locale: str) -> tuple[Prediction, ...]:
        front = self.front("outlook", locale, OutlookFront)
        return front.predictions if front else ()

    def terms(self, locale: str) -> tuple[Term, ...]:
        front = self.front("glossary", locale, GlossaryFront)
        return front.terms if front else ()


def load_argument(docs: Path, shown_as: str = "docs") -> Argument:
    """Return the argument that a docs folder holds; paths in problems begin with `shown_as`."""
    sources, problems = read_sources(docs, shown_as)
    register, register_problems = read_register(docs, shown_as)
    permalinks, permalink_problems = read_permalinks(docs, shown_as)
    redirects, redirect_problems = read_redirects(docs, shown_as)
    pages = {(source.name, source.locale): parse_page(source) for source in sources}
    beside = (
        *find_file_problems(docs, shown_as).values(),
        *register_problems,
        *permalink_problems,
        *redirect_problems,
    )
    found = [found for page in pages.values() for found in page.problems]
    return Argument(pages, register, permalinks, redirects, (*problems, *beside, *found), shown_as)
