"""The style sheets of a page joined into one file, so that a first visit waits for one answer, not for three.

The name of the joined file holds the hash of its content, so a host may let browsers keep it for good.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

# Files of one folder, so that what they refer to stays where it is.
_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]*?assets/stylesheets/)([^"/]+\.css)">\n?')
_FOLDER = Path("assets", "stylesheets")


def join_styles(text: str, folder: Path) -> tuple[str, frozenset[str]]:
    """Return a page with one link to its style sheets, and the names of those that were joined."""
    links = list(_LINK.finditer(text))
    if len(links) < 2:
        return text, frozenset()
    names = [link[2] for link in links]
    content = "\n".join((folder / _FOLDER / name).read_text(encoding="utf-8") for name in names)
    joined = f"site.{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
    (folder / _FOLDER / joined).write_text(content, encoding="utf-8")
    first, *others = links
    for link in reversed(others):
        text = text[: link.start()] + text[link.end() :]
    one = first[0].replace(first[2], joined)
    return text[: first.start()] + one + text[first.end() :], frozenset(names)


def remove_joined(names: frozenset[str], folder: Path) -> None:
    for name in names:
        (folder / _FOLDER / name).unlink()
