"""The argument as a whole: all pages in both languages, and the register, ready to be asked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from argument.claims import Claim, order_of
from argument.files import find_file_problems
from argument.notes import Note
from argument.pages import Page, parse_page
from argument.permalinks import FILE_NAME as PERMALINKS
from argument.permalinks import Permalinks, parse_permalinks
from argument.problems import Problem
from argument.redirects import FILE_NAME as REDIRECTS
from argument.redirects import Redirect, parse_redirects
from argument.register import FILE_NAME as REGISTER
from argument.register import Register, Registered, parse_register
from argument.schema import (
    Change,
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
    Tier,
    cited_claims,
)
from argument.sources import LOCALES, Source, read_sources, read_text

F = TypeVar("F", bound=Front)


@dataclass(frozen=True)
class PlacedRow:
    """A row of the comparison and the page it comes from; `layer` is None for the page `comparison`."""

    row: Row
    page: Page
    layer: int | None


Citation = PlacedRow | Prediction | Note


class Language:
    """The pages of one language, and what stands on them; each list is made once, when it is asked for."""

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = [page for _, page in sorted(pages.items())]
        self._by_name = pages

    @functools.cached_property
    def layers(self) -> list[tuple[Page, LayerFront]]:
        """The layer pages in the order of their numbers."""
        found = [(page, page.front) for page in self.pages if isinstance(page.front, LayerFront)]
        return sorted(found, key=lambda pair: pair[1].layer)

    @functools.cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by id, in the order of their numbers."""
        found = [claim for page in self.pages for claim in page.claims]
        # Of claims with the same id, which is a fault, the first stands.
        by_id = {claim.id: claim for claim in reversed(found)}
        return dict(sorted(by_id.items(), key=lambda item: order_of(item[0])))

    @functools.cached_property
    def series(self) -> dict[str, list[Claim]]:
        """The claims by what stands before the point in their numbers: a layer, or a letter."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            found.setdefault(claim.number.partition(".")[0], []).append(claim)
        return found

    @functools.cached_property
    def rows(self) -> list[PlacedRow]:
        """The rows of the table: layer by layer, then those of the page `comparison`."""
        rows = [PlacedRow(row, page, front.layer) for page, front in self.layers for row in front.comparison]
        whole = self._by_name.get("comparison")
        if whole and isinstance(whole.front, ComparisonFront):
            rows += [PlacedRow(row, whole, None) for row in whole.front.comparison]
        return rows

    @functools.cached_property
    def conflicts(self) -> list[Note]:
        """The conflicts between the two documents in the order of their numbers."""
        notes = [note for page in self.pages for note in page.notes if note.kind == "conflict"]
        return sorted(notes, key=lambda note: int(note.number[1:]))

    def front(self, name: str, cls: type[F]) -> F | None:
        """Return the front matter of a page, or None where it is missing or at fault."""
        page = self._by_name.get(name)
        return page.front if page and isinstance(page.front, cls) else None

    @functools.cached_property
    def entries(self) -> dict[str, Entry]:
        """The entries of the wider record by id, in their order on the page."""
        front = self.front("sources", SourcesFront)
        return {entry.id: entry for entry in front.record} if front else {}

    @functools.cached_property
    def predictions(self) -> tuple[Prediction, ...]:
        front = self.front("outlook", OutlookFront)
        return front.predictions if front else ()

    @functools.cached_property
    def citations(self) -> dict[str, list[Citation]]:
        """What rests on each claim, by its id: rows, predictions, and conflicts."""
        found: dict[str, list[Citation]] = {}
        for placed in self.rows:
            for claim_id in cited_claims(placed.row):
                found.setdefault(claim_id, []).append(placed)
        for prediction in self.predictions:
            for claim_id in dict.fromkeys(prediction.claims):
                found.setdefault(claim_id, []).append(prediction)
        for note in self.conflicts:
            for claim_id in dict.fromkeys(note.references):
                found.setdefault(claim_id, []).append(note)
        return found


@dataclass(frozen=True, eq=False)
class Argument:
    """Every page by name and locale; `problems` is what reading them found, before any check."""

    pages: dict[tuple[str, str], Page]
    register: Register | None
    permalinks: Permalinks | None
    redirects: tuple[Redirect, ...]
    problems: tuple[Problem, ...]
    docs_name: str = "docs"

    @functools.cached_property
    def _languages(self) -> dict[str, Language]:
        pages = self.pages.items()
        return {
            locale: Language({name: page for (name, found), page in pages if found == locale})
            for locale in LOCALES
        }

    def page(self, name: str, locale: str) -> Page | None:
        return self.pages.get((name, locale))

    def in_locale(self, locale: str) -> list[Page]:
        """Return the pages of one language, sorted by name."""
        return self._languages[locale].pages

    def layers(self, locale: str) -> list[tuple[Page, LayerFront]]:
        """Return the layer pages of one language in the order of their numbers."""
        return self._languages[locale].layers

    def claims(self, locale: str) -> dict[str, Claim]:
        """Return the claims of one language by id, in the order of their numbers."""
        return self._languages[locale].claims

    def series(self, locale: str) -> dict[str, list[Claim]]:
        """Return the claims of one language by their layers, and by the letters of their series."""
        return self._languages[locale].series

    @functools.cached_property
    def meant_claims(self) -> frozenset[str]:
        """The ids of the claims of either language, those whose attribute list is at fault included."""
        return frozenset(found for page in self.pages.values() for found in page.meant_claims if found)

    @functools.cached_property
    def registered(self) -> dict[str, Registered]:
        """The register's claims by id; empty where there is no register."""
        return {found.id: found for found in self.register.claims} if self.register else {}

    def rows(self, locale: str) -> list[PlacedRow]:
        """Return the rows of the table: layer by layer, then those of the page `comparison`."""
        return self._languages[locale].rows

    def citations(self, locale: str) -> dict[str, list[Citation]]:
        """Return what rests on each claim, by its id."""
        return self._languages[locale].citations

    def conflicts(self, locale: str) -> list[Note]:
        """Return the conflicts between the two documents in the order of their numbers."""
        return self._languages[locale].conflicts

    def entries(self, locale: str) -> dict[str, Entry]:
        """Return the entries of the wider record by id, in their order on the page."""
        return self._languages[locale].entries

    def timeline(self, locale: str) -> tuple[Event, ...]:
        front = self._languages[locale].front("sources", SourcesFront)
        return front.timeline if front else ()

    def corrections(self, locale: str) -> tuple[Correction, ...]:
        front = self._languages[locale].front("sources", SourcesFront)
        return front.translations if front else ()

    def changes(self, locale: str) -> tuple[Change, ...]:
        front = self._languages[locale].front("sources", SourcesFront)
        return front.changes if front else ()

    def roadmap(self, locale: str) -> tuple[Tier, ...]:
        front = self._languages[locale].front("outlook", OutlookFront)
        return front.roadmap if front else ()

    def predictions(self, locale: str) -> tuple[Prediction, ...]:
        return self._languages[locale].predictions

    def terms(self, locale: str) -> tuple[Term, ...]:
        front = self._languages[locale].front("glossary", GlossaryFront)
        return front.terms if front else ()


