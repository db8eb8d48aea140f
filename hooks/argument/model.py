"""The argument as a whole: all pages in both languages, and the register, ready to be asked.

`argument["en"].claims` are the claims of one language; `argument["en"].rows` the rows of its table. A new
layer is a new page in both languages, such as `layers/8-….ja.md`; nothing here knows how many there are.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from argument.claims import Claim, Note, order_of, read_marked
from argument.frontmatter import decode_yaml, split_front_matter
from argument.markup import Block, parse_blocks
from argument.permalinks import FILE_NAME as PERMALINKS
from argument.permalinks import REDIRECTS, Permalinks, Redirect, parse_permalinks, parse_redirects
from argument.register import REGISTER, Passage, Register, Registered, parse_register
from argument.schema import (
    ComparisonFront,
    Entry,
    Front,
    GlossaryFront,
    LayerFront,
    OutlookFront,
    Prediction,
    Row,
    SourcesFront,
    cited_claims,
    front_class,
)
from argument.sources import DOCS, LOCALES, Source, decode, read_files
from faults import Fault


@dataclass(frozen=True)
class Page(Source):
    """A parsed page: its front matter, its blocks, its claims and notes, and what is wrong with them.

    `front` is None where the front matter is at fault. `body` is the Markdown below it, `body_line` its first
    line in the file. Where the two cannot be told apart, that is 0 and there is nothing else.
    """

    front: Front | None = None
    body: str = ""
    body_line: int = 0
    blocks: tuple[Block, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()


@functools.lru_cache(maxsize=4096)
def parse_page(source: Source) -> Page:
    """Return the page that a source holds; the same source is parsed once in a process."""
    own = (source.path, source.name, source.locale, source.text)
    split = split_front_matter(source.text, source.path)
    if isinstance(split, Fault):
        return Page(*own, faults=(split,))
    head, body, body_line = split
    front, front_faults = decode_yaml(head, source.path, front_class(source.name))
    blocks, body_faults = parse_blocks(body, body_line, source.path)
    claims, notes, marked_faults = read_marked(source, blocks)
    faults = (*front_faults, *body_faults, *marked_faults)
    return Page(*own, front, body, body_line, blocks, claims, notes, faults)


F = TypeVar("F", bound=Front)
T = TypeVar("T")


@dataclass(frozen=True)
class PlacedRow:
    """A row of the comparison and the page it comes from; `layer` is None for the page `comparison`."""

    row: Row
    page: Page
    layer: int | None

    @property
    def id(self) -> str:
        return self.row.id


Citation = PlacedRow | Prediction | Note


class Language:
    """The pages of one language, sorted by name, and what stands on them."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = sorted(pages, key=lambda page: page.name)
        self.glossary = self._front(GlossaryFront)
        self.outlook = self._front(OutlookFront)
        self.sources = self._front(SourcesFront)
        # In the order of their numbers.
        layers = [(page, page.front) for page in self.pages if isinstance(page.front, LayerFront)]
        self.layers = sorted(layers, key=lambda pair: pair[1].layer)
        # By id, in the order of their numbers; of two with the same id, a fault, the first.
        claims = {claim.id: claim for page in reversed(self.pages) for claim in reversed(page.claims)}
        self.claims: dict[str, Claim] = dict(sorted(claims.items(), key=lambda item: order_of(item[0])))
        # The rows of the table: layer by layer, then those of the page `comparison`.
        self.rows = [
            PlacedRow(row, page, front.layer) for page, front in self.layers for row in front.comparison
        ]
        for page in self.pages:
            if isinstance(page.front, ComparisonFront):
                self.rows += [PlacedRow(row, page, None) for row in page.front.comparison]
        # The conflicts between the two documents in the order of their numbers.
        notes = [note for page in self.pages for note in page.notes if note.kind == "conflict"]
        self.conflicts = sorted(notes, key=lambda note: int(note.number[1:]))
        # The wider record by id, in the order of the page.
        self.entries = {entry.id: entry for entry in self.sources.record}

    def _front(self, cls: type[F]) -> F:
        """Return the front matter of the one page of its kind; without that page, one of empty lists."""
        nothing: Any = {key.name: () for key in cls.declared}
        return next((page.front for page in self.pages if isinstance(page.front, cls)), cls(**nothing))

    @functools.cached_property
    def bearings(self) -> dict[str, dict[str, list[Entry]]]:
        """The works of the record that bear on each claim, by its id and how they do, in their order."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for entry in self.sources.record:
            for kind, ids in entry.bearing.kinds() if entry.bearing else ():
                for claim_id in dict.fromkeys(ids):
                    found.setdefault(claim_id, {}).setdefault(kind, []).append(entry)
        return found

    def citing(self) -> Iterator[tuple[Citation, Iterable[str]]]:
        """Yield rows, predictions, and conflicts, each with the ids of the claims it rests on."""
        yield from ((placed, cited_claims(placed.row)) for placed in self.rows)
        yield from ((prediction, prediction.claims) for prediction in self.outlook.predictions)
        yield from ((note, note.references) for note in self.conflicts)

    @functools.cached_property
    def citations(self) -> dict[str, list[Citation]]:
        """What rests on each claim, by its id."""
        found: dict[str, list[Citation]] = {}
        for citation, claim_ids in self.citing():
            for claim_id in dict.fromkeys(claim_ids):
                found.setdefault(claim_id, []).append(citation)
        return found


@dataclass(frozen=True, eq=False)
class Argument:
    """Every page by name and locale; `faults` is what reading them found, before any check."""

    pages: dict[tuple[str, str], Page]
    register: Register
    permalinks: Permalinks
    redirects: tuple[Redirect, ...]
    faults: tuple[Fault, ...]

    @functools.cached_property
    def _languages(self) -> dict[str, Language]:
        pages = self.pages.items()
        return {locale: Language(page for (_, found), page in pages if found == locale) for locale in LOCALES}

    def __getitem__(self, locale: str) -> Language:
        return self._languages[locale]

    def page(self, name: str, locale: str) -> Page | None:
        return self.pages.get((name, locale))

    def twins(self, of: Callable[[Language], Iterable[T]]) -> Iterator[dict[str, T]]:
        """Yield by locale what both languages hold in the same order; raises `ValueError` at another."""
        for twin in zip(*(of(self[locale]) for locale in LOCALES), strict=True):
            yield dict(zip(LOCALES, twin, strict=True))

    @functools.cached_property
    def registered(self) -> dict[str, Registered]:
        """The register's claims by id."""
        return {found.id: found for found in self.register.claims}

    def passages(self, claim_id: str, place: str) -> list[Passage]:
        """Return where a claim begins in a place of the documents; nothing for one that is not registered."""
        registered = self.registered.get(claim_id)
        return [found for found in registered.passages if found.at == place] if registered else []


def load_argument(docs: Path) -> Argument:
    """Return the argument that a docs folder holds; what is missing or at fault beside the pages is empty."""
    sources, faults = read_files(docs)
    pages = {(source.name, source.locale): parse_page(source) for source in sources}

    def beside(name: str, parse: Callable[[Source], tuple[T | None, list[Fault]]], nothing: T) -> T:
        path = f"{DOCS}/{name}"
        if not (docs / name).is_file():
            return nothing
        if isinstance(text := decode((docs / name).read_bytes(), path), Fault):
            faults.append(text)
            return nothing
        found, told = parse(Source(path, name, "", text))
        faults.extend(told)
        return found or nothing

    register = beside(REGISTER, parse_register, Register(documents=(), claims=()))
    permalinks: Permalinks = beside(PERMALINKS, parse_permalinks, {})
    redirects: tuple[Redirect, ...] = beside(REDIRECTS, parse_redirects, ())
    if not (docs / REGISTER).is_file():
        mend = "Restore it from version control."
        faults.append(Fault(f"{DOCS}/{REGISTER}", 1, "The register is missing.", mend))
    faults += [found for page in pages.values() for found in page.faults]
    return Argument(pages, register, permalinks, redirects, tuple(faults))
