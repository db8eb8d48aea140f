"""A page in one language: its front matter, its blocks, its claims and notes, and what is wrong with them."""

import functools
import re
from dataclasses import dataclass

from argument.blocks import Block
from argument.claims import Claim
from argument.frontmatter import decode_yaml, split_front_matter
from argument.marked import meant_claims, read_marked
from argument.markup import parse_blocks
from argument.notes import Note
from argument.schema import Front, front_class
from argument.sources import Source
from faults import Fault


@dataclass(frozen=True)
class Page:
    """A parsed page; `front` is None where the front matter is at fault.

    `body` is the Markdown below the front matter, `body_line` its first line in the file. Where front matter
    and body cannot be told apart, `is_cut` is False and the body begins at the first heading.
    """

    source: Source
    front: Front | None
    body: str
    body_line: int
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]
    faults: tuple[Fault, ...]
    is_cut: bool = True

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def locale(self) -> str:
        return self.source.locale

    @property
    def path(self) -> str:
        return self.source.path

    @functools.cached_property
    def meant_claims(self) -> tuple[str | None, ...]:
        """The id of each claim, those whose attribute list is at fault included; None where it has no use."""
        return tuple(meant_claims(self.source, self.blocks))


@functools.lru_cache(maxsize=4096)
def parse_page(source: Source) -> Page:
    """Return the page that a source holds; the same source is parsed once in a process."""
    front: Front | None = None
    split = split_front_matter(source.text, source.path)
    if isinstance(split, Fault):
        front_faults, (body, body_line), is_cut = [split], _from_first_heading(source.text), False
    else:
        front, front_faults = decode_yaml(split.yaml, source.path, front_class(source.name))
        body, body_line, is_cut = split.body, split.body_line, True
    blocks, refused = parse_blocks(body, body_line)
    claims, notes, marked_faults = read_marked(source, blocks)
    body_faults = [Fault(source.path, *one) for one in refused]
    faults = (*front_faults, *body_faults, *marked_faults)
    return Page(source, front, body, body_line, blocks, claims, notes, faults, is_cut)


def _from_first_heading(text: str) -> tuple[str, int]:
    """Return a text from its first heading of level 2 on, and the line of that."""
    found = re.search(r"^##", text, re.MULTILINE)
    start = found.start() if found else len(text)
    return text[start:], text.count("\n", 0, start) + 1
