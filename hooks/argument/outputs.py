"""What a site generator is given for one language: its pages as Markdown, and the files made beside them."""

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argument.checks import check_argument, check_pages
from argument.claims import is_claim_id, number_of, order_of, series_of
from argument.data import downloads, render_data
from argument.inline import plain_text
from argument.model import Argument, Page
from argument.permalinks import resolve, split_address
from argument.publication import EDITION_PAGE, Publication, guide_url, page_url, short_path
from argument.rendering import PIECE, Rendered, render_page
from argument.sources import DOCS, LOCALES
from argument.view import View
from faults import Fault


def render_pages(
    argument: Argument, locale: str, publication: Publication, uris: Iterable[str]
) -> dict[str, Rendered | None]:
    """Return what is shown of each source, by its path; None for what is no page and not to be published.

    Where there is no page of a source, as of a twin that is missing, a preview shows what is wrong with it.
    """
    faults = check_argument(argument)
    # Of a file that is at fault as a file there is no page.
    unread = {one.path for one in argument.faults} - {page.path for page in argument.pages.values()}
    found: dict[str, Rendered | None] = {
        uri: _render_notice(uri, faults) if uri.endswith(".md") else None
        for uri in uris
        if uri.endswith(".md") or f"{DOCS}/{uri}" in unread
    }
    for page in argument[locale].pages:
        if page.front:
            found[f"{page.name}.{locale}.md"] = render_page(argument, page, publication)
    return found


def _render_notice(uri: str, faults: Iterable[Fault]) -> Rendered:
    name = uri.removesuffix(".md")
    told = "\n".join(str(one) for one in faults if f"/{name}." in one.path)
    return Rendered(
        f"---\ntitle: {json.dumps(uri)}\n---\n\n{PIECE.format(0)}", (f"<pre>{html.escape(told)}</pre>",)
    )


def render_files(
    argument: Argument, locale: str, publication: Publication, whole: bool
) -> dict[str, str | bytes]:
    """Return the files that a language has beside its pages, by address; none where a page is at fault.

    With `whole`, also those that there are once for the whole site. A text that was changed and is not
    accepted yet is no fault here, so that a preview keeps its short addresses.
    """
    if check_pages(argument):
        return {}
    files: dict[str, str | bytes] = {**downloads(argument, locale)}
    if index := argument.page("index", locale):
        # The edition repeats the rest.
        apart = {"index", EDITION_PAGE, *(page.name for page, _ in argument[locale].layers)}
        others = [page for page in argument[locale].pages if page.name not in apart]
        guide = View(argument, index, publication).render("guide.md", others=others)
        files[guide_url(locale)] = f"{guide}\n"
    if whole:
        files |= {**render_addresses(argument, publication), **render_data(argument, publication)}
    return files


@dataclass(frozen=True)
class Short:
    """A short page, its title and its text, and the page and the anchor, '' for its top, that it leads to."""

    name: str
    title: str
    text: str
    view: View
    anchor: str = ""
    places: tuple[str, ...] = ()


def render_addresses(argument: Argument, publication: Publication) -> dict[str, str]:
    """Return every page that only leads on, by its file below the site's root, and the list of all addresses.

    The list, of pages and claims, is for the page on what is not found.
    """
    pages = [page_url(page.name, locale) for locale in LOCALES for page in argument[locale].pages]
    names = [short_path(one.number, locale) for locale in LOCALES for one in argument[locale].claims.values()]
    files = {"assets/addresses.json": json.dumps([*filter(None, pages), *names], separators=(",", ":"))}

    def lead_on(page: Page, address: str, **more: object) -> None:
        view = View(argument, page, publication, address)
        files[f"{address}index.html"] = view.render("leads.html", **more)

    for locale in LOCALES:
        for rule in argument.redirects:
            page = argument.page(split_address(rule.new)[0], locale)
            if page and "#" not in rule.old:
                lead_on(page, page_url(rule.old, locale), short=None, rule=rule)
        for short in shorts(argument, locale, publication):
            # A letter is answered in lower case too; the capital is the address that counts.
            for name in sorted({short.name, short.name.lower()}):
                lead_on(short.view.page, short_path(name, locale), short=short, spelt=name)
    return files


def shorts(argument: Argument, locale: str, publication: Publication) -> Iterator[Short]:
    """Yield the short pages of one language: series of claims, claims, and claims that are no more."""
    language = argument[locale]
    views = {page.name: View(argument, page, publication) for page in language.pages}
    for view in views.values():
        for name in series_of(view.page.name):
            text = view.front.thesis if view.layer else view.front.description
            yield Short(name, view.full_title(), text, view)
    for claim in language.claims.values():
        view = views[claim.source.name]
        voice, known = view.words["voices"][claim.voice]["name"], view.words["short"]
        title = known["claim"].format(number=claim.number, voice=voice, page=view.full_title())
        yield Short(claim.number, title, claim.text, view, claim.id, tuple(view.places(claim)))
    gone = {anchor: page for page, anchor in argument.permalinks if is_claim_id(anchor)}
    for claim_id in sorted(gone.keys() - language.claims.keys(), key=order_of):
        yield from _of_gone(argument, views, gone[claim_id], claim_id)


def _of_gone(argument: Argument, views: dict[str, View], page_name: str, claim_id: str) -> Iterator[Short]:
    """Yield the short page of a claim that was withdrawn or redirected."""
    number = number_of(claim_id)
    for view in views.values():
        for note in view.page.notes:
            if note.kind == "withdrawn" and note.id == claim_id:
                title = view.words["withdrawn"].format(number=number)
                yield Short(number, title, plain_text(note.block.text), view, claim_id)
                return
    page_name, anchor = resolve(argument.redirects, page_name, claim_id) or ("", "")
    if there := views.get(page_name):
        now = there.language.claims.get(anchor)
        title = there.words["moved"].format(old=number, new=now.number if now else anchor or page_name)
        yield Short(number, title, now.text if now else title, there, anchor)
