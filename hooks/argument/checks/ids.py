"""Ids: explicit on every heading, ASCII, in the page's own range, and unique over the whole site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from argument.frontmatter import is_id
from argument.markup import Block
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem
from argument.schema import addressed
from argument.sources import LOCALES


class Anchor(NamedTuple):
    """An id that a page gives an address, and where it is written."""

    id: str
    line: int


def prefix_of(page_name: str) -> str:
    """Return what the ids of a page's headings begin with: 'l3-' for layer 3, else the page's name."""
    match = re.match(r"layers/([0-9]+)-", page_name)
    return f"l{match[1]}-" if match else page_name.replace("/", "-") + "-"


def title_id(page_name: str) -> str:
    """Return the id of a page's main heading, which is rendered from its front matter."""
    return f"{prefix_of(page_name)}title"


def anchors(page: Page) -> Iterator[Anchor]:
    """Yield every id that a page defines: headings, claims, raw HTML, and records of its front matter."""
    yield Anchor(title_id(page.name), 1)
    for block in page.blocks:
        if block.attributes and block.id:
            yield Anchor(block.id, block.attributes.line)
        yield from (Anchor(found, block.line) for found in block.inline().ids)
    if page.front:
        yield from (Anchor(record.id, record.line_of("id")) for record in addressed(page.front))


def find_id_problems(argument: Argument) -> Iterator[Problem]:
    """Find headings without an id of their own, ids that are not legal, and ids used twice in a language."""
    for locale in LOCALES:
        first: dict[str, tuple[Page, int]] = {}
        for page in argument.in_locale(locale):
            for block in page.blocks:
                if block.kind == "heading":
                    yield from _heading_problems(page, block)
            for found in anchors(page):
                yield from _illegal(page, found)
                if found.id in first:
                    yield _doubled(page, found, *first[found.id])
                else:
                    first[found.id] = (page, found.line)


def _heading_problems(page: Page, block: Block) -> Iterator[Problem]:
    prefix = prefix_of(page.name)
    if block.info == "underlined":
        what = f"The heading '{block.text}' is made by underlining, which leaves no place for an id."
        yield problem(page.path, block.line, what, f"Write '## {block.text} {{#{prefix}…}}'.")
    elif block.info == "1":
        what = f"The heading '{block.text}' is of level 1; the page's own comes from 'title'."
        yield problem(page.path, block.line, what, "Begin at level 2, '##'.")
    elif block.id is None:
        what = f"The heading '{block.text}' has no id."
        yield problem(page.path, block.line, what, f"Add '{{#{prefix}…}}', the same in both languages.")
    elif is_id(block.id) and not block.id.startswith(prefix):
        what = f"The id '{block.id}' of a heading does not begin with '{prefix}'."
        yield problem(page.path, block.line, what, f"Name it '{prefix}{block.id}' in both languages.")


def _illegal(page: Page, found: Anchor) -> Iterator[Problem]:
    if not is_id(found.id):
        mend = "Use lower-case ASCII letters, digits, and single hyphens, a letter first."
        yield problem(page.path, found.line, f"The id '{found.id}' is not legal.", mend)


def _doubled(page: Page, found: Anchor, other: Page, line: int) -> Problem:
    what = f"The id '{found.id}' is used twice; it stands in {other.path} on line {line}."
    return problem(page.path, found.line, what, "Give one of them another, in both languages.")
