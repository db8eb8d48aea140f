"""A claim: its number and id, its voice, and the places in the two documents where it stands."""

import re
from dataclasses import dataclass

from argument.blocks import Block
from argument.fields import Kind, one_of
from argument.sources import Source

VOICES = ("tang", "commentator", "bridge", "karpathy")
DOCUMENTS = ("article", "post")

_CLAIM_ID = re.compile(r"(?:c(0|[1-9][0-9]{0,2})|([rad]))-(0|[1-9][0-9]{0,2})")
_PLACE = re.compile(r"(article|post)-(0|[1-9][0-9]{0,3})")
_LAYER_PAGE = re.compile(r"layers/([1-9][0-9]{0,2})-")
_SERIES = {"index": ("0",), "outlook": ("R",), "comparison": ("A", "D")}


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


_ID_FORM = "Write its number as 'c3-5' for 3.5, 'r-1' for R.1, without leading zeros."
CLAIM_ID = Kind("the id of a claim", _ID_FORM, is_claim_id)
PLACE = Kind("a place", "Write 'post-' or 'article-' and the number of the segment.", is_place)
VOICE = one_of(*VOICES)
