"""What can be wrong with a link, in words."""

import enum


class DamagedError(Exception):
    """What keeps a file from being read, as a fault but for the file."""

    def __init__(self, line: int, what: str, mend: str = "Mend it, or write it anew.") -> None:
        super().__init__(line, what, mend)


class Trouble(enum.Enum):
    """What keeps anyone from following a reference, and what to do where nothing can be proposed.

    In the latter, 0 stands for the site's address, and 1 for what the reference leads to.
    """

    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend

    EMPTY = "is empty", "Name a target, or take the attribute away."
    MAILTO = "is no address to write to", "Write it as 'mailto:name@host'."
    MALFORMED = "is no valid URL", "Mend its host or port."
    LOCAL = "leads to the machine that it was written on", "Write the address that readers can reach."
    SLIP = "has a scheme that does not exist", "Begin it with 'https://'."
    PLAIN = "leads to the site's own host by 'http:'", "Write 'https:'."
    RELATIVE = "is relative, but this page is shown at addresses of any depth", "Begin it with '{0.prefix}'."
    OUTSIDE = "leads out of the site", "Keep it below '{0.prefix}', where the site lives."
    NOTHING = "leads nowhere", "Point it at a file of the site, or take it away."
    NO_INDEX = "leads to a folder without a page of its own", "Point it at a page in the folder."
    SLASH = "has a slash after the name of a file", "Take the slash away."
    NOT_ABSOLUTE = "is not a full URL", "Begin it with '{0.href}'."
    ANCHOR = "points at an anchor that does not exist", "Point it at an id of '{1.file}'."


def meant(value: str | None, otherwise: str = "") -> str:
    """Return the question that proposes a value known to be sound, `otherwise` where there is none."""
    return f"Did you mean '{value}'?" if value else otherwise
