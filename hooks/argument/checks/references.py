"""References: of records and notes to claims and to the record, and of claims to the register."""

from collections.abc import Collection, Iterable, Iterator

from argument.checks.known import Known, fields
from argument.claims import DOCUMENTS, VOICES, Claim, is_place, number_of, series_of
from argument.model import Argument
from argument.pages import Page
from argument.register import FILE_NAME
from argument.schema import BEARINGS, ComparisonFront, LayerFront, Row
from argument.sources import LOCALES
from faults import Fault, listed, shown, suggest

_CLAIM_KEYS = {"claims", "claim", "bridge", *BEARINGS}
# The voices that a key may name, or the keys below it, where not all: for Tang, where he does not speak
# himself, the commentator does.
_VOICES = {
    "tang": ("tang", "commentator"),
    "source": ("karpathy",),
    "bridge": ("bridge",),
    "claim": ("commentator",),
}
# What a key that names something can have wrong, and how to mend it.
_NAMES = {
    "entries": (
        "The entry '{}' is not in the record.",
        "Add it to the 'record' of the page 'sources', or correct it.",
    ),
    "layers": ("The entry concerns the layer {}, which has no page.", "Correct the number."),
    "where": (
        "The correction stands in '{}', which is no document.",
        f"Name {listed(DOCUMENTS)}, or a place such as 'article-33'.",
    ),
    "of": (
        "The change is of '{}', which does not exist.",
        "Name a claim, a note, a row, a prediction, or an entry.",
    ),
    "notes": ("The figure rests on the note '{}', which is not on the page.", "Name one that is."),
}


def find_reference_faults(argument: Argument, known: Known, markers: frozenset[str]) -> Iterator[Fault]:
    """Find references that lead nowhere or to the wrong voice, and claims against the register."""
    for page in argument.pages.values():
        there = _there(known, page)
        for field in fields(page.front):
            key = field.key.name
            if key in _CLAIM_KEYS:
                voices = _VOICES.get(key) or _VOICES.get(field.within, VOICES)
                yield from _cited(known, page, field.line, filter(None, field.values), voices)
            elif key in there:
                yield from _named(page, field.line, key, field.values, there[key])
        for note in page.notes:
            if note.kind == "conflict":
                yield from _cited(known, page, note.line, note.references, VOICES)
            elif "entries" in there:
                yield from _named(page, note.line, "entries", note.references, there["entries"])
        if isinstance(page.front, LayerFront) and series_of(page.name) != (str(page.front.layer),):
            what = f"The page says 'layer: {page.front.layer}'; its file name says otherwise."
            yield Fault(page.path, page.front.line_of("layer"), what, "Make them equal.")
        for row in page.front.comparison if isinstance(page.front, LayerFront | ComparisonFront) else ():
            yield from _row(page, row)
        yield from _markers(page, markers)
    yield from _register_faults(argument, known)


def _there(known: Known, page: Page) -> dict[str, Collection[str]]:
    """Return what each key can name, without those for which it is not known."""
    found: dict[str, Collection[str]] = {"layers": known.layers, "where": DOCUMENTS}
    if "sources" not in known.dark:
        found["entries"] = known.entries
    if not known.dark:
        found["of"] = known.things
    if not page.faults:
        found["notes"] = [note.id for note in page.notes if note.id]
    return found


def _named(
    page: Page, line: int, key: str, names: Iterable[object], there: Collection[str]
) -> Iterator[Fault]:
    what, mend = _NAMES[key]
    for name in map(str, names):
        if name not in there and not (key == "where" and is_place(name)):
            yield Fault(page.path, line, what.format(name), f"{suggest(name, there)}{mend}")


def _cited(
    known: Known, page: Page, line: int, ids: Iterable[str], voices: tuple[str, ...]
) -> Iterator[Fault]:
    for claim_id in ids:
        claim = known.claims.get(claim_id)
        if where := known.withdrawn.get(claim_id):
            yield Fault(
                page.path, line, f"The claim '{claim_id}' is withdrawn ({where}).", "Cite it no longer."
            )
        elif claim and claim.voice not in voices:
            what = f"The claim '{claim_id}' has voice '{claim.voice}'; wanted {listed(voices, 'or')}."
            yield Fault(page.path, line, what, "Cite it under the key of its own voice.")
        elif not claim and not known.hides(claim_id):
            mend = f"{suggest(claim_id, known.claims)}Cite claims that stand on the pages."
            yield Fault(page.path, line, f"The claim '{claim_id}' does not exist.", mend)


def _row(page: Page, row: Row) -> Iterator[Fault]:
    source, record = row.karpathy.source, row.karpathy.record
    if record and not record.entries:
        what = f"What the row '{row.id}' adds from the record rests on no entry."
        yield Fault(page.path, record.line_of("entries"), what, "Name the entries it rests on.")
    reports = bool(row.bridge or (source and source.claims))
    if reports == (row.in_source == "silent"):
        cites = "a claim of Karpathy or a bridge" if reports else "neither a claim of Karpathy nor a bridge"
        what = f"The row '{row.id}' is '{row.in_source}' in the source and cites {cites}."
        mend = "Write 'agree', 'differ', or 'mixed'." if reports else "Write 'silent', or cite the claims."
        yield Fault(page.path, row.line_of("in_source"), what, mend)


def _markers(page: Page, markers: frozenset[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for block in (block for block in page.blocks if block.kind == "marker"):
        if block.info not in markers:
            mend = f"{suggest(block.info, markers)}Write one of {listed(sorted(markers))}."
            yield Fault(page.path, block.line, f"The marker {shown(block.info)} is unknown.", mend)
        elif block.info in first:
            what = f"The marker '{block.info}' stands twice, first on line {first[block.info]}."
            yield Fault(page.path, block.line, what, "Keep one of them.")
        first.setdefault(block.info, block.line)


def _register_faults(argument: Argument, known: Known) -> Iterator[Fault]:
    """Find claims that the register or the pages lack, and those that a page attributes in another way."""
    path = f"{argument.docs_name}/{FILE_NAME}"
    if argument.register is None and not any(found.path == path for found in argument.faults):
        yield Fault(path, 1, "The register is missing.", "Restore it from version control.")
    for registered in argument.registered.values():
        if registered.id not in known.claims and not known.hides(registered.id):
            what = f"The claim '{number_of(registered.id)}' of the register stands on no page."
            is_withdrawn = registered.id in known.withdrawn
            mend = "Put it back; a number, once given, never goes."
            yield Fault(
                path, registered.starts, what, "Take it out; it is withdrawn." if is_withdrawn else mend
            )
    for locale in LOCALES if argument.register else ():
        for claim in argument[locale].claims.values():
            for what, mend in _against_register(argument, claim, path):
                yield Fault(claim.source.path, claim.line, what, mend)


def _against_register(argument: Argument, claim: Claim, path: str) -> Iterator[tuple[str, str]]:
    registered = argument.registered.get(claim.id)
    if not registered:
        mend = f"Add its voice, its places, their offsets, and their first characters to {path}."
        yield f"The register does not hold claim '{claim.number}'.", mend
        return
    for name, found, wanted in (
        ("voice", claim.voice, registered.voice),
        ("places", " ".join(claim.at), " ".join(registered.at)),
    ):
        if found != wanted:
            register = f"the register has '{wanted}' on line {registered.starts}"
            yield f"Claim '{claim.number}' has {name} '{found}'; {register}.", "Make them equal."
