"""A page as the plain Markdown that a site generator needs, and the HTML that goes past it.

Claims get their number, their voice, and the fold with their proof; the first use of a term in a section
carries its meaning; each marker becomes what its template makes of the argument; the front matter shrinks to
title and description. In the place of HTML stands a comment, or in a line a tag, which `fill` replaces in the
rendered page: so no text of a template is read as Markdown, and every link of an author still is.
"""

import html
import json
import re
from typing import Any, NamedTuple

import markupsafe

from argument.claims import Claim, Note
from argument.markup import Block
from argument.model import Argument, Page
from argument.publication import LICENCE, Publication
from argument.schema import Term
from argument.templates import TEMPLATES, with_breaks
from argument.terms import mark_terms, matcher
from argument.view import View

_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")
_ARTICLE = "ScholarlyArticle"
# Pages that need the width of the contents beside the text.
_WIDE = frozenset({"index", "comparison", "edition"})
PIECE = "<!--argument-piece {}-->"
# A block of its own, or, as no comment could be where a line begins, a part of one.
_PIECE = re.compile(r"<(?:!--)?argument-piece (\d+)(?:--)?>")
# Where a template wants the next text of the page, which is Markdown.
_SLOT = markupsafe.Markup("<!--argument-text-->")


class Rendered(NamedTuple):
    """The Markdown of a page, and the pieces of HTML for the comments in it, by their numbers."""

    markdown: str
    pieces: tuple[str, ...]


def render_page(argument: Argument, page: Page, publication: Publication) -> Rendered:
    """Return the Markdown of a page that has no faults, with front matter for the generator."""
    return _Writer(View(argument, page, publication)).write()


def fill(content: str, pieces: tuple[str, ...]) -> str:
    """Return the HTML of a rendered page with each piece in its place."""
    return _PIECE.sub(lambda found: pieces[int(found[1])], content)


class _Writer:
    """Writes one page, block by block."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        marked: tuple[Claim | Note, ...] = (*view.page.claims, *view.page.notes)
        self.marked = {one.block.line: one for one in marked if not one.block.inline().fault}
        # The glossary explains its terms by itself.
        terms = view.language.glossary.terms if view.page.name != "glossary" else ()
        self.matcher = matcher(terms, view.locale)
        # The terms that the section has used.
        self.seen: set[str] = set()

    def write(self) -> Rendered:
        above = "div"
        self.piece(self.view.render("head.html"))
        for block, notes in self.hosted():
            if block.kind == "heading" and block.info == "2":
                self.piece(self.view.render("part.html", above=above))
                above = "section"
            self.block(block, notes)
        self.piece(self.view.render("foot.html", above=above))
        return Rendered("\n\n".join([self.front_matter(), *self.blocks]), tuple(self.pieces))

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

    def block(self, block: Block, notes: list[Note]) -> None:
        """Write a block, a claim with its notes."""
        found = self.marked.get(block.line)
        if block.kind == "marker":
            self.marker(block.info)
        elif block.kind == "refused" or block.inline().fault:
            # In a preview. What is not read is not rendered either.
            self.piece(f"<pre>{html.escape(block.text)}</pre>")
        elif isinstance(found, Claim):
            self.slots("claim.html", [found, *notes], claim=found, notes=notes)
        elif found:
            self.slots(f"{found.kind}.html", [found], note=found)
        elif block.kind == "heading":
            self.seen.clear()
            self.blocks.append(self.heading(block))
        elif block.kind == "item" and self.blocks[-1].startswith(block.lead):
            # The items of a list stand in lines that follow each other.
            self.blocks[-1] += f"\n{block.lead}{self.with_terms(block)}"
        else:
            self.blocks.append(f"{block.lead}{self.with_terms(block)}")

    def marker(self, name: str) -> None:
        """Put in what a marker stands for: a piece of HTML, or Markdown where its headings are contents."""
        folder = TEMPLATES / "markers"
        if (folder / f"{name}.md").exists():
            self.blocks.append(self.view.render(f"markers/{name}.md"))
        # A preview leaves out one that nobody knows; the fault is told.
        elif (folder / f"{name}.html").exists():
            self.piece(self.view.render(f"markers/{name}.html"))

    def slots(self, name: str, found: list[Claim | Note], **more: object) -> None:
        """Put in a template with the texts of a claim and its notes where it wants them, as paragraphs."""
        above, *parts = self.view.render(name, slot=_SLOT, **more).split(_SLOT)
        self.piece(above)
        for one, below in zip(found, parts, strict=True):
            text, kind = self.with_terms(one.block), "claim"
            if isinstance(one, Note):
                text, kind = one.rest(text), "note"
            self.blocks.append(f"{text}\n{{: .{kind}__text }}")
            self.piece(below)

    def piece(self, markup: str) -> None:
        self.blocks.append(PIECE.format(len(self.pieces)))
        self.pieces.append(markup)

    def heading(self, block: Block) -> str:
        """Return the line of a heading; a Japanese one that holds no markup gets its places to break."""
        line = self.view.page.body.split("\n")[block.line - self.view.page.body_line]
        if self.view.locale != "ja" or _MARKUP.search(block.text):
            return line
        return line.replace(block.text, with_breaks(block.text, "ja"), 1)

    def with_terms(self, block: Block) -> str:
        """Return the text of a block with the first use of each term in its section marked."""

        def markup(term: Term, word: str) -> str:
            self.pieces.append(self.view.render("term.html", term=term, word=word))
            return f"<argument-piece {len(self.pieces) - 1}>"

        return mark_terms(block.text, self.matcher, self.seen, markup)

    def front_matter(self) -> str:
        """Return front matter whose texts are HTML already, since themes print them as they are."""
        view = self.view
        pairs = {
            "title": html.escape(view.full_title()),
            "description": html.escape(view.front.description),
            "head": self.view.render("meta.html", linked_data=_linked_data(view)),
        }
        # JSON strings are YAML strings.
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs.items()]
        hidden = ["hide: [toc]"] if view.page.name in _WIDE else []
        return "\n".join(["---", *lines, *hidden, "---"])


def _linked_data(view: View) -> markupsafe.Markup:
    """Return what a page is in the words of schema.org, as JSON that can stand in a script element.

    It is a scholarly article, whose parts are the layers on the index, and elsewhere the page's claims.
    """
    page, is_index = view.publication.page, view.page.name == "index"
    own, home = page(view.page.name, view.locale), page("index", view.locale)
    parts: list[dict[str, Any]] = [
        {"@type": "Claim", "@id": f"{own}#{claim.id}", "identifier": claim.number}
        for claim in view.page.claims
    ]
    if is_index:
        parts = [
            {"@type": _ARTICLE, "@id": page(layer.name, view.locale), "position": front.layer}
            for layer, front in view.language.layers
        ]
    found = {
        "@context": "https://schema.org",
        "@type": _ARTICLE,
        "@id": own,
        "headline": view.site_name if is_index else view.full_title(),
        "description": view.front.description,
        "inLanguage": view.locale,
        "datePublished": view.edition,
        "author": {"@type": "Organization", "name": view.publication.author},
        "license": LICENCE,
        "workTranslation": [{"@id": page(view.page.name, view.other_locale)}],
        "isPartOf": None if is_index else {"@type": _ARTICLE, "@id": home, "name": view.site_name},
        "hasPart": parts,
    }
    told = {key: value for key, value in found.items() if value}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    # The one sign that could end the element; in JSON it can be written otherwise.
    return markupsafe.Markup(text.replace("<", "\\u003c"))
