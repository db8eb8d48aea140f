"""URLs as browsers read them, and where they lead as seen from a site's own address.

Resolving is left to `ada_url`, the WHATWG parser that Node.js uses; `urllib` follows an older standard, with
other answers for backslashes, tabs, host names, and ports.
"""

import enum
import re
import urllib.parse
from typing import NamedTuple

import ada_url


class Trouble(enum.Enum):
    """What keeps anyone from following a reference, and what to do where nothing can be proposed.

    In the latter, 0 stands for the site's address, and 1 for the file that the reference leads to.
    """

    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend

    EMPTY = "is empty", "Name a target, or take the attribute away."
    MAILTO = "is no address to write to", "Write it as 'mailto:name@host'."
    TEL = "is no number to call", "Write it as 'tel:+81-3-1234-5678'."
    MALFORMED = "is no valid URL", "Mend its host or port."
    LOCAL = "leads to the machine that it was written on", "Write the address that readers can reach."
    DISK = "leads to a file of one machine", "Write the address that readers can reach."
    NO_ID = "is no id of the page", "Name one that is, or take the attribute away."
    SLIP = "has a scheme that does not exist", "Begin it with 'https://'."
    PLAIN = "leads to the site's own host by 'http:'", "Write 'https:'."
    RELATIVE = "is relative, but this page is shown at addresses of any depth", "Begin it with '{0.prefix}'."
    OUTSIDE = "leads out of the site", "Keep it below '{0.prefix}', where the site lives."
    NOTHING = "leads nowhere", "Point it at a file of the site, or take it away."
    CIRCLE = "leads back to its own page, without end", "Name another page, or take it away."
    NOT_ABSOLUTE = "is not a full URL", "Begin it with '{0.href}'."
    ANCHOR = "points at an anchor that does not exist", "Point it at an id of '{1}'."


_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAILBOX = r"[^@,/?]+@[^@,/?]+"
# What is wrong with a URL that leads to no file of the site, by how it begins.
_WRONG = {
    # Addresses, or none but header fields (RFC 6068).
    Trouble.MAILTO: re.compile(rf"mailto:(?!\?|{_MAILBOX}(?:,{_MAILBOX})*(?:\?|$))"),
    Trouble.TEL: re.compile(r"tel:(?!.*\d)"),
    Trouble.LOCAL: re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])[:/]"),
    Trouble.DISK: re.compile(r"(?:file|[a-z]):"),
    Trouble.SLIP: re.compile(r"(?!https?:)h*t+p*s*:|(?:localhost|[^:/]+\.[^:/]+):\d"),
}


class SiteUrl(NamedTuple):
    """The address of a site: 'https://host/prefix/', its origin 'https://host', its prefix '/prefix/'."""

    href: str
    origin: str
    prefix: str


def parse_site_url(text: str) -> SiteUrl:
    """Return an http(s) URL with a last slash; raises `ValueError`, for user, query, and fragment too."""
    parts = urllib.parse.urlsplit(ada_url.normalize_url(text))
    if parts.scheme not in ("http", "https") or parts.username or parts.query or parts.fragment:
        raise ValueError(f"'{text}' is not the address of a site.")
    prefix = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    origin = f"{parts.scheme}://{parts.netloc}"
    return SiteUrl(origin + prefix, origin, prefix)


def is_absolute(url: str) -> bool:
    """Tell whether a URL begins with a scheme."""
    return _ABSOLUTE.match(url) is not None


def locate(address: str, site: SiteUrl) -> tuple[str | None, Trouble | None]:
    """Return the decoded path below a site's address that an absolute URL leads to, and what is wrong there.

    The path is None on other hosts, which are not looked at, and `OUTSIDE` is what is on the site's host but
    not below its address.
    """
    path = address.partition("#")[0].partition("?")[0]
    if f"{path}/".startswith(site.href):
        return decode(path[len(site.href) :]), None
    if path.startswith(f"{site.origin}/"):
        return decode(path[len(site.origin) + 1 :]), Trouble.OUTSIDE
    if path.startswith("http:") and f"https{path[4:]}".startswith(f"{site.origin}/"):
        return None, Trouble.PLAIN
    return None, next((trouble for trouble, wrong in _WRONG.items() if wrong.match(address)), None)


def decode(text: str) -> str:
    """Return a path or fragment decoded; bytes that are not UTF-8 become surrogates, as in names of files."""
    if "%" not in text:
        return text
    return urllib.parse.unquote_to_bytes(text).decode("utf-8", "surrogateescape")
