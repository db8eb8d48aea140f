"""The permanent list against the pages: nothing published is lost, nothing changes unread."""

from __future__ import annotations

from collections.abc import Iterator

from argument import permalinks as stored
from argument import redirects as rules_file
from argument.checks.ids import title_id
from argument.claims import is_claim_id, number_of
from argument.model import Argument
from argument.permalinks import Permalink, Permalinks
from argument.problems import Problem, nearest, problem
from argument.redirects import Redirect, resolve
from argument.sources import DEFAULT_LOCALE, LOCALES
from argument.units import Unit, units

LANGUAGES = {"ja": "Japanese", "en": "English"}
_ACCEPT = "then run 'make accept'"


def find_permalink_problems(argument: Argument) -> Iterator[Problem]:
    """Find what published addresses no longer hold; the pages themselves have to be without fault."""
    if argument.permalinks is None:
        path = f"{argument.docs_name}/{stored.FILE_NAME}"
        what = "The list of permanent addresses is missing."
        mend = "Restore it from version control; only a site never published begins with 'make accept'."
        yield problem(path, 1, what, mend)
        return
    yield from find_unread(argument, argument.permalinks)
    yield from find_lost(argument, argument.permalinks)


def find_unread(argument: Argument, published: Permalinks) -> Iterator[Problem]:
    """Find what is new or has changed in either language, and nobody has accepted yet."""
    ja, en = (units(argument, locale) for locale in LOCALES)
    for link in published.in_force.values():
        if stands(link, ja) and stands(link, en):
            yield from _changed(link, ja[link.id], en[link.id])
    for page, found in _by_page(ja).items():
        new = [unit for unit in found if (page, unit.id) not in published.in_force]
        if page not in published.pages:
            what = (
                f"The page '{page}' is new, and its {len(new)} anchors are not among the permanent addresses."
            )
            yield problem(found[0].path, 1, what, f"Read it in both languages, {_ACCEPT}.")
            continue
        for unit in new:
            what = f"{_called(unit)} is new and not among the permanent addresses."
            yield problem(unit.path, unit.line, what, f"Read it in both languages, {_ACCEPT}.")


def find_lost(argument: Argument, published: Permalinks) -> Iterator[Problem]:
    """Find published addresses that lead nowhere, and redirects that are wrong."""
    here = units(argument, DEFAULT_LOCALE)
    lost_pages = published.pages - set(_by_page(here)) - {rule.old for rule in argument.redirects}
    for page in sorted(lost_pages):
        yield _page_gone(argument, published, page, here)
    for link in published.in_force.values():
        if link.page in lost_pages:
            continue
        if not stands(link, here) and not _leads_on(argument, here, (link.page, link.id)):
            yield _gone(argument, link, here)
    yield from _redirect_problems(argument, here)


def stands(link: Permalink, here: dict[str, Unit]) -> bool:
    """Tell whether a published anchor is still on its page."""
    return link.id in here and here[link.id].page == link.page


def to_accept(argument: Argument) -> list[Permalink]:
    """Return the lines that the permanent list lacks: what is new, and what has changed since."""
    ja, en = (units(argument, locale) for locale in LOCALES)
    published = argument.permalinks.in_force if argument.permalinks else {}
    found = []
    for unit in ja.values():
        if other := en.get(unit.id):
            link = Permalink(unit.id, unit.page, unit.kind, unit.marks, (unit.digest, other.digest), "")
            before = published.get((unit.page, unit.id))
            if before is None or str(before) != str(link):
                found.append(link)
    return found


def _changed(link: Permalink, ja: Unit, en: Unit) -> Iterator[Problem]:
    called = _called(ja)
    if (ja.kind, ja.marks) != (link.kind, link.marks):
        was, now = (" ".join(filter(None, pair)) for pair in ((link.kind, link.marks), (ja.kind, ja.marks)))
        what = f"{called} was '{was}' in the edition of {link.edition} and is '{now}'."
        yield problem(ja.path, ja.line, what, f"Put it back, or read both languages, {_ACCEPT}.")
        return
    both = {"ja": (ja, link.digests[0]), "en": (en, link.digests[1])}
    changed = [locale for locale, (unit, digest) in both.items() if unit.digest != digest]
    if len(changed) == 1:
        there = both[changed[0]][0]
        twin = next(unit for locale, (unit, _) in both.items() if locale != changed[0])
        what = f"{called} has changed in {LANGUAGES[changed[0]]} alone ({there.path}:{there.line})."
        yield problem(twin.path, twin.line, what, f"Read this twin again, {_ACCEPT}.")
    elif changed:
        what = f"{called} has changed in both languages since the edition of {link.edition}."
        yield problem(ja.path, ja.line, what, f"Read the two side by side, {_ACCEPT}.")


def _leads_on(argument: Argument, here: dict[str, Unit], at: tuple[str, str]) -> bool:
    """Tell whether a rule speaks of an address; a rule that is wrong itself is told where it stands."""
    page, anchor = at
    # The title of a page goes where its page goes, whatever it is called there.
    anchor = "" if anchor == title_id(page) and resolve(argument.redirects, page, "") else anchor
    target = resolve(argument.redirects, page, anchor)
    return target is not None and (_exists(here, *target) or not _exists(here, target[0], ""))


