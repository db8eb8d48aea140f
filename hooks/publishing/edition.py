"""The edition: the whole argument on one page, put together from the pages that have been built.

Each chapter is a page's content as it stands on the site: the same words, ids, and figures. Its headings go
down by one level, its links lead to the place within the edition where there is one, and what only a screen
has a use for is left out. The number of a claim keeps its short address, which is what a reader cites.
"""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.addresses import page_url, relative_address
from argument.checks.ids import title_id
from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.sources import LOCALES
from argument.templates import words
from argument.view import View
from publishing.built import BuiltPage, class_names, text_of
from publishing.notes import NOTES, with_notes

BEFORE = ("index",)
AFTER = ("comparison", "outlook", "glossary", "sources")
# Where the page of the edition takes its chapters and their list.
_CHAPTERS, _CONTENTS = (f'<div data-edition="{name}"></div>' for name in ("chapters", "contents"))
# What only a screen has a use for, and what the edition says once.
_LEFT_OUT = (
    f"{NOTES}, .depth, .trail, .page-tools, .imprint, .table-filters, .voice-filter, .downloads, .page-foot"
)
_HEADING = re.compile(r"<(/?)h([1-4])(?=[ >])")


@dataclass(frozen=True)
class _Chapter:
    """A page as a chapter: its name, its label and heading, the ids on it, its sections, and its content."""

    page: str
    label: str
    title: str
    ids: frozenset[str]
    sections: tuple[tuple[str, str], ...]
    content: LexborNode


def fill_edition(
    edition: BuiltPage,
    pages: Mapping[str, BuiltPage],
    argument: Argument,
    publication: Publication,
    locale: str,
) -> None:
    """Fill the page of the edition with what it takes out of the other pages of its language.

    Its tree gets their list alone, since all else stands on pages of their own.
    """
    chapters = [
        _chapter(argument, name, content, locale)
        for name in edition_pages(argument, locale)
        if name in pages and (content := pages[name].content)
    ]
    contents = _contents(chapters, locale)
    if place := edition.tree.css_first("[data-edition=contents]"):
        place.replace_with(_element(contents))
    notes = words(locale)["edition"]["notes"]
    inner = with_notes("\n".join(_rendered(chapters, publication, locale)), publication.url, notes)
    edition.text = edition.text.replace(_CONTENTS, contents).replace(_CHAPTERS, inner)


def edition_pages(argument: Argument, locale: str) -> list[str]:
    """Return the names of the pages that are chapters, in their order."""
    names = [*BEFORE, *(page.name for page, _ in argument[locale].layers), *AFTER]
    return [name for name in names if argument.page(name, locale)]


def _chapter(argument: Argument, name: str, content: LexborNode, locale: str) -> _Chapter:
    for node in content.css(_LEFT_OUT):
        node.decompose()
    _gather_notes(content, html.escape(words(locale)["edition"]["proof"]))
    layer = View(argument, argument.pages[name, locale]).layer
    label = words(locale)["layer"].format(layer) if layer else ""
    sections = tuple((node.id or "", _heading(node)) for node in content.css("h2[id]"))
    ids = frozenset(node.id for node in content.css("[id]") if node.id)
    return _Chapter(name, label, _heading(content.css_first("h1")), ids, sections, content)


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
        if "fold--note" in class_names(fold):
            fold.insert_before(_element(f'<p class="claim__lead">{summary.inner_html}</p>'), move=True)
        fold.decompose()


def _element(markup: str) -> LexborNode:
    body = LexborHTMLParser(markup).body
    assert body and body.child
    return body.child


def _rendered(chapters: list[_Chapter], publication: Publication, locale: str) -> Iterator[str]:
    ids = frozenset().union(*(chapter.ids for chapter in chapters))
    places = {page_url(found.page, each): (found.page, each) for found in chapters for each in LOCALES}
    for number, chapter in enumerate(chapters, 1):
        own = page_url(chapter.page, locale)
        for link in chapter.content.css("a[href]"):
            link.attrs["href"] = _link(link, own, places, ids, publication, locale)
        content = _HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", chapter.content.inner_html or "")
        if chapter.label:
            label = f'<span class="chapter__label">{html.escape(chapter.label)}</span> '
            start = content.index(">", content.index("<h2 ")) + 1
            content = content[:start] + label + content[start:]
        yield f'<section class="chapter" data-chapter="{number}">{content}</section>'


def _link(
    link: LexborNode,
    own: str,
    places: Mapping[str, tuple[str, str]],
    ids: frozenset[str],
    publication: Publication,
    locale: str,
) -> str:
    """Return where a link at an address leads from the edition; `places` has the chapters by address."""
    href = link.attributes["href"] or ""
    parts = urlsplit(href)
    if parts.scheme:
        return href
    path = _resolve(own, parts.path)
    if "claim__number" in class_names(link):
        return publication.absolute(path)
    if path not in places:
        return publication.absolute(path) + (f"#{parts.fragment}" if parts.fragment else "")
    name, language = places[path]
    anchor = parts.fragment or title_id(name)
    if language != locale:
        return relative_address(page_url(EDITION_PAGE, locale), EDITION_PAGE, anchor, language)
    return f"#{anchor}" if anchor in ids else publication.absolute(f"{path}#{anchor}")


def _resolve(base: str, path: str) -> str:
    """Return the address below the site's root that a relative path means on a page."""
    if not path:
        return base
    found = posixpath.normpath(posixpath.join("/", base, path)).lstrip("/")
    return f"{found}/" if found and path.endswith(("/", ".")) else found


def _contents(chapters: list[_Chapter], locale: str) -> str:
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


def _heading(node: LexborNode | None) -> str:
    # Headings hold places to break that are no characters of the text.
    return text_of(node).replace("\u200b", "")
