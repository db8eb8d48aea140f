"""Build the whole site, strictly, in the place of the old one: `python hooks/build_site.py FOLDER`."""

from __future__ import annotations

import sys

from building import build
from commands import command

if __name__ == "__main__":
    sys.exit(command("Build the site and exchange it with the old one.", build))
