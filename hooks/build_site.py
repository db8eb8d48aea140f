"""Build the whole site, strictly, in the place of the old one: `python hooks/build_site.py FOLDER`.

Exit codes: 0 done, 1 a fault in the content, 2 wrong use, 3 a fault of the program or the machine. In all
but the first case the folder is as it was.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

from argument.exchange import TargetError, replacement, resolve_target

PROJECT = Path(__file__).resolve().parent.parent
CONTENT, USAGE, INTERNAL = 1, 2, 3


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the site and exchange it with the old one.")
    parser.add_argument("folder", type=Path, help="where the site goes")
    given = parser.parse_args().folder
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        target = resolve_target(given, PROJECT)
        with replacement(target) as new:
            _build(new)
    except TargetError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ContentError:
        return CONTENT
    except KeyboardInterrupt:
        print("Stopped; the site is as it was.", file=sys.stderr)
        return INTERNAL
    except OSError as error:
        print(f"{error.strerror}: {error.filename or target}. The site is as it was.", file=sys.stderr)
        return INTERNAL
    except Exception:
        traceback.print_exc()
        return INTERNAL
    print(f"The site is in {given}.")
    return 0


class ContentError(Exception):
    """MkDocs has refused the content and told why."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _build(folder: Path) -> None:
    """Run MkDocs in this process, so that a fault of ours comes out as itself."""
    # The theme's notice on the end of its life is known, see README.md.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    import click
    from mkdocs.__main__ import cli

    arguments = ["build", "--strict", "--config-file", str(PROJECT / "mkdocs.yml"), "--site-dir", str(folder)]
    try:
        cli(arguments, standalone_mode=False)
    except (click.ClickException, click.Abort) as error:
        if isinstance(error, click.ClickException):
            error.show()
        raise ContentError from error
    except SystemExit as error:
        if error.code:
            raise ContentError from error


if __name__ == "__main__":
    sys.exit(main())
