"""The manifest: what was printed, for which page, in which file; the build offers nothing else."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "manifest.json"
# The environment names the folder, since the build is another program's.
FOLDER_VARIABLE = "SEVEN_LAYERS_PRINTED"


@dataclass(frozen=True)
class Printed:
    """One printed file.

    Attributes:
        file: Its address below the site's root, and its path in the folder.
        size: In bytes.
        pages: How many a document has; 0 for a picture.
    """

    page: str
    locale: str
    kind: str
    file: str
    size: int
    pages: int = 0


class ManifestError(Exception):
    """The manifest cannot be read; the message says why."""


def write_manifest(folder: Path, printed: Iterable[Printed]) -> None:
    content = [dataclasses.asdict(found) for found in printed]
    (folder / FILE_NAME).write_text(json.dumps(content, indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> list[Printed]:
    """Return what was printed into a folder; raises `ManifestError` where a file is missing."""
    try:
        found = [Printed(**one) for one in json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise ManifestError(f"{folder / FILE_NAME}: {error}. Run 'make pdf' again.") from error
    for one in found:
        if not (folder / one.file).is_file():
            raise ManifestError(f"{folder / one.file} is missing. Run 'make pdf' again.")
    return found
