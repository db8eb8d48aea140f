"""What a template sees of the argument: a page, and questions to ask of claims, rows, and record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from argument.claims import VOICES, Claim, is_place, split_place
from argument.comparison import relation_counts
from argument.inline import plain_text
from argument.model import Citation, PlacedRow
from argument.notes import Note
from argument.page_view import PageView
from argument.pages import Page
from argument.register import Document, Passage, Section
from argument.schema import IN_SOURCE, ON_RECORD, TABLE_PAGE, Change, Entry, LayerFront, cited_claims


@dataclass(frozen=True)
class View(PageView):
    """The argument as seen from one page."""

    def twin_text(self, claim: Claim) -> str:
        """Return the text of a claim in the other language; none in a preview that lacks it."""
        twin = self.argument.claims(self.other_locale).get(claim.id)
        return plain_text(twin.text) if twin else ""

    def standing(self, claim: Claim) -> str:
        """Tell where a claim stands: in 'both' documents, in the 'post' alone, in the 'article' alone."""
        documents = {split_place(place)[0] for place in claim.at}
        return "both" if len(documents) > 1 else documents.pop()

    def standings(self) -> list[tuple[str, int]]:
        """Return each standing and the number of its claims."""
        counts = Counter(self.standing(claim) for claim in self.argument.claims(self.locale).values())
        return [(standing, counts[standing]) for standing in ("both", "post", "article")]

    def citing(self, claim: Claim, without: Sequence[Note] = ()) -> list[tuple[str, str]]:
        """Return name and link of each row, prediction, and conflict that rests on a claim."""
        found = self.argument.citations(self.locale).get(claim.id, ())
        return [self._citation(one) for one in found if one not in without]

    def _citation(self, found: Citation) -> tuple[str, str]:
        if isinstance(found, PlacedRow):
            return found.row.topic, self.url(TABLE_PAGE, found.row.id)
        if isinstance(found, Note):
            return found.lead or found.number, self.url(found.source.name, found.id)
        return self.words["prediction"].format(found.title), self.url("outlook", found.id)

    def bearing(self, claim: Claim) -> dict[str, list[Entry]]:
        """Return the works of the record that bear on a claim, by how they do and by date."""
        found: dict[str, list[Entry]] = {}
        for entry in self.argument.entries(self.locale).values():
            for kind, ids in entry.bearing.kinds() if entry.bearing else ():
                if claim.id in ids:
                    found.setdefault(kind, []).append(entry)
        return found

    def changes(self, of: str | None = None) -> list[Change]:
        """Return what was changed in what has an id, of all unless told, the newest first."""
        found = [change for change in self.argument.changes(self.locale) if of in {change.of, None}]
        return sorted(found, key=lambda change: change.date, reverse=True)

    def changed(self, change: Change) -> tuple[str, str]:
        """Return name and link of what was changed."""
        claims, entries = self.argument.claims(self.locale), self.argument.entries(self.locale)
        if change.of in claims:
            return claims[change.of].number, self.claim_url(claims[change.of])
        if change.of in entries:
            return entries[change.of].title, self.url("sources", change.of)
        cited: list[Citation] = [
            *self.argument.rows(self.locale),
            *self.argument.predictions(self.locale),
            *self.argument.conflicts(self.locale),
        ]
        return next(
            (self._citation(found) for found in cited if _id_of(found) == change.of), (change.of, "#")
        )

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

    def places(self, claim: Claim) -> list[tuple[str, list[Passage]]]:
        """Return the places of a claim by their names for the reader, each with its passages."""
        found: dict[str, list[Passage]] = {}
        for place in claim.at:
            passages = [passage for passage in self.passages(claim) if passage.at == place]
            found.setdefault(self.place_name(place), []).extend(passages)
        return list(found.items())

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

    def layers(self) -> list[tuple[Page, LayerFront]]:
        return self.argument.layers(self.locale)

    def layer_page(self, layer: int) -> str | None:
        """Return the name of a layer's page, None where there is none."""
        return next((page.name for page, front in self.layers() if front.layer == layer), None)

    def rows(self) -> list[PlacedRow]:
        """Return the rows that the page shows: a layer its own and those that rest on it, other pages all."""
        rows = self.argument.rows(self.locale)
        own = {claim.id for claim in self.page.claims}
        return [
            placed
            for placed in rows
            if self.layer is None
            or placed.page is self.page
            or (not placed.layer and own & cited_claims(placed.row))
        ]

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

    def findings(self) -> list[tuple[str, list[PlacedRow]]]:
        """Return the rows in three lists, by what the record shows: 'agree', 'in_part', 'differ'."""
        rows = self.argument.rows(self.locale)
        kinds = {"agree": ("agree",), "in_part": ("extend", "mixed"), "differ": ("differ",)}
        return [
            (kind, [placed for placed in rows if placed.row.on_record in words])
            for kind, words in kinds.items()
        ]


def _id_of(found: Citation) -> str:
    return found.row.id if isinstance(found, PlacedRow) else found.id or ""
