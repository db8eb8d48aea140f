"""References: links between pages, what records and notes name, and the claims of the register.

A link names a page's file, without its language, and an anchor that is there.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from argument.checks.ids import Known
from argument.claims import DOCUMENTS, PLACE, VOICES, number_of, series_of
from argument.frontmatter import fields
from argument.inline import ELSEWHERE
from argument.model import Argument, Page
from argument.register import REGISTER
from argument.schema import BEARINGS, ComparisonFront, LayerFront, Row
from argument.sources import DOCS, LOCALES
from argument.templates import markers
from faults import Fault, listed, nearest, shown, suggest

_FILE = re.compile(rf"(?P<name>.*?)(?:\.(?P<locale>{'|'.join(LOCALES)}))?\.md", re.DOTALL)
_Voices = tuple[str, ...]
# What a key can name, what is wrong with any other name, and how to mend it.
_Names = tuple[Collection[str], str, str]
_CLAIM_KEYS = {"claims", "claim", "bridge", *BEARINGS}
# The voices that a key may name, or the keys below it, where not all: for Tang, where he does not speak
# himself, the commentator does.
_VOICES: dict[str, _Voices] = {
    "tang": ("tang", "commentator"),
    "source": ("karpathy",),
    "bridge": ("bridge",),
    "claim": ("commentator",),
}


def find_reference_faults(argument: Argument, known: Known) -> Iterator[Fault]:
    """Find references that lead nowhere or to the wrong voice, and claims against the register."""
    known_markers = markers()
    for page in argument.pages.values():
        names = _names(known, page)
        for field in fields(page.front):
            if (key := field.key.name) in _CLAIM_KEYS:
                voices = _VOICES.get(key) or _VOICES.get(field.within, VOICES)
                yield from _cited(known, page, field.line, filter(None, field.values), voices)
            elif key in names:
                yield from _named(page, field.line, field.values, names[key])
        for note in page.notes:
            if note.kind == "conflict":
                yield from _cited(known, page, note.line, note.references, VOICES)
            elif "entries" in names:
                yield from _named(page, note.line, note.references, names["entries"])
        if isinstance(page.front, LayerFront) and series_of(page.name) != (str(page.front.layer),):
            what = f"The page says 'layer: {page.front.layer}'; its file name says otherwise."
            yield Fault(page.path, page.front.line_of("layer"), what, "Make them equal.")
        for row in page.front.comparison if isinstance(page.front, LayerFront | ComparisonFront) else ():
            yield from _row(page, row)
        yield from _markers(page, known_markers)
        for block in page.blocks:
            for target in block.inline().links:
                if not ELSEWHERE.match(target) and (fault := _link(known, page, target)):
                    yield Fault(page.path, block.line, *fault)
    yield from _register_faults(argument, known)


def _names(known: Known, page: Page) -> dict[str, _Names]:
    """Return the names for each key, but for those of which it is not known what they can name."""
    places = f"Name {listed(DOCUMENTS)}, or a place such as 'article-33'."
    names: dict[str, _Names] = {
        "layers": (known.layers, "The layer '{}' has no page.", "Correct the number."),
        "where": (DOCUMENTS, "The document or place '{}' does not exist.", places),
    }
    if "sources" not in known.dark:
        mend = "Add it to the 'record' of the page 'sources', or correct it."
        names["entries"] = (known.entries, "The entry '{}' is not in the record.", mend)
    if not known.dark:
        mend = "Name a claim, a note, a row, a prediction, or an entry."
        names["of"] = (known.things, "The change is of '{}', which does not exist.", mend)
    if not page.faults:
        notes = [note.id for note in page.notes if note.id]
        what = "The figure rests on the note '{}', which is not on the page."
        names["notes"] = (notes, what, "Name one that is.")
    return names


def _named(page: Page, line: int, names: Iterable[object], wanted: _Names) -> Iterator[Fault]:
    there, what, mend = wanted
    for name in map(str, names):
        if name not in there and not (there is DOCUMENTS and PLACE.fits(name)):
            yield Fault(page.path, line, what.format(name), f"{suggest(name, there)}{mend}")


def _cited(known: Known, page: Page, line: int, ids: Iterable[str], voices: _Voices) -> Iterator[Fault]:
    for claim_id in ids:
        claim, what = known.claims.get(claim_id), f"The claim '{claim_id}'"
        if where := known.withdrawn.get(claim_id):
            yield Fault(page.path, line, f"{what} is withdrawn ({where}).", "Cite it no longer.")
        elif claim and claim.voice not in voices:
            what = f"{what} has voice '{claim.voice}'; wanted {listed(voices, 'or')}."
            yield Fault(page.path, line, what, "Cite it under the key of its own voice.")
        elif not claim and not known.hides(claim_id):
            mend = f"{known.hint(claim_id, known.claims)}Cite claims that stand on the pages."
            yield Fault(page.path, line, f"{what} does not exist.", mend)


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


def _markers(page: Page, known: frozenset[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for block in (block for block in page.blocks if block.kind == "marker"):
        if block.info not in known:
            mend = f"{suggest(block.info, known)}Write one of {listed(sorted(known))}."
            yield Fault(page.path, block.line, f"The marker {shown(block.info)} is unknown.", mend)
        elif block.info in first:
            what = f"The marker '{block.info}' stands twice, first on line {first[block.info]}."
            yield Fault(page.path, block.line, what, "Keep one of them.")
        first.setdefault(block.info, block.line)


def _link(known: Known, page: Page, target: str) -> tuple[str, str] | None:
    """Return what is wrong with a link and how to mend it."""
    if not target:
        return "A link leads nowhere.", "Write a page's file, which ends in '.md', or an address."
    address, _, fragment = target.partition("#")
    file = _FILE.fullmatch(address)
    if address and not file:
        hint = _did_you_mean(page, nearest(address.strip("/"), known.targets))
        return f"The link '{target}' names no page.", f"{hint}Write the page's file, which ends in '.md'."
    if file and file["locale"]:
        mend = f"Leave the language out: '{file['name']}.md'."
        return f"The link '{target}' is bound to one language.", mend
    beside = posixpath.dirname(page.name)
    name = posixpath.normpath(posixpath.join(beside, file["name"])) if file else page.name
    if name in known.unread:
        return None
    if fragment not in known.targets.get(name, ()):
        hint = _did_you_mean(page, known.holder(fragment), fragment)
        if name not in known.targets:
            hint = hint or _did_you_mean(page, known.most_like(name))
            return f"The link '{target}' leads nowhere.", f"{hint}Link to a page that exists."
        if fragment:
            hint = hint or known.hint(fragment, known.targets[name])
            return f"The link '{target}' leads to no anchor.", f"{hint}Link to an id of the page '{name}'."
    if where := known.withdrawn.get(fragment):
        return f"The link '{target}' leads to what is withdrawn ({where}).", "Link to what holds now."
    return None


def _did_you_mean(page: Page, name: str | None, fragment: str = "") -> str:
    """Return `Did you mean '../outlook.md'? `, as the link is written on a page, '' for no name."""
    path = posixpath.relpath(name, posixpath.dirname(page.name) or ".") if name else ""
    return f"Did you mean '{path}.md{fragment and '#'}{fragment}'? " if name else ""


def _register_faults(argument: Argument, known: Known) -> Iterator[Fault]:
    """Find claims that the register or the pages lack, and those that a page attributes in another way."""
    path = f"{DOCS}/{REGISTER}"
    for registered in argument.registered.values():
        if registered.id not in known.claims and not known.hides(registered.id):
            what = f"The claim '{number_of(registered.id)}' of the register stands on no page."
            mend = "Put it back; a number, once given, never goes."
            if registered.id in known.withdrawn:
                mend = "Take it out; it is withdrawn."
            yield Fault(path, registered.starts, what, mend)
    for claim in (claim for locale in LOCALES for claim in argument[locale].claims.values()):
        wanted = argument.registered.get(claim.id)
        if wanted and (claim.voice, claim.at) != (wanted.voice, wanted.at):
            said, other = (f"{one.voice}: {' '.join(one.at)}" for one in (claim, wanted))
            what = f"Claim '{claim.number}' has '{said}'; the register has '{other}' on line {wanted.starts}."
            yield Fault(claim.source.path, claim.line, what, "Make them equal.")
        elif argument.registered and not wanted:
            mend = f"Add its voice, its places, their offsets, and their first characters to {path}."
            what = f"The register does not hold claim '{claim.number}'."
            yield Fault(claim.source.path, claim.line, what, mend)
