"""URLs as browsers read them, and where they lead as seen from a site's own address.

Parsing and joining are left to `ada_url`, the WHATWG parser that Node.js uses: it is maintained, passes the
standard's own tests, and joins a URL in two microseconds. `urllib` follows an older standard, with other
answers for backslashes, tabs, host names, and ports.
"""

from __future__ import annotations

import enum
import re
import urllib.parse
from typing import NamedTuple

import ada_url

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = str.maketrans("", "", "\t\n\r")
_WEB = re.compile(r"(https?):(//)?(?:[^/?#@]*@)?([^/?#]*)([^#]*)")
_LOCAL_HOST = re.compile(
    r"(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?::\d+)?", re.IGNORECASE
)
_SLIP_OF_HTTP = re.compile(r"(?!https?$)(?:h?t{1,3}p{1,2}s{0,2}|h{1,2}tt?ps?|h[tp]{2,3}s?|https?s)")
_PARENT = re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)
_MAILBOX = re.compile(
    r"[^\s@\"(),:;<>\[\\\]]+@(?:[^\W_](?:[\w-]{0,61}[^\W_])?)(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)*"
)


class Way(enum.Enum):
    """Where a URL leads, before the folder is asked."""

    OWN = enum.auto()  # below the site's own address
    BESIDE = enum.auto()  # on the site's host, but not below its address
    PLAIN = enum.auto()  # on the site's host by http, where the site lives under https
    LOCAL = enum.auto()  # to the machine of whoever wrote it
    SLIP = enum.auto()  # to a scheme that is a misspelt http or a host without a scheme
    ELSEWHERE = enum.auto()  # anywhere else, which is not looked at


class SiteUrl(NamedTuple):
    """The address of a site: 'https://host/prefix/', its origin 'https://host', its prefix '/prefix/'."""

    href: str
    origin: str
    prefix: str


def parse_site_url(text: str) -> SiteUrl:
    """Return the address of a site, with a slash at its end.

    Raises `ValueError` for what is no http(s) URL, and for one with a user, a query, or a fragment.
    """
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
    return url.strip(_AROUND).translate(_WITHIN)


def is_absolute(url: str) -> bool:
    """Tell whether a tidy URL begins with a scheme."""
    return _ABSOLUTE.match(url) is not None


def is_rooted(url: str) -> bool:
    """Tell whether a tidy URL means the same on every page of the host: it has a scheme or a first slash."""
    return url[:1] in ("/", "\\") or is_absolute(url)


def way(url: str, site: SiteUrl) -> tuple[Way, str]:
    """Tell where an absolute URL leads, and for `OWN` its path below the site's address, decoded.

    Bytes that are not UTF-8 become lone surrogates, as Python reads them in names of files.
    """
    if url.startswith(site.href):
        return Way.OWN, decode(url[len(site.href) :].partition("?")[0])
    web = _WEB.match(url)
    if not web:
        return _way_of_scheme(url), ""
    scheme, _, host, rest = web.groups()
    path = rest.partition("?")[0]
    own_scheme, own_host = site.origin.split("://")
    if host == own_host and scheme == own_scheme:
        return _way_on_host(path, site)
    if scheme == "http" and own_scheme == "https" and host.partition(":")[0] == own_host.partition(":")[0]:
        return Way.PLAIN, ""
    return (Way.LOCAL, "") if _LOCAL_HOST.fullmatch(host) else (Way.ELSEWHERE, "")


def _way_on_host(path: str, site: SiteUrl) -> tuple[Way, str]:
    if f"{path}/" == site.prefix:
        return Way.OWN, ""
    if path.startswith(site.prefix):
        return Way.OWN, decode(path[len(site.prefix) :])
    return Way.BESIDE, decode(path[1:])


def _way_of_scheme(url: str) -> Way:
    scheme, _, rest = url.partition(":")
    if scheme in ("file", "localhost") or len(scheme) == 1:
        return Way.LOCAL
    host_and_port = "." in scheme and rest[:1].isdigit()
    return Way.SLIP if host_and_port or _SLIP_OF_HTTP.fullmatch(scheme) else Way.ELSEWHERE


def decode(text: str) -> str:
    """Return a path or fragment with its percent-encoded bytes decoded."""
    if "%" not in text:
        return text
    return urllib.parse.unquote_to_bytes(text).decode("utf-8", "surrogateescape")


def climbs_out(url: str, base_path: str) -> bool:
    """Tell whether the '..' of a tidy URL without scheme and host go above the root of the host."""
    if _PARENT.search(url) is None or is_absolute(url) or url[:2].replace("\\", "/") == "//":
        return False
    path = re.split(r"[?#]", url, maxsplit=1)[0].replace("\\", "/")
    depth = 0 if path.startswith("/") else base_path.count("/") - 1
    for part in path.strip("/").split("/"):
        if _PARENT.fullmatch(part):
            depth -= 1
        elif part.lower() not in (".", "%2e"):
            depth += 1
        if depth < 0:
            return True
    return False


def is_mailto(url: str) -> bool:
    """Tell whether what follows 'mailto:' is well formed: addresses, or none but header fields (RFC 6068)."""
    addresses, mark, _ = url.partition(":")[2].partition("?")
    if not addresses:
        return bool(mark)
    if addresses.startswith("//"):
        return False
    return all(_MAILBOX.fullmatch(decode(address)) for address in addresses.split(","))


def fragment_of(url: str) -> str:
    """Return the fragment of an absolute URL without its directive: 'a' of '#a:~:text=b' (Text Fragments)."""
    return url.partition("#")[2].partition(":~:")[0]
