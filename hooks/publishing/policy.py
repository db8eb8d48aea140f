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
# What shows another document, or changes how addresses are read.
_EMBEDDED = "iframe, frame, object, embed, applet, portal, base"
_ELSEWHERE = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
# As browsers read it: control characters before and line ends within do not count.
_RUN = re.compile(
    r"[\x00-\x20]*(?:"
    + "|".join(r"[\t\r\n]*".join(name) for name in ("javascript", "vbscript", "data"))
    + r")[\t\r\n]*:",
    re.IGNORECASE,
)


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
    _refuse_foreign(page)
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


def _refuse_foreign(page: LexborHTMLParser) -> None:
    """Refuse what comes from the text of a page or from another host, and what the policy would stop."""
    if page.css_first("article script, article link, article meta"):
        raise PolicyError("A script, a link, or a meta element stands in the text. Take it out of the page.")
    if found := page.css_first(_EMBEDDED):
        raise PolicyError(f"A <{found.tag}> is on the page. Take it out.")
    for node in page.css("[src], [srcset], [poster], link[rel~=stylesheet], form[action], [formaction]"):
        for name in (
            "src",
            "srcset",
            "poster",
            "action",
            "formaction",
            *(["href"] if node.tag == "link" else []),
        ):
            if _ELSEWHERE.match(node.attributes.get(name) or ""):
                raise PolicyError(
                    f"The {name} of <{node.tag}> leads to another host. Put the file on this one."
                )
    for node in page.css("a[href], area[href]"):
        if _RUN.match(node.attributes.get("href") or ""):
            raise PolicyError(f"A link leads to '{(node.attributes['href'] or '')[:40]}'. Link to a page.")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str]) -> str:
    """Return the policy of pages with these inline scripts."""
    scripts = " ".join(["'self'", *sorted(set(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )
