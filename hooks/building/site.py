"""The build itself: MkDocs run strictly, in this process, the result made ready, every link of it checked."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from argument.files import find_file_problems
from argument.vocabulary import find_setting_problems, find_word_problems, wrong_address
from building import PROJECT, ContentError
from building.settings import SETTINGS, load_settings
from links.check import check_site
from links.urls import parse_site_url
from publishing.contents import find_strangers
from publishing.finish import finish


def build(folder: Path) -> None:
    """Build the site into a folder, make it ready for a host, then check every link of it."""
    _refuse(check_site(folder, build_unchecked(folder)))


def build_unchecked(folder: Path) -> str:
    """Build the site into a folder, make it ready for a host, and return the address that it is for."""
    url = site_url(build_pages(folder))
    _refuse(find_strangers(folder) or finish(folder, url))
    return url


def build_pages(folder: Path) -> MkDocsConfig:
    """Build the pages as MkDocs writes them, strictly, and return the settings that they were built by."""
    # Most of what a build makes lasts to its end. To look for what does not took a fifth of its time.
    gc.set_threshold(50_000, 20, 50)
    # The generator reads every file it finds, to the end of a pipe and through a link, before any hook.
    _refuse(find_file_problems(PROJECT / "docs").values())
    # These would end in a traceback, or in a site with their faults.
    _refuse([*find_setting_problems(Path(SETTINGS), "mkdocs.yml"), *find_word_problems()])
    settings = load_settings()
    site_url(settings)
    import click
    from mkdocs.__main__ import cli

    arguments = ["build", "--strict", "--config-file", SETTINGS, "--site-dir", str(folder)]
    try:
        cli(arguments, standalone_mode=False)
    except click.Abort:
        # What the command line's library makes of an interrupt.
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        raise ContentError from error
    except SystemExit as error:
        if error.code:
            raise ContentError from error
    return settings


def site_url(settings: MkDocsConfig) -> str:
    """Return the address that the site is for, with a slash at its end."""
    url = settings.site_url or ""
    try:
        return parse_site_url(url).href
    except ValueError:
        _refuse([wrong_address(Path(SETTINGS), "mkdocs.yml", url)])
        raise


def _refuse(faults: Iterable[object]) -> None:
    """Tell every fault; raises `ContentError` where there is one."""
    told = [print(fault, file=sys.stderr) for fault in faults]
    if told:
        raise ContentError
