"""A claim: its number and id, its voice, and the places in the two documents where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argument.markup import Attributes, Block
from argument.problems import Problem, listed, problem, suggest
from argument.sources import Source

VOICES = ("tang", "commentator", "bridge", "karpathy")
DOCUMENTS = ("article", "post")

_CLAIM_ID = re.compile(r"(?:c(0|[1-9][0-9]{0,2})|([rad]))-(0|[1-9][0-9]{0,2})")
_PLACE = re.compile(r"(article|post)-(0|[1-9][0-9]{0,3})")
_LAYER_PAGE = re.compile(r"layers/([1-9][0-9]{0,2})-")
_SERIES = {"index": ("0",), "outlook": ("R",), "comparison": ("A", "D")}
_END_OF_LINE_LIST = re.compile(r"\S.*\{:[^{}]*(?:\.claim|voice=|at=)[^{}]*\}\s*$", re.MULTILINE)
_CLAIM_EXAMPLE = '{: #c3-5 .claim voice="commentator" at="article-33" }'


@dataclass(frozen=True)
class Claim:
    """A claim as it stands on a page; `at` keeps the order in which the places were given."""

    id: str
    voice: str
    at: tuple[str, ...]
    text: str
    block: Block
    source: Source

    @property
    def number(self) -> str:
        """The number that readers see: '3.5' for the id 'c3-5', 'R.1' for 'r-1'."""
        return number_of(self.id)

    @property
    def line(self) -> int:
        """The line of the attribute list, where id, voice, and places stand."""
        return self.block.attributes.line if self.block.attributes else self.block.line


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


def split_place(place: str) -> tuple[str, int]:
    """Return document and segment of a well-formed place such as 'article-33'."""
    document, _, segment = place.partition("-")
    return document, int(segment)


def is_place(text: str) -> bool:
    return _PLACE.fullmatch(text) is not None


def parse_claims(source: Source, blocks: tuple[Block, ...]) -> tuple[list[Claim], list[Problem]]:
    """Return the claims of a page in their order, and every attribute list that is not right.

    A claim with a fault in its id or voice is left out, so that one fault is told once.
    """
    claims: list[Claim] = []
    problems: list[Problem] = []
    for block in blocks:
        problems += _misplaced(source, block)
        if block.is_claim and block.attributes:
            faults = list(_attribute_faults(source, block, block.attributes))
            problems += faults
            if not faults:
                claims.append(_claim(source, block, block.attributes))
    return claims, problems


def _claim(source: Source, block: Block, attributes: Attributes) -> Claim:
    at = tuple(attributes.values["at"].split())
    return Claim(attributes.id or "", attributes.values["voice"], at, block.text, block, source)


def _misplaced(source: Source, block: Block) -> Iterator[Problem]:
    """Find attribute lists that Python-Markdown would print or give to something that is no claim."""
    where = f"Put it alone on the line below the claim's text, a blank line after it: {_CLAIM_EXAMPLE}"
    if block.kind == "stray":
        yield problem(source.path, block.line, f"The attribute list '{block.text}' marks no text.", where)
    elif block.kind == "heading" and block.attributes and block.attributes.is_claim:
        what = "A heading is marked as a claim."
        yield problem(source.path, block.line, what, "Mark the paragraph that holds the claim.")
    elif block.kind not in {"code", "html", "marker"} and (found := _END_OF_LINE_LIST.search(block.text)):
        line = block.line + block.text.count("\n", 0, found.start())
        what = "An attribute list stands at the end of the text's own line, where it is printed."
        yield problem(source.path, line, what, where)


def _attribute_faults(source: Source, block: Block, attributes: Attributes) -> Iterator[Problem]:
    def fault(what: str, mend: str) -> Problem:
        return problem(source.path, attributes.line, what, mend)

    if not attributes.closed:
        yield fault("The attribute list is not closed.", "End its line with '}'.")
        return
    if "claim" not in attributes.classes:
        yield fault("The attribute list has a voice or a place and no '.claim'.", f"Write {_CLAIM_EXAMPLE}")
    for name in sorted(set(attributes.values) - {"voice", "at"}):
        mend = f"{suggest(name, ('voice', 'at'))}Write {_CLAIM_EXAMPLE}"
        yield fault(f"The attribute '{name}' is unknown.", mend)
    yield from _id_faults(source, attributes)
    voice = attributes.values.get("voice", "")
    if voice not in VOICES:
        what = f"The claim has voice '{voice}'." if voice else "The claim has no voice."
        yield fault(what, f"{suggest(voice, VOICES)}It can be {listed(VOICES)}.")
    yield from _place_faults(source, attributes)
    if not block.text.strip():
        yield fault("The claim has no text.", "Write it on the line above.")


def _id_faults(source: Source, attributes: Attributes) -> Iterator[Problem]:
    claim_id = attributes.id or ""
    if not is_claim_id(claim_id):
        what = f"The claim has the malformed id '{claim_id}'." if claim_id else "The claim has no id."
        mend = "Write its number as 'c3-5' for 3.5, 'r-1' for R.1, without leading zeros."
        yield problem(source.path, attributes.line, what, mend)
        return
    series = number_of(claim_id).partition(".")[0]
    allowed = series_of(source.name)
    if series not in allowed:
        what = f"Claim '{number_of(claim_id)}' stands on the page '{source.name}'."
        wanted = (
            f"Here stand the claims {listed(s + '.…' for s in allowed)}." if allowed else "It holds none."
        )
        mend = f"{wanted} Move it, or give it the next free number."
        yield problem(source.path, attributes.line, what, mend)


def _place_faults(source: Source, attributes: Attributes) -> Iterator[Problem]:
    places = attributes.values.get("at", "").split()
    if not places:
        mend = 'Write where it stands, at="post-4" or at="article-33".'
        yield problem(source.path, attributes.line, "The claim has no place.", mend)
    for index, place in enumerate(places):
        if not is_place(place):
            what = f"The place '{place}' is malformed."
            mend = "Write 'post-' or 'article-' and the number of the segment."
            yield problem(source.path, attributes.line, what, mend)
        elif place in places[:index]:
            what = f"The place '{place}' is given twice."
            yield problem(source.path, attributes.line, what, "Keep the first.")
