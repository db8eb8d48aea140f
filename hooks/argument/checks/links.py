"""Links between pages: each names a page's file, without its language, and an anchor that is there."""

import posixpath
import re
from collections.abc import Iterator

from argument.checks.known import Known
from argument.model import Argument
from argument.pages import Page
from argument.sources import LOCALES
from faults import Fault, nearest, suggest

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_FILE = re.compile(rf"(?P<name>.*?)(?:\.(?P<locale>{'|'.join(LOCALES)}))?\.md", re.DOTALL)


def find_link_faults(argument: Argument, known: Known) -> Iterator[Fault]:
    """Find links to pages and anchors that do not exist; addresses on other hosts are not looked at."""
    for page in argument.pages.values():
        for block in page.blocks:
            for target in block.inline().links:
                if not _ELSEWHERE.match(target) and (fault := _fault(known, page, target)):
                    yield Fault(page.path, block.line, *fault)


def _fault(known: Known, page: Page, target: str) -> tuple[str, str] | None:
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
            hint = hint or suggest(fragment, known.targets[name])
            return f"The link '{target}' leads to no anchor.", f"{hint}Link to an id of the page '{name}'."
    if where := known.withdrawn.get(fragment):
        return f"The link '{target}' leads to what is withdrawn ({where}).", "Link to what holds now."
    return None


def _did_you_mean(page: Page, name: str | None, fragment: str = "") -> str:
    """Return `Did you mean '../outlook.md'? `, as the link is written on a page, '' for no name."""
    path = posixpath.relpath(name, posixpath.dirname(page.name) or ".") if name else ""
    return f"Did you mean '{path}.md{fragment and '#'}{fragment}'? " if name else ""
