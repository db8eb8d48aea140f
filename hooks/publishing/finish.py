"""A built folder made ready for a host: one style sheet, no source maps, the policy in pages and headers."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from publishing.headers import render_headers
from publishing.policy import PolicyError, hashes_of, policy
from publishing.styles import Styles

# All templates of the site begin their head with this.
_CHARSET = '<meta charset="utf-8">'
_MAP = re.compile(r"\s*(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=\S+ ?\*/)\s*$")


def finish(folder: Path, url: str) -> list[str]:
    """Make a folder ready in place, and return what keeps that from being done, as faults."""
    faults: list[str] = []
    hashes: set[str] = set()
    styles = Styles(folder)
    _remove_theme_scripts(folder)
    # Before styles are joined, so that they hold no line that names a map.
    _remove_maps(folder)
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        text = file.read_text(encoding="utf-8")
        try:
            own = hashes_of(text)
        except PolicyError as error:
            faults.append(f"{name}:1: {error}")
            continue
        if _CHARSET not in text:
            faults.append(f"{name}:1: The head does not begin with {_CHARSET}. Write it so.")
            continue
        content = html.escape(policy(own.scripts | own.data), quote=True)
        meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
        file.write_text(text.replace(_CHARSET, _CHARSET + meta.replace("&#x27;", "'"), 1), encoding="utf-8")
        styles.read_page(file, text)
        hashes |= own.scripts
    faults += styles.join()
    files = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    headers = render_headers(policy(hashes), files, urlsplit(url).path or "/")
    (folder / "_headers").write_text(headers, encoding="utf-8")
    return faults


def _remove_theme_scripts(folder: Path) -> None:
    """Take out the theme's scripts and its icon, in whose place the site has its own."""
    for name in ("javascripts", "images"):
        shutil.rmtree(folder / "assets" / name, ignore_errors=True)


def _remove_maps(folder: Path) -> None:
    """Take out source maps, which no reader needs, and the lines that name them."""
    for file in folder.rglob("*.map"):
        file.unlink()
    for pattern in ("*.js", "*.css"):
        for file in (folder / "assets").rglob(pattern):
            text = file.read_text(encoding="utf-8")
            if (short := _MAP.sub("\n", text)) != text:
                file.write_text(short, encoding="utf-8")
