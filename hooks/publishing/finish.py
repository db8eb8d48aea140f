"""A built folder made ready for a host: `finish` reads each page once, and writes it once."""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.sources import LOCALES
from argument.templates import environment
from publishing.built import BuiltPage, read_pages
from publishing.edition import fill_edition
from publishing.policy import PolicyError, guarded, hashes_of, inline_hash, policy, render_headers
from publishing.search import write_index
from publishing.twins import render_twin

# The style sheets of a page, which stand together in its head.
_SHEET = r'<link rel="stylesheet" href="([^"]*?assets/stylesheets/)([^"/]+)">\s*'
_SHEETS = re.compile(f"(?:{_SHEET}){{2,}}")


def finish(site: Path, argument: Argument, publication: Publication, is_preview: bool = False) -> list[str]:
    """Make a folder ready in place, and return what keeps that from being done, as faults.

    A preview has no policy, which would keep a page from being loaded anew.
    """
    pages = {locale: list(read_pages(site, argument, locale)) for locale in LOCALES}
    every = [page for found in pages.values() for page in found]
    every.append(BuiltPage("404", "404.html", site / "404.html"))
    hashes: dict[Path, dict[str, bool]] = {}
    faults: list[str] = []
    for page in () if is_preview else every:
        try:
            hashes[page.file] = hashes_of(page.text, page.tree)
        except PolicyError as error:
            faults.append(f"{page.file.relative_to(site).as_posix()}:1: {error}")
    if faults:
        return faults
    for locale, found in pages.items():
        write_index(site, locale, found)
        # The edition is last, since it takes its chapters out of their pages.
        for page in sorted(found, key=lambda one: one.name == EDITION_PAGE):
            if page.name == EDITION_PAGE:
                fill_edition(page, found, argument, publication, locale)
            page.file.with_name("index.md").write_text(render_twin(page.tree), encoding="utf-8")
    if not is_preview:
        _join_sheets(site / "assets" / "stylesheets", every)
        for page in every:
            page.text = guarded(page.text, hashes[page.file])
        scripts = {script for own in hashes.values() for script, is_run in own.items() if is_run}
        forward, style = (
            environment().get_template(name).render() for name in ("forward.html", "plain_style.html")
        )
        scripts.add(inline_hash(forward))
        files = [file.relative_to(site).as_posix() for file in (site / "assets").rglob("*.*")]
        whole = policy(scripts, [inline_hash(style, "style")])
        headers = render_headers(whole, files, urlsplit(publication.url).path)
        (site / "_headers").write_text(headers, encoding="utf-8")
    for page in every:
        page.file.write_text(page.text, encoding="utf-8")
    return []


def _join_sheets(folder: Path, pages: list[BuiltPage]) -> None:
    """Make the style sheets that all pages have one, for which a first visit waits once.

    The name of the one holds the hash of its content, so a host may let browsers keep it for good.
    """
    links = _SHEETS.search(pages[0].text)
    if links is None:
        return
    sheets = [folder / name for _, name in re.findall(_SHEET, links[0])]
    content = b"".join(map(Path.read_bytes, sheets))
    name = f"site.{hashlib.sha256(content).hexdigest()[:8]}.css"
    (folder / name).write_bytes(content)
    for page in pages:
        page.text = _SHEETS.sub(rf'<link rel="stylesheet" href="\g<1>{name}">\n    ', page.text, count=1)
    for sheet in sheets:
        sheet.unlink()
