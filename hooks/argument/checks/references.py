"""References: of records and notes to claims and to the record, and of claims to the register."""

from collections.abc import Iterable, Iterator

from argument.checks.known import Known
from argument.claims import DOCUMENTS, VOICES, Claim, is_place, number_of
from argument.frontmatter import Record, declared
from argument.model import Argument
from argument.pages import Page
from argument.register import FILE_NAME, Registered
from argument.schema import Change, Correction, Entry, LayerFront, Memory, Row
from argument.sources import LOCALES
from faults import Fault, listed, shown, suggest

_CLAIM_KEYS = {"claims", "claim", "bridge", "supports", "strains", "moves"}
# The voices that a key may name, or the keys below it, where not all: for Tang, where he does not speak
# himself, the commentator does.
_VOICES = {
    "tang": ("tang", "commentator"),
    "source": ("karpathy",),
    "bridge": ("bridge",),
    "claim": ("commentator",),
}
_NO_RECORD = "Add it to the 'record' of the page 'sources', or correct it."

# The line of a fault, what is wrong, and how to mend it.
At = tuple[int, str, str]


def find_reference_faults(argument: Argument, known: Known, markers: frozenset[str]) -> Iterator[Fault]:
    """Find references that lead nowhere or to the wrong voice, and claims against the register."""
    for page in argument.pages.values():
        for fault in (*_in_front(known, page), *_notes(known, page), *_markers(page, markers)):
            yield Fault(page.path, *fault)
    yield from _register_faults(argument, known)


# --- front matter --------------------------------------------------------------------------------------


def _in_front(known: Known, page: Page) -> Iterator[At]:
    front = page.front
    for record, within in _records(front) if front else ():
        for field in declared(type(record)):
            value, line = getattr(record, field.name), record.line_of(field.name)
            ids = value if isinstance(value, tuple) else (value,)
            if field.name in _CLAIM_KEYS and value is not None:
                voices = _VOICES.get(field.name) or _VOICES.get(within, VOICES)
                yield from _cited(known, line, ids, voices)
            elif field.name == "entries":
                yield from _entries(known, line, ids)
        yield from _own(known, page, record)
    if isinstance(front, LayerFront):
        number = _layer_of(page.name)
        if number != str(front.layer):
            what = f"The page says 'layer: {front.layer}'; its file name begins with '{number}-'."
            yield front.line_of("layer"), what, "Make them equal."


def _layer_of(page_name: str) -> str:
    """Return the number in the name of a layer's page, '' for any other page."""
    return page_name.removeprefix("layers/").partition("-")[0] if page_name.startswith("layers/") else ""


def _records(record: Record, within: str = "") -> Iterator[tuple[Record, str]]:
    """Yield a record and all below it, each with the key that holds it."""
    yield record, within
    for field in declared(type(record)):
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from _records(one, field.name)


def _cited(known: Known, line: int, ids: Iterable[str], voices: tuple[str, ...]) -> Iterator[At]:
    for claim_id in ids:
        claim = known.claims.get(claim_id)
        if where := known.withdrawn.get(claim_id):
            yield line, f"The claim '{claim_id}' is withdrawn ({where}).", "Cite it no longer."
        elif claim and claim.voice not in voices:
            what = f"The claim '{claim_id}' has voice '{claim.voice}'; wanted {listed(voices, 'or')}."
            yield line, what, "Cite it under the key of its own voice."
        elif not claim and not known.hides(claim_id):
            mend = f"{suggest(claim_id, known.claims)}Cite claims that stand on the pages."
            yield line, f"The claim '{claim_id}' does not exist.", mend


def _entries(known: Known, line: int, ids: Iterable[str]) -> Iterator[At]:
    for entry_id in ids if "sources" not in known.dark else ():
        if entry_id not in known.entries:
            mend = f"{suggest(entry_id, known.entries)}{_NO_RECORD}"
            yield line, f"The entry '{entry_id}' is not in the record.", mend


