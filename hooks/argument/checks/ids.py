"""Ids: explicit on every heading, ASCII, in the page's own range, and unique over the whole site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from argument.frontmatter import is_id
from argument.markup import Block
from argument.model import Argument
from argument.pages import Page
from argument.problems import Problem, problem, shown
from argument.schema import addressed
from argument.sources import LOCALES


class Anchor(NamedTuple):
    """An id that a page gives an address, and where it is written.

    `is_known` tells that its form is checked where it is read.
    """

    id: str
    line: int
    is_known: bool = True


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
            yield Anchor(block.id, block.attributes.line, is_known=block.kind != "heading")
        yield from (Anchor(found, block.line, is_known=False) for found in block.inline().ids)
    if page.front:
        yield from (Anchor(record.id, record.line_of("id")) for record in addressed(page.front))


def usable_headings(page: Page) -> dict[str, Block]:
    """Return the headings of a page by id, but for those whose level or id is a fault."""
    found: dict[str, Block] = {}
    for block in page.blocks:
        is_usable = block.kind == "heading" and block.info not in {"1", "underlined"}
        if is_usable and block.id and is_id(block.id):
            found.setdefault(block.id, block)
    return found


def find_id_problems(argument: Argument) -> Iterator[Problem]:
    """Find headings without an id of their own, ids that are not legal, and ids used twice in a language."""
    published = {anchor for _, anchor in argument.permalinks.in_force} if argument.permalinks else set()
    for locale in LOCALES:
        yield from _term_problems(argument, locale)
        first: dict[str, tuple[Page, int]] = {}
        for page in argument.in_locale(locale):
            for block in page.blocks:
                if block.kind == "heading":
                    yield from _heading_problems(page, block, published)
            for found in anchors(page):
                yield from _illegal(page, found)
                if found.id in first:
                    yield _doubled(page, found, *first[found.id])
                else:
                    first[found.id] = (page, found.line)


def _term_problems(argument: Argument, locale: str) -> Iterator[Problem]:
    """Find words that two terms share, so that neither could be told from the other in a text."""
    for name in LOCALES:
        first: dict[str, int] = {}
        for term in argument.terms(locale):
            word = str(getattr(term, name)).casefold()
            if word in first:
                what = f"The word {shown(getattr(term, name))} is that of another term on line {first[word]}."
                path = f"{argument.docs_name}/glossary.{locale}.md"
                yield problem(path, term.line_of(name), what, "Make one term of them, or tell them apart.")
            first.setdefault(word, term.line_of(name))


def _heading_problems(page: Page, block: Block, published: set[str]) -> Iterator[Problem]:
    prefix, text = prefix_of(page.name), shown(block.text)
    if block.info == "underlined":
        what = f"The heading {text} is made by underlining, which leaves no place for an id."
        yield problem(page.path, block.line, what, f"Write it as '## … {{#{prefix}…}}'.")
    elif block.info == "1":
        what = f"The heading {text} is of level 1; the page's own comes from 'title'."
        yield problem(page.path, block.line, what, "Begin at level 2, '##'.")
    elif block.id is None:
        what = f"The heading {text} has no id."
        yield problem(page.path, block.line, what, f"Add '{{#{prefix}…}}', the same in both languages.")
    # An id that was published stays as it is where its page was renamed.
    elif is_id(block.id) and not block.id.startswith(prefix) and block.id not in published:
        what = f"The id '{block.id}' of a heading does not begin with '{prefix}'."
        yield problem(page.path, block.line, what, f"Name it '{prefix}{block.id}' in both languages.")


def _illegal(page: Page, found: Anchor) -> Iterator[Problem]:
    if not found.is_known and not is_id(found.id):
        mend = "Use lower-case ASCII letters, digits, and single hyphens, a letter first."
        yield problem(page.path, found.line, f"The id {shown(found.id)} is not legal.", mend)


def _doubled(page: Page, found: Anchor, other: Page, line: int) -> Problem:
    where = f"on line {line}" if other is page else f"in {other.path} on line {line}"
    what = f"The id '{found.id}' is used twice; it stands first {where}."
    return problem(page.path, found.line, what, "Give one of them another, in both languages.")
