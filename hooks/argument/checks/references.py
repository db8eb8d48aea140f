"""References: rows and predictions to claims and record, links to anchors, claims to the register."""

from __future__ import annotations

import posixpath
import urllib.parse
from collections.abc import Iterable, Iterator

from argument.checks.ids import anchors
from argument.claims import DOCUMENTS, VOICES, Claim, is_place, number_of
from argument.model import Argument, PlacedRow
from argument.pages import Page
from argument.problems import Problem, listed, problem, suggest
from argument.register import FILE_NAME, Registered
from argument.schema import Correction, Prediction
from argument.sources import LOCALES

# What a cell of the table may rest on: the commentator speaks for Tang where Tang himself does not.
_TANG_CELL = ("tang", "commentator")


def find_reference_problems(argument: Argument, markers: frozenset[str]) -> Iterator[Problem]:
    """Find references that lead nowhere or to the wrong voice, and claims against the register."""
    for locale in LOCALES:
        for placed in argument.rows(locale):
            yield from _row_problems(argument, locale, placed)
        outlook = argument.page("outlook", locale)
        for prediction in argument.predictions(locale):
            if outlook:
                yield from _prediction_problems(argument, locale, outlook, prediction)
        sources = argument.page("sources", locale)
        for correction in argument.corrections(locale):
            if sources:
                yield from _where_problems(sources, correction)
        targets = {page.name: {found.id for found in anchors(page)} for page in argument.in_locale(locale)}
        for page in argument.in_locale(locale):
            yield from _link_problems(page, targets)
            yield from _note_problems(argument, page)
            yield from _marker_problems(page, markers)
        yield from _register_problems(argument, locale)
    yield from _layer_problems(argument)


def _row_problems(argument: Argument, locale: str, placed: PlacedRow) -> Iterator[Problem]:
    row, path = placed.row, placed.page.path
    claims = argument.claims(locale)
    source, record = row.karpathy.source, row.karpathy.record
    yield from _claim_problems(path, row.tang.line_of("claims"), row.tang.claims, claims, _TANG_CELL)
    if source:
        yield from _claim_problems(path, source.line_of("claims"), source.claims, claims, ("karpathy",))
    yield from _claim_problems(path, row.line_of("bridge"), row.bridge, claims, ("bridge",))
    if record:
        yield from _entry_problems(path, record.line_of("entries"), record.entries, argument, locale)
    reports = bool(row.bridge or (source and source.claims))
    if reports == (row.in_source == "silent"):
        has = "it has" if reports else "it has neither"
        what = f"The row '{row.id}' is '{row.in_source}' in the source; {has} claims of Karpathy or a bridge."
        mend = "Write 'agree', 'differ', or 'mixed'." if reports else "Write 'silent', or cite the claims."
        yield problem(path, row.line_of("in_source"), what, mend)


def _claim_problems(
    path: str, line: int, ids: Iterable[str], claims: dict[str, Claim], voices: tuple[str, ...]
) -> Iterator[Problem]:
    for claim_id in ids:
        if claim_id not in claims:
            mend = f"{suggest(claim_id, claims)}Cite claims that stand on the pages."
            yield problem(path, line, f"The claim '{claim_id}' does not exist.", mend)
        elif claims[claim_id].voice not in voices:
            voice = claims[claim_id].voice
            what = f"The claim '{claim_id}' has voice '{voice}'; here stand claims of '{voices[0]}'."
            yield problem(path, line, what, "Cite it under the key of its own voice.")


def _entry_problems(
    path: str, line: int, ids: Iterable[str], argument: Argument, locale: str
) -> Iterator[Problem]:
    entries = argument.entries(locale)
    for entry_id in ids:
        if entry_id not in entries:
            mend = f"{suggest(entry_id, entries)}Add it to the 'record' of the page 'sources', or correct it."
            yield problem(path, line, f"The entry '{entry_id}' is not in the record.", mend)


def _prediction_problems(
    argument: Argument, locale: str, page: Page, prediction: Prediction
) -> Iterator[Problem]:
    claims = argument.claims(locale)
    line = prediction.line_of("claims")
    yield from _claim_problems(page.path, line, prediction.claims, claims, VOICES)
    line = prediction.line_of("entries")
    yield from _entry_problems(page.path, line, prediction.entries, argument, locale)


