"""The edition: the whole argument on one page, put together from the pages that have been built.

Each chapter is a page's content as it stands on the site: the same words, ids, and figures. Its headings go
down by one level, its links lead to the place within the edition where there is one, and what only a screen
has a use for is left out. The number of a claim keeps its short address, which is what a reader cites.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.addresses import page_url, relative_address
from argument.checks.ids import title_id
from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.sources import LOCALES
from argument.templates import words
from argument.view import View
from printing.links import with_notes, without_notes

BEFORE = ("index",)
AFTER = ("comparison", "outlook", "glossary", "sources")
# Where the page of the edition takes its chapters and their list.
CHAPTERS = '<div data-edition="chapters"></div>'
CONTENTS = '<div data-edition="contents"></div>'
# What only a screen has a use for, and what the edition says once.
_LEFT_OUT = ".depth, .trail, .page-tools, .imprint, .table-filters, .voice-filter, .downloads, .page-foot"
_HEADING = re.compile(r"<(/?)h([1-4])(?=[ >])")


@dataclass(frozen=True)
class Chapter:
    """A page as a chapter: its name, its heading, the ids on it, its sections, and its content."""

    page: str
    label: str
    title: str
    ids: frozenset[str]
    sections: tuple[tuple[str, str], ...]
    content: LexborNode
    # The content is a part of it; this keeps it.
    tree: LexborHTMLParser


def assemble_editions(site: Path, argument: Argument, publication: Publication) -> None:
    """Fill the page of the edition of each language, in a site whose other pages are complete."""
    for locale in LOCALES:
        file = site / page_url(EDITION_PAGE, locale) / "index.html"
        if argument.page(EDITION_PAGE, locale) and file.is_file():
            text = file.read_text(encoding="utf-8")
            chapters = list(_chapters(site, argument, locale))
            content = "\n".join(_rendered(chapters, publication, locale))
            text = text.replace(CONTENTS, _contents(chapters, locale))
            notes = words(locale)["edition"]["notes"]
            text = text.replace(CHAPTERS, with_notes(content, publication.url, notes))
            file.write_text(text, encoding="utf-8")


def edition_pages(argument: Argument, locale: str) -> list[str]:
    """Return the names of the pages that are chapters, in their order."""
    layers = [page.name for page, _ in argument.layers(locale)]
    names = [*BEFORE, *layers, *AFTER]
    return [name for name in names if argument.page(name, locale)]


def _chapters(site: Path, argument: Argument, locale: str) -> Iterator[Chapter]:
    for name in edition_pages(argument, locale):
        file = site / page_url(name, locale) / "index.html"
        text = without_notes(file.read_text(encoding="utf-8"))
        tree = LexborHTMLParser(text)
        content = tree.css_first(".md-content__inner")
        page = argument.page(name, locale)
        if content is None or page is None:
            continue
        for node in content.css(_LEFT_OUT):
            node.decompose()
        _gather_notes(content, html.escape(words(locale)["edition"]["proof"]))
        layer = View(argument, page).layer
        label = words(locale)["layer"].format(layer) if layer else ""
        heading = content.css_first("h1")
        sections = tuple((node.id or "", _text(node)) for node in content.css("h2[id]"))
        ids = frozenset(node.id for node in content.css("[id]") if node.id)
        yield Chapter(name, label, _text(heading), ids, sections, content, tree)


def _gather_notes(content: LexborNode, title: str) -> None:
    """Move what is folded to the end of a chapter, which is read as an argument with its notes."""
    folds = content.css("details.fold")
    if not folds:
        return
    content.insert_child(_element(f'<div class="notes"><p class="notes__title">{title}</p></div>'), move=True)
    notes = content.css_first(".notes")
    for fold in folds:
        body, summary = fold.css_first(".fold__body"), fold.css_first("summary")
        assert notes and body and summary, "overrides/argument/ gives every fold both."
        notes.insert_child(body, move=True)
        if "fold--note" in (fold.attributes["class"] or ""):
            fold.insert_before(_element(f'<p class="claim__lead">{summary.inner_html}</p>'), move=True)
        fold.decompose()


def _element(markup: str) -> LexborNode:
    body = LexborHTMLParser(markup).body
    assert body and body.child
    return body.child


def _rendered(chapters: list[Chapter], publication: Publication, locale: str) -> Iterator[str]:
    ids = frozenset().union(*(chapter.ids for chapter in chapters))
    places = {page_url(found.page, each): (found.page, each) for found in chapters for each in LOCALES}
    for number, chapter in enumerate(chapters, 1):
        for link in chapter.content.css("a[href]"):
            link.attrs["href"] = _link(link, chapter, places, ids, publication, locale)
        content = _HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", chapter.content.inner_html or "")
        if chapter.label:
            label = f'<span class="chapter__label">{html.escape(chapter.label)}</span> '
            start = content.index(">", content.index("<h2 ")) + 1
            content = content[:start] + label + content[start:]
        yield f'<section class="chapter" data-chapter="{number}">{content}</section>'


def _link(
    link: LexborNode,
    chapter: Chapter,
    places: Mapping[str, tuple[str, str]],
    ids: frozenset[str],
    publication: Publication,
    locale: str,
) -> str:
    """Return where a link of a chapter leads from the edition; `places` has the chapters by address."""
    href = link.attributes["href"] or ""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    path = _resolve(page_url(chapter.page, locale), parts.path)
    if "claim__number" in (link.attributes.get("class") or ""):
        return publication.absolute(path)
    if path in places:
        name, language = places[path]
        anchor = parts.fragment or title_id(name)
        if language != locale:
            return relative_address(page_url(EDITION_PAGE, locale), EDITION_PAGE, anchor, language)
        return f"#{anchor}" if anchor in ids else publication.absolute(f"{path}#{anchor}")
    return publication.absolute(path) + (f"#{parts.fragment}" if parts.fragment else "")


def _resolve(base: str, path: str) -> str:
    """Return the address below the site's root that a relative path means on a page."""
    if not path:
        return base
    found = posixpath.normpath(posixpath.join("/", base, path)).lstrip("/")
    return f"{found}/" if found and path.endswith(("/", ".")) else found


def _contents(chapters: list[Chapter], locale: str) -> str:
    """Return the list of chapters and sections; the printed edition fills in the numbers of pages."""
    items = []
    for chapter in chapters:
        title = f"{chapter.label} {chapter.title}".strip()
        sections = "".join(f"<li>{_entry(anchor, text)}</li>" for anchor, text in chapter.sections)
        inner = f"<ol>{sections}</ol>" if sections else ""
        items.append(f"<li>{_entry(title_id(chapter.page), title)}{inner}</li>")
    label = html.escape(words(locale)["edition"]["contents"])
    return f'<nav class="edition-contents" aria-label="{label}"><ol>{"".join(items)}</ol></nav>'


def _entry(anchor: str, text: str) -> str:
    page = f'<span class="edition-contents__page" data-page-of="{anchor}"></span>'
    return f'<a href="#{anchor}"><span>{html.escape(text)}</span>{page}</a>'


def _text(node: LexborNode | None) -> str:
    # Headings hold places to break that are no characters of the text.
    return " ".join((node.text() if node else "").replace("\u200b", "").split())
