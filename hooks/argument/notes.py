"""Notes of the editors beside the claims: conflicts between the two documents, what lies beyond them, and
what was withdrawn, whose address stays."""

import re
from dataclasses import dataclass

from argument.blocks import Block
from argument.claims import is_claim_id, number_of
from argument.inline import plain_text
from argument.sources import Source

LEAD = re.compile(r"\*\*([^*]+)\*\*\s*")


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
        found = LEAD.match(self.block.text)
        return found[1] if found else ""

    def rest(self, text: str) -> str:
        """Return a form of the note's text without the sentence that stands open."""
        return LEAD.sub("", text, count=1) if self.kind == "conflict" else text

    @property
    def text(self) -> str:
        """What a reader sees of it: the sentence that stands open, then the rest."""
        parts = (plain_text(part) for part in (self.lead, self.rest(self.block.text)))
        return ("" if self.source.locale == "ja" else " ").join(filter(None, parts))

    @property
    def line(self) -> int:
        return self.block.attributes.line if self.block.attributes else self.block.line
