"""A page in one language: its front matter, its blocks, its claims and notes, and what is wrong with them."""

import functools
from dataclasses import dataclass

from argument.claims import Claim, Note, read_marked
from argument.frontmatter import decode_yaml, split_front_matter
from argument.markup import Block, parse_blocks
from argument.schema import Front, front_class
from argument.sources import Source
from faults import Fault


@dataclass(frozen=True)
class Page:
    """A parsed page; `front` is None where the front matter is at fault.

    `body` is the Markdown below the front matter, `body_line` its first line in the file. Where front matter
    and body cannot be told apart, `is_cut` is False and there is nothing else.
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


@functools.lru_cache(maxsize=4096)
def parse_page(source: Source) -> Page:
    """Return the page that a source holds; the same source is parsed once in a process."""
    split = split_front_matter(source.text, source.path)
    if isinstance(split, Fault):
        return Page(source, None, "", 1, (), (), (), (split,), is_cut=False)
    head, body, body_line = split
    front, front_faults = decode_yaml(head, source.path, front_class(source.name))
    blocks, body_faults = parse_blocks(body, body_line, source.path)
    claims, notes, marked_faults = read_marked(source, blocks)
    faults = (*front_faults, *body_faults, *marked_faults)
    return Page(source, front, body, body_line, blocks, claims, notes, faults)
