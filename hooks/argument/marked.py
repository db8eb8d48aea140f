"""What attribute lists make of paragraphs and items: claims, and notes, by one table of their classes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from argument.blocks import Attributes, Block
from argument.claims import VOICES, Claim, belongs, is_claim_id, is_place, number_of
from argument.fields import is_id
from argument.inline import parse_inline
from argument.markup import parse_blocks
from argument.notes import LEAD, Note, is_conflict_id
from argument.sources import Source
from faults import Fault, listed, nearest, shown, suggest


@dataclass(frozen=True)
class _Kind:
    """What a class asks for: an id, unless it has none, and attributes, all of which are required."""

    noun: str
    example: str
    is_own_id: Callable[[str], bool] | None
    id_form: str
    attributes: tuple[str, ...]


_KINDS = {
    "claim": _Kind(
        "claim",
        '{: #c3-5 .claim voice="commentator" at="article-33" }',
        is_claim_id,
        "Write its number as 'c3-5' for 3.5, 'r-1' for R.1, without leading zeros.",
        ("voice", "at"),
    ),
    "conflict": _Kind(
        "note of kind 'conflict'",
        '{: #x-5 .conflict claims="c3-6 c3-7" }',
        is_conflict_id,
        "Write 'x-' and a number without leading zeros.",
        ("claims",),
    ),
    "beyond": _Kind(
        "note of kind 'beyond'", '{: .beyond entries="dwarkesh-2025" }', None, "Delete it.", ("entries",)
    ),
    "withdrawn": _Kind(
        "note of kind 'withdrawn'", "{: #c3-5 .withdrawn }", is_id, "Write the one of what stood there.", ()
    ),
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
        name = next((name for name in _KINDS if name in given.classes), "")
        faults = list(_faults(source, block, given, name))
        told += [Fault(source.path, given.line, *fault) for fault in faults]
        values = {key: tuple(value.split()) for key, value in given.values.items()}
        if faults:
            continue
        if name == "claim":
            claims.append(Claim(block.id or "", values["voice"][0], values["at"], block.text, block, source))
        else:
            notes.append(Note(name, next(iter(values.values()), ()), block, source))
    return tuple(claims), tuple(notes), told


def _faults(source: Source, block: Block, given: Attributes, name: str) -> Iterator[tuple[str, str]]:
    others = [other for other in given.classes if other != name]
    if others or not name:
        what = f"The class '{others[0]}' is unknown." if others else "The attribute list has no class."
        alike = (one for one, kind in _KINDS.items() if given.values.keys() & set(kind.attributes))
        meant = name or nearest(others[0] if others else "", _KINDS) or next(alike, "")
        yield what, f"Write {_KINDS[meant].example}" if meant else f"It can be {listed(_KINDS, 'or')}."
        return
    kind = _KINDS[name]
    for doubled in given.doubled:
        yield f"The attribute list gives '{doubled}' twice.", "Keep one of them."
    unknown = sorted(given.values.keys() - set(kind.attributes))
    for other in unknown:
        mend = f"{suggest(other, kind.attributes)}Write {kind.example}"
        yield f"The attribute {shown(other)} is unknown.", mend
    yield from _id_faults(source, given.id, kind)
    misspelt = {nearest(other, kind.attributes) for other in unknown}
    for key in kind.attributes:
        if key not in misspelt:
            yield from _value_faults(key, given.values.get(key, ""), kind)
    if name == "conflict":
        yield from _lead_faults(block.text)


def _id_faults(source: Source, own: str | None, kind: _Kind) -> Iterator[tuple[str, str]]:
    if kind.is_own_id is None:
        if own:
            yield f"The {kind.noun} has the id '{own}', which nothing shows.", kind.id_form
    elif not own:
        yield f"The {kind.noun} has no id.", kind.id_form
    elif not kind.is_own_id(own):
        yield f"The {kind.noun} has the malformed id {shown(own)}.", kind.id_form
    elif kind.noun == "claim" and not belongs(own, source.name):
        what = f"Claim '{number_of(own)}' stands on '{source.name}', which is not the page of its number."
        yield what, "Give it the next free number of this page, or move it."


def _value_faults(key: str, value: str, kind: _Kind) -> Iterator[tuple[str, str]]:
    parts = value.split()
    if not parts:
        yield f"The {kind.noun} has no '{key}'.", f"Write {kind.example}"
    elif key == "voice" and value not in VOICES:
        mend = f"{suggest(value, VOICES)}Write one of {listed(VOICES)}."
        yield f"The claim has the unknown voice {shown(value)}.", mend
    for one in dict.fromkeys(parts):
        if key == "at" and not is_place(one):
            mend = "Write 'post-' or 'article-' and the number of the segment."
            yield f"The place {shown(one)} is malformed.", mend
        elif parts.count(one) > 1:
            yield f"The {kind.noun} names '{one}' twice.", "Keep one of them."


def _lead_faults(text: str) -> Iterator[tuple[str, str]]:
    """Find what of a conflict would not show as written once its first sentence stands apart."""
    found = LEAD.match(text)
    if not found:
        what = "The conflict does not begin with a sentence in bold, which would stand open."
        yield what, "Begin it with '**What a reader wants to know of it.**', and go on with the rest."
    elif parse_inline(found[1]).plain != found[1]:
        what = "The bold sentence of the conflict holds Markdown, which would show as written."
        yield what, "Write it plain."
    elif [block.kind for block in parse_blocks(text[found.end() :], 1, "")[0]] != ["paragraph"]:
        what = "What follows the bold sentence of the conflict is no paragraph."
        yield what, "Go on with a sentence of text."
