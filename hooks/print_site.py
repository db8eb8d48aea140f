"""Print the share cards and build the site with them: `python hooks/print_site.py FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from argument.model import load_argument
from argument_pages import TEMPLATES
from building import SETTINGS, build
from commands import PROJECT, ContentError, MachineError, command
from printing.browser import BrowserError, open_browser
from printing.cards import print_cards
from printing.manifest import FOLDER_VARIABLE, write_manifest
from settings import publication_of


def print_and_build(folder: Path) -> None:
    """Print into a folder of its own, from which the build takes what is printed."""
    from mkdocs.config import load_config

    argument = load_argument(PROJECT / "docs")
    if argument.problems:
        # Nothing that is at fault is printed; the build tells what is wrong.
        build(folder)
        raise ContentError
    publication = publication_of(load_config(SETTINGS))
    with tempfile.TemporaryDirectory() as temporary:
        printed = Path(temporary)
        try:
            with open_browser() as browser:
                write_manifest(printed, print_cards(browser, argument, publication, TEMPLATES, printed))
        except BrowserError as error:
            raise MachineError(str(error)) from error
        os.environ[FOLDER_VARIABLE] = str(printed)
        build(folder)


if __name__ == "__main__":
    sys.exit(command("Print the share cards and build the site with them.", print_and_build))
