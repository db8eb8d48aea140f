"""A page of the argument as the plain Markdown that a site generator needs.

Claims get their number, voice, and place, notes their label; the first use of a term in a section carries
its meaning; each marker becomes what its template makes of the argument; the front matter shrinks to title
and description. The result holds nothing that only this package knows.
"""

from __future__ import annotations

import html
import json
import re
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
# Pages whose table needs the width of the contents beside the text.
_WIDE = frozenset({"comparison", "edition"})
# The glossary explains its terms by itself.
_WITHOUT_TERMS = frozenset({"glossary"})


def markers(templates: Path) -> frozenset[str]:
    """Return the names that a marker may have: there is a template for each."""
    return frozenset(file.stem for file in (templates / "markers").glob("*.md"))


def render_page(argument: Argument, page: Page, publication: Publication, templates: Path) -> str:
    """Return the Markdown of a page that has no problems, with front matter for the generator."""
    view = View(argument, page, publication)
    lines = page.body.split("\n")
    found_here: tuple[Claim | Note, ...] = (*page.claims, *page.notes)
    marked = {found.block.line: found for found in found_here}
    texts = _with_terms(view, templates)
    # From the end, so that the line numbers of what comes before stay true.
    for block in reversed(page.blocks):
        text = texts.get(block.line, block.text)
        if block.kind == "marker":
            lines[_span(page, block)] = [_template(templates, f"markers/{block.info}.md", view), ""]
        elif found := marked.get(block.line):
            lines[_span(page, block)] = _marked_lines(view, found, text, templates)
        elif block.kind == "heading":
            lines[_span(page, block)] = [_heading(page, block)]
        elif block.line in texts:
            lines[_span(page, block)] = [f"{block.lead}{text}"]
    head = _template(templates, "head.html", view)
    foot = _template(templates, "foot.html", view)
    front = _front_matter(view, _meta(view, publication, templates))
    return "\n".join([front, head, "", *lines, "", foot])


def _span(page: Page, block: Block) -> slice:
    """Return where a block and its attribute list stand in the lines of the body."""
    last = block.attributes.line if block.attributes else block.end
    return slice(block.line - page.body_line, last - page.body_line + 1)


def _marked_lines(view: View, found: Claim | Note, text: str, templates: Path) -> list[str]:
    """Return the text of a claim or note in its template, and the attribute list below it."""
    name, attributes = ("claim", _claim_attributes(found)) if isinstance(found, Claim) else _note_name(found)
    markup = _template(templates, f"{name}.html", view, **{name: found}, text=markupsafe.Markup(text))
    lead = found.block.lead
    indent = " " * (len(lead) - len(lead.lstrip()))
    return [f"{lead}{one_line(markup)}", f"{indent}{{: {attributes} }}"]


def _heading(page: Page, block: Block) -> str:
    """Return the line of a heading; a Japanese one that holds no markup gets its places to break."""
    line = page.body.split("\n")[block.line - page.body_line]
    if page.locale != "ja" or not block.text or _MARKUP.search(block.text):
        return line
    return line.replace(block.text, BREAK.join(phrases(block.text)), 1)


def _claim_attributes(claim: Claim) -> str:
    return f'#{claim.id} .claim data-voice="{claim.voice}" data-number="{claim.number}"'


def _note_name(note: Note) -> tuple[str, str]:
    return note.kind, f"#{note.id} .{note.kind}" if note.id else f".{note.kind}"


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


def _meta(view: View, publication: Publication, templates: Path) -> str:
    """Return the metadata of a page for its head."""
    name, locale = view.page.name, view.locale
    site = publication.names[locale]
    return _template(
        templates,
        "meta.html",
        view,
        publication=publication,
        site=site,
        title=site if name == "index" else view.full_title(),
        own=publication.page(name, locale),
        alternates=publication.alternates({found: page_url(name, found) for found in LOCALES}),
        twin=publication.absolute(twin_url(name, locale)),
        card=publication.card(name, locale),
        card_size=CARD_SIZE,
        linked_data=render_linked_data(view, publication),
    )


def _front_matter(view: View, meta: str) -> str:
    """Return front matter whose texts are HTML already, since themes print them as they are."""
    # JSON strings are YAML strings.
    pairs = {"title": view.full_title(), "description": view.front.description}
    pairs = {name: html.escape(value) for name, value in pairs.items()} | {"head": meta}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in pairs.items()]
    if view.page.name in _WIDE:
        lines.append("hide: [toc]")
    return "\n".join(["---", *lines, "---", ""])
