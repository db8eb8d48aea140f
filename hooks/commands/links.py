"""Check the links of a built folder: `python hooks links FOLDER --url https://host/prefix/`.

Prints one line for each fault. Exit codes: 0 nothing found, 1 faults, 2 wrong use, 3 a fault of the program
or the machine.
"""

from __future__ import annotations

import sys

SOUND, FAULTS, USAGE, INTERNAL = 0, 1, 2, 3


def main() -> int:
    folder, url, rules = _arguments()
    # Imported here, so that `--help` and wrong use answer at once.
    from pathlib import Path

    from links.check import check_site
    from links.report import printable
    from links.urls import parse_site_url

    if not Path(folder).is_dir():
        print(f"'{folder}' is no folder. Build the site first, or name the folder it is in.", file=sys.stderr)
        return USAGE
    try:
        parse_site_url(url)
    except ValueError:
        print(f"'{url}' is not the address of a site, such as 'https://host/prefix/'.", file=sys.stderr)
        return USAGE
    try:
        faults = check_site(Path(folder), url, rules == "all")
    except Exception:
        import traceback

        traceback.print_exc()
        return INTERNAL
    shown = "".join(f"{printable(folder.rstrip('/'))}/{fault}\n" for fault in faults)
    sys.stdout.buffer.write(shown.encode("utf-8"))
    return FAULTS if faults else SOUND


def _arguments() -> tuple[str, str, str]:
    import argparse

    parser = argparse.ArgumentParser(description="Check the links of a built folder.")
    parser.add_argument("folder", help="where the built site is")
    parser.add_argument("--url", required=True, help="the address that the folder is served at")
    rules = "'links' leaves out what only this site asks: announced languages, a complete sitemap"
    parser.add_argument("--rules", choices=("all", "links"), default="all", help=rules)
    given = parser.parse_args()
    return given.folder, given.url, given.rules