def _where_problems(page: Page, correction: Correction) -> Iterator[Problem]:
    for found in correction.where:
        if found not in DOCUMENTS and not is_place(found):
            what = f"The correction '{correction.id}' stands in '{found}'."
            mend = f"{suggest(found, DOCUMENTS)}Name {listed(DOCUMENTS)}, or a place such as 'article-33'."
            yield problem(page.path, correction.line_of("where"), what, mend)


def _note_problems(argument: Argument, page: Page) -> Iterator[Problem]:
    claims = argument.claims(page.locale)
    for note in page.notes:
        if note.kind == "conflict":
            yield from _claim_problems(page.path, note.line, note.references, claims, VOICES)
        else:
            yield from _entry_problems(page.path, note.line, note.references, argument, page.locale)


def _marker_problems(page: Page, markers: frozenset[str]) -> Iterator[Problem]:
    for block in page.blocks:
        if block.kind == "marker" and block.info not in markers:
            mend = f"{suggest(block.info, markers)}There are {listed(sorted(markers))}."
            yield problem(page.path, block.line, f"The marker '{block.info}' is unknown.", mend)


def _link_problems(page: Page, targets: dict[str, set[str]]) -> Iterator[Problem]:
    for block in page.blocks:
        for target in block.inline().links:
            if fault := _link_fault(page, target, targets):
                yield problem(page.path, block.line, *fault)


def _link_fault(page: Page, target: str, targets: dict[str, set[str]]) -> tuple[str, str] | None:
    """Return what is wrong with a link and how to mend it; addresses elsewhere are not looked at."""
    address, _, fragment = target.partition("#")
    if urllib.parse.urlsplit(address).scheme or address.startswith("//"):
        return None
    name = page.name
    if address:
        if not address.endswith(".md"):
            return f"The link '{target}' names no page.", "Write the page's file, such as '3-memory.md'."
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), address.removesuffix(".md")))
        name, _, locale = joined.rpartition(".") if joined.endswith((".ja", ".en")) else (joined, "", "")
        if locale:
            mend = f"Leave the language out: '{address.removesuffix(f'.{locale}.md')}.md'."
            return f"The link '{target}' is bound to one language.", mend
    if name not in targets:
        return f"The link '{target}' leads nowhere.", f"{suggest(name, targets)}Link to a page that exists."
    if fragment and fragment not in targets[name]:
        near = suggest(fragment, targets[name])
        return f"The link '{target}' leads to no anchor.", f"{near}Link to an id of the page '{name}'."
    return None


def _register_problems(argument: Argument, locale: str) -> Iterator[Problem]:
    claims = argument.claims(locale)
    for registered in argument.registered.values():
        if registered.id not in claims:
            number = number_of(registered.id)
            what = f"The claim '{number}' of the register stands on no page in '{locale}'."
            mend = "Put it back; a number, once given, never goes."
            yield problem(f"docs/{FILE_NAME}", registered.line, what, mend)
        else:
            yield from _attribution_problems(claims[registered.id], registered)


def _attribution_problems(claim: Claim, registered: Registered) -> Iterator[Problem]:
    for name, found, wanted in (
        ("voice", claim.voice, registered.voice),
        ("places", " ".join(claim.at), " ".join(registered.at)),
    ):
        if found != wanted:
            register = f"the register has '{wanted}' on line {registered.line}"
            what = f"Claim '{claim.number}' has {name} '{found}'; {register}."
            yield problem(claim.source.path, claim.line, what, "Make them equal.")


def _layer_problems(argument: Argument) -> Iterator[Problem]:
    """Find layer pages whose number is not the one that their file name begins with."""
    for locale in LOCALES:
        for page, front in argument.layers(locale):
            number = page.name.removeprefix("layers/").partition("-")[0]
            if number != str(front.layer):
                what = f"The page says 'layer: {front.layer}'; its file name begins with '{number}-'."
                yield problem(page.path, front.line_of("layer"), what, "Make them equal.")
