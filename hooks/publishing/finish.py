"""A built folder made ready for a host: `finish` reads each page once, and writes it once."""

from pathlib import Path
from urllib.parse import urlsplit

from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.sources import LOCALES
from argument.templates import environment
from publishing.assets import publish_assets
from publishing.built import BuiltPage, read_pages
from publishing.edition import fill_edition
from publishing.policy import PolicyError, guarded, hashes_of, inline_hash, policy, render_headers
from publishing.search import write_index
from publishing.twins import render_twin


def finish(site: Path, argument: Argument, publication: Publication, is_preview: bool = False) -> list[str]:
    """Make a folder ready in place, and return what keeps that from being done, as faults.

    A preview has no policy, which would keep a page from being loaded anew.
    """
    pages = {locale: list(read_pages(site, argument, locale)) for locale in LOCALES}
    every = [page for found in pages.values() for page in found]
    every.append(BuiltPage("404", "404.html", site / "404.html"))
    hashes: dict[Path, set[str]] = {}
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
        publish_assets(site / "assets", every)
        for page in every:
            # What the search leaves out has been left out.
            page.text = guarded(page.text.replace(" data-search-exclude", ""), hashes[page.file])
        scripts = set().union(*hashes.values())
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
