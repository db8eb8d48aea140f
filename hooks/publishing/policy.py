"""What a host and the pages tell browsers: the Content-Security-Policy, computed from what stands on them.

Nothing is allowed that is not used: what is the site's own, and each inline script by the hash of its text.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from argument.data import DATA, SCHEMA
from argument.publication import download_url
from argument.schema import TABLE_PAGE
from argument.sources import LOCALES

# Types that browsers run; any other type is data, which no policy concerns.
_SCRIPT_TYPES = frozenset({None, "", "module", "text/javascript", "application/javascript"})
_LOADING = ("[src", "[srcset", "[poster", "form[action", "[formaction", "link[rel~=stylesheet][href")
_ELSEWHERE = ", ".join(f"{one}*='{sign}']" for one in _LOADING for sign in (":", "//", r"\\"))
# What comes from the text of a page or from another host, and what the policy would stop.
_REFUSED = {
    "article :is(script, link, meta)": "A script, a link, or a meta element stands in the text. Take it out.",
    "iframe, frame, object, embed, applet, portal, base": "A <{}> is on the page. Take it out.",
    "style, [style]": "A style stands on <{}>. Give it a class and docs/assets/stylesheets/ its rules.",
    _ELSEWHERE: "An address of <{}> leads to another host. Put the file on this one.",
}
# All templates of the site begin their head with this.
_CHARSET = '<meta charset="utf-8">'
# A name that holds the hash of its content never means another content.
_HASHED = re.compile(r"\.[0-9a-f]{8}\.[a-z.]+$")
# Without a charset browsers may guess at Japanese; Markdown some hosts do not know at all.
_TYPES = {".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
# What other sites may read and show: the data, the comparison, and the cards, "card.png" and all in "cards/".
_SHARED = (DATA, SCHEMA, *(download_url(TABLE_PAGE, locale, "*") for locale in LOCALES), "assets/card*")
_OFF = (
    "accelerometer autoplay browsing-topics camera display-capture geolocation gyroscope magnetometer"
    " microphone midi payment usb"
)


class PolicyError(Exception):
    """A page holds what no strict policy allows; the message says what."""


def hashes_of(text: str, page: LexborHTMLParser | None = None) -> set[str]:
    """Return the hashes of the scripts in a page that browsers run.

    `page` is the text as it was parsed, where that has been done.
    Raises `PolicyError` for what has no hash.
    """
    page = page or LexborHTMLParser(text)
    for selector, fault in _REFUSED.items():
        if found := page.css_first(selector):
            raise PolicyError(fault.format(found.tag))
    scripts = page.css("script:not([src])")
    return {_hash(one.text()) for one in scripts if one.attributes.get("type") in _SCRIPT_TYPES}


@functools.lru_cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str], styles: Iterable[str] = ()) -> str:
    """Return the policy of pages with these inline scripts and styles."""
    scripts, sheets = (" ".join(["'self'", *sorted(set(one))]) for one in (hashes, styles))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {sheets}; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'"
    )


def guarded(text: str, hashes: Iterable[str], styles: Iterable[str] = ()) -> str:
    """Return a page with its policy at the beginning of its head, for hosts that send no headers."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes, styles)}">'
    return text.replace(_CHARSET, _CHARSET + meta, 1)


def guarded_alone(address: str, data: str | bytes) -> str | bytes:
    """Return a file made by a template of ours, with its policy if it is a page: one script, one style."""
    if isinstance(data, bytes) or not address.endswith(".html"):
        return data
    return guarded(data, [inline_hash(data)], [inline_hash(data, "style")])


def inline_hash(text: str, tag: str = "script") -> str:
    """Return the hash of the one script, or style, in what a template of ours has made."""
    return _hash(text.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0])


def render_headers(policy: str, files: Iterable[str], prefix: str) -> str:
    """Return `_headers`, which Netlify, Cloudflare Pages, and others read.

    `files` are addresses below the root of the site, `prefix` is its path on the host: "/" or "/sub/".
    """
    every = {
        # Only a header can say who may frame a page.
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF.split()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    lines = [f"{prefix}*", *(f"  {name}: {value}" for name, value in every.items())]
    for ending, kind in _TYPES.items():
        lines += [f"{prefix}*{ending}", f"  Content-Type: {kind}"]
    for shared in _SHARED:
        # Some hosts join this to the value above: to none that a browser knows, which forbids nothing.
        lines += [f"{prefix}{shared}", "  Access-Control-Allow-Origin: *"]
        lines += ["  Cross-Origin-Resource-Policy: cross-origin"]
    for file in sorted(file for file in files if _HASHED.search(file)):
        lines += [f"{prefix}{file}", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join([*lines, ""])