def _exists(here: dict[str, Unit], page: str, anchor: str) -> bool:
    if anchor:
        return anchor in here and here[anchor].page == page
    return any(unit.page == page for unit in here.values())


def _by_page(here: dict[str, Unit]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in here.values():
        found.setdefault(unit.page, []).append(unit)
    return found


def _page_gone(argument: Argument, published: Permalinks, page: str, here: dict[str, Unit]) -> Problem:
    links = [link for link in published.in_force.values() if link.page == page]
    what = f"The published page '{page}' is gone with its {len(links)} anchors."
    new = set(_by_page(here)) - published.pages
    near = nearest(page, new)
    hint = f"Was it renamed '{near}'? " if near else ""
    mend = f"Put it back, or add a rule to {argument.docs_name}/{rules_file.FILE_NAME}."
    return problem(f"{argument.docs_name}/{stored.FILE_NAME}", links[0].line, what, f"{hint}{mend}")


def _gone(argument: Argument, link: Permalink, here: dict[str, Unit]) -> Problem:
    what = f"The published {_kind_of(link.id, link.kind)} '{link.page}#{link.id}' is gone."
    moved = here.get(link.id)
    hint = f"Did it move to '{moved.page}'? " if moved else ""
    rules = f"{argument.docs_name}/{rules_file.FILE_NAME}"
    withdrawn = f"{{: #{link.id} .withdrawn }}"
    mend = f"Put it back, leave a note '{withdrawn}' in its place, or add a rule to {rules}."
    if page := argument.page(link.page, DEFAULT_LOCALE):
        return problem(page.path, 1, what, f"{hint}{mend}")
    return problem(f"{argument.docs_name}/{stored.FILE_NAME}", link.line, what, f"{hint}{mend}")


def _redirect_problems(argument: Argument, here: dict[str, Unit]) -> Iterator[Problem]:
    """Find rules doubled, without effect, in chains or cycles, or that lead to nothing."""
    path = f"{argument.docs_name}/{rules_file.FILE_NAME}"
    by_old: dict[str, Redirect] = {}
    for rule in argument.redirects:
        if rule.old in by_old:
            what = f"A second rule for '{rule.old}'; the first stands on line {by_old[rule.old].starts}."
            yield problem(path, rule.starts, what, "Keep one of them.")
            continue
        by_old[rule.old] = rule
    for rule in by_old.values():
        yield from _rule_problems(argument, here, path, rule, by_old)


def _rule_problems(
    argument: Argument, here: dict[str, Unit], path: str, rule: Redirect, by_old: dict[str, Redirect]
) -> Iterator[Problem]:
    if _exists(here, rule.old_page, rule.old_id):
        what = f"The rule never fires: '{rule.old}' exists."
        yield problem(path, rule.starts, what, "Take the rule out, or the thing itself.")
    elif not _was_published(argument, rule):
        what = f"The rule never fires: '{rule.old}' was never published."
        yield problem(path, rule.starts, what, "Take it out, or mend the old address.")
    if end := _chain_end(rule, by_old):
        if end == rule.old:
            what = f"The rule leads back to '{rule.old}' itself."
            yield problem(path, rule.starts, what, "Let it lead to an address that exists.")
        else:
            what = f"The rule leads to '{rule.new}', which is redirected too."
            yield problem(path, rule.starts, what, f"Let it lead to '{end}' at once.")
    elif not _exists(here, rule.new_page, rule.new_id):
        known = {f"{unit.page}#{unit.id}" for unit in here.values()} | {unit.page for unit in here.values()}
        near = nearest(rule.new, known)
        hint = f"Did you mean '{near}'? " if near else ""
        what = f"The rule leads to '{rule.new}', which does not exist."
        yield problem(path, rule.starts, what, f"{hint}Let it lead to an address that exists.")


def _was_published(argument: Argument, rule: Redirect) -> bool:
    published = argument.permalinks
    if published is None:
        return False
    if rule.old_id:
        return (rule.old_page, rule.old_id) in published.in_force
    return rule.old_page in published.pages


def _chain_end(rule: Redirect, by_old: dict[str, Redirect]) -> str | None:
    """Return where a chain of rules ends, for a cycle where it began, None where there is no chain."""
    seen = [rule.old]
    at = rule.new
    while following := by_old.get(at):
        if at in seen:
            return rule.old
        seen.append(at)
        at = following.new
    return at if len(seen) > 1 else None


def _called(unit: Unit) -> str:
    if unit.kind == "section":
        return f"The section '{unit.id}'"
    return f"The {_kind_of(unit.id, unit.kind)} '{number_of(unit.id) if is_claim_id(unit.id) else unit.id}'"


def _kind_of(unit_id: str, kind: str) -> str:
    return "withdrawn claim" if kind == "withdrawn" and is_claim_id(unit_id) else kind
