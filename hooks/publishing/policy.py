"""The Content-Security-Policy of pages, computed from what stands on them.

Nothing is allowed that is not used: scripts and styles of the site's own, each inline script by the hash of
its text, images also as data, which the theme's style has for its icons.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

# Types that browsers run; any other type is data, which no policy concerns.
_SCRIPT_TYPES = frozenset({None, "", "module", "text/javascript", "application/javascript"})


class PolicyError(Exception):
    """A page holds what no strict policy allows; the message says what."""


def inline_hashes(html: str) -> Iterator[str]:
    """Yield the hash of each inline script of a page; raises `PolicyError` for what has no hash."""
    page = LexborHTMLParser(html)
    for script in page.css("script:not([src])"):
        if script.attributes.get("type") in _SCRIPT_TYPES:
            yield _hash(script.text() or "")
    if page.css("style"):
        raise PolicyError(
            "A style element is on the page. Move its rules to docs/assets/stylesheets/argument.css."
        )
    if found := page.css_first("[style]"):
        raise PolicyError(f"A style attribute is on <{found.tag}>. Give it a class instead.")
    for node in page.css("*"):
        for name in node.attributes:
            if name.startswith("on"):
                raise PolicyError(
                    f"The attribute {name} is on <{node.tag}>. Move it to docs/assets/argument.js."
                )


def data_hashes(html: str) -> Iterator[str]:
    """Yield the hash of each block of data, which browsers do not run but some checkers take for a script."""
    for script in LexborHTMLParser(html).css("script:not([src])"):
        if script.attributes.get("type") not in _SCRIPT_TYPES:
            yield _hash(script.text() or "")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str]) -> str:
    """Return the policy of pages with these inline scripts."""
    scripts = " ".join(["'self'", *sorted(set(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )
