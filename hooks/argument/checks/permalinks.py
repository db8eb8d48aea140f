"""The permanent list against the pages: nothing published is lost, nothing changes unread.

What has an address is a unit: a claim, a note, a record of the front matter. What else stands below a heading
belongs to the unit of that heading, and what stands above the first one to that of the page's title.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argument.checks.ids import known_of, title_id
from argument.frontmatter import Field, fields
from argument.model import Argument, Page
from argument.permalinks import FILE_NAME, REDIRECTS, Permalink
from argument.schema import TABLE_PAGE, Front, addressed
from argument.sources import DOCS
from faults import Fault, suggest

_LIST, _RULES = f"{DOCS}/{FILE_NAME}", f"{DOCS}/{REDIRECTS}"
_DIGEST_LENGTH = 12
# The address of a link, which no reader sees; what is escaped or code is none.
_TARGET = re.compile(r"\\.|`[^`]*`|\]\([^()]*\)", re.DOTALL)
# A line break inside Japanese is no space, one between two words of English is.
_NO_SPACE = re.compile(r"(?<=[^\x00-\u024f\u2010-\u2027]) | (?=[^\x00-\u024f\u2010-\u2027])")
# What a page's front matter says first; the order is that of the digests.
_FIRST = ("title", "description", "thesis")


class Unit(NamedTuple):
    """A unit in one language; `marks` are a claim's voice and places, else ''."""

    id: str
    page: str
    kind: str
    marks: str
    digest: str
    path: str
    line: int


def find_permalink_faults(argument: Argument) -> Iterator[Fault]:
    """Find what published addresses no longer hold; the pages themselves have to be without fault."""
    if not argument.permalinks:
        what = "The list of permanent addresses is missing."
        mend = "Restore it from version control; only a site never published begins with 'make accept'."
        yield Fault(_LIST, 1, what, mend)
        return
    for _, ja, en in _changes(argument):
        is_title = ja.id == title_id(ja.page)
        # A new page is told once.
        if is_title or ja.page in known_of(argument).published:
            address = ja.page if is_title else f"{ja.page}#{ja.id}"
            unit, change = _changed(argument.permalinks.get((ja.page, ja.id)), ja, en)
            mend = "Read it in both languages, then run 'make accept'."
            yield Fault(unit.path, unit.line, f"'{address}' {change}.", mend)
    yield from find_lost(argument)


def to_accept(argument: Argument) -> list[Permalink]:
    """Return the lines that the permanent list lacks: what is new, and what has changed since."""
    return [link for link, _, _ in _changes(argument)]


def _changes(argument: Argument) -> Iterator[tuple[Permalink, Unit, Unit]]:
    """Yield each line that the permanent list lacks, with the unit in both languages."""
    twins = {unit.id: unit for page in argument["en"].pages for unit in _units(page)}
    for ja in (unit for page in argument["ja"].pages for unit in _units(page) if unit.id in twins):
        link = Permalink(ja.id, ja.page, ja.kind, ja.marks, (ja.digest, twins[ja.id].digest))
        if argument.permalinks.get((ja.page, ja.id)) != link:
            yield link, ja, twins[ja.id]


def _changed(link: Permalink | None, ja: Unit, en: Unit) -> tuple[Unit, str]:
    """Return what of a unit is to be read, of one that changed in one language its twin, and why."""
    if link is None:
        return ja, "is new and not among the permanent addresses"
    was, now = (" ".join(filter(None, pair)) for pair in ((link.kind, link.marks), (ja.kind, ja.marks)))
    if was != now:
        return ja, f"was '{was}' in the edition of {link.edition} and is '{now}'"
    languages = {"Japanese": ja.digest != link.digests[0], "English": en.digest != link.digests[1]}
    changed = " and ".join(name for name in languages if languages[name])
    unit = en if changed == "Japanese" else ja
    return unit, f"has changed in {changed} since the edition of {link.edition}"


