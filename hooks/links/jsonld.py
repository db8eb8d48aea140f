"""URLs in JSON-LD: every full http(s) URL, and what stands under a key that schema.org fills with URLs."""

from __future__ import annotations

import re
from typing import Any

from links.references import JSON_LD_KEYS, TEXT, Reference, Use

_WEB = re.compile(r"https?:\S*", re.IGNORECASE)
# Names of vocabularies, which nobody follows.
_NAMES = {"@context", "@type", "@vocab"}
_TEMPLATE = re.compile(r"\{[\w.,*+]+\}")


def read_json_ld(text: str, found: list[Reference], damaged: list[tuple[Reference, str]]) -> None:
    """Add the references of a JSON-LD script to `found`, or to `damaged` if it is no JSON."""
    # It costs a start-up millisecond that pages without JSON-LD need not pay.
    import json

    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        damaged.append((Reference(Use("JSON-LD"), "", TEXT, "", "application/ld+json"), str(error)))
        return
    _collect("", content, found)


def _collect(key: str, content: Any, found: list[Reference]) -> None:
    if isinstance(content, dict):
        for inner, value in content.items():
            if inner not in _NAMES:
                _collect(inner, value, found)
    elif isinstance(content, list):
        for value in content:
            _collect(key, value, found)
    elif isinstance(content, str) and _is_url(key, content):
        # An '@id' is a name: its page should be there, its fragment need not be.
        use = Use(f"JSON-LD {key}".strip(), anchor=key != "@id", empty=key == "@id")
        found.append(Reference(use, _TEMPLATE.split(content)[0], TEXT, "", content))


def _is_url(key: str, content: str) -> bool:
    if key == "@id":
        return not content.startswith("_:")
    return key in JSON_LD_KEYS or _WEB.fullmatch(content) is not None
