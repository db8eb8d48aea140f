"""What attribute lists make of paragraphs and items: claims, and notes, by one table of their classes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from argument.blocks import Attributes, Block
from argument.claims import CLAIM_ID, PLACE, VOICE, Claim, belongs, is_claim_id, number_of
from argument.fields import ID, Kind
from argument.inline import plain_text
from argument.markup import parse_blocks
from argument.notes import LEAD, Note
from argument.sources import Source
from faults import Fault, listed, nearest, shown, suggest


class _Class(NamedTuple):
    """How a list with a class is written, and what it has to give, the id among it."""

    example: str
    keys: dict[str, Kind]


_NUMBER = re.compile(r"x-[1-9][0-9]{0,2}")
_CONFLICT_ID = Kind(
    "the id of a conflict",
    "Write 'x-' and a number without leading zeros.",
    lambda text: _NUMBER.fullmatch(text) is not None,
)
_CLASSES = {
    "claim": _Class(
        '{: #c3-5 .claim voice="commentator" at="article-33" }',
        {"id": CLAIM_ID, "voice": VOICE, "at": PLACE},
    ),
    "conflict": _Class('{: #x-5 .conflict claims="c3-6 c3-7" }', {"id": _CONFLICT_ID, "claims": ID}),
    "beyond": _Class('{: .beyond entries="dwarkesh-2025" }', {"entries": ID}),
    # With the id of what stood there.
    "withdrawn": _Class("{: #c3-5 .withdrawn }", {"id": ID}),
}


def read_marked(
    source: Source, blocks: tuple[Block, ...]
) -> tuple[tuple[Claim, ...], tuple[Note, ...], list[Fault]]:
    """Return the claims and the notes of a page, each in their order, and every attribute list at fault.

    What has a fault is left out, so that one fault is told once. Whether what it refers to exists is not
    checked here.
    """
    claims: list[Claim] = []
    notes: list[Note] = []
    told: list[Fault] = []
    for block in blocks:
        if not (given := block.attributes) or block.kind == "heading":
            continue
        name = next((name for name in _CLASSES if name in given.classes), "")
        if faults := list(_faults(source, block, given, name)):
            told += [Fault(source.path, given.line, *fault) for fault in faults]
            continue
        values = {key: tuple(value.split()) for key, value in given.values.items()}
        if name == "claim":
            claims.append(Claim(given.id or "", values["voice"][0], values["at"], block.text, block, source))
        else:
            notes.append(Note(name, next(iter(values.values()), ()), block, source))
    return tuple(claims), tuple(notes), told


def _faults(source: Source, block: Block, given: Attributes, name: str) -> Iterator[tuple[str, str]]:
    values = {**given.values, "id": given.id} if given.id else given.values
    others = [other for other in given.classes if other != name]
    if others or not name:
        what = f"The class '{others[0]}' is unknown." if others else "The attribute list has no class."
        alike = (one for one, wanted in _CLASSES.items() if given.values.keys() & wanted.keys.keys())
        meant = name or nearest(others[0] if others else "", _CLASSES) or next(alike, "")
        yield what, f"Write {_CLASSES[meant].example}" if meant else f"It can be {listed(_CLASSES, 'or')}."
        return
    example, keys = _CLASSES[name]
    for doubled in given.doubled:
        yield f"The attribute list gives '{doubled}' twice.", "Keep one of them."
    for other in sorted(values.keys() - keys.keys()):
        what = f"The attribute {shown(other)} is unknown beside '.{name}'."
        yield what, f"{suggest(other, keys)}Write {example}"
    for key, kind in keys.items():
        value = values.get(key, "")
        parts = [value] if kind.words else value.split()
        if not value.strip():
            yield f"The attribute list has no '{key}' beside '.{name}'.", f"Write {example}"
            continue
        for one in dict.fromkeys(parts):
            if not kind.fits(one):
                what = f"'{key}' holds {shown(one)}; wanted {kind.wanted}."
                yield what, f"{suggest(one, kind.words)}{kind.mend}"
            elif parts.count(one) > 1:
                yield f"'{key}' lists '{one}' twice.", "Keep one of them."
    if name == "claim" and is_claim_id(own := given.id or "") and not belongs(own, source.name):
        what = f"Claim '{number_of(own)}' stands on '{source.name}', which is not the page of its number."
        yield what, "Give it the next free number of this page, or move it."
    if name == "conflict" and not _opens(block.text):
        what = "The conflict does not begin with a sentence in bold and plain words, which stands open."
        yield what, "Begin it with '**What a reader wants to know of it.**', and go on with the rest."


def _opens(text: str) -> bool:
    """Tell whether a conflict has a sentence in bold and plain words, and a paragraph after it."""
    found = LEAD.match(text)
    if not found or plain_text(found[1]) != found[1]:
        return False
    return [block.kind for block in parse_blocks(text[found.end() :], 1, "")[0]] == ["paragraph"]
