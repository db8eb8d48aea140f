"""Ids of one document: each stands once, and what names an id names one that is there."""

from __future__ import annotations

from collections.abc import Iterator

from links.page import Page
from links.references import IdUse, Reference
from links.report import Finding, meant, shown
from links.suggestions import nearest
from links.urls import decode


def check_ids(page: Page) -> Iterator[Finding]:
    """Yield the ids that stand twice and the references to ids that are not there."""
    for reference in page.doubled:
        what = f"The id {shown(reference.url)} stands on an earlier element of the page as well."
        yield Finding(reference, what, "Give each element an id of its own.")
    for reference in page.locals:
        fragment = reference.url[1:]
        if fragment and fragment not in page.ids and decode(fragment) not in page.ids:
            yield _missing(page, reference, decode(fragment), reference.use.label)
    for id_use, reference in page.id_references:
        yield from _check_names(page, id_use, reference)


def _check_names(page: Page, id_use: IdUse, reference: Reference) -> Iterator[Finding]:
    label = f"{reference.attribute} of <{reference.tag}>"
    if reference.attribute == "usemap":
        yield from _check_map(page, reference, label)
        return
    names = reference.value.split() if id_use.many else [reference.value]
    for name in names:
        if not name:
            yield Finding(reference, f"{label} is empty.", "Name an id, or take the attribute away.")
        elif name not in page.ids:
            yield _missing(page, reference, name, label)
        elif id_use.wanted and page.ids[name] not in id_use.wanted:
            wanted = " or ".join(f"<{tag}>" for tag in sorted(id_use.wanted))
            what = f"{label} names the id {shown(name)}, which is that of <{page.ids[name]}>."
            yield Finding(reference, what, f"Name the id of a {wanted}.")


def _check_map(page: Page, reference: Reference, label: str) -> Iterator[Finding]:
    """Yield a fault of `usemap`; browsers take what follows the first '#' and look for a map of that name."""
    _, mark, name = reference.value.partition("#")
    if not mark or not name:
        yield Finding(
            reference, f"{label} {shown(reference.value)} names no map.", "Write '#' and the map's name."
        )
    elif name not in page.maps and page.ids.get(name) != "map":
        near = nearest(name, page.maps)
        mend = meant(f"#{near}") if near else "Name a map of the page."
        yield Finding(reference, f"{label} names the map {shown(name)}, which does not exist.", mend)


def _missing(page: Page, reference: Reference, name: str, label: str) -> Finding:
    near = nearest(name, page.ids)
    what = f"{label} names the id {shown(name)}, which does not exist."
    return Finding(reference, what, meant(near) if near else "Name an id of the page.")