def load_argument(docs: Path, shown_as: str = "docs") -> Argument:
    """Return the argument that a docs folder holds; paths in problems begin with `shown_as`.

    The same texts give the same argument, so what is found in it is found once in a process.
    """
    sources, problems = read_sources(docs, shown_as)
    found = [*problems, *find_file_problems(docs, shown_as).values()]
    beside: list[Source | None] = []
    for name in (REGISTER, PERMALINKS, REDIRECTS):
        text = read_text(docs / name, path := f"{shown_as}/{name}")
        found += [text] if isinstance(text, Problem) else []
        beside.append(Source(path, name, "", text) if isinstance(text, str) else None)
    return _argument(sources, *beside, problems=tuple(found), docs_name=shown_as)


@functools.lru_cache(maxsize=2)
def _argument(
    sources: tuple[Source, ...],
    register: Source | None,
    permalinks: Source | None,
    redirects: Source | None,
    *,
    problems: tuple[Problem, ...],
    docs_name: str,
) -> Argument:
    pages = {(source.name, source.locale): parse_page(source) for source in sources}
    registered, register_faults = parse_register(register) if register else (None, [])
    published, permalink_faults = parse_permalinks(permalinks) if permalinks else (None, [])
    rules, redirect_faults = parse_redirects(redirects) if redirects else ((), [])
    beside = (*register_faults, *permalink_faults, *redirect_faults)
    in_pages = [found for page in pages.values() for found in page.problems]
    return Argument(pages, registered, published, rules, (*problems, *beside, *in_pages), docs_name)
