"""What the site is as a publication, from mkdocs.yml and from what was printed for this build."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from argument.publication import Publication
from printing.manifest import FOLDER_VARIABLE, ManifestError, Printed, read_manifest


def publication_of(config: MkDocsConfig) -> Publication:
    """Return address, names, publisher, date, and printed files of the site."""
    languages = config.plugins["i18n"].config.languages
    names = {language.locale: language.site_name for language in languages}
    files = {(one.page, one.locale, one.kind): one.file for one, _ in printed()}
    return Publication(
        config.site_url or "/", names, config.site_author or "", str(config.extra["edition"]), files
    )


def printed() -> list[tuple[Printed, Path]]:
    """Return what was printed for this build, with the file on disk; nothing in a plain one."""
    folder = os.environ.get(FOLDER_VARIABLE)
    try:
        found = read_manifest(Path(folder)) if folder else []
    except ManifestError as error:
        raise PluginError(str(error)) from error
    return [(one, Path(folder or "", one.file)) for one in found]
