"""The build itself: MkDocs run strictly, in this process, the result made ready, every link of it checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from argument.files import find_file_problems
from commands import PROJECT, ContentError
from links.check import check_site
from publishing.finish import finish

SETTINGS = str(PROJECT / "mkdocs.yml")


def build(folder: Path) -> None:
    """Build the site into a folder, make it ready for a host, then check every link of it."""
    build_unchecked(folder)
    _refuse(check_site(folder, site_url()))


def build_unchecked(folder: Path) -> None:
    """Build the site into a folder, and make it ready for a host."""
    build_pages(folder)
    _refuse(finish(folder, site_url()))


def _refuse(faults: Iterable[object]) -> None:
    """Tell every fault; raises `ContentError` where there is one."""
    told = [print(fault, file=sys.stderr) for fault in faults]
    if told:
        raise ContentError


def site_url() -> str:
    from mkdocs.config import load_config

    return load_config(SETTINGS).site_url or ""


def build_pages(folder: Path) -> None:
    """Build the pages as MkDocs writes them, strictly."""
    # The generator reads every file it finds, to the end of a pipe and through a link, before any hook.
    _refuse(find_file_problems(PROJECT / "docs").values())
    # The theme's notice on the end of its life is known, see README.md.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    import click
    from mkdocs.__main__ import cli

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
