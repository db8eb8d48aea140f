"""What a template sees: a page, links from it, and questions to ask of claims, rows, and the record.

What needs no answer of its own, a template takes from `view.language`, which is the argument's in the page's
language: `view.language.rows`, `view.language.glossary.terms`.
"""

import itertools
import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from argument.checks.ids import title_id
from argument.claims import Claim, Note, split_place
from argument.model import Argument, Citation, Page, PlacedRow
from argument.permalinks import split_address
from argument.publication import EDITION_PAGE, Publication, guide_url, page_url, relative_address, short_path
from argument.register import Document, Passage, Section
from argument.schema import IN_SOURCE, ON_RECORD, TABLE_PAGE, Change, Entry, LayerFront, cited_claims
from argument.sources import DEFAULT_LOCALE, LOCALES
from argument.templates import environment, words


class View:
    """The argument as seen from one page, at its own address or at another that stands for it."""

    # The words for how the two men stand, in the source and on the record.
    relations: Mapping[str, Collection[str]] = {"in_source": IN_SOURCE, "on_record": ON_RECORD}

    def __init__(self, argument: Argument, page: Page, publication: Publication, address: str = "") -> None:
        self.argument = argument
        self.page = page
        self.publication = publication
        self.locale = page.locale
        self.other_locale = next(locale for locale in LOCALES if locale != page.locale)
        self.language = argument[page.locale]
        self.words: dict[str, Any] = words(page.locale)
        # Its class is that of the page the template is made for.
        self.front: Any = page.front
        self.layer = page.front.layer if isinstance(page.front, LayerFront) else None
        self.is_edition = page.name == EDITION_PAGE
        self.title_id = title_id(page.name)
        self.site_name = publication.names[page.locale]
        self.edition = publication.edition
        self.address = address or page_url(page.name, page.locale)

    def render(self, name: str, **more: object) -> str:
        """Return what a template makes of the page, with what else it is given."""
        return environment().get_template(name).render(view=self, words=self.words, **more)

    # --- links, relative to the page -------------------------------------------------------------------

    def url(self, page_name: str, anchor: str | None = None) -> str:
        """Return the link to a page of the same language, '#…' on the page itself."""
        if page_name == self.page.name:
            return f"#{anchor}" if anchor else "./"
        own = page_url(self.page.name, DEFAULT_LOCALE)
        return relative_address(own, page_name, anchor or "", DEFAULT_LOCALE)

    def claim_url(self, claim: Claim) -> str:
        return self.url(claim.source.name, claim.id)

    def page_at(self, anchor: str, locale: str) -> str:
        """Return the link to the page itself, in either language and at an anchor, '' for its top."""
        return relative_address(self.address, self.page.name, anchor, locale)

    def file(self, path: str) -> str:
        """Return the link to any file of the site, given below its root."""
        return posixpath.relpath(f"/{path}", f"/{self.address}")

    def short_url(self, name: str, locale: str | None = None) -> str:
        """Return the link to the short address of a claim, '../../3.5/' from a layer's page."""
        return f"{self.file(short_path(name, locale or self.locale))}/"

    def guide(self, locale: str) -> str:
        """Return the link to the guide for language models in a language."""
        return self.file(guide_url(locale))

    def moved_anchors(self, page_name: str) -> Iterator[tuple[str, str]]:
        """Yield id and present address of each anchor that left a page."""
        for rule in self.argument.redirects:
            old_page, old_id = split_address(rule.old)
            if old_page == page_name and old_id:
                yield old_id, relative_address(self.address, *split_address(rule.new), self.locale)

    def paper_address(self) -> str:
        """Return the address at the foot of a printed page: short where there is a short one."""
        path = short_path(str(self.layer), self.locale) if self.layer else self.address
        return self.publication.absolute(path).partition("//")[2]

    # --- names -----------------------------------------------------------------------------------------

    def layer_title(self, front: LayerFront) -> str:
        """Return the title of a layer with its number: 'Layer 3: Memory'."""
        return str(self.words["layer_title"].format(layer=front.layer, title=front.title))

    def full_title(self) -> str:
        """Return what the page is called away from itself: in navigation, window title, and search."""
        return str(self.layer_title(self.front) if self.layer else self.front.title)

    def place_name(self, place: str) -> str:
        """Return a place in words: 'Commentary, layer 3' for 'article-33', 'Commentary' for 'article'."""
        document, _, segment = place.partition("-")
        name = str(self.words["documents"][document])
        section = self.argument.register.section(place) if segment else None
        if section:
            return str(self.words["place_of"].format(document=name, section=section.name(self.locale)))
        return f"{name} {segment}".strip()

    # --- claims ----------------------------------------------------------------------------------------

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """Return the claims of these ids; a preview of pages at fault leaves out those that do not exist."""
        return [claim for found in ids if (claim := self.language.claims.get(found))]

    def claim_groups(self) -> Iterator[tuple[str, str, list[Claim]]]:
        """Yield id, title, and claims of each series: layers 0 to 7, then R, A, and D."""
        titles = {str(front.layer): self.layer_title(front) for _, front in self.language.layers}
        titles = self.words["claims"]["groups"] | titles
        claims = self.language.claims.values()
        for series, found in itertools.groupby(claims, lambda claim: claim.number.partition(".")[0]):
            yield f"claims-{series.lower()}", titles.get(series, series), list(found)

    def twin_text(self, claim: Claim) -> str:
        """Return the text of a claim in the other language; none in a preview that lacks it."""
        twin = self.argument[self.other_locale].claims.get(claim.id)
        return twin.text if twin else ""

    def standing(self, claim: Claim) -> str:
        """Tell where a claim stands: in 'both' documents, in the 'post' alone, in the 'article' alone."""
        documents = {split_place(place)[0] for place in claim.at}
        return "both" if len(documents) > 1 else documents.pop()

    def standings(self) -> Counter[str]:
        """Return the number of claims of each standing."""
        return Counter(map(self.standing, self.language.claims.values()))

    def places(self, claim: Claim) -> dict[str, list[Passage]]:
        """Return the places of a claim by their names for the reader, each with its passages."""
        found: dict[str, list[Passage]] = {}
        for place in claim.at:
            found.setdefault(self.place_name(place), []).extend(self.argument.passages(claim.id, place))
        return found

    def sections(self) -> Iterator[tuple[Document, Section, int]]:
        """Yield the sections of the documents and the number of claims that stand in each."""
        register = self.argument.register
        places = (place for claim in self.language.claims.values() for place in claim.at)
        used = Counter(register.section(place) for place in places)
        for document in register.documents:
            for section in document.sections:
                yield document, section, used[section]

    def citing(self, claim: Claim, without: Collection[Note] = ()) -> list[tuple[str, str]]:
        """Return name and link of each row, prediction, and conflict that rests on a claim."""
        found = self.language.citations.get(claim.id, ())
        return [self._citation(one) for one in found if one not in without]

    def _citation(self, found: Citation) -> tuple[str, str]:
        if isinstance(found, PlacedRow):
            return found.row.topic, self.url(TABLE_PAGE, found.id)
        if isinstance(found, Note):
            return found.lead or found.number, self.url(found.source.name, found.id)
        return self.words["prediction"].format(found.title), self.url("outlook", found.id)

    # --- rows and the record ---------------------------------------------------------------------------

    def rows(self) -> list[PlacedRow]:
        """Return the rows that the page shows: a layer its own and those that rest on it, other pages all."""
        own = {claim.id for claim in self.page.claims}
        return [
            placed
            for placed in self.language.rows
            if self.layer in {None, placed.layer} or (not placed.layer and own & cited_claims(placed.row))
        ]

    def record_relations(self) -> list[tuple[str, str]]:
        """Return each relation word that a row has on the record, with its name."""
        used = {placed.row.on_record for placed in self.language.rows}
        return [(word, self.words["relations"][word]["name"]) for word in ON_RECORD if word in used]

    def entries(self, ids: Collection[str]) -> list[Entry]:
        """Return the entries of these ids; a preview of pages at fault leaves out those that do not exist."""
        return [entry for found in ids if (entry := self.language.entries.get(found))]

    def changes(self, of: str | None = None) -> list[Change]:
        """Return what was changed in what has an id, of all unless told, the newest first."""
        found = [change for change in self.language.sources.changes if of in {change.of, None}]
        return sorted(found, key=lambda change: change.date, reverse=True)

    def changed(self, change: Change) -> tuple[str, str]:
        """Return name and link of what was changed."""
        for claim in self.claims([change.of]):
            return claim.number, self.claim_url(claim)
        for entry in self.entries([change.of]):
            return entry.title, self.url("sources", entry.id)
        cited = (found for found, _ in self.language.citing() if found.id == change.of)
        return next(map(self._citation, cited), (change.of, "#"))
