"""Building with MkDocs: what the hooks and the commands share.

settings   mkdocs.yml -> what the site is as a publication
passes     which language MkDocs is at
site       docs/ -> the whole site, strictly, with every link of it checked
printed    the same, with what is printed from it
replacing  the new site in the place of the old one, whole or not at all; `stops` holds signals off
"""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = PROJECT / "overrides" / "argument"
# How a command ends, besides 0: a fault in the content, wrong use, a fault of the program or the machine.
CONTENT, USAGE, INTERNAL = 1, 2, 3


class ContentError(Exception):
    """The content is refused, and the reasons have been told."""


class MachineError(Exception):
    """Something that the command needs is not on this machine; the message says what to do."""
