"""A page as the plain Markdown that a site generator needs, and the HTML that goes past it.

Claims get their number, their voice, and the fold with their proof; the first use of a term in a section
carries its meaning; each marker becomes what its template makes of the argument; the front matter shrinks to
title and description. In the place of HTML stands a comment, which `fill` replaces in the rendered page: so
no text of a template is read as Markdown, and every link of an author still is.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import markupsafe

from argument.addresses import page_url, twin_url
from argument.claims import Claim
from argument.linked_data import render_linked_data
from argument.markup import Block
from argument.model import Argument
from argument.notes import Note
from argument.pages import Page
from argument.phrases import BREAK, phrases
from argument.publication import CARD_SIZE, Publication
from argument.schema import Term
from argument.sources import LOCALES
from argument.templates import environment, one_line
from argument.terms import mark_terms, matcher
from argument.view import View

_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")
# Pages that need the width of the contents beside the text.
_WIDE = frozenset({"index", "comparison", "edition"})
# The glossary explains its terms by itself.
_WITHOUT_TERMS = frozenset({"glossary"})
_PIECE = re.compile(r"<!--argument-piece (\d+)-->")
# Where a template wants a text of the page, which is Markdown.
_SLOT = re.compile(r"<!--argument-text (\d+)-->")


@dataclass(frozen=True)
class Rendered:
    """The Markdown of a page, and the pieces of HTML for the comments in it, by their numbers."""

    markdown: str
    pieces: tuple[str, ...]


def render_rows(argument: Argument, page: Page, templates: Path) -> str:
    """Return the rows of the comparison that belong to a page as a table in HTML."""
    return _template(templates, "markers/comparison.html", View(argument, page))


def fill(content: str, pieces: tuple[str, ...]) -> str:
    """Return the HTML of a rendered page with each piece in its place."""
    return _PIECE.sub(lambda found: pieces[int(found[1])], content)


def markers(templates: Path) -> frozenset[str]:
    """Return the names that a marker may have: there is a template for each."""
    return frozenset(file.stem for file in (templates / "markers").iterdir())


def render_page(argument: Argument, page: Page, publication: Publication, templates: Path) -> Rendered:
    """Return the Markdown of a page that has no problems, with front matter for the generator."""
    return _Writer(View(argument, page, publication), publication, templates).write()


@dataclass
class _Writer:
    """Writes one page, block by block; what is neither HTML nor a claim is copied line by line."""

    view: View
    publication: Publication
    templates: Path
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def write(self) -> Rendered:
        page = self.view.page
        self._piece(self._template("head.html"))
        self._piece(f'<div class="opening opening--{page.name.replace("/", "-")}">')
        closing, at = "</div>", 0
        texts = _with_terms(self.view, self.templates)
        source = page.body.split("\n")
        for block, notes in hosted(page):
            first, last = block.line - page.body_line, (notes[-1].block if notes else block)
            self.lines += source[at:first]
            if block.kind == "heading" and block.info == "2":
                self._piece(f'{closing}<section class="part">')
                closing = "</section>"
            self._block(block, notes, texts, source)
            at = _last_line(last) - page.body_line + 1
        self.lines += source[at:]
        self._piece(closing)
        self._piece(self._template("foot.html"))
        front = _front_matter(self.view, self._meta())
        return Rendered("\n".join([front, *self.lines]), tuple(self.pieces))

    def _block(self, block: Block, notes: list[Note], texts: dict[int, str], source: list[str]) -> None:
        page = self.view.page
        found = _marked(page).get(block.line)
        if block.kind == "marker":
            self._marker(block.info)
        elif isinstance(found, Claim):
            self._slots("claim.html", [found, *notes], texts, claim=found, notes=notes)
        elif found:
            self._slots(f"{found.kind}.html", [found], texts, note=found)
        elif block.kind == "heading":
            self.lines.append(_heading(page, block))
        elif block.line in texts:
            self.lines.append(f"{block.lead}{texts[block.line]}")
        else:
            first = block.line - page.body_line
            self.lines += source[first : _last_line(block) - page.body_line + 1]

    def _marker(self, name: str) -> None:
        """Put in what a marker stands for: a piece of HTML, or Markdown where its headings are contents."""
        if (self.templates / "markers" / f"{name}.md").exists():
            self.lines += [self._template(f"markers/{name}.md"), ""]
        else:
            self._piece(self._template(f"markers/{name}.html"))

    def _slots(self, name: str, found: list[Claim | Note], texts: dict[int, str], **more: object) -> None:
        """Put in a template with the texts of a claim and its notes where it wants them, as paragraphs."""
        slots = {one.id or "": f"<!--argument-text {number}-->" for number, one in enumerate(found)}
        markup = self._template(
            name, slots={key: markupsafe.Markup(slot) for key, slot in slots.items()}, **more
        )
        for number, part in enumerate(_SLOT.split(markup)):
            if number % 2 == 0:
                self._piece(part)
                continue
            one = found[int(part)]
            text = texts.get(one.block.line, one.block.text)
            kind = "claim" if isinstance(one, Claim) else "note"
            self.lines += [one.rest(text) if isinstance(one, Note) else text, f"{{: .{kind}__text }}", ""]

    def _piece(self, markup: str) -> None:
        self.lines += ["", f"<!--argument-piece {len(self.pieces)}-->", ""]
        self.pieces.append(markup)

    def _template(self, name: str, **more: object) -> str:
        return _template(self.templates, name, self.view, **more)

    def _meta(self) -> str:
        """Return the metadata of a page for its head."""
        view, publication = self.view, self.publication
        name, locale = view.page.name, view.locale
        site = publication.names[locale]
        card, own_card = publication.card(name, locale)
        return self._template(
            "meta.html",
            publication=publication,
            site=site,
            title=site if name == "index" else view.full_title(),
            own=publication.page(name, locale),
            alternates=publication.alternates({found: page_url(name, found) for found in LOCALES}),
            twin=publication.absolute(twin_url(name, locale)),
            card=card,
            own_card=own_card,
            card_size=CARD_SIZE,
            linked_data=render_linked_data(view, publication),
        )


def hosted(page: Page) -> Iterator[tuple[Block, list[Note]]]:
    """Yield the blocks of a page, each claim with the conflicts directly below it, which share its fold."""
    marked = _marked(page)
    blocks = list(page.blocks)
    while blocks:
        block, notes = blocks.pop(0), list[Note]()
        if isinstance(marked.get(block.line), Claim):
            while blocks and isinstance(note := marked.get(blocks[0].line), Note) and note.kind == "conflict":
                notes.append(note)
                blocks.pop(0)
        yield block, notes


def _marked(page: Page) -> dict[int, Claim | Note]:
    found: tuple[Claim | Note, ...] = (*page.claims, *page.notes)
    return {one.block.line: one for one in found}


def _last_line(block: Block) -> int:
    return block.attributes.line if block.attributes else block.end


def _heading(page: Page, block: Block) -> str:
    """Return the line of a heading; a Japanese one that holds no markup gets its places to break."""
    line = page.body.split("\n")[block.line - page.body_line]
    if page.locale != "ja" or not block.text or _MARKUP.search(block.text):
        return line
    return line.replace(block.text, BREAK.join(phrases(block.text)), 1)


def _with_terms(view: View, templates: Path) -> dict[int, str]:
    """Return the text of each block that uses a term, by line, with the first use in its section marked."""
    found_in = matcher(view.argument.terms(view.locale), view.locale)
    if view.page.name in _WITHOUT_TERMS or found_in.pattern is None:
        return {}

    def markup(term: Term, word: str) -> str:
        return str(one_line(_template(templates, "term.html", view, term=term, word=word)))

    seen: set[str] = set()
    texts: dict[int, str] = {}
    for block in view.page.blocks:
        if block.kind == "heading":
            seen.clear()
        elif block.kind in {"paragraph", "item"}:
            text = mark_terms(block.text, found_in, seen, markup)
            if text != block.text:
                texts[block.line] = text
    return texts


def _template(templates: Path, name: str, view: View, **more: object) -> str:
    return environment(templates).get_template(name).render(view=view, words=view.words, **more)


def _front_matter(view: View, meta: str) -> str:
    """Return front matter whose texts are HTML already, since themes print them as they are."""
    # JSON strings are YAML strings.
    pairs = {"title": view.full_title(), "description": view.front.description}
    pairs = {name: html.escape(value) for name, value in pairs.items()} | {"head": meta}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in pairs.items()]
    if view.page.name in _WIDE:
        lines.append("hide: [toc]")
    return "\n".join(["---", *lines, "---", ""])
