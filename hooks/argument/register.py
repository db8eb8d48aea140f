"""The register: which claims there are, in whose voice, and where exactly each stands in the documents.

It is kept beside the pages, apart from their text, so that a page cannot quietly lose or misattribute
a claim, and so that a reader is shown the first characters of the place and not only its number.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from argument.characters import shows_something
from argument.claims import CLAIM_ID, DOCUMENTS, PLACE, VOICE, split_place
from argument.fields import Kind, Text, one_of, whole
from argument.frontmatter import Record, decode_yaml
from argument.sources import Source
from faults import Fault

REGISTER = "register.yml"
_LONGEST_OPENING = 24
# First characters that are enough to find a place, and too few to be a quotation.
_OPENING = Kind(
    f"a text of 1 to {_LONGEST_OPENING} characters",
    "Cut it there.",
    lambda text: shows_something(text) and len(text) <= _LONGEST_OPENING,
)


class Section(Record):
    """A stretch of a document, from segment `first` up to the next section."""

    first: Annotated[int, whole(0, 9999)]
    ja: Text
    en: Text

    def name(self, locale: str) -> str:
        return self.ja if locale == "ja" else self.en


class Document(Record):
    id: Annotated[str, one_of(*DOCUMENTS)]
    sections: tuple[Section, ...]


class Passage(Record):
    """Where a claim begins: place, offset in characters from the document's start, first characters."""

    at: Annotated[str, PLACE]
    offset: Annotated[int, whole(0, 999_999)]
    opening: Annotated[str, _OPENING]


class Registered(Record):
    id: Annotated[str, CLAIM_ID]
    voice: Annotated[str, VOICE]
    passages: tuple[Passage, ...]

    @property
    def at(self) -> tuple[str, ...]:
        """The distinct places, in order."""
        return tuple(dict.fromkeys(passage.at for passage in self.passages))


class Register(Record):
    documents: tuple[Document, ...]
    claims: tuple[Registered, ...]

    def section(self, place: str) -> Section | None:
        """Return the section of a document that holds a place such as 'article-33'."""
        name, segment = split_place(place)
        sections = [one for document in self.documents if document.id == name for one in document.sections]
        above = (section for section in sections if section.first <= segment)
        return max(above, key=lambda section: section.first, default=None)


def parse_register(source: Source) -> tuple[Register | None, list[Fault]]:
    """Return the register that a file holds, or None where it is at fault, and what is wrong with it."""
    register, faults = decode_yaml(source.text, source.path, Register, name="register", first_line=1)
    return register, [*faults, *(_doubled(register, source.path) if register else ())]


def _doubled(register: Register, path: str) -> Iterator[Fault]:
    """Find claims and documents that the register holds twice, and sections that are out of order."""
    for sort, records in (("claim", register.claims), ("document", register.documents)):
        first: dict[str, int] = {}
        for found in records:
            if above := first.get(found.id):
                what = f"The {sort} '{found.id}' stands twice in the register, first on line {above}."
                yield Fault(path, found.line_of("id"), what, "Keep one of them.")
            first.setdefault(found.id, found.line_of("id"))
    for document in register.documents:
        for before, section in pairwise(document.sections):
            if section.first <= before.first:
                what = f"The section from {section.first} stands below the one from {before.first}."
                yield Fault(path, section.starts, what, "Put the sections in order, each number once.")
