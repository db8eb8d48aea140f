"""A new site in the place of the old one: made beside it, and put there by two renames once it is whole.

For the instant between the two there is no site. What fails or is stopped leaves the old one as it was; what
is killed, be it between the renames, leaves both whole, and the next command puts the old one back.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; when the block ends without an exception it takes its place.

    What else is laid beside that folder goes with it. Modes are set whatever the umask: 755 for folders, 644
    for files. Raises `BlockingIOError`, whose message says why, while another build is at work on `target`.
    """
    beside = target.with_name(f".{target.name}.building")
    new, old = beside / "new", beside / "old"
    with _alone(beside, target):
        _clear(beside, target)
        try:
            new.mkdir()
            yield new
            _set_modes(new)
            if target.exists():
                target.rename(old)
            new.rename(target)
        finally:
            _clear(beside, target)
            beside.rmdir()


@contextlib.contextmanager
def _alone(beside: Path, target: Path) -> Iterator[None]:
    """Make the folder and hold its lock, which ends with the process."""
    beside.mkdir(0o700, exist_ok=True)
    lock = os.open(beside, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever held it before may have removed the folder, and yet another made it anew.
        held = os.path.samestat(os.fstat(lock), beside.stat())
    except (BlockingIOError, FileNotFoundError):
        held = False
    try:
        if not held:
            raise BlockingIOError(f"Another build is at work on '{target}'. Wait until it has ended.")
        yield
    finally:
        os.close(lock)


def _clear(beside: Path, target: Path) -> None:
    """Put back an old site that nothing has replaced, then remove what else a build made."""
    if (beside / "old").exists() and not target.exists():
        (beside / "old").rename(target)
    # A stop that comes this late changes nothing, and is not to be told as if it did.
    with contextlib.suppress(KeyboardInterrupt):
        for made in beside.iterdir():
            if made.is_dir() and not made.is_symlink():
                shutil.rmtree(made, ignore_errors=True)
            else:
                made.unlink()


def _set_modes(folder: Path) -> None:
    for found in (folder, *folder.rglob("*")):
        found.chmod(0o755 if found.is_dir() else 0o644)
