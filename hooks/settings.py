"""What the site is as a publication, from mkdocs.yml and from what was printed for this build."""

from __future__ import annotations

import functools
import os
import subprocess
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from argument.publication import PrintedFile, Publication
from printing.manifest import FOLDER_VARIABLE, ManifestError, Printed, read_manifest


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
        commit=commit_of(Path(config.config_file_path).parent),
        printed=files,
    )


@functools.cache
def commit_of(folder: Path) -> str:
    """Return what version control calls the state of a folder; nothing outside of a repository."""
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
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
