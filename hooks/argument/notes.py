"""Notes of the editors beside the claims: conflicts between the two documents, what lies beyond them, and
what was withdrawn, whose address stays.

They are paragraphs or tight list items with an attribute list below, as claims are:

    {: #x-5 .conflict claims="c3-6 c3-7" }
    {: .beyond entries="dwarkesh-2025" }
    {: #c3-5 .withdrawn }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argument.claims import is_claim_id, number_of
from argument.frontmatter import is_id
from argument.inline import plain_text
from argument.markup import Attributes, Block
from argument.problems import Problem, listed, problem, suggest
from argument.sources import Source

_CONFLICT_ID = re.compile(r"x-[1-9][0-9]{0,2}")
# The class of each kind of note, and the one attribute that it has, if any.
KINDS = {"conflict": "claims", "beyond": "entries", "withdrawn": None}
_LEAD = re.compile(r"\*\*([^*]+)\*\*\s*")
_EXAMPLES = {
    "conflict": '{: #x-5 .conflict claims="c3-6 c3-7" }',
    "beyond": '{: .beyond entries="dwarkesh-2025" }',
    "withdrawn": "{: #c3-5 .withdrawn }",
}


@dataclass(frozen=True)
class Note:
    """A note; `references` are ids: of claims for a conflict, of record entries for what lies beyond.

    What is withdrawn refers to nothing and has the id, any id, of what stood in its place.
    """

    kind: str
    references: tuple[str, ...]
    block: Block
    source: Source

    @property
    def id(self) -> str | None:
        """The id of a conflict, e.g. 'x-5', or of what is withdrawn; what lies beyond has none."""
        return self.block.id

    @property
    def number(self) -> str:
        """The number that readers see: 'X5' for a conflict, '3.5' for a claim withdrawn."""
        if is_claim_id(self.id or ""):
            return number_of(self.id or "")
        return (self.id or "").replace("-", "").upper()

    @property
    def lead(self) -> str:
        """The sentence with which a conflict begins, which stands open; the rest of it is folded."""
        found = _LEAD.match(self.block.text)
        return found[1] if found else ""

    def rest(self, text: str) -> str:
        """Return a form of the note's text without the sentence that stands open."""
        return _LEAD.sub("", text, count=1) if self.kind == "conflict" else text

    @property
    def text(self) -> str:
        """What a reader sees of it: the sentence that stands open, then the rest."""
        parts = (plain_text(part) for part in (self.lead, self.rest(self.block.text)))
        return ("" if self.source.locale == "ja" else " ").join(filter(None, parts))

    @property
    def line(self) -> int:
        return self.block.attributes.line if self.block.attributes else self.block.line


def parse_notes(source: Source, blocks: tuple[Block, ...]) -> tuple[list[Note], list[Problem]]:
    """Return the notes of a page in their order, and what is wrong with their attribute lists.

    A note with a fault is left out, so that one fault is told once. Whether what it refers to exists
    is not checked here.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    for block in blocks:
        if block.kind not in {"paragraph", "item"} or block.is_claim or block.attributes is None:
            continue
        attributes = block.attributes
        kind = next((name for name in KINDS if name in attributes.classes), None)
        faults = list(_faults(source, attributes, kind, block.text))
        problems += faults
        if kind and not faults:
            references = attributes.values[name].split() if (name := KINDS[kind]) else []
            notes.append(Note(kind, tuple(references), block, source))
    return notes, problems


def _faults(source: Source, attributes: Attributes, kind: str | None, text: str) -> Iterator[Problem]:
    def fault(what: str, mend: str) -> Problem:
        return problem(source.path, attributes.line, what, mend)

    if not attributes.closed:
        yield fault("The attribute list is not closed.", "End its line with '}'.")
        return
    if kind is None:
        found = attributes.classes[0] if attributes.classes else ""
        what = f"The class '{found}' is unknown." if found else "The attribute list has no class."
        yield fault(what, f"{suggest(found, (*KINDS, 'claim'))}It can be {listed((*KINDS, 'claim'))}.")
        return
    name = KINDS[kind]
    for other in sorted(set(attributes.values) - {name}):
        yield fault(f"The attribute '{other}' is unknown.", f"Write {_EXAMPLES[kind]}")
    if name and not attributes.values.get(name, "").split():
        yield fault(f"The note of kind '{kind}' has no {name}.", f"Write {_EXAMPLES[kind]}")
    references = attributes.values.get(name or "", "").split()
    for doubled in sorted({one for one in references if references.count(one) > 1}):
        yield fault(f"The note names '{doubled}' twice.", "Keep one of them.")
    if kind == "conflict" and not _LEAD.match(text):
        what = "The conflict does not begin with a sentence in bold, which would stand open."
        yield fault(what, "Begin it with '**What a reader wants to know of it.**', and go on with the rest.")
    if kind == "beyond" and attributes.id:
        yield fault(
            f"The note has the id '{attributes.id}', which nothing shows.", f"Write {_EXAMPLES[kind]}"
        )
    if kind == "withdrawn" and not is_id(attributes.id or ""):
        yield fault("What is withdrawn has no id of its own.", f"Write {_EXAMPLES[kind]}")
    if kind == "conflict" and not _CONFLICT_ID.fullmatch(attributes.id or ""):
        what = f"The conflict has the malformed id '{attributes.id}'." if attributes.id else "It has no id."
        yield fault(what, f"Write {_EXAMPLES[kind]}")
