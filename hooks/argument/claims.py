"""What attribute lists make of paragraphs and items: claims, and the notes of the editors beside them.

A claim has a number and an id, a voice, and the places in the two documents where it stands. A note is on a
conflict between these, on what lies beyond them, or on what was withdrawn, whose address stays.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from argument.fields import ID, Kind, one_of
from argument.inline import plain_text
from argument.markup import Attributes, Block, parse_blocks
from argument.sources import Source
from faults import Fault, listed, nearest, shown, suggest

VOICES = ("tang", "commentator", "bridge", "karpathy")
DOCUMENTS = ("article", "post")

_CLAIM_ID = re.compile(r"(?:c(0|[1-9][0-9]{0,2})|([rad]))-(0|[1-9][0-9]{0,2})")
_PLACE = re.compile(r"(article|post)-(0|[1-9][0-9]{0,3})")
# The sentence in bold with which a conflict begins.
_LEAD = re.compile(r"\*\*([^*]+)\*\*\s*")
_LAYER_PAGE = re.compile(r"layers/([1-9][0-9]{0,2})-")
_SERIES = {"index": ("0",), "outlook": ("R",), "comparison": ("A", "D")}


@dataclass(frozen=True)
class Marked:
    """A paragraph or an item with an attribute list; `id` is '' where that gives none."""

    block: Block
    source: Source

    @property
    def id(self) -> str:
        return self.block.id or ""

    @functools.cached_property
    def number(self) -> str:
        """The number that readers see: '3.5' for the id 'c3-5', 'R.1' for 'r-1', 'X5' for 'x-5'."""
        return number_of(self.id) if is_claim_id(self.id) else self.id.replace("-", "").upper()

    @property
    def line(self) -> int:
        """The line of the attribute list."""
        return self.block.attributes.line if self.block.attributes else self.block.line


@dataclass(frozen=True)
class Claim(Marked):
    """A claim as it stands on a page; `at` keeps the order in which the places were given."""

    voice: str
    at: tuple[str, ...]

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return self.block.inline().plain


@dataclass(frozen=True)
class Note(Marked):
    """A note; `references` are ids: of claims for a conflict, of record entries for what lies beyond.

    What is withdrawn refers to nothing and has the id, any id, of what stood in its place.
    """

    kind: str
    references: tuple[str, ...]

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


def is_claim_id(text: str) -> bool:
    return _CLAIM_ID.fullmatch(text) is not None


def number_of(claim_id: str) -> str:
    """Return the number of a well-formed claim id."""
    series, _, rest = claim_id.partition("-")
    return f"{series.removeprefix('c').upper()}.{rest}"


def order_of(claim_id: str) -> tuple[int, int]:
    """Return a key that sorts claims as they are numbered: layers 0 to 7, then R, A, and D."""
    series, _, rest = number_of(claim_id).partition(".")
    return (int(series) if series.isdigit() else 10_000 + "RAD".index(series), int(rest))


def series_of(page_name: str) -> tuple[str, ...]:
    """Return the series of claims that a page may hold: ('3',) for layer 3; a page may hold none."""
    match = _LAYER_PAGE.match(page_name)
    return (match[1],) if match else _SERIES.get(page_name, ())


def belongs(claim_id: str, page_name: str) -> bool:
    """Tell whether an id is a well-formed one of a claim that the page may hold."""
    return is_claim_id(claim_id) and number_of(claim_id).partition(".")[0] in series_of(page_name)


def split_place(place: str) -> tuple[str, int]:
    """Return document and segment of a well-formed place such as 'article-33'."""
    document, _, segment = place.partition("-")
    return document, int(segment)


_ID_FORM = "Write its number as 'c3-5' for 3.5, 'r-1' for R.1, without leading zeros."
CLAIM_ID = Kind("the id of a claim", _ID_FORM, is_claim_id)
PLACE = Kind("a place", "Write 'post-' or 'article-' and the number of the segment.", _PLACE.fullmatch)
VOICE = one_of(*VOICES)


class _Class(NamedTuple):
    """How a list with a class is written, and what it has to give, the id among it."""

    example: str
    keys: dict[str, Kind]


_NUMBER = re.compile(r"x-[1-9][0-9]{0,2}")
_CONFLICT_FORM = "Write 'x-' and a number without leading zeros."
_CONFLICT_ID = Kind("the id of a conflict", _CONFLICT_FORM, _NUMBER.fullmatch)
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
            claims.append(Claim(block, source, values["voice"][0], values["at"]))
        else:
            notes.append(Note(block, source, name, next(iter(values.values()), ())))
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
    found = _LEAD.match(text)
    if not found or plain_text(found[1]) != found[1]:
        return False
    return [block.kind for block in parse_blocks(text[found.end() :], 1, "")[0]] == ["paragraph"]
