"""A claim: its number and id, its voice, and the places in the two documents where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argument.markup import Attributes, Block
from argument.problems import Problem, listed, nearest, problem, shown, suggest
from argument.sources import Source

VOICES = ("tang", "commentator", "bridge", "karpathy")
DOCUMENTS = ("article", "post")

_CLAIM_ID = re.compile(r"(?:c(0|[1-9][0-9]{0,2})|([rad]))-(0|[1-9][0-9]{0,2})")
_PLACE = re.compile(r"(article|post)-(0|[1-9][0-9]{0,3})")
_LAYER_PAGE = re.compile(r"layers/([1-9][0-9]{0,2})-")
_SERIES = {"index": ("0",), "outlook": ("R",), "comparison": ("A", "D")}
# What was meant for an attribute list, full-width signs included, and is printed where it stands.
_PRINTED_LIST = re.compile(
    r"^(?P<text>.*?)(?P<list>[{｛]\s*[:：].*|[#＃]\S+\s+\.\w+.*|\.(?:claim|conflict|beyond)\s+\w+=.*)",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(r"(`+)[^`].*?(?<!`)\1(?!`)")
_ANY_ID = re.compile(r"[#＃]([\w-]+)")
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


def belongs(claim_id: str | None, page_name: str) -> bool:
    """Tell whether an id is a well-formed one of a claim that the page may hold."""
    if claim_id is None or not is_claim_id(claim_id):
        return False
    return number_of(claim_id).partition(".")[0] in series_of(page_name)


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
    where = f"Put it alone on the line below its text, a blank line after it: {_CLAIM_EXAMPLE}"
    if block.kind == "stray":
        what = f"The attribute list {shown(block.text)} marks no text."
        yield problem(source.path, block.line, what, where)
    elif block.kind == "heading" and block.attributes and block.attributes.is_claim:
        what = "A heading is marked as a claim."
        yield problem(source.path, block.line, what, "Mark the paragraph that holds the claim.")
    elif found := printed_list(block):
        line = block.line + found.string.count("\n", 0, found.start("list"))
        what = f"The attribute list {shown(found['list'])} is malformed and printed as text."
        if found["text"].strip():
            what = "An attribute list stands at the end of the text's own line, where it is printed."
        yield problem(source.path, line, what, where)


def printed_list(block: Block) -> re.Match[str] | None:
    """Return where the text of a block holds an attribute list that marks nothing and is printed."""
    if block.kind in {"code", "html", "marker", "stray", "reference"}:
        return None
    return _PRINTED_LIST.search(_CODE_SPAN.sub(lambda code: " " * len(code[0]), block.text))


def meant_claims(source: Source, blocks: tuple[Block, ...]) -> list[str | None]:
    """Return the id of all that is, or by a fault told elsewhere fails to be, a claim, in their order.

    It is None where the id is missing, malformed, of another page, or used before on the page.
    """
    found: list[str | None] = []
    for block in blocks:
        given = block.attributes
        if given and "withdrawn" in given.classes:
            continue
        if given and (given.is_claim or is_claim_id(given.id or "")):
            found.append(given.id)
        elif printed := printed_list(block):
            found.append(next(iter(_ANY_ID.findall(printed["list"])), None))
    return [
        claim_id if belongs(claim_id, source.name) and claim_id not in found[:index] else None
        for index, claim_id in enumerate(found)
    ]


def _attribute_faults(source: Source, block: Block, attributes: Attributes) -> Iterator[Problem]:
    def fault(what: str, mend: str) -> Problem:
        return problem(source.path, attributes.line, what, mend)

    if not attributes.closed:
        yield fault("The attribute list is not closed.", "End its line with '}'.")
        return
    if "claim" not in attributes.classes:
        yield fault("The attribute list has a voice or a place and no '.claim'.", f"Write {_CLAIM_EXAMPLE}")
    for name in attributes.doubled:
        yield fault(f"The attribute list gives '{name}' twice.", "Keep one of them.")
    unknown = sorted(set(attributes.values) - {"voice", "at"})
    for name in unknown:
        hint = f"Did you mean '#{name}'? " if is_claim_id(name) else suggest(name, ("voice", "at"))
        yield fault(f"The attribute {shown(name)} is unknown.", f"{hint}Write {_CLAIM_EXAMPLE}")
    if attributes.id or not any(is_claim_id(name) for name in unknown):
        yield from _id_faults(source, attributes)
    misspelt = {nearest(name, ("voice", "at")) for name in unknown}
    voice = attributes.values.get("voice", "")
    if voice not in VOICES and "voice" not in misspelt:
        what = f"The claim has the unknown voice {shown(voice)}." if voice else "The claim has no voice."
        yield fault(what, f"{suggest(voice, VOICES)}Write one of {listed(VOICES)}.")
    if "at" not in misspelt:
        yield from _place_faults(source, attributes)
    if not block.text.strip():
        yield fault("The claim has no text.", "Write it on the line above.")


def _id_faults(source: Source, attributes: Attributes) -> Iterator[Problem]:
    claim_id = attributes.id or ""
    if not is_claim_id(claim_id):
        what = f"The claim has the malformed id {shown(claim_id)}." if claim_id else "The claim has no id."
        mend = "Write its number as 'c3-5' for 3.5, 'r-1' for R.1, without leading zeros."
        yield problem(source.path, attributes.line, what, mend)
        return
    series = number_of(claim_id).partition(".")[0]
    allowed = series_of(source.name)
    if series not in allowed:
        what = f"Claim '{number_of(claim_id)}' stands on the page '{source.name}'."
        mend = "Move it to the page of its number."
        if allowed:
            what = f"{what[:-1]}; its claims begin with {listed(f'{name}.' for name in allowed)}."
            mend = "Move it, or give it the next free number of the page."
        yield problem(source.path, attributes.line, what, mend)


def _place_faults(source: Source, attributes: Attributes) -> Iterator[Problem]:
    places = attributes.values.get("at", "").split()
    if not places:
        mend = 'Write where it stands, at="post-4" or at="article-33".'
        yield problem(source.path, attributes.line, "The claim has no place.", mend)
    for index, place in enumerate(places):
        if not is_place(place):
            what = f"The place {shown(place)} is malformed."
            mend = "Write 'post-' or 'article-' and the number of the segment."
            yield problem(source.path, attributes.line, what, mend)
        elif place in places[:index]:
            what = f"The place '{place}' is given twice."
            yield problem(source.path, attributes.line, what, "Keep the first.")
