"""URLs as browsers read them, and where they lead as seen from a site's own address.

Parsing and joining are left to `ada_url`, the WHATWG parser that Node.js uses; `urllib` follows an older
standard, with other answers for backslashes, tabs, host names, and ports.
"""

import re
import urllib.parse
from typing import NamedTuple

import ada_url

from links.troubles import Trouble

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = str.maketrans("", "", "\t\n\r")
_WEB = re.compile(r"(https?)://(?:[^/?#@]*@)?([^/?#]*)([^?#]*)")
_LOCAL_HOST = re.compile(
    r"(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?::\d+)?", re.IGNORECASE
)
_SLIP_OF_HTTP = re.compile(r"(?!https?$)(?:h?t{1,3}p{1,2}s{0,2}|h{1,2}tt?ps?|h[tp]{2,3}s?|https?s)")
_MAILBOX = re.compile(
    r"(?!//)[^\s@\"(),:;<>\[\\\]]+@(?:[^\W_](?:[\w-]{0,61}[^\W_])?)(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)*"
)


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


def join(base: str, url: str) -> str:
    """Return the absolute URL; raises `ValueError` for what the WHATWG parser refuses."""
    return ada_url.join_url(base, url)


def tidy(url: str) -> str:
    """Return a URL as a parser takes it: without white space around it, without tabs and line ends in it."""
    url = url.strip(_AROUND)
    return url if url.isprintable() else url.translate(_WITHIN)


def is_absolute(url: str, or_host: bool = False) -> bool:
    """Tell whether a tidy URL begins with a scheme, or at least with the two slashes before a host."""
    return _ABSOLUTE.match(url) is not None or (or_host and url[:2].replace("\\", "/") == "//")


def locate(url: str, site: SiteUrl) -> tuple[str | None, Trouble | None]:
    """Return the decoded path below a site's address that an absolute URL leads to, and what is wrong there.

    The path is None on other hosts, which are not looked at, and `OUTSIDE` is what is on the site's host but
    not below its address. Bytes that are not UTF-8 become lone surrogates, as in Python's names of files.
    """
    if url.startswith(site.href):
        return decode(url[len(site.href) :].partition("?")[0]), None
    own_scheme, _, own_host = site.origin.partition("://")
    if web := _WEB.match(url):
        scheme, host, path = web.groups()
        if scheme == own_scheme and host == own_host:
            is_below = f"{path}/".startswith(site.prefix)
            path = decode(path[len(site.prefix) if is_below else 1 :])
            return path, None if is_below else Trouble.OUTSIDE
        is_plain = scheme == "http" and own_scheme == "https"
        if is_plain and host.partition(":")[0] == own_host.partition(":")[0]:
            return None, Trouble.PLAIN
        return None, Trouble.LOCAL if _LOCAL_HOST.fullmatch(host) else None
    scheme, _, rest = url.partition(":")
    if scheme in ("file", "localhost") or len(scheme) == 1:
        return None, Trouble.LOCAL
    is_slip = ("." in scheme and rest[:1].isdigit()) or _SLIP_OF_HTTP.fullmatch(scheme)
    return None, Trouble.SLIP if is_slip else None


def decode(text: str) -> str:
    """Return a path or fragment with its percent-encoded bytes decoded."""
    if "%" not in text:
        return text
    return urllib.parse.unquote_to_bytes(text).decode("utf-8", "surrogateescape")


def fragment_of(url: str) -> str:
    """Return the fragment of a URL without its directive: 'a' of '#a:~:text=b' (Text Fragments)."""
    return url.partition("#")[2].partition(":~:")[0]


def path_in(url: str) -> str:
    """Return the path of an absolute URL with its first slash."""
    return "/" + url.partition("://")[2].partition("/")[2].partition("#")[0].partition("?")[0]


def climbs_out(url: str, base: str) -> bool:
    """Tell whether the '..' of a tidy URL without scheme and host go above the root of the host."""
    is_rooted = url[:1] in ("/", "\\")
    path = "/" if is_rooted else path_in(base)
    # Most URLs cannot: they hold fewer signs of a step upwards than there are folders.
    if url.count("..") + url.count("%") < path.count("/") or is_absolute(url, or_host=True):
        return False
    # Within one more folder, browsers do not stop at the root, and the folder is left.
    return not path_in(join(f"https://x/x{path}", f"/x{url}" if is_rooted else url)).startswith("/x/")


def is_mailto(url: str) -> bool:
    """Tell whether what follows 'mailto:' is well formed: addresses, or none but header fields (RFC 6068)."""
    addresses, mark, _ = url.partition(":")[2].partition("?")
    return bool(mark and not addresses) or all(map(_MAILBOX.fullmatch, decode(addresses).split(",")))
