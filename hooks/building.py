"""The build itself: MkDocs run strictly, in this process, and then every link of the result checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from commands import PROJECT, ContentError
from links.check import check_site

SETTINGS = str(PROJECT / "mkdocs.yml")


def build(folder: Path) -> None:
    """Build the site into a folder, then check every link of it."""
    # The theme's notice on the end of its life is known, see README.md.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    import click
    from mkdocs.__main__ import cli
    from mkdocs.config import load_config

    arguments = ["build", "--strict", "--config-file", SETTINGS, "--site-dir", str(folder)]
    try:
        cli(arguments, standalone_mode=False)
    except (click.ClickException, click.Abort) as error:
        if isinstance(error, click.ClickException):
            error.show()
        raise ContentError from error
    except SystemExit as error:
        if error.code:
            raise ContentError from error
    faults = check_site(folder, load_config(SETTINGS).site_url or "")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        raise ContentError
