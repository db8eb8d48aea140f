"""The index of one language: every claim, note, section, term, row, and entry with the text seen there.

It is made from built pages, so what a reader can see can be found. Each text belongs to the nearest element
that can be linked, else to the section it stands in; what is marked `data-search-exclude` belongs to none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.sources import LOCALES
from argument.templates import words

_BRACKETS = re.compile(r"[（）()]")
_NUMBERED = re.compile(r"([a-z])-(\d+)")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_BREAKS = frozenset({"p", "li", "td", "th", "div", "dt", "dd", "tr", "br", "pre", "figcaption", *_HEADINGS})
_SKIPPED = frozenset({"script", "style", "template", "svg", "nav", "button", "noscript"})
# What stands in a claim beside its text.
_APPARATUS = frozenset({"claim__mark", "fold__number", "note__label", "note__references"})
_KINDS = {"claim": "claim", "conflict": "note", "withdrawn": "note"}


@dataclass
class Found:
    """One thing that a search leads to; `location` is relative to the root of the site."""

    location: str
    kind: str
    title: str
    where: str
    number: str = ""
    voice: str = ""
    names: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        text = " ".join("".join(self.parts).split())
        pairs = {
            "location": self.location,
            "kind": self.kind,
            "title": self.title,
            "where": self.where,
            "number": self.number,
            "voice": self.voice,
            "names": self.names,
            "text": text.removeprefix(self.title).strip() if self.kind in {"page", "section"} else text,
        }
        return {name: value for name, value in pairs.items() if value or name == "location"}


def write_indexes(site: Path) -> None:
    """Write the index of each language into a built site, as `search/ja.json` and `search/en.json`."""
    for locale in LOCALES:
        file = site / "search" / f"{locale}.json"
        file.parent.mkdir(exist_ok=True)
        content = {"words": words(locale)["search"], "docs": list(index(site, locale))}
        file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def index(site: Path, locale: str) -> Iterator[dict[str, Any]]:
    """Yield what can be found in one language, page by page, in the order of the pages' addresses."""
    for file in sorted(site.rglob("index.html")):
        address = file.parent.relative_to(site).as_posix()
        address = "" if address == "." else f"{address}/"
        if address.startswith("en/") != (locale == "en"):
            continue
        text = file.read_text(encoding="utf-8")
        # Short addresses and what leads on have no content of their own.
        if '<div class="page-head' in text:
            yield from (found.to_dict() for found in _of_page(LexborHTMLParser(text), address))


def _of_page(page: LexborHTMLParser, address: str) -> list[Found]:
    content = page.css_first(".md-content__inner")
    heading = page.css_first(".md-content h1")
    if content is None or heading is None:
        return []
    trail = page.css_first(".trail [aria-current]")
    title = heading.text()
    where = " ".join(dict.fromkeys((_text(trail), title))) if trail else title
    reader = _Reader(address, where)
    reader.read(content, Found(address, "page", title, where))
    return reader.found


class _Reader:
    """A walk through a page in the order of reading."""

    def __init__(self, address: str, where: str) -> None:
        self.address = address
        self.where = where
        self.found: list[Found] = []

    def read(self, content: LexborNode, page: Found) -> None:
        self.section = page
        self.found.append(page)
        for child in content.iter(include_text=True):
            self._read(child, None)

    def _read(self, node: LexborNode, owner: Found | None) -> None:
        if node.tag == "-text":
            (owner or self.section).parts.append(node.text_content or "")
            return
        classes = frozenset((node.attributes.get("class") or "").split())
        if node.tag in _SKIPPED or "data-search-exclude" in node.attributes or "claim__parallel" in classes:
            return
        if owner and owner.kind in {"claim", "note"} and classes & _APPARATUS:
            return
        if node.id and node.tag in _HEADINGS and node.tag != "h1":
            self.section = self._add(node, "section", _text(node))
        elif node.id and (owner is None or "conflict" in classes) and (own := self._thing(node, classes)):
            owner = own
        for child in node.iter(include_text=True):
            self._read(child, owner)
        if node.tag in _BREAKS:
            (owner or self.section).parts.append(" ")

    def _thing(self, node: LexborNode, classes: frozenset[str]) -> Found | None:
        """Return what begins at an element with an id, None for one that is a part of something else."""
        for name, kind in _KINDS.items():
            if name in classes:
                number = node.attributes.get("data-number") or _number(node)
                voice = _text(node.css_first(".claim__voice"))
                title = f"{number} {voice}".strip()
                return self._add(node, kind, title, number=number, voice=voice)
        if node.tag == "div" and (term := node.css_first("dt")):
            own = _text(term.css_first(".terms__own"))
            wrong = _text(node.css_first(".terms__wrong [lang]")).split(" / ")
            others = [_text(other) for other in node.css(".terms__other")]
            names = dict.fromkeys([own, *(part.strip() for part in _BRACKETS.split(own)), *others, *wrong])
            return self._add(node, "term", own, names=[name for name in names if name])
        if node.tag in {"tr", "li", "figure"}:
            head = node.css_first("th") or node.css_first("p")
            title = _text(node.css_first(".comparison__topic") or head)
            return self._add(node, "row", title, number=_number(node) if node.tag == "li" else "")
        return None

    def _add(self, node: LexborNode, kind: str, title: str, **more: Any) -> Found:
        found = Found(f"{self.address}#{node.id}", kind, title, self.where, **more)
        self.found.append(found)
        return found


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def _number(node: LexborNode) -> str:
    """Return the number that an id holds, 'X5' for 'x-5', an empty text where it holds none."""
    found = _NUMBERED.fullmatch(node.id or "")
    return f"{found[1].upper()}{found[2]}" if found else ""
