"""Gives MkDocs every page as plain Markdown, with its claims, tables, and lists made from the argument.

MkDocs builds the pages in two passes: the default language in the outer one, and at the end of that, in an
inner one that static-i18n starts, the other. What is done is written elsewhere; here stands when.
"""

import functools
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from argument.checks import check_argument
from argument.model import Argument, load_argument
from argument.outputs import render_files, render_pages
from argument.rendering import fill
from argument.templates import words
from build import lean_environment, printed, publication_of
from publishing.edition import with_notes
from publishing.finish import finish
from publishing.policy import guarded_alone

log = logging.getLogger("mkdocs.hooks.argument")


# Next, MkDocs lists what the theme has.
def on_pre_build(config: MkDocsConfig) -> None:
    """Let MkDocs take of the theme no more than the pages need; read docs and words anew."""
    config.theme.get_env = functools.partial(lean_environment, config.theme)  # type: ignore[method-assign]
    if not _i18n(config).building:
        _argument.cache_clear()
        words.cache_clear()


# No page has been read, and static-i18n, at -100, has chosen the files of this pass.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the argument, then put the rendered pages of this pass and the table's data into the files."""
    argument, inner = _argument(config.docs_dir), _i18n(config).building
    locale, publication = _i18n(config).current_language, publication_of(config)
    if not inner:
        _tell(check_argument(argument), config)
    for uri, rendered in render_pages(argument, locale, publication, files.src_uris).items():
        file = files.src_uris[uri]
        if rendered:
            # With the file, the pieces get to where its page has been made of it.
            file.content_string, file.pieces = rendered  # type: ignore[attr-defined]
        else:
            files.remove(file)
    for address, data in render_files(argument, locale, publication, not inner).items():
        content = guarded_alone(address, data)
        files.append(made := File.generated(config, f"{address}.txt", content=content))
        made.dest_uri = address  # A source in '.md' would be one more page to render.
    for one, path in () if inner else printed.values():
        files.append(File.generated(config, one.address, abs_src_path=str(path)))
    return files


# No other plugin changes a page's HTML: any place will do.
def on_page_content(html: str, page: Page, config: MkDocsConfig, **more: Any) -> str:
    """Put in the HTML that went past Markdown, and number the links to other sites, for paper."""
    return with_notes(fill(html, getattr(page.file, "pieces", ())), config.site_url or "/")


# Any place will do here too.
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave the page for what is not found in the default language: each pass writes it once more."""
    return output if template_name != "404.html" or not _i18n(config).building else ""


# After static-i18n, which builds the other language at -100: all pages of both have been written.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site with what is made of built pages."""
    if not _i18n(config).building:
        argument, publication = _argument(config.docs_dir), publication_of(config)
        # A preview is at the address of its own server.
        is_preview = str(config.dev_addr) in publication.url
        _tell(finish(Path(config.site_dir), argument, publication, is_preview), config)


@functools.cache
def _argument(docs: str) -> Argument:
    """Return what the pages say, read once in a build."""
    return load_argument(Path(docs))


def _tell(faults: Sequence[object], config: MkDocsConfig) -> None:
    """Tell every fault; raises `Abort` where the build is strict."""
    for fault in faults:
        log.warning(str(fault))
    if faults and config.strict:
        raise Abort(f"The site is not built. Faults: {len(faults)}.")


def _i18n(config: MkDocsConfig) -> Any:
    """Return static-i18n's plugin, which has no types; `building` is true in the inner pass alone."""
    return config.plugins["i18n"]
