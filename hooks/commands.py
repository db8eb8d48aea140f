"""What the commands that make a site share: arguments, exit codes, and the exchange of the old site.

Exit codes: 0 done, 1 a fault in the content, 2 wrong use, 3 a fault of the program or the machine. In all
but the first case the folder is as it was.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import stops
from argument.exchange import TargetError, replacement, resolve_target

PROJECT = Path(__file__).resolve().parent.parent
CONTENT, USAGE, INTERNAL = 1, 2, 3


class ContentError(Exception):
    """The content is refused, and the reasons have been told."""


class MachineError(Exception):
    """Something that the command needs is not on this machine; the message says what to do."""


def command(purpose: str, make: Callable[[Path], None]) -> int:
    """Read the folder from the command line, let `make` fill a new one, and exchange the two."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("folder", type=Path, help="where the site goes")
    given = parser.parse_args().folder
    if fault := _date_fault():
        print(fault, file=sys.stderr)
        return USAGE
    stops.listen()
    try:
        with replacement(resolve_target(given, PROJECT)) as new:
            make(new)
            # What is left takes a moment, and whoever reads "stopped" has to find the old site.
            stops.ignore()
    except TargetError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ContentError:
        return CONTENT
    except KeyboardInterrupt:
        print("Stopped; the site is as it was.", file=sys.stderr)
        return INTERNAL
    except MachineError as error:
        print(f"{error} The site is as it was.", file=sys.stderr)
        return INTERNAL
    except OSError as error:
        file = error.filename2 or error.filename or given
        what = f"{error.strerror}: {file}" if error.strerror else str(error)
        print(f"{what}. The site is as it was.", file=sys.stderr)
        return INTERNAL
    except Exception:
        traceback.print_exc()
        return INTERNAL
    print(f"The site is in {given}.")
    return 0


def _date_fault() -> str:
    """Return what is wrong with the date set from outside; one that is set to nothing counts as not set."""
    date = os.environ.get("SOURCE_DATE_EPOCH")
    if date == "":
        del os.environ["SOURCE_DATE_EPOCH"]
    elif date is not None and not (date.isascii() and date.isdecimal() and len(date) < 12):
        return (
            f"SOURCE_DATE_EPOCH is '{date}'. Set it to seconds since 1970, such as 1795478400, or unset it."
        )
    return ""
