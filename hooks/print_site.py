"""Print cards and documents, and build the site that offers them: `python hooks/print_site.py FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from argument.model import load_argument
from argument_pages import TEMPLATES
from building import SETTINGS, build
from commands import PROJECT, ContentError, MachineError, command
from printing.browser import BrowserError, open_browser
from printing.cards import print_cards
from printing.documents import print_documents
from printing.manifest import FOLDER_VARIABLE, Printed, write_manifest
from settings import publication_of


def print_and_build(folder: Path) -> None:
    """Build the site, print it, and build it again with what was printed, so that its pages offer it."""
    from mkdocs.config import load_config

    argument = load_argument(PROJECT / "docs")
    if argument.problems:
        # Nothing that is at fault is printed; the build tells what is wrong.
        build(folder)
        raise ContentError
    publication = publication_of(load_config(SETTINGS))
    with tempfile.TemporaryDirectory() as temporary:
        plain, printed = Path(temporary, "site"), Path(temporary, "printed")
        printed.mkdir()
        found: list[Printed] = []
        try:
            with open_browser() as browser:
                build(plain)
                found += print_cards(browser, argument, publication, TEMPLATES, printed)
                date = date_of(publication.edition)
                for one in print_documents(browser, plain, argument, publication, date, printed):
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
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.fromisoformat(f"{edition}T00:00Z")
    return moment.isoformat()


if __name__ == "__main__":
    sys.exit(command("Print cards and documents, and build the site that offers them.", print_and_build))
