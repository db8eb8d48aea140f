"""The style sheets of a page joined into one file, so that a first visit waits for one answer, not for three.

The name of the joined file holds the hash of its content, so a host may let browsers keep it for good.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from publishing.unused import StyleError, UsedStyles, Vocabulary

# Files of one folder, so that what they refer to stays where it is.
_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]*?assets/stylesheets/)([^"/]+\.css)">\n?')
_FOLDER = Path("assets", "stylesheets")


Names = tuple[str, ...]


class Styles:
    """The style sheets of a folder's pages, which are read first, and joined when all have been."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pages: list[Path] = []
        self._words = Vocabulary()

    def read_page(self, file: Path, text: str) -> None:
        """Take note of a page that has more than one style sheet."""
        if len(_links(text)) > 1:
            self._pages.append(file)
            self._words.read_page(text)

    def join(self) -> list[str]:
        """Write joined style sheets in place of those in them, and return what keeps one from being read."""
        scripts = [file.read_text(encoding="utf-8") for file in sorted(self._folder.glob("assets/**/*.js"))]
        for script in scripts:
            self._words.read_script(script)
        joined: dict[Names, str] = {}
        for file in self._pages:
            text = file.read_text(encoding="utf-8")
            first, *others = _links(text)
            names = tuple(link[2] for link in (first, *others))
            if names not in joined:
                try:
                    joined[names] = self._join(names, scripts)
                except StyleError as error:
                    return [str(error)]
            for link in reversed(others):
                text = text[: link.start()] + text[link.end() :]
            one = first[0].replace(first[2], joined[names])
            file.write_text(text[: first.start()] + one + text[first.end() :], encoding="utf-8")
        for name in {name for names in joined for name in names}:
            (self._folder / _FOLDER / name).unlink()
        return []

    def _join(self, names: Names, scripts: list[str]) -> str:
        """Write style sheets into one file, and return its name."""
        sheets = sorted((self._folder / _FOLDER).glob("*.css"))
        texts = {file.name: file.read_text(encoding="utf-8") for file in sheets}
        others = [text for name, text in texts.items() if name not in names]
        used = UsedStyles(self._words)
        for name in names:
            try:
                used.read(texts[name])
            except StyleError as error:
                raise StyleError(f"{(_FOLDER / name).as_posix()}:{error}") from None
        content = used.write([*others, *scripts])
        joined = f"site.{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
        (self._folder / _FOLDER / joined).write_text(content, encoding="utf-8")
        return joined


def _links(text: str) -> list[re.Match[str]]:
    return list(_LINK.finditer(text, 0, text.find("</head>")))