def _own(known: Known, page: Page, record: Record) -> Iterator[At]:
    """Find what one kind of record alone can have wrong."""
    match record:
        case Row():
            yield from _row(record)
        case Entry():
            numbers = {_layer_of(name) for name in (*known.targets, *known.dark)}
            for layer in record.layers:
                if str(layer) not in numbers:
                    what = f"The entry '{record.id}' concerns the layer {layer}, which has no page."
                    yield record.line_of("layers"), what, "Correct the number."
        case Correction():
            for found in record.where:
                if found not in DOCUMENTS and not is_place(found):
                    what = f"The correction '{record.id}' stands in '{found}'."
                    mend = f"Name {listed(DOCUMENTS)}, or a place such as 'article-33'."
                    yield record.line_of("where"), what, f"{suggest(found, DOCUMENTS)}{mend}"
        case Change() if record.of not in known.things and not known.dark:
            mend = "Name a claim, a note, a row, a prediction, or an entry."
            what = f"The change '{record.id}' is of '{record.of}', which does not exist."
            yield record.line_of("of"), what, f"{suggest(record.of, known.things)}{mend}"
        case Memory():
            on_page = [note.id for note in page.notes if note.id]
            for note_id in record.notes if not page.faults else ():
                if note_id not in on_page:
                    what = f"The figure rests on the note '{note_id}', which is not on the page."
                    mend = f"{suggest(note_id, on_page)}Name one that is."
                    yield record.line_of("notes"), what, mend


def _row(row: Row) -> Iterator[At]:
    source, record = row.karpathy.source, row.karpathy.record
    if record and not record.entries:
        what = f"What the row '{row.id}' adds from the record rests on no entry."
        yield record.line_of("entries"), what, "Name the entries it rests on."
    reports = bool(row.bridge or (source and source.claims))
    if reports == (row.in_source == "silent"):
        cites = "a claim of Karpathy or a bridge" if reports else "neither a claim of Karpathy nor a bridge"
        what = f"The row '{row.id}' is '{row.in_source}' in the source and cites {cites}."
        mend = "Write 'agree', 'differ', or 'mixed'." if reports else "Write 'silent', or cite the claims."
        yield row.line_of("in_source"), what, mend


# --- text ----------------------------------------------------------------------------------------------


def _notes(known: Known, page: Page) -> Iterator[At]:
    for note in page.notes:
        if note.kind == "conflict":
            yield from _cited(known, note.line, note.references, VOICES)
        else:
            yield from _entries(known, note.line, note.references)


def _markers(page: Page, markers: frozenset[str]) -> Iterator[At]:
    first: dict[str, int] = {}
    for block in page.blocks:
        if block.kind != "marker":
            continue
        if block.info not in markers:
            mend = f"{suggest(block.info, markers)}Write one of {listed(sorted(markers))}."
            yield block.line, f"The marker {shown(block.info)} is unknown.", mend
        elif block.info in first:
            what = f"The marker '{block.info}' stands twice, first on line {first[block.info]}."
            yield block.line, what, "Keep one of them."
        first.setdefault(block.info, block.line)


# --- the register --------------------------------------------------------------------------------------


def _register_faults(argument: Argument, known: Known) -> Iterator[Fault]:
    """Find claims that the register or the pages lack, and those that a page attributes in another way."""
    path = f"{argument.docs_name}/{FILE_NAME}"
    if argument.register is None and not any(found.path == path for found in argument.faults):
        yield Fault(path, 1, "The register is missing.", "Restore it from version control.")
    for registered in argument.registered.values():
        if registered.id not in known.claims and not known.hides(registered.id):
            what = f"The claim '{number_of(registered.id)}' of the register stands on no page."
            if registered.id in known.withdrawn:
                mend = "Take it out; it is withdrawn."
            else:
                mend = "Put it back; a number, once given, never goes."
            yield Fault(path, registered.starts, what, mend)
    for locale in LOCALES if argument.register else ():
        for claim in argument[locale].claims.values():
            for what, mend in _claim_faults(claim, argument.registered.get(claim.id), path):
                yield Fault(claim.source.path, claim.line, what, mend)


def _claim_faults(claim: Claim, registered: Registered | None, path: str) -> Iterator[tuple[str, str]]:
    if registered is None:
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
