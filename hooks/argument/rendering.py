"""A page as the plain Markdown that a site generator needs, and the HTML that goes past it.

Claims get their number, their voice, and the fold with their proof; the first use of a term in a section
carries its meaning; each marker becomes what its template makes of the argument; the front matter shrinks to
title and description. In the place of HTML stands a comment, which `fill` replaces in the rendered page: so
no text of a template is read as Markdown, and every link of an author still is.
"""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

import markupsafe

from argument.addresses import page_url, twin_url
from argument.blocks import Block
from argument.claims import Claim
from argument.linked_data import render_linked_data
from argument.model import Argument
from argument.notes import Note
from argument.pages import Page
from argument.phrases import BREAK, phrases
from argument.publication import CARD_SIZE, Publication
from argument.schema import Term
from argument.sources import LOCALES
from argument.terms import mark_terms, matcher
from argument.view import View

_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")
# Pages that need the width of the contents beside the text.
_WIDE = frozenset({"index", "comparison", "edition"})
# It explains its terms by itself.
_WITHOUT_TERMS = "glossary"
_PIECE = re.compile(r"<!--argument-piece (\d+)-->")
# Where a template wants a text of the page, which is Markdown.
_SLOT = re.compile(r"<!--argument-text (\d+)-->")


@dataclass(frozen=True)
class Rendered:
    """The Markdown of a page, and the pieces of HTML for the comments in it, by their numbers."""

    markdown: str
    pieces: tuple[str, ...]


def render_page(argument: Argument, page: Page, publication: Publication, templates: Path) -> Rendered:
    """Return the Markdown of a page that has no faults, with front matter for the generator."""
    return _Writer(View(argument, page, publication), templates).write()


def render_rows(argument: Argument, page: Page, templates: Path) -> str:
    """Return the rows of the comparison that belong to a page as a table in HTML."""
    return View(argument, page).render(templates, "markers/comparison.html")


def fill(content: str, pieces: tuple[str, ...]) -> str:
    """Return the HTML of a rendered page with each piece in its place."""
    return _PIECE.sub(lambda found: pieces[int(found[1])], content)


def markers(templates: Path) -> frozenset[str]:
    """Return the names that a marker may have: there is a template for each."""
    return frozenset(file.stem for file in (templates / "markers").iterdir())


