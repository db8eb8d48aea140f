"""References: rows and predictions to claims and record, links to anchors, claims to the register."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from argument.checks.ids import anchors
from argument.claims import DOCUMENTS, VOICES, Claim, is_place, number_of
from argument.model import Argument, PlacedRow
from argument.pages import Page
from argument.problems import Problem, listed, nearest, problem, shown, suggest
from argument.register import FILE_NAME, Registered
from argument.schema import Correction, LayerFront, Memory, OutlookFront, Prediction
from argument.sources import LOCALES

# What a cell of the table may rest on: the commentator speaks for Tang where Tang himself does not.
_TANG_CELL = ("tang", "commentator")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def find_reference_problems(argument: Argument, markers: frozenset[str]) -> Iterator[Problem]:
    """Find references that lead nowhere or to the wrong voice, and claims against the register."""
    targets = _targets(argument)
    for locale in LOCALES:
        for placed in argument.rows(locale):
            yield from _row_problems(argument, placed)
        outlook = argument.page("outlook", locale)
        for prediction in argument.predictions(locale):
            if outlook:
                yield from _prediction_problems(argument, outlook, prediction)
        sources = argument.page("sources", locale)
        for correction in argument.corrections(locale):
            if sources:
                yield from _where_problems(sources, correction)
        if sources:
            yield from _bearing_problems(argument, sources)
            yield from _change_problems(argument, sources)
        if outlook:
            yield from _roadmap_problems(argument, outlook)
        for page, front in argument.layers(locale):
            if front.memory:
                yield from _memory_problems(argument, page, front.memory)
        for page in argument.in_locale(locale):
            yield from _link_problems(page, targets)
            yield from _note_problems(argument, page)
            yield from _marker_problems(page, markers)
    yield from _register_problems(argument)
    yield from _layer_problems(argument)


def _row_problems(argument: Argument, placed: PlacedRow) -> Iterator[Problem]:
    row, page = placed.row, placed.page
    source, record = row.karpathy.source, row.karpathy.record
    yield from _claim_problems(argument, page, row.tang.line_of("claims"), row.tang.claims, _TANG_CELL)
    if source:
        yield from _claim_problems(argument, page, source.line_of("claims"), source.claims, ("karpathy",))
    yield from _claim_problems(argument, page, row.line_of("bridge"), row.bridge, ("bridge",))
    if record:
        yield from _entry_problems(argument, page, record.line_of("entries"), record.entries)
        if not record.entries:
            what = f"What the row '{row.id}' adds from the record rests on no entry."
            yield problem(page.path, record.line_of("entries"), what, "Name the entries it rests on.")
    reports = bool(row.bridge or (source and source.claims))
    if reports == (row.in_source == "silent"):
        cites = "a claim of Karpathy or a bridge" if reports else "neither a claim of Karpathy nor a bridge"
        what = f"The row '{row.id}' is '{row.in_source}' in the source and cites {cites}."
        mend = "Write 'agree', 'differ', or 'mixed'." if reports else "Write 'silent', or cite the claims."
        yield problem(page.path, row.line_of("in_source"), what, mend)


def _claim_problems(
    argument: Argument, page: Page, line: int, ids: Iterable[str], voices: tuple[str, ...]
) -> Iterator[Problem]:
    """Find claims that stand nowhere; one that a single language lacks is a matter of the pair."""
    claims = argument.claims(page.locale)
    for claim_id in ids:
        if claim_id not in argument.meant_claims:
            mend = f"{suggest(claim_id, claims)}Cite claims that stand on the pages."
            yield problem(page.path, line, f"The claim '{claim_id}' does not exist.", mend)
        elif claim_id in claims and claims[claim_id].voice not in voices:
            voice = claims[claim_id].voice
            what = f"The claim '{claim_id}' has voice '{voice}'; wanted {listed(voices, 'or')}."
            yield problem(page.path, line, what, "Cite it under the key of its own voice.")


def _entry_problems(argument: Argument, page: Page, line: int, ids: Iterable[str]) -> Iterator[Problem]:
    """Find entries that no language has in its record; a record that is at fault itself has none."""
    known = {found for locale in LOCALES for found in argument.entries(locale)}
    if not known and _is_at_fault(argument, "sources"):
        return
    for entry_id in ids:
        if entry_id not in known:
            mend = f"{suggest(entry_id, known)}Add it to the 'record' of the page 'sources', or correct it."
            yield problem(page.path, line, f"The entry '{entry_id}' is not in the record.", mend)


def _is_at_fault(argument: Argument, name: str) -> bool:
    """Tell whether a page has front matter at fault in every language, so that its ids are not known."""
    pages = [page for locale in LOCALES if (page := argument.page(name, locale))]
    return bool(pages) and all(page.front is None for page in pages)


def _prediction_problems(argument: Argument, page: Page, prediction: Prediction) -> Iterator[Problem]:
    yield from _claim_problems(argument, page, prediction.line_of("claims"), prediction.claims, VOICES)
    yield from _entry_problems(argument, page, prediction.line_of("entries"), prediction.entries)


def _bearing_problems(argument: Argument, sources: Page) -> Iterator[Problem]:
    for entry in argument.entries(sources.locale).values():
        for kind, ids in entry.bearing.kinds() if entry.bearing else ():
            line = entry.bearing.line_of(kind) if entry.bearing else entry.starts
            yield from _claim_problems(argument, sources, line, ids, VOICES)


def _change_problems(argument: Argument, sources: Page) -> Iterator[Problem]:
    known = {*argument.meant_claims, *(note.id for note in argument.conflicts(sources.locale) if note.id)}
    for locale in LOCALES:
        known |= {placed.row.id for placed in argument.rows(locale)}
        known |= {prediction.id for prediction in argument.predictions(locale)}
        known |= set(argument.entries(locale))
    for change in argument.changes(sources.locale):
        if change.of not in known:
            mend = f"{suggest(change.of, known)}Name a claim, a note, a row, a prediction, or an entry."
            what = f"The change '{change.id}' is of '{change.of}', which does not exist."
            yield problem(sources.path, change.line_of("of"), what, mend)


def _roadmap_problems(argument: Argument, outlook: Page) -> Iterator[Problem]:
    for tier in outlook.front.roadmap if isinstance(outlook.front, OutlookFront) else ():
        yield from _claim_problems(argument, outlook, tier.line_of("claim"), [tier.claim], ("commentator",))
        yield from _claim_problems(argument, outlook, tier.line_of("claims"), tier.claims, VOICES)


def _memory_problems(argument: Argument, page: Page, memory: Memory) -> Iterator[Problem]:
    yield from _claim_problems(argument, page, memory.line_of("claims"), memory.claims, VOICES)
    known = [note.id for note in page.notes if note.id]
    # A note that is at fault is told by itself.
    for note_id in memory.notes if not page.problems else ():
        if note_id not in known:
            what = f"The figure rests on the note '{note_id}', which is not on the page."
            yield problem(
                page.path, memory.line_of("notes"), what, f"{suggest(note_id, known)}Name one that is."
            )


def _where_problems(page: Page, correction: Correction) -> Iterator[Problem]:
    for found in correction.where:
        if found not in DOCUMENTS and not is_place(found):
            what = f"The correction '{correction.id}' stands in '{found}'."
            mend = f"{suggest(found, DOCUMENTS)}Name {listed(DOCUMENTS)}, or a place such as 'article-33'."
            yield problem(page.path, correction.line_of("where"), what, mend)


def _note_problems(argument: Argument, page: Page) -> Iterator[Problem]:
    for note in page.notes:
        if note.kind == "conflict":
            yield from _claim_problems(argument, page, note.line, note.references, VOICES)
        else:
            yield from _entry_problems(argument, page, note.line, note.references)


def _marker_problems(page: Page, markers: frozenset[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for block in page.blocks:
        if block.kind == "marker" and block.info not in markers:
            mend = f"{suggest(block.info, markers)}Write one of {listed(sorted(markers))}."
            yield problem(page.path, block.line, f"The marker {shown(block.info)} is unknown.", mend)
        elif block.kind == "marker" and block.info in first:
            what = f"The marker '{block.info}' stands twice, first on line {first[block.info]}."
            yield problem(page.path, block.line, what, "Keep one of them.")
        elif block.kind == "marker":
            first[block.info] = block.line


def _targets(argument: Argument) -> dict[str, set[str] | None]:
    """Return the anchors of each page in either language, None where front matter at fault hides some.

    One that a single language lacks is a matter of the pair. Rows have their address on the page
    `comparison`, wherever they are written.
    """
    targets: dict[str, set[str]] = {}
    for (name, _), page in argument.pages.items():
        rows = {row.id for row in page.front.comparison} if isinstance(page.front, LayerFront) else set()
        targets.setdefault(name, set()).update({found.id for found in anchors(page)} - rows)
    if "comparison" in targets:
        targets["comparison"] |= {placed.row.id for locale in LOCALES for placed in argument.rows(locale)}
    return {name: None if _is_at_fault(argument, name) else found for name, found in targets.items()}


def _link_problems(page: Page, targets: dict[str, set[str] | None]) -> Iterator[Problem]:
    for block in page.blocks:
        for target in block.inline().links:
            if fault := _link_fault(page, target, targets):
                yield problem(page.path, block.line, *fault)


def _link_fault(page: Page, target: str, targets: dict[str, set[str] | None]) -> tuple[str, str] | None:
    """Return what is wrong with a link and how to mend it; addresses elsewhere are not looked at."""
    address, _, fragment = target.partition("#")
    if not target:
        return "A link leads nowhere.", "Write a page's file, which ends in '.md', or an address."
    if _ELSEWHERE.match(address):
        return None
    name = page.name
    if address:
        if not address.endswith(".md"):
            near = _suggest_page(page, address.strip("/"), targets)
            return f"The link '{target}' names no page.", f"{near}Write the page's file, which ends in '.md'."
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), address.removesuffix(".md")))
        name, _, locale = joined.rpartition(".") if joined.endswith((".ja", ".en")) else (joined, "", "")
        if locale:
            mend = f"Leave the language out: '{address.removesuffix(f'.{locale}.md')}.md'."
            return f"The link '{target}' is bound to one language.", mend
    if name not in targets:
        near = _suggest_page(page, name, targets)
        return f"The link '{target}' leads nowhere.", f"{near}Link to a page that exists."
    known = targets[name]
    if fragment and known is not None and fragment not in known:
        mend = f"{suggest(fragment, known)}Link to an id of the page '{name}'."
        return f"The link '{target}' leads to no anchor.", mend
    return None


def _suggest_page(page: Page, name: str, targets: Iterable[str]) -> str:
    """Return `Did you mean '../outlook.md'? ` for the page whose name is nearest, or an empty string."""
    near = nearest(name, targets)
    path = posixpath.relpath(near, posixpath.dirname(page.name) or ".") if near else ""
    return f"Did you mean '{path}.md'? " if near else ""


def _register_problems(argument: Argument) -> Iterator[Problem]:
    """Find claims that the register or the pages lack, and those that a page attributes in another way."""
    path = f"{argument.docs_name}/{FILE_NAME}"
    if argument.register is None and not any(found.path == path for found in argument.problems):
        yield problem(path, 1, "The register is missing.", "Restore it from version control.")
    for registered in argument.registered.values():
        if registered.id not in argument.meant_claims:
            what = f"The claim '{number_of(registered.id)}' of the register stands on no page."
            mend = "Put it back; a number, once given, never goes."
            yield problem(f"docs/{FILE_NAME}", registered.starts, what, mend)
        for locale in LOCALES:
            if claim := argument.claims(locale).get(registered.id):
                yield from _attribution_problems(claim, registered)
    for locale in LOCALES if argument.register else ():
        for claim in argument.claims(locale).values():
            if claim.id not in argument.registered:
                what = f"The register does not hold claim '{claim.number}'."
                mend = f"Add its voice, its places, and their first characters to {path}."
                yield problem(claim.source.path, claim.line, what, mend)


def _attribution_problems(claim: Claim, registered: Registered) -> Iterator[Problem]:
    for name, found, wanted in (
        ("voice", claim.voice, registered.voice),
        ("places", " ".join(claim.at), " ".join(registered.at)),
    ):
        if found != wanted:
            register = f"the register has '{wanted}' on line {registered.starts}"
            what = f"Claim '{claim.number}' has {name} '{found}'; {register}."
            yield problem(claim.source.path, claim.line, what, "Make them equal.")


def _layer_problems(argument: Argument) -> Iterator[Problem]:
    """Find layer pages whose number is not that of their file name, and entries on layers that are none."""
    numbers: set[str] = set()
    for locale in LOCALES:
        for page, front in argument.layers(locale):
            number = page.name.removeprefix("layers/").partition("-")[0]
            numbers |= {number, str(front.layer)}
            if number != str(front.layer):
                what = f"The page says 'layer: {front.layer}'; its file name begins with '{number}-'."
                yield problem(page.path, front.line_of("layer"), what, "Make them equal.")
    for locale in LOCALES if numbers else ():
        sources = argument.page("sources", locale)
        for entry in argument.entries(locale).values() if sources else ():
            for strange in sorted({str(layer) for layer in entry.layers} - numbers):
                what = f"The entry '{entry.id}' concerns the layer {strange}, which has no page."
                path = sources.path if sources else ""
                yield problem(path, entry.line_of("layers"), what, "Correct the number.")
