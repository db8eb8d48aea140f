"""The commands that `make` calls: `python hooks NAME …`; `--help` lists them.

Exit codes: 0 done, 1 a fault of the author, 2 wrong use, 3 a fault of the program or the machine.
"""

import argparse
import datetime
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException

from argument.checks import check_pages
from argument.checks.permalinks import find_lost, to_accept
from argument.model import load_argument
from argument.permalinks import add_edition
from argument.publication import CARD_SIZE, DEFAULT_CARD
from argument.rendering import markers
from build import (
    PROJECT,
    TEMPLATES,
    build,
    build_unchecked,
    load_settings,
    print_and_build,
    publication_of,
    refuse,
)
from faults import printable
from links.check import check_site
from links.urls import parse_site_url
from publishing.browser import BrowserError, open_browser
from publishing.cards import print_card, site_card
from publishing.fonts import make_fonts
from replacing import replacement

CONTENT, INTERNAL = 1, 3


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given) or 0)
    except MkDocsException as error:
        error.show()
        return CONTENT
    except KeyboardInterrupt:
        told = "Stopped."
    except (BrowserError, OSError) as error:
        told = f"{str(error).rstrip('.')}."
    except Exception:
        told = traceback.format_exc()
    print(told + (" The site is as it was." if "make" in given else ""), file=sys.stderr)
    return INTERNAL


def _make_site(given: argparse.Namespace) -> None:
    with replacement(given.folder) as new:
        given.make(new)
    print(f"The site is in {given.folder}.")


def _accept(given: argparse.Namespace) -> None:
    argument = load_argument(given.docs, given.docs.name)
    refuse(check_pages(argument, markers(TEMPLATES)) or find_lost(argument))
    if new := to_accept(argument):
        add_edition(given.docs, given.edition.isoformat(), new)
        print(f"Accepted as new or changed: {len(new)}. Commit docs/permalinks.txt.")
    else:
        print("All is in step.")


def _links(given: argparse.Namespace) -> int:
    faults = check_site(Path(given.folder), given.url, given.rules == "all")
    shown = "".join(f"{printable(given.folder.rstrip('/'))}/{fault}\n" for fault in faults)
    sys.stdout.buffer.write(shown.encode("utf-8"))
    return CONTENT if faults else 0


def _fonts(given: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        # Not checked, since it lacks the fonts themselves when they are made for the first time.
        build_unchecked(Path(temporary, "site"))
        for name, size in make_fonts(Path(temporary, "site"), PROJECT / "docs" / "assets" / "fonts"):
            print(f"{name}: {size} bytes")


def _card(given: argparse.Namespace) -> None:
    card = site_card(publication_of(load_settings()))
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]})
        print_card(page, card, TEMPLATES, PROJECT / "docs" / DEFAULT_CARD)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python hooks")
    commands = parser.add_subparsers(required=True)

    def add(name: str, run: Callable[..., int | None], purpose: str, **more: Any) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=purpose, description=purpose)
        found.set_defaults(run=run, **more)
        return found

    add("card", _card, "print the card of the site as a whole, for where nothing is printed")
    add("fonts", _fonts, "cut the print fonts down to the characters that the pages use")
    whole = "build the whole site, strictly, in the place of the old one"
    papers = "print cards and documents, and build the site that offers them"
    site = add("site", _make_site, whole, make=build)
    pdf = add("pdf", _make_site, papers, make=print_and_build)
    for command in (site, pdf):
        command.add_argument("folder", type=target_of, help="where the site goes")
    accept = add("accept", _accept, "take the present pages as read and in step in both languages")
    accept.add_argument("--edition", type=datetime.date.fromisoformat, default=datetime.date.today())
    accept.add_argument("--docs", type=Path, default=PROJECT / "docs", help="another docs folder")
    links = add("links", _links, "check the links of a built folder; one line for each fault")
    links.add_argument("folder", type=_folder, help="where the built site is")
    links.add_argument("--url", type=_url, required=True, help="the address that the folder is served at")
    rules = "'links' leaves out what only this site asks: announced languages, a complete sitemap"
    links.add_argument("--rules", choices=("all", "links"), default="all", help=rules)
    return parser


def target_of(given: str) -> Path:
    """Return the folder that a new site may replace, symbolic links resolved."""
    folder = Path(os.path.realpath(given))
    signs = [folder / "index.html", folder / "sitemap.xml"]
    if folder == PROJECT or folder in PROJECT.parents:
        fault = "holds the project itself. Name a folder of its own"
    elif not folder.parent.is_dir():
        fault = "is to lie in a folder that does not exist. Make that first"
    elif os.path.lexists(folder) and (not folder.is_dir() or folder.is_mount()):
        fault = "is a file or a mounted file system, which no folder can replace. Name a folder"
    elif folder.is_dir() and any(folder.iterdir()) and not all(map(os.path.isfile, signs)):
        fault = "holds something else than a built site. Name an empty or a new folder"
    else:
        return folder
    raise argparse.ArgumentTypeError(f"'{given}' {fault}.")


def _folder(given: str) -> str:
    if Path(given).is_dir():
        return given
    told = f"'{given}' is no folder. Build the site first, or name the folder it is in."
    raise argparse.ArgumentTypeError(told)


def _url(given: str) -> str:
    try:
        return parse_site_url(given).href
    except ValueError:
        told = f"'{given}' is not the address of a site, such as 'https://host/prefix/'."
        raise argparse.ArgumentTypeError(told) from None
