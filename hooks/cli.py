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
from build import PROJECT, build, build_unchecked, print_and_build, print_site_card, refuse
from faults import printable
from links.check import check_site
from links.urls import parse_site_url
from publishing.browser import BrowserError
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


def accept(docs: Path = PROJECT / "docs", edition: str = "") -> None:
    """Add what is new and what has changed to the permanent list, in the edition of a day or of today."""
    argument = load_argument(docs)
    refuse(check_pages(argument) or find_lost(argument))
    if new := to_accept(argument):
        add_edition(docs, edition or datetime.date.today().isoformat(), new)
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
        build_unchecked(site := Path(temporary, "site"))
        for name, size in make_fonts(site, PROJECT / "docs" / "assets" / "fonts"):
            print(f"{name}: {size} bytes")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python hooks")
    commands = parser.add_subparsers(required=True)

    def add(name: str, run: Callable[..., int | None], purpose: str, **more: Any) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=purpose, description=purpose)
        found.set_defaults(run=run, **more)
        return found

    add("card", lambda given: print_site_card(), "print the card of the site, for where nothing is printed")
    add("accept", lambda given: accept(), "take the present pages as read and in step in both languages")
    add("fonts", _fonts, "cut the print fonts down to the characters that the pages use")
    whole = "build the whole site, strictly, in the place of the old one"
    papers = "print cards and documents, and build the site that offers them"
    for name, make, purpose in (("site", build, whole), ("pdf", print_and_build, papers)):
        command = add(name, _make_site, purpose, make=make)
        command.add_argument("folder", type=target_of, help="where the site goes")
    links = add("links", _links, "check the links of a built folder; one line for each fault")
    links.add_argument("folder", help="where the built site is")
    links.add_argument("--url", type=_url, required=True, help="the address that the folder is served at")
    rules = "'links' leaves out what only this site asks: announced languages, a complete sitemap"
    links.add_argument("--rules", choices=("all", "links"), default="all", help=rules)
    return parser


def target_of(given: str) -> Path:
    """Return the folder that a new site may replace, symbolic links resolved."""
    folder = Path(os.path.realpath(given))
    is_site = all((folder / name).is_file() for name in ("index.html", "sitemap.xml"))
    is_free = not os.path.lexists(folder) or (folder.is_dir() and (is_site or not any(folder.iterdir())))
    if not is_free or PROJECT.is_relative_to(folder):
        told = f"'{given}' holds something else than a built site. Name an empty or a new folder."
        raise argparse.ArgumentTypeError(told)
    return folder


def _url(given: str) -> str:
    try:
        return parse_site_url(given).href
    except ValueError:
        told = f"'{given}' is not the address of a site, such as 'https://host/prefix/'."
        raise argparse.ArgumentTypeError(told) from None
