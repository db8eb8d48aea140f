"""What a site generator is given for one language: its pages as Markdown, and the files made beside them."""

import html
import json
from collections.abc import Iterable
from pathlib import Path

from argument.addresses import guide_url
from argument.checks import check_argument, check_pages
from argument.data import downloads, render_data
from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.rendering import PIECE, Rendered, markers, render_page
from argument.short_pages import render_addresses
from argument.view import View
from faults import Fault


def render_pages(
    argument: Argument, locale: str, publication: Publication, templates: Path, uris: Iterable[str]
) -> dict[str, Rendered | None]:
    """Return what is shown of each source, by its path; None for what is no page and not to be published.

    Where there is no page of a source, as of a twin that is missing, a preview shows what is wrong with it.
    """
    faults = check_argument(argument, markers(templates))
    found: dict[str, Rendered | None] = {
        uri: _render_notice(uri, faults) if uri.endswith(".md") else None
        for uri in uris
        if uri.endswith(".md") or f"{argument.docs_name}/{uri}" in argument.unread
    }
    for page in argument[locale].pages:
        if page.front:
            found[f"{page.name}.{locale}.md"] = render_page(argument, page, publication, templates)
    return found


def _render_notice(uri: str, faults: Iterable[Fault]) -> Rendered:
    name = uri.removesuffix(".md")
    told = "\n".join(str(one) for one in faults if f"/{name}." in one.path)
    return Rendered(
        f"---\ntitle: {json.dumps(uri)}\n---\n\n{PIECE.format(0)}", (f"<pre>{html.escape(told)}</pre>",)
    )


def render_files(
    argument: Argument, locale: str, publication: Publication, templates: Path, whole: bool
) -> dict[str, str | bytes]:
    """Return the files that a language has beside its pages, by address; none where a page is at fault.

    With `whole`, also those that there are once for the whole site. A text that was changed and is not
    accepted yet is no fault here, so that a preview keeps its short addresses.
    """
    if check_pages(argument, markers(templates)):
        return {}
    files: dict[str, str | bytes] = {**downloads(argument, locale)}
    if index := argument.page("index", locale):
        files[guide_url(locale)] = _render_guide(View(argument, index, publication), templates)
    if whole:
        files |= {
            **render_addresses(argument, publication, templates),
            **render_data(argument, publication),
        }
    return files


def _render_guide(view: View, templates: Path) -> str:
    """Return the way in for language models, as llmstxt.org has it: what the site is, where its text is."""
    # The edition repeats the rest.
    apart = {"index", EDITION_PAGE, *(page.name for page, _ in view.language.layers)}
    others = [page for page in view.language.pages if page.name not in apart]
    return view.render(templates, "guide.md", others=others) + "\n"
