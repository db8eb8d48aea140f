"""Short addresses: `/3/` for a layer, `/3.5/` for a claim, each a small page that shows what it points at.

Whoever gets such a link sees the claim in the preview and lands on it in its layer, with script or without.
The pages of redirects, at addresses that pages once had, are made here too.
"""

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from argument.addresses import page_url, relative_address, short_path
from argument.claims import is_claim_id, number_of, order_of
from argument.inline import plain_text
from argument.model import Argument
from argument.publication import CARD_SIZE, Publication
from argument.redirects import moved_anchors, resolve
from argument.sources import LOCALES
from argument.view import View

ADDRESSES_FILE = "assets/addresses.json"
_STYLE_FILE = "assets/stylesheets/short.css"
# What the letters lead to; layers have their numbers.
_SERIES = {"0": "index", "R": "outlook", "A": "comparison", "D": "comparison"}


@dataclass(frozen=True)
class Short:
    """A short page, its title and its text, and the page and the anchor, '' for its top, that it leads to."""

    name: str
    title: str
    text: str
    view: View
    anchor: str = ""
    places: tuple[str, ...] = ()


def render_addresses(argument: Argument, publication: Publication, templates: Path) -> dict[str, str]:
    """Return every page that only leads on, by its file below the site's root, and the list of all addresses.

    The list, of pages and claims, is for the page on what is not found.
    """
    pages = [page_url(page.name, locale) for locale in LOCALES for page in argument[locale].pages]
    names = [short_path(one.number, locale) for locale in LOCALES for one in argument[locale].claims.values()]
    files = {ADDRESSES_FILE: json.dumps([*filter(None, pages), *names], separators=(",", ":"))}
    for rule in (found for found in argument.redirects if not found.old_id):
        for page in (found for locale in LOCALES if (found := argument.page(rule.new_page, locale))):
            own, view = page_url(rule.old, page.locale), View(argument, page, publication)
            anchors = list(moved_anchors(argument.redirects, rule.old, page.locale, own))
            links = _links(own, view, rule.new_id)
            files[f"{own}index.html"] = view.render(templates, "moved.html", anchors=anchors, **links)
    for short in (found for locale in LOCALES for found in shorts(argument, locale, publication)):
        # A letter is answered in lower case too; the capital is the address that counts.
        for name in sorted({short.name, short.name.lower()}):
            own, view = short_path(name, short.view.locale), short.view
            more = _links(own, view, short.anchor) | _head(short, name)
            files[f"{own}index.html"] = view.render(templates, "short.html", short=short, **more)
    return files


def _links(own: str, view: View, anchor: str) -> dict[str, str]:
    """Return where a page at the address `own` leads on, and the way to its style sheet."""
    target = relative_address(own, view.page.name, anchor, view.locale)
    return {"target": target, "style": posixpath.relpath(_STYLE_FILE, own)}


def _head(short: Short, name: str) -> dict[str, object]:
    """Return the addresses that a short page names, at one of the two spellings of its own."""
    view, publication = short.view, short.view.publication
    paths = {locale: short_path(short.name, locale) for locale in LOCALES}
    # The card of a page shows its thesis, which is not what a claim says, nor always of the same voice.
    card, own_card = publication.card(None if short.anchor else view.page.name, view.locale)
    return {
        "canonical": publication.absolute(paths[view.locale]),
        # Of two spellings of an address, the languages know one.
        "alternates": publication.alternates(paths) if name == short.name else [],
        "card": card,
        "own_card": own_card,
        "card_size": CARD_SIZE,
        "twin": f"{posixpath.relpath(paths[view.other_locale], short_path(name, view.locale))}/",
    }


def shorts(argument: Argument, locale: str, publication: Publication) -> Iterator[Short]:
    """Yield the short pages of one language: layers, then claims, then claims that are no more."""
    language = argument[locale]
    views = {page.name: View(argument, page, publication) for page in language.pages}
    for page, front in language.layers:
        yield Short(str(front.layer), views[page.name].full_title(), front.thesis, views[page.name])
    for name, page_name in _SERIES.items():
        if view := views.get(page_name):
            yield Short(name, view.front.title, view.front.description, view)
    for claim in language.claims.values():
        view = views[claim.source.name]
        voice, known = view.words["voices"][claim.voice]["name"], view.words["short"]
        title = known["claim"].format(number=claim.number, voice=voice, page=view.full_title())
        places = tuple(name for name, _ in view.places(claim))
        yield Short(claim.number, title, plain_text(claim.text), view, claim.id, places)
    published = argument.permalinks.in_force if argument.permalinks else {}
    gone = {anchor: page for page, anchor in published if is_claim_id(anchor)}
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
        yield Short(number, title, plain_text(now.text) if now else title, there, anchor)