def find_lost(argument: Argument) -> Iterator[Fault]:
    """Find published addresses that lead nowhere, and redirects that are wrong."""
    known = known_of(argument)
    stands = {f"{page}#{anchor}" for page, ids in known.targets.items() for anchor in ids}
    stands |= known.targets.keys()
    published: dict[str, int] = {}
    for link in argument.permalinks.values():
        published.setdefault(link.page, link.line)
        published[f"{link.page}#{link.id}"] = link.line
    by_old = {rule.old: rule for rule in reversed(argument.redirects)}
    for address in (address for address in published if address not in stands and address not in by_old):
        page, _, anchor = address.partition("#")
        # With its page an anchor is lost, or goes where that goes, whatever its title is called there.
        moved = by_old.get(page)
        if moved and (
            anchor == title_id(page) or f"{moved.new}#{anchor}" in stands or moved.new not in stands
        ):
            continue
        if not moved and anchor and page not in known.targets:
            continue
        near = known.holder(anchor) if anchor else known.most_like(page)
        hint = f"Is it '{near}{anchor and '#'}{anchor}' now? " if near else ""
        note = f"leave a note '{{: #{anchor} .withdrawn }}' in its place, " if anchor else ""
        mend = f"{hint}Put it back, {note}or add a rule to {_RULES}."
        what = f"The published address '{address}' is gone."
        yield Fault(_LIST, published[address], what, mend)
    for rule in argument.redirects:
        if by_old[rule.old] is not rule:
            what = f"A second rule for '{rule.old}'; the first stands on line {by_old[rule.old].starts}."
            yield Fault(_RULES, rule.starts, what, "Keep one of them.")
        elif rule.old in stands:
            what = f"The rule never fires: '{rule.old}' exists."
            yield Fault(_RULES, rule.starts, what, "Take the rule out, or the thing itself.")
        elif rule.old not in published:
            what = f"The rule never fires: '{rule.old}' was never published."
            yield Fault(_RULES, rule.starts, what, "Take it out, or mend the old address.")
        if rule.new not in stands:
            what = f"The rule leads to '{rule.new}', which does not exist."
            mend = f"{suggest(rule.new, stands)}Let it lead to an address that exists."
            yield Fault(_RULES, rule.starts, what, mend)


def _units(page: Page) -> Iterator[Unit]:
    """Yield the units of a page, which has to be without fault."""

    def unit(own_id: str, kind: str, texts: Iterable[str], line: int, marks: str = "") -> Unit:
        # A row has its address in the whole table, whichever page it is written on.
        name = TABLE_PAGE if kind == "row" else page.name
        return Unit(own_id, name, kind, marks, digest(texts), page.path, line)

    section, line, texts = title_id(page.name), 1, _texts_of_page(page.front) if page.front else []
    for block in page.blocks:
        mark = block.attributes
        if mark and mark.id and block.kind == "heading":
            yield unit(section, "section", texts, line)
            section, line, texts = mark.id, block.line, []
        elif mark and mark.id:
            voice, places = (mark.values.get(name, "") for name in ("voice", "at"))
            marks = f"{voice}:{','.join(places.split())}" if voice else ""
            yield unit(mark.id, mark.classes[0], [_without_targets(block.text)], mark.line, marks)
            # The order of claims is the section's.
            texts.append(mark.id)
            continue
        texts.append(_without_targets(block.text))
    yield unit(section, "section", texts, line)
    for record in addressed(page.front):
        yield unit(record.id, type(record).__name__.lower(), _texts(fields(record)), record.line_of("id"))


def _texts_of_page(front: Front) -> list[str]:
    """Return what a page's front matter says besides its records that have an address of their own."""
    others = (
        field
        for field in fields(front, with_addressed=False)
        if field.record is not front or (field.key.name not in _FIRST and field.values != (None,))
    )
    return [*(getattr(front, name, "") for name in _FIRST), *_texts(others)]


def _texts(found: Iterable[Field]) -> list[str]:
    return ["" if value is None else str(value) for field in found for value in field.values]


def _without_targets(text: str) -> str:
    return _TARGET.sub(lambda found: "]" if found[0].startswith("](") else found[0], text)


def digest(texts: Iterable[str]) -> str:
    """Return the digest of texts; how their white space is written does not count."""
    normal = _NO_SPACE.sub("", "\n".join(" ".join(text.split()) for text in texts))
    return hashlib.sha256(normal.encode()).hexdigest()[:_DIGEST_LENGTH]
