"""Putting a built folder in the place of the old: whoever looks sees the old site or the new, never a half.

The new site is built in a private folder beside the target, on the same file system, and changes places
with it in one system call. A build that fails or is interrupted leaves the old site as it was; what a
killed build leaves behind is taken away by the next.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
_ASIDE = "old"
# A folder that holds these is taken for a built site, which a new one may replace.
_SIGNS_OF_A_SITE = ("index.html", "sitemap.xml")


class TargetError(Exception):
    """The target cannot be replaced; the message says why and what to do."""


def resolve_target(given: Path, project: Path) -> Path:
    """Return the folder that a target stands for, symbolic links resolved.

    Raises `TargetError` where it cannot be replaced, or where that would lose something: it is the project or
    holds it, it is a file, or it is a folder with something in it that is no built site.
    """
    # Unlike `Path.resolve`, the same in each Python for a link that leads to itself.
    target = Path(os.path.realpath(given))
    if target.is_symlink():
        raise TargetError(f"'{given}' is a symbolic link that leads back to itself. Name a folder.")
    if target == project or target in project.parents:
        raise TargetError(f"'{given}' holds the project itself. Name a folder of its own.")
    if not target.parent.is_dir():
        raise TargetError(f"'{target.parent}' is no folder. Make it first.")
    if target.exists() and not target.is_dir():
        raise TargetError(f"'{given}' is a file. Name a folder.")
    if target.is_mount():
        raise TargetError(
            f"'{given}' is where a file system is mounted, which no other folder can replace. Name one in it."
        )
    if target.is_dir() and any(target.iterdir()) and not _is_site(target):
        raise TargetError(f"'{given}' holds something else than a built site. Name an empty or a new folder.")
    return target


def _is_site(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _SIGNS_OF_A_SITE)


@contextlib.contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; when the block ends without an exception it takes its place.

    What else is laid beside that folder goes with it. Modes are set whatever the umask: 755 for folders, 644
    for files. Raises `OSError` where the file system refuses, e.g. when the disk is full; the target is then
    as it was.
    """
    prefix = f".{target.name}.building-"
    with contextlib.ExitStack() as stack:
        # One build at a time makes its folder, so that none takes away what another has not locked yet.
        with _locked(target.parent):
            _sweep(target, prefix)
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            stack.enter_context(_locked(folder))
        new = folder / "site"
        new.mkdir()
        yield new
        _set_modes(new)
        _exchange(new, target)


@contextlib.contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder's lock, which ends with the process; raises `BlockingIOError` rather than not wait."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(lock)


def _sweep(target: Path, prefix: str) -> None:
    """Remove what killed builds left: private folders whose lock nobody holds."""
    for folder in target.parent.glob(f"{glob.escape(prefix)}*"):
        with contextlib.suppress(OSError), _locked(folder, wait=False):
            # Killed between two renames, where there is no exchange: the old site is still in there.
            if not target.exists() and (folder / _ASIDE).is_dir():
                (folder / _ASIDE).rename(target)
            shutil.rmtree(folder, ignore_errors=True)


def _set_modes(folder: Path) -> None:
    folder.chmod(_FOLDER_MODE)
    for found in folder.rglob("*"):
        found.chmod(_FOLDER_MODE if found.is_dir() else _FILE_MODE)


def _exchange(new: Path, target: Path) -> None:
    """Let two folders change places; plain renaming does where the target is missing or empty."""
    try:
        new.rename(target)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
    else:
        return
    try:
        _rename_exchange(new, target)
    except NotImplementedError:
        # Not Linux, or an old file system: for a moment there is no site, but never a mixed one.
        aside = new.with_name(_ASIDE)
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise


def _rename_exchange(one: Path, other: Path) -> None:
    """Call renameat2(2) of Linux with RENAME_EXCHANGE."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise NotImplementedError
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        raise NotImplementedError
    raise OSError(number, os.strerror(number), str(other))
