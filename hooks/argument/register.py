"""The register: which claims there are, in whose voice, and where exactly each stands in the documents.

It is kept beside the pages, apart from their text, so that a page cannot quietly lose or misattribute
a claim, and so that a reader is shown the first characters of the place and not only its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import yaml

from argument.claims import DOCUMENTS, VOICES, is_claim_id, is_place, split_place
from argument.fields import identifier, integer, one_of, records, text
from argument.frontmatter import Decoder, Record, decode_yaml, key
from argument.problems import Problem, problem
from argument.sources import Source

FILE_NAME = "register.yml"
_LONGEST_OPENING = 24


def _claim_id(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """The id of a claim: 'c3-10' for 3.10."""
    value = identifier(decoder, name, node)
    if value is None or is_claim_id(value):
        return value
    decoder.fault(node, f"'{value}' cannot be the id of a claim.", "Write 'c3-5' for 3.5, 'r-1' for R.1.")
    return None


def _place(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """A document and the number of a segment: 'article-33'."""
    value = identifier(decoder, name, node)
    if value is None or is_place(value):
        return value
    mend = "Write 'post-' or 'article-' and the number of the segment."
    decoder.fault(node, f"The place '{value}' is malformed.", mend)
    return None


def _opening(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """The first characters of a place: enough to find it, too few to be a quotation."""
    value = text(decoder, name, node)
    if value is None or len(value) <= _LONGEST_OPENING:
        return value
    what = f"'{name}' has {len(value)} characters; at most {_LONGEST_OPENING} are shown."
    decoder.fault(node, what, "Cut it after what is needed to find the place.")
    return None


@dataclass(frozen=True, kw_only=True)
class Section(Record):
    """A stretch of a document, from segment `first` up to the next section."""

    first: int = key(integer(0, 9999))
    ja: str = key(text)
    en: str = key(text)

    def name(self, locale: str) -> str:
        return self.ja if locale == "ja" else self.en


@dataclass(frozen=True, kw_only=True)
class Document(Record):
    id: str = key(one_of(*DOCUMENTS))
    sections: tuple[Section, ...] = key(records(Section))


@dataclass(frozen=True, kw_only=True)
class Passage(Record):
    """Where a claim begins: place, offset in characters from the document's start, first characters."""

    at: str = key(_place)
    offset: int = key(integer(0, 999_999))
    opening: str = key(_opening)


@dataclass(frozen=True, kw_only=True)
class Registered(Record):
    id: str = key(_claim_id)
    voice: str = key(one_of(*VOICES))
    passages: tuple[Passage, ...] = key(records(Passage))

    @property
    def at(self) -> tuple[str, ...]:
        """The distinct places, in order."""
        return tuple(dict.fromkeys(passage.at for passage in self.passages))


@dataclass(frozen=True, kw_only=True)
class Register(Record):
    documents: tuple[Document, ...] = key(records(Document))
    claims: tuple[Registered, ...] = key(records(Registered))

    def section(self, place: str) -> Section | None:
        """Return the section of a document that holds a place such as 'article-33'."""
        name, segment = split_place(place)
        sections = [s for document in self.documents if document.id == name for s in document.sections]
        return max(
            (section for section in sections if section.first <= segment),
            key=lambda section: section.first,
            default=None,
        )


def parse_register(source: Source) -> tuple[Register | None, list[Problem]]:
    """Return the register that a file holds, or None where it is at fault, and what is wrong with it."""
    register, problems = decode_yaml(source.text, source.path, Register, name="register", first_line=1)
    return register, [*problems, *(_doubled(register, source.path) if register else ())]


def _doubled(register: Register, path: str) -> Iterator[Problem]:
    """Find claims and documents that the register holds twice, and sections that are out of order."""
    for sort, records_found in (("claim", register.claims), ("document", register.documents)):
        first: dict[str, int] = {}
        for found in records_found:
            if found.id in first:
                what = (
                    f"The {sort} '{found.id}' stands twice in the register, first on line {first[found.id]}."
                )
                yield problem(path, found.line_of("id"), what, "Keep one of them.")
            first.setdefault(found.id, found.line_of("id"))
    for document in register.documents:
        for above, section in pairwise(document.sections):
            if section.first <= above.first:
                what = f"The section from {section.first} stands below the one from {above.first}."
                yield problem(path, section.starts, what, "Put the sections in order, each number once.")
