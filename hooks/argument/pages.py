"""A page in one language: its front matter, its blocks, its claims and notes, and what is wrong with them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from argument.claims import Claim, parse_claims
from argument.frontmatter import decode_yaml, split_front_matter
from argument.markup import Block, parse_blocks
from argument.notes import Note, parse_notes
from argument.problems import Problem
from argument.schema import Front, front_class
from argument.sources import Source


@dataclass(frozen=True)
class Page:
    """A parsed page; `front` is None where the front matter is at fault.

    `body` is the Markdown below the front matter, `body_line` its first line in the file.
    """

    source: Source
    front: Front | None
    body: str
    body_line: int
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]

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
    if isinstance(split, Problem):
        return Page(source, None, "", 1, (), (), (), (split,))
    front, front_problems = decode_yaml(split.yaml, source.path, front_class(source.name))
    blocks = parse_blocks(split.body, split.body_line)
    claims, claim_problems = parse_claims(source, blocks)
    notes, note_problems = parse_notes(source, blocks)
    problems = (*front_problems, *claim_problems, *note_problems)
    return Page(source, front, split.body, split.body_line, blocks, tuple(claims), tuple(notes), problems)
