"""The build: what mkdocs.yml says, the whole site made by it, and the same with what is printed from it.

Where the content is refused, each fault has been told, and an exception of MkDocs' own ends the command.
"""

import functools
import gc
import html
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.theme import Theme

from argument.model import load_argument
from argument.publication import (
    CARD_SIZE,
    DEFAULT_CARD,
    Key,
    PrintedFile,
    Publication,
    find_setting_faults,
    setting_fault,
)
from argument.templates import CompiledTemplates, with_breaks
from faults import shown
from links.check import check_site
from links.urls import parse_site_url
from publishing.browser import open_browser
from publishing.cards import print_card, print_cards, site_card

# Most of what a build makes lasts to its end. In a preview, too, little is looked for that does not.
gc.set_threshold(50_000, 20, 50)
PROJECT = Path(__file__).resolve().parent.parent
SETTINGS = PROJECT / "mkdocs.yml"
# What `print_and_build` has printed, for the build after it, in which MkDocs stands between.
printed: dict[Key, tuple[PrintedFile, Path]] = {}


def build(folder: Path) -> None:
    """Build the site into a folder, then check every link of it."""
    refuse(check_site(folder, build_unchecked(folder)))


def build_unchecked(folder: Path) -> str:
    """Build the site into a folder, strictly, and return the address that it is for."""
    settings = load_settings(strict=True, site_dir=str(folder))
    settings.plugins.on_startup(command="build", dirty=False)
    build_with_mkdocs(settings)
    return settings.site_url or ""


def print_and_build(folder: Path) -> None:
    """Build the site, print it, and build it again with what was printed, so that its pages offer it."""
    # What finishes documents is installed for this command alone.
    from publishing.documents import print_documents

    argument, publication = load_argument(PROJECT / "docs"), publication_of(load_settings())
    date = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).isoformat()
    # Beside the new folder, so that what is left of a killed run goes with it.
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        plain, papers = Path(temporary, "site"), Path(temporary, "printed")
        with open_browser() as browser:
            build(plain)
            found = dict(print_cards(browser, argument, publication, papers))
            print(f"assets/cards/: {len(found)} share cards", flush=True)
            for key, one in print_documents(browser, plain, argument, publication, date, papers):
                found[key] = one
                print(f"{one.address}: {one.pages} pages, {one.size / 1000:.0f} kB", flush=True)
        printed.update({key: (one, papers / one.address) for key, one in found.items()})
        build(folder)


def print_site_card() -> None:
    """Print the one card that is committed, that of the site as a whole."""
    layers = load_argument(PROJECT / "docs")["ja"].layers
    card = site_card(publication_of(load_settings()), len(layers))
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
        print_card(page, card, PROJECT / "docs" / DEFAULT_CARD)


def load_settings(**given: Any) -> MkDocsConfig:
    """Return what mkdocs.yml says, and let all that would name the day of the build name the edition's."""
    # The theme's notice on the end of its life is known, see README.md.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # As the command line of MkDocs shows its warnings.
    logging.basicConfig(format="%(levelname)-8s-  %(message)s")
    settings = load_config(str(SETTINGS), **given)
    # These would end in a traceback, or in a site with their faults.
    faults = [*find_setting_faults(SETTINGS, settings)]
    try:
        parse_site_url(url := settings.site_url or "")
    except ValueError:
        faults.append(setting_fault(SETTINGS, "site_url", url))
    refuse(faults)
    edition = datetime.fromisoformat(f"{settings.extra['edition']}T00:00Z")
    date = os.environ.get("SOURCE_DATE_EPOCH") or str(int(edition.timestamp()))
    if not re.fullmatch("[0-9]{1,11}", date):
        mend = "Set it to seconds since 1970, such as 1795478400, or unset it."
        raise Abort(f"SOURCE_DATE_EPOCH is {shown(date)}. {mend}")
    os.environ["SOURCE_DATE_EPOCH"] = date
    return settings


def lean_environment(theme: Theme) -> jinja2.Environment:
    """Return what a theme's `get_env` returns, such that nothing of the theme is copied or compiled anew.

    MkDocs asks of each of its 14,500 icons whether to copy it, and compiles all templates in both passes.
    """
    found = type(theme).get_env(theme)
    # Titles come as HTML.
    found.filters["with_breaks"] = lambda title: with_breaks(html.unescape(title), theme["language"])
    found.loader.list_templates = list  # type: ignore[union-attr, method-assign]
    found.bytecode_cache = CompiledTemplates()
    return found


def publication_of(settings: MkDocsConfig) -> Publication:
    """Return address, names, publisher, date, and printed files of the site."""
    return Publication(
        url=settings.site_url or "/",
        names={one.locale: one.site_name for one in settings.plugins["i18n"].config.languages},
        author=settings.site_author or "",
        edition=str(settings.extra["edition"]),
        report=str(settings.extra.get("report") or ""),
        commit=commit_of(Path(settings.config_file_path).parent),
        printed={key: file for key, (file, _) in printed.items()},
    )


@functools.cache
def commit_of(folder: Path) -> str:
    """Return what version control calls the state of a folder; nothing outside of a repository."""
    # Whoever builds trusts the folder, whoever owns it: the code that runs comes from there.
    trusted = ["git", "-C", str(folder), "-c", "safe.directory=*"]
    command = [*trusted, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def refuse(faults: Iterable[object]) -> None:
    """Tell every fault; raises `Abort` where there is one."""
    told = [print(fault, file=sys.stderr) for fault in faults]
    if told:
        raise Abort(f"Faults: {len(told)}.")
