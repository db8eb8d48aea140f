"""The Content-Security-Policy of pages, computed from what stands on them.

Nothing is allowed that is not used: scripts and styles of the site's own, each inline script by the hash of
its text, images also as data, which the theme's style has for its icons.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

_HANDLER = re.compile(r"[\s/\"']on\w+\s*=", re.IGNORECASE)
# Types that browsers run; any other type is data, which no policy concerns.
_SCRIPT_TYPES = frozenset({None, "", "module", "text/javascript", "application/javascript"})


class PolicyError(Exception):
    """A page holds what no strict policy allows; the message says what."""


@dataclass(frozen=True)
class Hashes:
    """The hashes of a page's inline scripts, and of its blocks of data.

    Browsers do not run data, but some checkers take it for a script.
    """

    scripts: frozenset[str]
    data: frozenset[str]


def hashes_of(html: str) -> Hashes:
    """Return the hashes of a page's inline scripts; raises `PolicyError` for what has no hash."""
    page = LexborHTMLParser(html)
    hashes: dict[bool, set[str]] = {True: set(), False: set()}
    for script in page.css("script:not([src])"):
        hashes[script.attributes.get("type") in _SCRIPT_TYPES].add(_hash(script.text() or ""))
    if page.css("style"):
        raise PolicyError(
            "A style element is on the page. Move its rules to docs/assets/stylesheets/argument.css."
        )
    if found := page.css_first("[style]"):
        raise PolicyError(f"A style attribute is on <{found.tag}>. Give it a class instead.")
    # Of all pages hardly one has a word that could be such an attribute, and the walk is long.
    for node in page.css("*") if _HANDLER.search(html) else ():
        for name in node.attributes:
            if name.startswith("on"):
                raise PolicyError(
                    f"The attribute {name} is on <{node.tag}>. Move it to docs/assets/argument.js."
                )
    return Hashes(frozenset(hashes[True]), frozenset(hashes[False]))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str]) -> str:
    """Return the policy of pages with these inline scripts."""
    scripts = " ".join(["'self'", *sorted(set(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )
