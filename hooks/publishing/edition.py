"""The edition: the whole argument on one page, put together from the pages that have been built.

Each chapter is a page's content as it stands on the site: the same words, ids, and figures. Its headings go
down by one level, its links lead to the place within the edition where there is one, and what only a screen
has a use for is left out. The number of a claim keeps its short address, which is what a reader cites.
"""

import html
import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.checks.ids import title_id
from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication, page_url, relative_address
from argument.sources import LOCALES
from argument.templates import with_breaks, words
from publishing.built import BuiltPage, absolute, class_names, text_of

# Where the page of the edition takes its chapters and their list.
_CHAPTERS, _CONTENTS = (f'<div data-edition="{name}"></div>' for name in ("chapters", "contents"))
# What only a screen has a use for, and what the edition says once.
_LEFT_OUT = (
    ".print-note, .print-notes, .depth, .trail, .page-tools, .imprint, .table-filters, .voice-filter,"
    ".downloads, .page-foot"
)
_HEADING = re.compile(r"<(/?)h([1-4])(?=[ >])")
_LINK = re.compile(r'<a [^>]*?href="(https?://[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def fill_edition(
    edition: BuiltPage, pages: list[BuiltPage], argument: Argument, publication: Publication, locale: str
) -> None:
    """Fill the page of the edition with what it takes out of the pages of its language.

    Its tree gets their list alone, since all else stands on pages of their own.
    """
    layers, given = edition_pages(argument, locale), words(locale)["edition"]
    built = {page.name: page.tree.css_first("article") for page in pages}
    chapters = {name: content for name in layers if (content := built.get(name))}
    for content in chapters.values():
        _prepare(content, html.escape(given["proof"]))
    contents = _contents(chapters, layers, locale)
    if place := edition.tree.css_first("[data-edition=contents]"):
        place.replace_with(_element(contents))
    inner = "\n".join(_rendered(chapters, layers, publication, locale))
    inner = with_notes(inner, publication.url, given["notes"])
    edition.text = edition.text.replace(_CONTENTS, contents).replace(_CHAPTERS, inner)


def edition_pages(argument: Argument, locale: str) -> dict[str, int]:
    """Return the pages that are chapters by name, in their order, each with the number of its layer or 0."""
    layers = {page.name: front.layer for page, front in argument[locale].layers}
    return {"index": 0, **layers, **dict.fromkeys(("comparison", "outlook", "glossary", "sources"), 0)}


def with_notes(content: str, own: str, title: str = "") -> str:
    """Return HTML with a numbered note at each link to another site, for paper, where nobody can follow it.

    `own` is the address of the site, `title` stands above the list. A link whose text is its address needs
    no note.
    """
    numbers: dict[str, int] = {}

    def noted(link: re.Match[str]) -> str:
        address, text = link.groups()
        if address.startswith(own) or text.strip() == address:
            return link[0]
        number = numbers.setdefault(address, len(numbers) + 1)
        return f'{link[0]}<sup class="print-note" hidden data-search-exclude>{number}</sup>'

    content = _LINK.sub(noted, content)
    if not numbers:
        return content
    items = "".join(f"<li>{html.escape(html.unescape(address))}</li>" for address in numbers)
    above = f' data-title="{html.escape(title)}"' if title else ""
    return f'{content}<ol class="print-notes" hidden data-search-exclude{above}>{items}</ol>'


def _prepare(content: LexborNode, title: str) -> None:
    """Leave out what is not for a chapter, and move what is folded to its end, below a title."""
    for node in content.css(_LEFT_OUT):
        node.decompose()
    if not (folds := content.css("details.fold")):
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


def _rendered(
    chapters: Mapping[str, LexborNode], layers: Mapping[str, int], publication: Publication, locale: str
) -> Iterator[str]:
    ids = {node.id for content in chapters.values() for node in content.css("[id]")}
    places = {publication.page(name, each): (name, each) for name in chapters for each in LOCALES}
    for number, (name, content) in enumerate(chapters.items(), 1):
        own = publication.page(name, locale)
        for link in content.css("a[href]"):
            path, sign, anchor = (link.attributes["href"] or "").partition("#")
            address = absolute(own, path)
            target = f"{address}{sign}{anchor}"
            if address in places:
                page, language = places[address]
                anchor = anchor or title_id(page)
                if language != locale:
                    target = relative_address(page_url(EDITION_PAGE, locale), EDITION_PAGE, anchor, language)
                else:
                    target = f"#{anchor}" if anchor in ids else f"{address}#{anchor}"
            link.attrs["href"] = target
        text = _HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", content.inner_html or "")
        if layers[name]:
            label = words(locale)["layer"].format(layers[name])
            label = f'<span class="chapter__label">{html.escape(label)}</span> '
            start = text.index(">", text.index("<h2 ")) + 1
            text = text[:start] + label + text[start:]
        yield f'<section class="chapter" data-chapter="{number}">{text}</section>'


def _contents(chapters: Mapping[str, LexborNode], layers: Mapping[str, int], locale: str) -> str:
    """Return the list of chapters and sections; the printed edition fills in the numbers of pages."""

    def entry(anchor: str | None, text: str) -> str:
        page = f'<span class="edition-contents__page" data-page-of="{anchor}"></span>'
        return f'<a href="#{anchor}"><span>{with_breaks(text, locale)}</span>{page}</a>'

    items = []
    for name, content in chapters.items():
        title = text_of(content.css_first("h1"))
        if layers[name]:
            title = words(locale)["layer_title"].format(layer=layers[name], title=title)
        sections = "".join(f"<li>{entry(node.id, text_of(node))}</li>" for node in content.css("h2[id]"))
        inner = f"<ol>{sections}</ol>" if sections else ""
        items.append(f"<li>{entry(title_id(name), title)}{inner}</li>")
    label = html.escape(words(locale)["edition"]["contents"])
    return f'<nav class="edition-contents" aria-label="{label}"><ol>{"".join(items)}</ol></nav>'
