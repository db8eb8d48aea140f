"""The way off MkDocs: the site built with ProperDocs too, and compared: `python bench/other_generator.py`.

The theme and MkDocs are at the end of their lives. ProperDocs runs the same theme, plugins, and hooks; this
command shows whether the same bytes still come out. Exit codes: 0 they do, 1 they do not.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from build import PROJECT, SETTINGS, build_unchecked


def build_with_properdocs(folder: Path) -> None:
    """Build the site as `build_unchecked` does, the pages with ProperDocs in a process of its own."""
    command = [sys.executable, "-m", "properdocs", "build", "--strict"]
    arguments = ["--config-file", str(SETTINGS), "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([*command, *arguments], cwd=PROJECT, env=quiet, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)


def compare(one: Path, other: Path) -> tuple[int, list[str]]:
    """Return how many files there are, and the addresses of those that are not the same in both folders."""
    found = {
        file.relative_to(folder) for folder in (one, other) for file in folder.rglob("*") if file.is_file()
    }
    return len(found), sorted(file.as_posix() for file in found if not _same(one / file, other / file))


def _same(one: Path, other: Path) -> bool:
    if not (one.is_file() and other.is_file()):
        return False
    # What is packed names the moment at which it was.
    read = gzip.decompress if one.suffix == ".gz" else bytes
    return read(one.read_bytes()) == read(other.read_bytes())


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        ours, theirs = Path(temporary, "mkdocs"), Path(temporary, "properdocs")
        build_unchecked(ours)
        build_with_properdocs(theirs)
        count, different = compare(ours, theirs)
    for address in different:
        print(f"{address} differs.")
    print(f"{count} files, {len(different)} of them not the same with ProperDocs.")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
