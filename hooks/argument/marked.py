"""What attribute lists make of paragraphs and items: claims, and notes, by one table of their classes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from argument.blocks import Attributes, Block
from argument.claims import VOICES, Claim, belongs, is_claim_id, is_place, number_of, series_of
from argument.fields import is_id
from argument.inline import parse_inline
from argument.markup import parse_blocks
from argument.notes import LEAD, Note, is_conflict_id
from argument.sources import Source
from faults import Fault, listed, nearest, shown, suggest

# What was meant for an attribute list where there is none, full-width signs included.
_MEANT = re.compile(r"[{｛]\s*[:：].*|[#＃]\S+\s+\.\w+.*|\.(?:claim|conflict|beyond)\s+\w+=.*")
_ANY_ID = re.compile(r"[#＃]([\w-]+)")


@dataclass(frozen=True)
class _Kind:
    """What a class asks for: an id, unless it has none, and attributes, all of which are required."""

    example: str
    is_own_id: Callable[[str], bool] | None
    id_form: str
    attributes: tuple[str, ...]


_KINDS = {
    "claim": _Kind(
        '{: #c3-5 .claim voice="commentator" at="article-33" }',
        is_claim_id,
        "Write its number as 'c3-5' for 3.5, 'r-1' for R.1, without leading zeros.",
        ("voice", "at"),
    ),
    "conflict": _Kind(
        '{: #x-5 .conflict claims="c3-6 c3-7" }',
        is_conflict_id,
        "Write 'x-' and a number without leading zeros.",
        ("claims",),
    ),
    "beyond": _Kind('{: .beyond entries="dwarkesh-2025" }', None, "Delete it.", ("entries",)),
    "withdrawn": _Kind("{: #c3-5 .withdrawn }", is_id, "Write the one of what stood there.", ()),
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
        attributes = block.attributes
        if attributes is None or block.kind == "heading":
            continue
        name = next((name for name in _KINDS if name in attributes.classes), "")
        faults = list(_faults(source, block, attributes, name))
        told += [Fault(source.path, attributes.line, *fault) for fault in faults]
        values = {key: tuple(value.split()) for key, value in attributes.values.items()}
        if faults:
            continue
        if name == "claim":
            claims.append(Claim(block.id or "", values["voice"][0], values["at"], block.text, block, source))
        else:
            notes.append(Note(name, next(iter(values.values()), ()), block, source))
    return tuple(claims), tuple(notes), told


def meant_claims(source: Source, blocks: tuple[Block, ...]) -> list[str | None]:
    """Return the id of all that is, or by a fault told elsewhere fails to be, a claim, in their order.

    It is None where the id is missing, malformed, of another page, or used before on the page.
    """
    found: list[str | None] = []
    for block in blocks:
        given = block.attributes
        if given and "withdrawn" not in given.classes and (given.is_claim or is_claim_id(given.id or "")):
            found.append(given.id)
        elif block.kind == "refused" and (meant := _MEANT.search(block.text)):
            found.append(next(iter(_ANY_ID.findall(meant[0])), None))
    return [
        claim_id if belongs(claim_id, source.name) and claim_id not in found[:index] else None
        for index, claim_id in enumerate(found)
    ]


def _faults(source: Source, block: Block, attributes: Attributes, name: str) -> Iterator[tuple[str, str]]:
    if not attributes.closed:
        yield "The attribute list is not closed.", "End its line with '}'."
        return
    others = [other for other in attributes.classes if other != name]
    if others or not name:
        what = f"The class '{others[0]}' is unknown." if others else "The attribute list has no class."
        meant = name or nearest(others[0] if others else "", _KINDS) or _kind_of(attributes)
        mend = f"Write {_KINDS[meant].example}" if meant else f"It can be {listed(_KINDS, 'or')}."
        yield what, mend
        return
    kind, noun = _KINDS[name], "claim" if name == "claim" else f"note of kind '{name}'"
    for doubled in attributes.doubled:
        yield f"The attribute list gives '{doubled}' twice.", "Keep one of them."
    unknown = sorted(set(attributes.values) - set(kind.attributes))
    for other in unknown:
        mend = f"{suggest(other, kind.attributes)}Write {kind.example}"
        yield f"The attribute {shown(other)} is unknown.", mend
    yield from _id_faults(source, attributes.id, kind, noun)
    misspelt = {nearest(other, kind.attributes) for other in unknown}
    for key in kind.attributes:
        if key not in misspelt:
            yield from _value_faults(key, attributes.values.get(key, ""), kind, noun)
    if name == "conflict":
        yield from _lead_faults(block.text)


def _lead_faults(text: str) -> Iterator[tuple[str, str]]:
    """Find what of a conflict would not show as written once its first sentence stands apart."""
    found = LEAD.match(text)
    if not found:
        what = "The conflict does not begin with a sentence in bold, which would stand open."
        yield what, "Begin it with '**What a reader wants to know of it.**', and go on with the rest."
    elif parse_inline(found[1]).plain != found[1]:
        yield (
            "The bold sentence of the conflict holds Markdown, which would show as written.",
            "Write it plain.",
        )
    elif [block.kind for block in parse_blocks(text[found.end() :], 1)[0]] != ["paragraph"]:
        what = "What follows the bold sentence of the conflict is no paragraph."
        yield what, "Go on with a sentence of text."


def _kind_of(attributes: Attributes) -> str | None:
    """Return the class whose attributes a list without one has."""
    return next(
        (name for name, kind in _KINDS.items() if set(kind.attributes) & set(attributes.values)), None
    )


def _id_faults(source: Source, own: str | None, kind: _Kind, noun: str) -> Iterator[tuple[str, str]]:
    if kind.is_own_id is None:
        if own:
            yield f"The {noun} has the id '{own}', which nothing shows.", kind.id_form
    elif not own:
        yield f"The {noun} has no id.", kind.id_form
    elif not kind.is_own_id(own):
        yield f"The {noun} has the malformed id {shown(own)}.", kind.id_form
    elif noun == "claim" and not belongs(own, source.name):
        what = f"Claim '{number_of(own)}' stands on the page '{source.name}'"
        if allowed := series_of(source.name):
            begin = listed(f"{series}." for series in allowed)
            yield (
                f"{what}; its claims begin with {begin}.",
                "Give it the next free number of the page, or move it.",
            )
        else:
            yield f"{what}.", "Move it to the page of its number."


def _value_faults(key: str, value: str, kind: _Kind, noun: str) -> Iterator[tuple[str, str]]:
    parts = value.split()
    if not parts:
        yield f"The {noun} has no '{key}'.", f"Write {kind.example}"
    elif key == "voice" and value not in VOICES:
        yield (
            f"The claim has the unknown voice {shown(value)}.",
            f"{suggest(value, VOICES)}Write one of {listed(VOICES)}.",
        )
    for one in dict.fromkeys(parts):
        if key == "at" and not is_place(one):
            mend = "Write 'post-' or 'article-' and the number of the segment."
            yield f"The place {shown(one)} is malformed.", mend
        elif parts.count(one) > 1:
            yield f"The {noun} names '{one}' twice.", "Keep one of them."
