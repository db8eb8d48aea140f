"""What mkdocs.yml says, and what the site is as a publication by that and by what was printed for it."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError

from argument.publication import PrintedFile, Publication, midnight
from building import PROJECT, ContentError
from printing.manifest import FOLDER_VARIABLE, ManifestError, Printed, read_manifest

SETTINGS = str(PROJECT / "mkdocs.yml")


def load_settings() -> MkDocsConfig:
    """Return what mkdocs.yml says, and let all that would name the day of the build name the edition's."""
    # The theme's notice on the end of its life is known, see README.md.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        settings = load_config(SETTINGS)
    except MkDocsException as error:
        error.show()
        raise ContentError from error
    day = settings.extra.get("edition")
    try:
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(midnight(day).timestamp())))
    except ValueError as error:
        print(f"mkdocs.yml: The edition is '{day}'. Write a date such as 2026-11-24.", file=sys.stderr)
        raise ContentError from error
    return settings


def publication_of(config: MkDocsConfig) -> Publication:
    """Return address, names, publisher, date, and printed files of the site."""
    languages = config.plugins["i18n"].config.languages
    names = {language.locale: language.site_name for language in languages}
    files = {
        (one.page, one.locale, one.kind): PrintedFile(one.file, one.size, one.pages) for one, _ in printed()
    }
    return Publication(
        url=config.site_url or "/",
        names=names,
        author=config.site_author or "",
        edition=str(config.extra["edition"]),
        report=str(config.extra.get("report") or ""),
        commit=commit_of(Path(config.config_file_path).parent),
        printed=files,
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


def printed() -> list[tuple[Printed, Path]]:
    """Return what was printed for this build, with the file on disk; nothing in a plain one."""
    folder = os.environ.get(FOLDER_VARIABLE)
    try:
        found = read_manifest(Path(folder)) if folder else []
    except ManifestError as error:
        raise PluginError(str(error)) from error
    return [(one, Path(folder or "", one.file)) for one in found]