class _Writer:
    """Writes one page, block by block; what is neither HTML nor a claim is copied line by line."""

    def __init__(self, view: View, templates: Path) -> None:
        self.view = view
        self.templates = templates
        self.lines: list[str] = []
        self.pieces: list[str] = []
        marked: tuple[Claim | Note, ...] = (*view.page.claims, *view.page.notes)
        self.marked = {one.block.line: one for one in marked}

    def template(self, name: str, **more: object) -> str:
        return self.view.render(self.templates, name, **more)

    def write(self) -> Rendered:
        page = self.view.page
        self.piece(self.template("head.html"))
        self.piece(f'<div class="opening opening--{page.name.replace("/", "-")}">')
        closing, at = "</div>", 0
        texts, source = self.texts_with_terms(), page.body.split("\n")
        for block, notes in self.hosted():
            last = notes[-1].block if notes else block
            first, after = block.line - page.body_line, _last_line(last) - page.body_line + 1
            self.lines += source[at:first]
            if block.kind == "heading" and block.info == "2":
                self.piece(f'{closing}<section class="part">')
                closing = "</section>"
            self.block(block, notes, texts, source[first:after])
            at = after
        self.lines += source[at:]
        self.piece(closing)
        self.piece(self.template("foot.html"))
        return Rendered("\n".join([self.front_matter(), *self.lines]), tuple(self.pieces))

    def hosted(self) -> list[tuple[Block, list[Note]]]:
        """Return the blocks, each claim with the conflicts directly below it, which share its fold."""
        hosted: list[tuple[Block, list[Note]]] = []
        for block in self.view.page.blocks:
            found, above = self.marked.get(block.line), self.marked.get(hosted[-1][0].line if hosted else 0)
            if isinstance(found, Note) and found.kind == "conflict" and isinstance(above, Claim):
                hosted[-1][1].append(found)
            else:
                hosted.append((block, []))
        return hosted

    def block(self, block: Block, notes: list[Note], texts: dict[int, str], source: list[str]) -> None:
        """Write a block; `source` are its lines as they stand on the page."""
        found = self.marked.get(block.line)
        if block.kind == "marker":
            self.marker(block.info)
        elif block.kind == "refused":
            # In a preview. What is not read is not rendered either.
            self.piece(f"<pre>{html.escape(block.text)}</pre>")
        elif isinstance(found, Claim):
            self.slots("claim.html", [found, *notes], texts, claim=found, notes=notes)
        elif found:
            self.slots(f"{found.kind}.html", [found], texts, note=found)
        elif block.kind == "heading":
            self.lines.append(self.heading(block, source[0]))
        elif block.line in texts:
            self.lines.append(f"{block.lead}{texts[block.line]}")
        else:
            self.lines += source

    def marker(self, name: str) -> None:
        """Put in what a marker stands for: a piece of HTML, or Markdown where its headings are contents."""
        if (self.templates / "markers" / f"{name}.md").exists():
            self.lines += [self.template(f"markers/{name}.md"), ""]
        # A preview leaves out one that nobody knows; the fault is told.
        elif name in markers(self.templates):
            self.piece(self.template(f"markers/{name}.html"))

    def slots(self, name: str, found: list[Claim | Note], texts: dict[int, str], **more: object) -> None:
        """Put in a template with the texts of a claim and its notes where it wants them, as paragraphs."""
        slots = {
            one.id or "": markupsafe.Markup(f"<!--argument-text {number}-->")
            for number, one in enumerate(found)
        }
        for number, part in enumerate(_SLOT.split(self.template(name, slots=slots, **more))):
            if number % 2 == 0:
                self.piece(part)
                continue
            one = found[int(part)]
            text = texts.get(one.block.line, one.block.text)
            kind = "claim" if isinstance(one, Claim) else "note"
            self.lines += [one.rest(text) if isinstance(one, Note) else text, f"{{: .{kind}__text }}", ""]

    def piece(self, markup: str) -> None:
        self.lines += ["", f"<!--argument-piece {len(self.pieces)}-->", ""]
        self.pieces.append(markup)

    def heading(self, block: Block, line: str) -> str:
        """Return the line of a heading; a Japanese one that holds no markup gets its places to break."""
        if self.view.locale != "ja" or not block.text or _MARKUP.search(block.text):
            return line
        return line.replace(block.text, BREAK.join(phrases(block.text)), 1)

    def texts_with_terms(self) -> dict[int, str]:
        """Return the text of each block that uses a term, by line, the first use in its section marked."""
        found_in = matcher(self.view.language.glossary.terms, self.view.locale)
        seen: set[str] = set()
        texts: dict[int, str] = {}

        def markup(term: Term, word: str) -> str:
            # On one line, as inline HTML inside a Markdown paragraph has to be.
            return " ".join(self.template("term.html", term=term, word=word).split())

        for block in self.view.page.blocks if self.view.page.name != _WITHOUT_TERMS else ():
            if block.kind == "heading":
                seen.clear()
            elif block.kind in {"paragraph", "item"}:
                text = mark_terms(block.text, found_in, seen, markup)
                if text != block.text:
                    texts[block.line] = text
        return texts

    def front_matter(self) -> str:
        """Return front matter whose texts are HTML already, since themes print them as they are."""
        view, name = self.view, self.view.page.name
        head = self.template(
            "meta.html",
            alternates=view.publication.alternates({locale: page_url(name, locale) for locale in LOCALES}),
            twin=view.publication.absolute(twin_url(name, view.locale)),
            card_size=CARD_SIZE,
            linked_data=render_linked_data(view),
        )
        texts = {"title": html.escape(view.full_title()), "description": html.escape(view.front.description)}
        # JSON strings are YAML strings.
        pairs = {**texts, "head": head}.items()
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs]
        hidden = ["hide: [toc]"] if name in _WIDE else []
        return "\n".join(["---", *lines, *hidden, "---", ""])


def _last_line(block: Block) -> int:
    return block.attributes.line if block.attributes else block.end
