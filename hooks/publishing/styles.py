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


Names = tuple[str, ...]


def join_styles(text: str, folder: Path, joined: dict[Names, str]) -> str:
    """Return a page with one link to its style sheets.

    `joined` takes the name of each file written, by the names of the sheets that are in it.
    """
    links = list(_LINK.finditer(text, 0, text.find("</head>")))
    if len(links) < 2:
        return text
    names = tuple(link[2] for link in links)
    if names not in joined:
        joined[names] = _join(folder / _FOLDER, names)
    first, *others = links
    for link in reversed(others):
        text = text[: link.start()] + text[link.end() :]
    one = first[0].replace(first[2], joined[names])
    return text[: first.start()] + one + text[first.end() :]


def _join(folder: Path, names: Names) -> str:
    """Write style sheets of a folder into one file of it, and return its name."""
    content = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    joined = f"site.{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
    (folder / joined).write_text(content, encoding="utf-8")
    return joined


def remove_joined(joined: dict[Names, str], folder: Path) -> None:
    """Take out the sheets that are in a joined one."""
    for name in {name for names in joined for name in names}:
        (folder / _FOLDER / name).unlink()
