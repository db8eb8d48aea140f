"""Gives MkDocs every page as plain Markdown, with its claims, tables, and lists made from the argument.

`on_files` is the one event for it: the sources of both languages are at hand, no page has been read, and
static-i18n (at -100) has chosen the files of the present pass. The default language is the outer pass.
"""

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from argument.checks import check_argument
from argument.files import find_file_problems
from argument.model import load_argument
from argument.outputs import render_files, render_pages
from argument.rendering import fill, markers
from building import TEMPLATES
from building.passes import is_outer_pass, language_of_pass
from building.settings import printed, publication_of
from printing.edition import assemble_editions
from printing.links import with_notes
from publishing.twins import write_twins
from searching.index import write_indexes

log = logging.getLogger("mkdocs.hooks.argument")


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the argument, then put the rendered pages of this pass and the table's data into the files."""
    docs = Path(config.docs_dir)
    argument = load_argument(docs, docs.name)
    problems = check_argument(argument, markers(TEMPLATES))
    if is_outer_pass(config):
        for problem in problems:
            log.warning(str(problem))
    if problems and config.strict:
        raise Abort(f"The site is not built. Faults in what it is made of: {len(problems)}.")
    locale, publication = language_of_pass(config), publication_of(config)
    for uri in find_file_problems(docs):
        if unwanted := files.src_uris.get(uri):
            files.remove(unwanted)
    for uri, rendered in render_pages(argument, locale, publication, TEMPLATES).items():
        if file := files.src_uris.get(uri):
            file.content_string = rendered.markdown
            # With the file to where its page has been made of it.
            file.pieces = rendered.pieces  # type: ignore[attr-defined]
    whole = is_outer_pass(config)
    for address, data in render_files(argument, locale, publication, TEMPLATES, whole).items():
        files.append(made := File.generated(config, f"{address}.txt", content=data))
        made.dest_uri = address  # A source in '.md' would be one more page to render.
    for one, path in printed() if whole else ():
        files.append(File.generated(config, one.file, abs_src_path=str(path)))
    return files


@event_priority(-200)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **more: Any) -> str:
    """Put in the HTML that went past Markdown, and number the links to other sites, for paper."""
    return with_notes(fill(html, getattr(page.file, "pieces", ())), config.site_url or "/")


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave the page for what is not found in the default language; static-i18n writes it once a pass."""
    return output if template_name != "404.html" or is_outer_pass(config) else ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Put the edition together, and make what is made of built pages: their twins, and the search's index."""
    if is_outer_pass(config):
        docs, site = Path(config.docs_dir), Path(config.site_dir)
        assemble_editions(site, load_argument(docs, docs.name), publication_of(config))
        write_twins(site)
        write_indexes(site)
