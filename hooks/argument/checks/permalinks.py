"""The permanent list against the pages: nothing published is lost, nothing changes unread."""

from collections.abc import Iterator, Set

from argument import permalinks as stored
from argument import redirects as rules_file
from argument.checks.ids import most_like, title_id
from argument.claims import is_claim_id, number_of
from argument.model import Argument
from argument.permalinks import Permalink, Permalinks
from argument.redirects import Redirect, resolve
from argument.sources import DEFAULT_LOCALE, LOCALES
from argument.units import Unit, units
from faults import Fault, suggest

_READ = "Read it in both languages, then run 'make accept'."


def find_permalink_faults(argument: Argument) -> Iterator[Fault]:
    """Find what published addresses no longer hold; the pages themselves have to be without fault."""
    if argument.permalinks is None:
        path = f"{argument.docs_name}/{stored.FILE_NAME}"
        what = "The list of permanent addresses is missing."
        mend = "Restore it from version control; only a site never published begins with 'make accept'."
        yield Fault(path, 1, what, mend)
        return
    yield from _unread(argument, argument.permalinks)
    yield from find_lost(argument)


def to_accept(argument: Argument) -> list[Permalink]:
    """Return the lines that the permanent list lacks: what is new, and what has changed since."""
    published = argument.permalinks.in_force if argument.permalinks else {}
    found = []
    for ja, en in _pairs(argument):
        link = Permalink(ja.id, ja.page, ja.kind, ja.marks, (ja.digest, en.digest), "")
        if str(published.get((ja.page, ja.id))) != str(link):
            found.append(link)
    return found


def _pairs(argument: Argument) -> list[tuple[Unit, Unit]]:
    ja, en = (units(argument, locale) for locale in LOCALES)
    return [(unit, en[unit.id]) for unit in ja.values() if unit.id in en]


def _unread(argument: Argument, published: Permalinks) -> Iterator[Fault]:
    """Find what is new or has changed in either language, and nobody has accepted yet."""
    new: dict[str, list[Unit]] = {}
    for ja, en in _pairs(argument):
        if link := published.in_force.get((ja.page, ja.id)):
            yield from _changed(link, ja, en)
        elif ja.page in published.pages:
            yield Fault(
                ja.path, ja.line, f"{_called(ja)} is new and not among the permanent addresses.", _READ
            )
        else:
            new.setdefault(ja.page, []).append(ja)
    for page, found in new.items():
        what = (
            f"The page '{page}' is new, and its {len(found)} anchors are not among the permanent addresses."
        )
        yield Fault(found[0].path, 1, what, _READ)


def _changed(link: Permalink, ja: Unit, en: Unit) -> Iterator[Fault]:
    changed = [unit for unit, digest in zip((ja, en), link.digests, strict=True) if unit.digest != digest]
    if (ja.kind, ja.marks) != (link.kind, link.marks):
        was, now = (" ".join(filter(None, pair)) for pair in ((link.kind, link.marks), (ja.kind, ja.marks)))
        what = f"{_called(ja)} was '{was}' in the edition of {link.edition} and is '{now}'."
        yield Fault(ja.path, ja.line, what, "Put it back, or read both languages, then run 'make accept'.")
    elif len(changed) == 2:
        what = f"{_called(ja)} has changed in both languages since the edition of {link.edition}."
        yield Fault(ja.path, ja.line, what, "Read the two side by side, then run 'make accept'.")
    elif changed:
        language, twin = ("Japanese", en) if changed == [ja] else ("English", ja)
        what = f"{_called(ja)} has changed in {language} alone ({changed[0].path}:{changed[0].line})."
        yield Fault(twin.path, twin.line, what, "Read this twin again, then run 'make accept'.")


# --- what is lost --------------------------------------------------------------------------------------


