"""A new site in the place of the old one: the arguments of the commands that make one, and how they end.

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

from argument.exchange import TargetError, replacement, resolve_target
from building import CONTENT, INTERNAL, PROJECT, USAGE, ContentError, MachineError, stops


def replace(purpose: str, make: Callable[[Path], None]) -> int:
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
