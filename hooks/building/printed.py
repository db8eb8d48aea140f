"""The site with what was printed from it: cards and documents, and the pages that offer them."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from argument.model import load_argument
from argument.publication import midnight
from building import PROJECT, TEMPLATES, ContentError, MachineError
from building.settings import load_settings, publication_of
from building.site import build
from printing.browser import BrowserError, open_browser
from printing.cards import print_cards
from printing.documents import print_documents
from printing.manifest import FOLDER_VARIABLE, Printed, write_manifest


def print_and_build(folder: Path) -> None:
    """Build the site, print it, and build it again with what was printed, so that its pages offer it."""
    argument = load_argument(PROJECT / "docs")
    if argument.problems:
        # Nothing that is at fault is printed; the build tells what is wrong.
        build(folder)
        raise ContentError
    publication = publication_of(load_settings())
    # Beside the new folder, so that what is left of a killed run goes with it.
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        plain, printed = Path(temporary, "site"), Path(temporary, "printed")
        printed.mkdir()
        found: list[Printed] = []
        try:
            with open_browser() as browser:
                build(plain)
                found += print_cards(browser, argument, publication, TEMPLATES, printed)
                print(f"assets/cards/: {len(found)} share cards", flush=True)
                date = date_of(publication.edition)
                for one in print_documents(browser, plain, argument, publication, TEMPLATES, date, printed):
                    found.append(one)
                    print(f"{one.file}: {one.pages} pages, {one.size / 1000:.0f} kB", flush=True)
        except BrowserError as error:
            raise MachineError(str(error)) from error
        write_manifest(printed, found)
        os.environ[FOLDER_VARIABLE] = str(printed)
        build(folder)


def date_of(edition: str) -> str:
    """Return the moment that documents name: SOURCE_DATE_EPOCH, in seconds, else the edition's first."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else midnight(edition)
    return moment.isoformat()
