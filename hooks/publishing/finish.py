"""A built folder made ready for a host: `finish` reads each page once, and writes it once."""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.sources import LOCALES
from argument.templates import environment
from publishing.built import BuiltPage, read_page, read_pages
from publishing.contents import find_strangers
from publishing.edition import fill_edition
from publishing.headers import render_headers
from publishing.policy import Hashes, PolicyError, guarded, hashes_of, policy, script_hash
from publishing.search import write_index
from publishing.twins import write_twin

_STYLESHEETS = Path("assets", "stylesheets")
# The style sheets of a page, which stand together in its head.
_SHEET = r'<link rel="stylesheet" href="([^"]*?assets/stylesheets/)([^"/]+)">\s*'
_SHEETS = re.compile(f"(?:{_SHEET}){{2,}}")


def finish(
    site: Path, argument: Argument, publication: Publication, templates: Path, is_preview: bool = False
) -> list[str]:
    """Make a folder ready in place, and return what keeps that from being done, as faults.

    A preview has no policy, which would keep a page from being loaded anew.
    """
    if not is_preview and (faults := find_strangers(site)):
        return faults
    pages = {locale: list(read_pages(site, argument, locale)) for locale in LOCALES}
    every = [page for found in pages.values() for page in found]
    every += [read_page(site / "404.html", "404", "404.html")]
    hashes, faults = _hashes(site, every)
    for locale, found in pages.items():
        write_index(site, locale, found)
        _write_copies(found, argument, publication, locale)
    joined: set[str] = set()
    for page in every if not faults else ():
        own, text = hashes[page.address], page.text
        if not is_preview:
            text = _with_one_sheet(guarded(text, own.scripts | own.data), site, joined)
        page.file.write_text(text, encoding="utf-8")
    if faults or is_preview:
        return faults
    for sheet in joined:
        (site / _STYLESHEETS / sheet).unlink()
    forwarding = script_hash(environment(templates).get_template("forward.html").render())
    scripts = {forwarding}.union(*(own.scripts for own in hashes.values()))
    files = [file.relative_to(site).as_posix() for file in (site / "assets").rglob("*.*")]
    headers = render_headers(policy(scripts), files, urlsplit(publication.url).path)
    (site / "_headers").write_text(headers, encoding="utf-8")
    return []


def _hashes(site: Path, pages: list[BuiltPage]) -> tuple[dict[str, Hashes], list[str]]:
    """Return what the policy of each page allows, by address, and what no policy could."""
    found: dict[str, Hashes] = {}
    faults: list[str] = []
    for page in pages:
        try:
            found[page.address] = hashes_of(page.text, page.tree)
        except PolicyError as error:
            faults.append(f"{page.file.relative_to(site).as_posix()}:1: {error}")
    return found, faults


def _write_copies(pages: list[BuiltPage], argument: Argument, publication: Publication, locale: str) -> None:
    """Write the pages as Markdown, then fill the edition, whose chapters are taken out of their pages."""
    edition = None
    for page in pages:
        if page.name == EDITION_PAGE:
            edition = page
        else:
            write_twin(page)
    if edition:
        fill_edition(edition, {page.name: page for page in pages}, argument, publication, locale)
        write_twin(edition)


def _with_one_sheet(text: str, folder: Path, joined: set[str]) -> str:
    """Return a page whose style sheets are one, for which a first visit waits once; note those joined in it.

    The name of the one holds the hash of its content, so a host may let browsers keep it for good.
    """
    links = _SHEETS.search(text)
    if links is None:
        return text
    sheets = [sheet for _, sheet in re.findall(_SHEET, links[0])]
    content = "".join((folder / _STYLESHEETS / sheet).read_text(encoding="utf-8") for sheet in sheets)
    name = f"site.{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
    (folder / _STYLESHEETS / name).write_text(content, encoding="utf-8")
    joined.update(sheets)
    one = f'<link rel="stylesheet" href="{links[1]}{name}">\n    '
    return text[: links.start()] + one + text[links.end() :]