def find_lost(argument: Argument) -> Iterator[Fault]:
    """Find published addresses that lead nowhere, and redirects that are wrong."""
    here: dict[str, set[str]] = {}
    for unit, _ in _pairs(argument):
        here.setdefault(unit.page, set()).add(unit.id)
    stands = {f"{page}#{anchor}" for page in here for anchor in here[page]} | here.keys()
    published: dict[str, list[Permalink]] = {}
    for link in argument.permalinks.in_force.values() if argument.permalinks else ():
        published.setdefault(link.page, []).append(link)
    rules = f"{argument.docs_name}/{rules_file.FILE_NAME}"
    for name, links in published.items():
        if name not in here and not any(rule.old == name for rule in argument.redirects):
            new = {page: ids for page, ids in here.items() if page not in published}
            near = most_like(name, {link.id for link in links}, new)
            hint = f"Was it renamed '{near}'? " if near else ""
            what = f"The published page '{name}' is gone with its {len(links)} anchors."
            path = f"{argument.docs_name}/{stored.FILE_NAME}"
            yield Fault(path, links[0].line, what, f"{hint}Put it back, or add a rule to {rules}.")
            continue
        for link in links:
            if f"{name}#{link.id}" not in stands and not _leads_on(argument.redirects, stands, link):
                hint = next((f"Did it move to '{page}'? " for page in here if link.id in here[page]), "")
                yield _gone(argument, link, hint, rules)
    yield from _rule_faults(argument.redirects, stands, published, rules)


def _leads_on(rules: tuple[Redirect, ...], stands: Set[str], link: Permalink) -> bool:
    """Tell whether a rule speaks of an address; a rule that is wrong itself is told where it stands."""
    # The title of a page goes where its page goes, whatever it is called there.
    is_title = link.id == title_id(link.page) and resolve(rules, link.page, "")
    target = resolve(rules, link.page, "" if is_title else link.id)
    return target is not None and (target[0] not in stands or "#".join(filter(None, target)) in stands)


def _gone(argument: Argument, link: Permalink, hint: str, rules: str) -> Fault:
    what = f"The published {_kind_of(link.id, link.kind)} '{link.page}#{link.id}' is gone."
    withdrawn = f"{{: #{link.id} .withdrawn }}"
    mend = f"{hint}Put it back, leave a note '{withdrawn}' in its place, or add a rule to {rules}."
    page = argument.page(link.page, DEFAULT_LOCALE)
    path, line = (page.path, 1) if page else (f"{argument.docs_name}/{stored.FILE_NAME}", link.line)
    return Fault(path, line, what, mend)


def _rule_faults(
    rules: tuple[Redirect, ...], stands: Set[str], published: dict[str, list[Permalink]], path: str
) -> Iterator[Fault]:
    """Find rules doubled, without effect, in chains or cycles, or that lead to nothing."""
    was = {f"{page}#{link.id}" for page in published for link in published[page]} | published.keys()
    by_old: dict[str, Redirect] = {}
    for rule in rules:
        if rule.old in by_old:
            what = f"A second rule for '{rule.old}'; the first stands on line {by_old[rule.old].starts}."
            yield Fault(path, rule.starts, what, "Keep one of them.")
        by_old.setdefault(rule.old, rule)
    for rule in by_old.values():
        if rule.old in stands:
            what = f"The rule never fires: '{rule.old}' exists."
            yield Fault(path, rule.starts, what, "Take the rule out, or the thing itself.")
        elif rule.old not in was:
            what = f"The rule never fires: '{rule.old}' was never published."
            yield Fault(path, rule.starts, what, "Take it out, or mend the old address.")
        end = _end(rule, by_old)
        if end == rule.old:
            what = f"The rule leads back to '{rule.old}' itself."
            yield Fault(path, rule.starts, what, "Let it lead to an address that exists.")
        elif end != rule.new:
            what = f"The rule leads to '{rule.new}', which is redirected too."
            yield Fault(path, rule.starts, what, f"Let it lead to '{end}' at once.")
        elif end not in stands:
            what = f"The rule leads to '{rule.new}', which does not exist."
            mend = f"{suggest(rule.new, stands)}Let it lead to an address that exists."
            yield Fault(path, rule.starts, what, mend)


def _end(rule: Redirect, by_old: dict[str, Redirect]) -> str:
    """Return where a chain of rules ends, where one leads in a circle its own old address."""
    seen = {rule.old}
    at = rule.new
    while at in by_old and at not in seen:
        seen.add(at)
        at = by_old[at].new
    return rule.old if at in seen else at


def _called(unit: Unit) -> str:
    name = number_of(unit.id) if is_claim_id(unit.id) and unit.kind != "section" else unit.id
    return f"The {_kind_of(unit.id, unit.kind)} '{name}'"


def _kind_of(unit_id: str, kind: str) -> str:
    return "withdrawn claim" if kind == "withdrawn" and is_claim_id(unit_id) else kind
