"""Each page a second time, as plain Markdown beside it, for whatever reads no HTML.

It is made from the argument and not from the built page: claims begin with their number, which links to their
short address, and name voice and place in words; what a marker stands for is made by a template of its own.
Whatever has an address on the page begins with a link to it.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import markupsafe

from argument.addresses import download_url, guide_url, page_url, twin_url
from argument.claims import Claim
from argument.commonmark import plain, tidy
from argument.inline import plain_text
from argument.markup import Block
from argument.model import Argument
from argument.notes import Note
from argument.pages import Page
from argument.publication import EDITION_PAGE, Publication
from argument.schema import LayerFront
from argument.templates import plain_environment
from argument.view import View

FOLDER = "twins"
# Markers that only draw what stands elsewhere: in the comparison's rows, in the places of the claims.
PICTURES = frozenset({"glance", "standing"})
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class TwinView(View):
    """The argument as a twin shows it: every link is whole, since the file is read away from the site."""

    @property
    def public(self) -> Publication:
        assert self.publication is not None
        return self.publication

    def url(self, page_name: str, anchor: str | None = None) -> str:
        found = self.public.page(page_name, self.locale)
        return markupsafe.Markup(f"{found}#{anchor}" if anchor else found)

    def short_url(self, number: str) -> str:
        return markupsafe.Markup(self.public.absolute(f"{page_url('index', self.locale)}{number}/"))

    def download(self, suffix: str) -> str:
        return self.file(download_url(self.page.name, self.locale, suffix))

    def file(self, path: str) -> str:
        return markupsafe.Markup(self.public.absolute(path))

    def text_of(self, found: Claim | Note) -> str:
        """Return the text of what stands on another page, without its links."""
        return plain_text(found.block.text)

    def title_of(self, page: Page) -> str:
        return self.site_name if page.name == "index" else View(self.argument, page).full_title()

    def summary_of(self, page: Page) -> str:
        """Return what a page says in a sentence: the thesis of a layer, elsewhere its description."""
        front = page.front
        assert front is not None
        return front.thesis if isinstance(front, LayerFront) else front.description

    def others(self) -> list[Page]:
        """Return the pages that are neither layers nor the index nor the edition, which repeats the rest."""
        apart = {"index", EDITION_PAGE, *(page.name for page, _ in self.layers())}
        return [
            page for page in self.argument.in_locale(self.locale) if page.front and page.name not in apart
        ]

    def resolve(self, target: str) -> str:
        """Return the whole address of a link as it stands in a page's source."""
        path, _, anchor = target.partition("#")
        if _ELSEWHERE.match(path):
            return target
        folder = posixpath.dirname(self.page.name)
        joined = posixpath.normpath(posixpath.join(folder, path.removesuffix(".md")))
        return self.url(joined if path else self.page.name, anchor)


class _Templates:
    """The templates of the twins, each looked up once for all pages of a language."""

    def __init__(self, folder: Path) -> None:
        environment = plain_environment(folder / FOLDER)
        self._get = functools.cache(lambda name: environment.get_template(f"{name}.md"))
        self._references = self._get("parts/references").module

    def render(self, view: TwinView, name: str, **more: object) -> str:
        given = {"view": view, "words": view.words, "references": self._references, **more}
        return tidy(self._get(name).render(given))


def render_twins(
    argument: Argument, locale: str, publication: Publication, templates: Path
) -> dict[str, str | bytes]:
    """Return the twin of each page of a language, and the guide to them, by address below the site's root."""
    files: dict[str, str | bytes] = {}
    found = _Templates(templates)
    for page in argument.in_locale(locale):
        if page.front:
            view = TwinView(argument, page, publication)
            files[twin_url(page.name, locale)] = _twin(view, found)
            if page.name == "index":
                files[guide_url(locale)] = found.render(view, "parts/llms") + "\n"
    return files


def _twin(view: TwinView, templates: _Templates) -> str:
    """Return a page as plain Markdown; blocks stand apart but for the items of one list."""
    pieces = [templates.render(view, "parts/head")]
    before: Block | None = None
    for block, text in _texts(view, templates):
        tight = before and before.kind == block.kind == "item" and block.line == _after(before)
        pieces += ["\n" if tight else "\n\n", text]
        before = block
    return "".join([*pieces, "\n"])


def _after(block: Block) -> int:
    """Return the line below a block and its attribute list."""
    return (block.attributes.line if block.attributes else block.end) + 1


def _texts(view: TwinView, templates: _Templates) -> Iterator[tuple[Block, str]]:
    """Yield each block that leaves something in the twin, and what it leaves."""
    found_here: tuple[Claim | Note, ...] = (*view.page.claims, *view.page.notes)
    marked = {found.block.line: found for found in found_here}
    for block in view.page.blocks:
        if block.kind == "marker":
            text = "" if block.info in PICTURES else templates.render(view, block.info)
        elif found := marked.get(block.line):
            name = "claim" if isinstance(found, Claim) else found.kind
            text = templates.render(view, f"parts/{name}", found=found, text=_plain(view, block))
            text = f"{_lead(block)}{text}"
        else:
            text = _plain_block(view, block)
        if text:
            yield block, text


def _plain_block(view: TwinView, block: Block) -> str:
    """Return a block that is neither claim nor note nor marker."""
    if block.kind == "code":
        return block.text
    text = _plain(view, block).strip()
    if block.kind == "heading":
        level = int(block.info) if block.info.isdigit() else 2
        linked = f"[{text}]({view.url(view.page.name, block.id)})" if block.id else text
        return f"{'#' * level} {linked}"
    if block.kind == "admonition":
        return f"**{text}**" if text else ""
    if block.kind == "reference":
        line = view.page.body.split("\n")[block.line - view.page.body_line]
        return line.replace(block.text, view.resolve(block.text))
    # An attribute list that marks nothing, which is a fault, is in no twin.
    return "" if block.kind == "stray" else f"{_lead(block)}{text}"


def _lead(block: Block) -> str:
    return block.lead if block.kind == "item" else ""


def _plain(view: TwinView, block: Block) -> markupsafe.Markup:
    return plain(block.text, view.resolve)
