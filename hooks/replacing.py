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

    What else is laid beside that folder goes with it. Modes do not depend on the umask: 755 for folders, 644
    for files. Raises `BlockingIOError`, whose message says why, while another build is at work on `target`.
    """
    beside = target.with_name(f".{target.name}.building")
    new, old = beside / "new", beside / "old"
    beside.mkdir(0o700, parents=True, exist_ok=True)
    # The lock ends with the process.
    with (beside / "lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            told = f"Another build is at work on '{target}'. Wait until it has ended."
            raise BlockingIOError(told) from None
        mask = os.umask(0o022)
        try:
            _put_back(old, target)
            for left in (new, old):
                shutil.rmtree(left, ignore_errors=True)
            new.mkdir()
            yield new
            if target.exists():
                target.rename(old)
            new.rename(target)
        finally:
            os.umask(mask)
            _put_back(old, target)
            # A stop that comes this late changes nothing, and is not to be told as if it did.
            with contextlib.suppress(KeyboardInterrupt):
                shutil.rmtree(beside, ignore_errors=True)


def _put_back(old: Path, target: Path) -> None:
    """Put back an old site that nothing has replaced."""
    if old.exists() and not target.exists():
        old.rename(target)
