"""Redirects of pages and of anchors, from the one file that holds them, `docs/redirects.yml`.

    redirects:
      - {old: layers/3-recall, new: layers/3-memory}
      - {old: "outlook#outlook-end", new: "outlook#outlook-roadmap"}

Both hold in both languages. The anchors of a page that moved are looked for on its new page.
"""

import re
from collections.abc import Iterator
from typing import Annotated

from argument.addresses import relative_address
from argument.fields import Kind
from argument.frontmatter import Record, decode_yaml
from argument.sources import Source
from faults import Fault

FILE_NAME = "redirects.yml"
_PLACE = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*(?:#[a-z][a-z0-9-]*)?")
_MEND = "Write a page and, if it is an anchor, '#' and its id: 'layers/3-memory#c3-5'."

Address = Annotated[str, Kind("an address", _MEND, lambda text: _PLACE.fullmatch(text) is not None)]


class Redirect(Record):
    """One rule; `old` and `new` are both a page, both an anchor, or an anchor and a page."""

    old: Address
    new: Address

    @property
    def old_page(self) -> str:
        return self.old.partition("#")[0]

    @property
    def old_id(self) -> str:
        return self.old.partition("#")[2]

    @property
    def new_page(self) -> str:
        return self.new.partition("#")[0]

    @property
    def new_id(self) -> str:
        return self.new.partition("#")[2]


class Redirects(Record):
    redirects: tuple[Redirect, ...]


def parse_redirects(source: Source) -> tuple[tuple[Redirect, ...], list[Fault]]:
    """Return the rules that a file holds, in their order, and what is wrong with it."""
    found, faults = decode_yaml(source.text, source.path, Redirects, name="file of redirects", first_line=1)
    return (found.redirects if found else ()), faults


def resolve(rules: tuple[Redirect, ...], page: str, anchor: str) -> tuple[str, str] | None:
    """Return page and anchor that an old address leads to, None where no rule speaks of it."""
    by_old = {rule.old: rule for rule in rules}
    if rule := by_old.get(f"{page}#{anchor}"):
        return rule.new_page, rule.new_id
    if rule := by_old.get(page):
        return rule.new_page, anchor
    return None


def moved_anchors(rules: tuple[Redirect, ...], page: str, locale: str, own: str) -> Iterator[tuple[str, str]]:
    """Yield id and present address, relative to the address `own`, of each anchor that left a page."""
    for rule in rules:
        if rule.old_page == page and rule.old_id:
            yield rule.old_id, relative_address(own, rule.new_page, rule.new_id, locale)
