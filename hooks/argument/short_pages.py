"""Short addresses: `/3/` for a layer, `/3.5/` for a claim, each a small page that shows what it points at.

Whoever gets such a link sees the claim in the preview and lands on it in its layer, with script or without.
The pages of redirects, at addresses that pages once had, are made here too.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from argument.addresses import page_url, relative_address
from argument.claims import Claim, is_claim_id, number_of, order_of
from argument.inline import plain_text
from argument.model import Argument
from argument.publication import CARD_SIZE, Publication
from argument.redirects import moved_anchors, resolve
from argument.sources import LOCALES
from argument.templates import environment, words
from argument.view import View

ADDRESSES_FILE = "assets/addresses.json"
STYLE_FILE = "assets/stylesheets/short.css"
# What the letters lead to; layers have their numbers.
_SERIES = {"0": "index", "R": "outlook", "A": "comparison", "D": "comparison"}


@dataclass(frozen=True)
class Short:
    """A short page in one language; `to` is the page and the anchor, '' for the page's top."""

    name: str
    locale: str
    title: str
    text: str
    to: tuple[str, str]
    places: tuple[str, ...] = ()


def short_path(name: str, locale: str) -> str:
    """Return the address of a short page below the site's root: 'en/3.5/'."""
    return f"{page_url('index', locale)}{name}/"


def render_addresses(argument: Argument, publication: Publication, templates: Path) -> dict[str, str]:
    """Return every page that only leads on, of short addresses and of redirects, and the list of all."""
    return {
        ADDRESSES_FILE: render_list(argument),
        **render_moved_pages(argument, publication, templates),
        **render_short_pages(argument, publication, templates),
    }


def render_list(argument: Argument) -> str:
    """Return the addresses of all pages and claims as JSON, for the page on what is not found."""
    pages = [page_url(page.name, locale) for locale in LOCALES for page in argument.in_locale(locale)]
    names = [
        short_path(claim.number, locale) for locale in LOCALES for claim in argument.claims(locale).values()
    ]
    return json.dumps([*filter(None, pages), *names], separators=(",", ":"))


def render_short_pages(argument: Argument, publication: Publication, templates: Path) -> dict[str, str]:
    """Return every short page in both languages, by its file below the site's root."""
    template = environment(templates).get_template("short.html")
    files: dict[str, str] = {}
    for locale in LOCALES:
        for short in shorts(argument, locale):
            # A letter is answered in lower case too; the capital is the address that counts.
            for name in sorted({short.name, short.name.lower()}):
                own = short_path(name, locale)
                files[f"{own}index.html"] = template.render(
                    short=short, words=words(locale), **_links(publication, short, own)
                )
    return files


def shorts(argument: Argument, locale: str) -> Iterator[Short]:
    """Yield the short pages of one language: layers, then claims, then claims that are no more."""
    for page, front in argument.layers(locale):
        yield Short(
            str(front.layer), locale, View(argument, page).full_title(), front.thesis, (page.name, "")
        )
    for name, page_name in _SERIES.items():
        if (found := argument.page(page_name, locale)) and found.front:
            yield Short(name, locale, found.front.title, found.front.description, (page_name, ""))
    claims = argument.claims(locale)
    for claim in claims.values():
        yield _of_claim(argument, claim)
    published = argument.permalinks.in_force if argument.permalinks else {}
    gone = {at[1]: at[0] for at in published if is_claim_id(at[1]) and at[1] not in claims}
    for claim_id in sorted(gone, key=order_of):
        if short := _of_gone(argument, gone[claim_id], claim_id, locale):
            yield short


def _of_claim(argument: Argument, claim: Claim) -> Short:
    page = argument.pages[claim.source.name, claim.source.locale]
    view = View(argument, page)
    title = view.words["short"]["claim"].format(
        number=claim.number, voice=view.words["voices"][claim.voice]["name"], page=view.full_title()
    )
    places = tuple(name for name, _ in view.places(claim))
    return Short(claim.number, page.locale, title, plain_text(claim.text), (page.name, claim.id), places)


def _of_gone(argument: Argument, page_name: str, claim_id: str, locale: str) -> Short | None:
    """Return the short page of a claim that was withdrawn or redirected."""
    number = number_of(claim_id)
    withdrawn = {
        note.id: (note, page)
        for page in argument.in_locale(locale)
        for note in page.notes
        if note.kind == "withdrawn"
    }
    if claim_id in withdrawn:
        note, page = withdrawn[claim_id]
        title = words(locale)["withdrawn"].format(number=number)
        return Short(number, locale, title, plain_text(note.block.text), (page.name, claim_id))
    target = resolve(argument.redirects, page_name, claim_id)
    if target is None or argument.page(target[0], locale) is None:
        return None
    now = argument.claims(locale).get(target[1])
    title = words(locale)["moved"].format(old=number, new=now.number if now else target[1] or target[0])
    return Short(number, locale, title, plain_text(now.text) if now else title, target)


def _links(publication: Publication, short: Short, own: str) -> dict[str, object]:
    """Return the addresses that a short page names: in its head whole, in its body relative."""
    paths = {locale: short_path(short.name, locale) for locale in LOCALES}
    other = next(locale for locale in LOCALES if locale != short.locale)
    page_name, anchor = short.to
    # The card of a page shows its thesis, which is not what a claim says, nor always of the same voice.
    card, own_card = publication.card(None if anchor else page_name, short.locale)
    return {
        "site": publication.names[short.locale],
        "canonical": publication.absolute(paths[short.locale]),
        # Of two spellings of an address, the languages know one.
        "alternates": publication.alternates(paths) if own == paths[short.locale] else [],
        "card": card,
        "own_card": own_card,
        "card_size": CARD_SIZE,
        "target": relative_address(own, *short.to, short.locale),
        "other": other,
        "twin": f"{posixpath.relpath(paths[other], own)}/",
        "style": posixpath.relpath(STYLE_FILE, own),
    }


def render_moved_pages(argument: Argument, publication: Publication, templates: Path) -> dict[str, str]:
    """Return a page in both languages for each address that a page had before, by its file."""
    template = environment(templates).get_template("moved.html")
    files: dict[str, str] = {}
    for rule in (found for found in argument.redirects if not found.old_id):
        for locale in LOCALES:
            own = page_url(rule.old, locale)
            page = argument.page(rule.new_page, locale)
            if page is None or page.front is None:
                continue
            files[f"{own}index.html"] = template.render(
                locale=locale,
                words=words(locale),
                title=View(argument, page).full_title(),
                description=page.front.description,
                canonical=publication.page(page.name, locale),
                target=relative_address(own, rule.new_page, rule.new_id, locale),
                style=posixpath.relpath(STYLE_FILE, own),
                anchors=list(moved_anchors(argument.redirects, rule.old, locale, own)),
            )
    return files
