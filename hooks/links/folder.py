"""A folder of built files as a static host serves it: which path leads to which file.

A path that ends in a slash, and one that names a folder, leads to the folder's `index.html`; names are
compared code point by code point, as hosts do even where the author's machine does not.
"""

# ruff: noqa: PTH118, PTH123
# A site has thousands of files, and `pathlib` takes ten times as long as `os` to list and to read them.

import gzip
import os
import stat
import zlib

from faults import Fault
from links.troubles import DamagedError, Trouble

INDEX = "index.html"
LARGEST = 64 * 1024 * 1024  # what is larger is no text that a reader was meant to load


class Folder:
    """The files and folders below a root, by relative paths with '/'; symbolic links are followed."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: dict[str, int] = {}
        self.folders: set[str] = {""}
        self.faults: list[Fault] = []
        self._scan("", (os.path.realpath(root),))

    def _scan(self, path: str, above: tuple[str, ...]) -> None:
        with os.scandir(f"{self.root}/{path}") as entries:
            for entry in entries:
                name = f"{path}{entry.name}"
                try:
                    self._take(entry, name, above)
                except PermissionError:
                    self.faults.append(Fault(name, 1, "The folder cannot be read.", "Make it readable."))
                except OSError:
                    what = "The symbolic link leads nowhere, or in a circle."
                    self.faults.append(Fault(name, 1, what, "Put the file itself here."))

    def _take(self, entry: os.DirEntry[str], name: str, above: tuple[str, ...]) -> None:
        """Note a file, or a folder with all below it; raises `OSError` for what leads to neither."""
        status = entry.stat()
        if stat.S_ISREG(status.st_mode):
            self.files[name] = status.st_size
        elif stat.S_ISDIR(status.st_mode):
            real = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(above[-1], entry.name)
            if real in above:
                raise OSError
            self.folders.add(f"{name}/")
            self._scan(f"{name}/", (*above, real))

    def find(self, path: str) -> tuple[str, Trouble | None]:
        """Return the file that a host serves at a decoded path without its first slash, or what is wrong."""
        if path in self.files:
            return path, None
        folder = path if not path or path.endswith("/") else f"{path}/"
        if folder in self.folders:
            index = folder + INDEX
            return (index, None) if index in self.files else ("", Trouble.NO_INDEX)
        is_file = path.endswith("/") and path[:-1] in self.files
        return "", Trouble.SLASH if is_file else Trouble.NOTHING

    def read(self, file: str) -> bytes:
        """Return the bytes of a file, unpacked where it is packed; raises `DamagedError`."""
        if self.files[file] > LARGEST:
            raise DamagedError(1, "The file is larger than 64 MiB and was not read.", "Split it.")
        try:
            with open(f"{self.root}/{file}", "rb") as opened:
                content = opened.read()
            return gzip.decompress(content) if file.endswith(".gz") else content
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise DamagedError(1, "The file is no gzip file.", "Pack it anew.") from None
        except OSError as error:
            what = f"The file cannot be read: {error.strerror}."
            raise DamagedError(1, what, "Make it readable.") from None


def path_of(file: str) -> str:
    """Return the path that a page is known by: 'a/' for 'a/index.html'."""
    return file[: -len(INDEX)] if file == INDEX or file.endswith(f"/{INDEX}") else file
