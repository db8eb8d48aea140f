"""What a template sees of the argument: the page it stands on, its language, and questions to ask."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
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
from argument.claims import VOICES, Claim, is_place, split_place
from argument.comparison import relation_counts
from argument.grouping import near
from argument.inline import plain_text
from argument.model import Argument, Citation, PlacedRow
from argument.notes import Note
from argument.pages import Page
from argument.publication import EDITION_PAGE, PrintedFile, Publication
from argument.redirects import moved_anchors
from argument.register import Document, Passage, Section
from argument.schema import IN_SOURCE, ON_RECORD, TABLE_PAGE, Entry, LayerFront
from argument.sources import LOCALES
from argument.templates import words


@dataclass(frozen=True)
class View:
    """The argument as seen from one page; every link it gives is relative to that page."""

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

    def short_url(self, number: str) -> str:
        """Return the link to the short address of a claim, '../../3.5/' from a layer's page."""
        own = page_url(self.page.name, self.locale) or "."
        return f"{posixpath.relpath(page_url('index', self.locale) + number, own)}/"

    @property
    def other_locale(self) -> str:
        """The language of the page's pair."""
        return next(locale for locale in LOCALES if locale != self.locale)

    def twin_url(self, anchor: str) -> str:
        """Return the link to an anchor on the page's pair in the other language."""
        own = page_url(self.page.name, self.locale)
        return relative_address(own, self.page.name, anchor, self.other_locale)

    def twin_text(self, claim: Claim) -> str:
        """Return the text of a claim in the other language; none in a preview that lacks it."""
        twin = self.argument.claims(self.other_locale).get(claim.id)
        return plain_text(twin.text) if twin else ""

    def layer_claims(self, layer: int) -> list[Claim]:
        """Return the claims of a layer in the order of their numbers."""
        return self.argument.series(self.locale).get(str(layer), [])

    def standing(self, claim: Claim) -> str:
        """Tell where a claim stands: in 'both' documents, in the 'post' alone, in the 'article' alone."""
        documents = {split_place(place)[0] for place in claim.at}
        return "both" if len(documents) > 1 else documents.pop()

    def standings(self) -> list[tuple[str, int]]:
        """Return each standing and the number of its claims."""
        counts = Counter(self.standing(claim) for claim in self.argument.claims(self.locale).values())
        return [(standing, counts[standing]) for standing in ("both", "post", "article")]

    def citing(self, claim: Claim) -> list[tuple[str, str]]:
        """Return name and link of each row, prediction, and conflict that rests on a claim."""
        return [self._citation(found) for found in self.argument.citations(self.locale).get(claim.id, ())]

    def _citation(self, found: Citation) -> tuple[str, str]:
        if isinstance(found, PlacedRow):
            return found.row.topic, self.url(TABLE_PAGE, found.row.id)
        if isinstance(found, Note):
            return found.number, self.url(found.source.name, found.id)
        number, prediction = found
        return self.words["prediction"].format(number), self.url("outlook", prediction.id)

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

    # --- claims ---------------------------------------------------------------------------------

    def claims(self, ids: tuple[str, ...]) -> list[Claim]:
        """Return the claims of these ids; a preview of pages at fault leaves out those that do not exist."""
        claims = self.argument.claims(self.locale)
        return [claims[found] for found in ids if found in claims]

    def claim_url(self, claim: Claim) -> str:
        return self.url(claim.source.name, claim.id)

    def claim_groups(self) -> Iterator[tuple[str, str, list[Claim]]]:
        """Yield id, title, and claims of each series: layers 0 to 7, then R, A, and D."""
        titles = {str(front.layer): self.layer_title(front) for _, front in self.layers()}
        for series, claims in self.argument.series(self.locale).items():
            title = titles.get(series) or self.words["claims"]["groups"].get(series, series)
            yield f"claims-{series.lower()}", title, claims

    def layer_title(self, front: LayerFront) -> str:
        """Return the title of a layer with its number: 'Layer 3: Memory'."""
        return str(self.words["layer_title"].format(layer=front.layer, title=front.title))

    def full_title(self) -> str:
        """Return what the page is called away from itself: in navigation, window title, and search."""
        front = self.page.front
        return self.layer_title(front) if isinstance(front, LayerFront) else self.front.title

    def conflicts(self) -> list[Note]:
        """Return the conflicts between the two documents in the order of their numbers."""
        return self.argument.conflicts(self.locale)

    def voices(self) -> list[tuple[str, int]]:
        """Return each voice and the number of its claims."""
        counts = Counter(claim.voice for claim in self.argument.claims(self.locale).values())
        return [(voice, counts[voice]) for voice in VOICES]

    def passages(self, claim: Claim) -> list[Passage]:
        """Return the passages of a claim with their first characters; none without a register."""
        registered = self.argument.registered.get(claim.id)
        return list(registered.passages) if registered else []

    def is_restored(self, claim: Claim) -> bool:
        """Tell whether Tang's post makes a claim that the commentary leaves out."""
        return claim.voice == "tang" and all(split_place(place)[0] == "post" for place in claim.at)

    def places(self, claim: Claim) -> list[tuple[str, str, list[Passage]]]:
        """Return place, its name for the reader, and its passages, for each place of a claim."""
        passages = self.passages(claim)
        return [
            (place, self.place_name(place), [found for found in passages if found.at == place])
            for place in claim.at
        ]

    def place_name(self, place: str) -> str:
        """Return a place such as 'article-33' in words: 'Commentary, layer 3'."""
        document = self.words["documents"][split_place(place)[0]]
        section = self.argument.register.section(place) if self.argument.register else None
        if section is None:
            return f"{document} {split_place(place)[1]}"
        return str(self.words["place_of"].format(document=document, section=section.name(self.locale)))

    def where(self, found: str) -> str:
        """Return where a translation error stands, in words: a place, or a whole document."""
        return self.place_name(found) if is_place(found) else str(self.words["documents"][found])

    def sections(self) -> Iterator[tuple[Document, Section, int]]:
        """Yield the sections of the documents and the number of claims that stand in each."""
        if self.argument.register is None:
            return
        used = Counter(
            (place.partition("-")[0], section.first)
            for claim in self.argument.claims(self.locale).values()
            for place in claim.at
            if (section := self.argument.register.section(place))
        )
        for document in self.argument.register.documents:
            for section in document.sections:
                yield document, section, used[document.id, section.first]

    # --- layers, rows, record -------------------------------------------------------------------

    def layers(self) -> list[tuple[Page, LayerFront]]:
        return self.argument.layers(self.locale)

    def near_layers(self) -> list[tuple[Page, LayerFront] | None]:
        """Return the layers that a layer's page points to, of very many the near ones; None is a gap."""
        layers = self.layers()
        return near(layers, [page.name for page, _ in layers].index(self.page.name))

    def layer_page(self, layer: int) -> str | None:
        """Return the name of a layer's page, None where there is none."""
        return next((page.name for page, front in self.layers() if front.layer == layer), None)

    def rows(self) -> list[PlacedRow]:
        """Return the rows that the page shows: its own on a layer page, elsewhere all."""
        rows = self.argument.rows(self.locale)
        return rows if self.layer is None else [found for found in rows if found.page.name == self.page.name]

    def relations(self) -> list[tuple[str, list[tuple[int, int] | None]]]:
        """Return each relation word with its counts in the source and on the record.

        A count is a pair, rows of layers and overall rows, or None where the word is not used there.
        """
        rows = self.argument.rows(self.locale)
        counts = {name: relation_counts(rows, name) for name in ("in_source", "on_record")}
        found = []
        for word in dict.fromkeys((*ON_RECORD, *IN_SOURCE)):
            pairs: list[tuple[int, int] | None] = []
            for name, known in (("in_source", IN_SOURCE), ("on_record", ON_RECORD)):
                of_layers, overall = counts[name]
                pairs.append((of_layers[word], overall[word]) if word in known else None)
            found.append((word, pairs))
        return found

    def record_relations(self) -> list[tuple[str, str]]:
        """Return each relation word that a row has on the record, with its name."""
        used = {placed.row.on_record for placed in self.argument.rows(self.locale)}
        return [(word, self.words["relations"][word]["name"]) for word in ON_RECORD if word in used]

    def entries(self, ids: tuple[str, ...]) -> list[Entry]:
        """Return the entries of these ids; a preview of pages at fault leaves out those that do not exist."""
        entries = self.argument.entries(self.locale)
        return [entries[found] for found in ids if found in entries]
