"""The Content-Security-Policy of pages, computed from what stands on them.

Nothing is allowed that is not used: what is the site's own, and each inline script by the hash of its text.
"""

import base64
import functools
import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

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
# Of all pages hardly one has a word that could be such an attribute, and the walk is long.
_HANDLER = re.compile(r"[\s/\"']on\w+\s*=", re.IGNORECASE)
# All templates of the site begin their head with this.
_CHARSET = '<meta charset="utf-8">'


class PolicyError(Exception):
    """A page holds what no strict policy allows; the message says what."""


@dataclass(frozen=True)
class Hashes:
    """The hashes of a page's inline scripts, and of its blocks of data.

    Browsers do not run data, but some checkers take it for a script.
    """

    scripts: frozenset[str]
    data: frozenset[str]


def hashes_of(text: str, page: LexborHTMLParser | None = None) -> Hashes:
    """Return the hashes of a page's inline scripts; raises `PolicyError` for what has no hash.

    `page` is the text as it was parsed, where that has been done.
    """
    page = page or LexborHTMLParser(text)
    for selector, fault in _REFUSED.items():
        if found := page.css_first(selector):
            raise PolicyError(fault.format(found.tag))
    for node in page.css("*") if _HANDLER.search(text) else ():
        if any(name.startswith("on") for name in node.attributes):
            raise PolicyError(f"A handler of events is on <{node.tag}>. Move it to docs/assets/argument.js.")
    hashes: dict[bool, set[str]] = {True: set(), False: set()}
    for script in page.css("script:not([src])"):
        hashes[script.attributes.get("type") in _SCRIPT_TYPES].add(_hash(script.text()))
    return Hashes(frozenset(hashes[True]), frozenset(hashes[False]))


@functools.lru_cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str]) -> str:
    """Return the policy of pages with these inline scripts."""
    scripts = " ".join(["'self'", *sorted(set(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )


def guarded(text: str, hashes: Iterable[str]) -> str:
    """Return a page with its policy at the beginning of its head, for hosts that send no headers."""
    content = html.escape(policy(hashes)).replace("&#x27;", "'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return text.replace(_CHARSET, _CHARSET + meta, 1)


def guarded_alone(address: str, data: str | bytes) -> str | bytes:
    """Return a file made by a template of ours, with its policy if it is a page, which has one script."""
    if isinstance(data, bytes) or not address.endswith(".html"):
        return data
    return guarded(data, [script_hash(data)])


def script_hash(text: str) -> str:
    """Return the hash of the one script in what a template of ours has made."""
    return _hash(text.partition("<script>")[2].partition("</script>")[0])
