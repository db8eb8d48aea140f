"""The index of one language: every claim, note, section, term, row, and entry with the text seen there.

It is made from built pages for `docs/assets/search.js`, so what a reader can see can be found. Each text
belongs to the nearest element that can be linked, else to the section it stands in; what is marked
`data-search-exclude` belongs to none.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborNode

from argument.templates import words
from publishing.built import BuiltPage, class_names, text_of

_BRACKETS = re.compile(r"[（）()]")
_NUMBERED = re.compile(r"([a-z])-(\d+)")
_SECTIONS = frozenset({"h2", "h3"})
_BREAKS = _SECTIONS | {"h1", "p", "li", "td", "th", "div", "dt", "dd", "tr", "br", "pre", "figcaption"}
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
    text: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return what is known of it, the text with single spaces and without the title it begins with."""
        text = " ".join(self.text.split())
        if self.kind in {"page", "section"}:
            text = text.removeprefix(self.title).strip()
        return {name: one for name, one in {**vars(self), "text": text}.items() if one or name == "location"}


def write_index(site: Path, locale: str, pages: Iterable[BuiltPage]) -> None:
    """Write the index of a language into a built site, as `search/ja.json`, its pages in their order."""
    file = site / "search" / f"{locale}.json"
    file.parent.mkdir(exist_ok=True)
    docs = [found.to_dict() for page in pages for found in _of_page(page)]
    content = {"words": words(locale)["search"], "docs": docs}
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _of_page(page: BuiltPage) -> Iterator[Found]:
    content, heading = page.content, page.tree.css_first("article h1")
    if content is None or heading is None:
        return
    title = heading.text()
    trail = page.tree.css_first(".trail [aria-current]")
    where = " ".join(dict.fromkeys((text_of(trail), title))) if trail else title
    reader = _Reader(page.address, where, Found(page.address, "page", title, where))
    reader.read(content, None)
    yield from reader.found


class _Reader:
    """A walk through a page in the order of reading."""

    def __init__(self, address: str, where: str, page: Found) -> None:
        self.address, self.where, self.section = address, where, page
        self.found = [page]

    def read(self, parent: LexborNode, owner: Found | None) -> None:
        """Read what an element holds, which belongs to `owner`, or to the present section."""
        for node in parent.iter(include_text=True):
            if node.tag == "-text":
                (owner or self.section).text += node.text_content or ""
            elif node.tag not in _SKIPPED:
                self._read(node, owner)

    def _read(self, node: LexborNode, owner: Found | None) -> None:
        attributes, classes = node.attributes, class_names(node)
        if "data-search-exclude" in attributes or "claim__parallel" in classes:
            return
        if owner and owner.kind in {"claim", "note"} and classes & _APPARATUS:
            return
        if "id" in attributes and node.tag in _SECTIONS:
            self.section = self._add(node, "section", text_of(node))
        elif "id" in attributes and (owner is None or "conflict" in classes):
            owner = self._thing(node, classes) or owner
        self.read(node, owner)
        if node.tag in _BREAKS:
            (owner or self.section).text += " "

    def _thing(self, node: LexborNode, classes: frozenset[str]) -> Found | None:
        """Return what begins at an element with an id, None for one that is a part of something else."""
        for name in classes & _KINDS.keys():
            number = node.attributes.get("data-number") or _number(node)
            voice = text_of(node.css_first(".claim__voice"))
            return self._add(node, _KINDS[name], f"{number} {voice}".strip(), number=number, voice=voice)
        if node.tag == "div" and (term := node.css_first("dt")):
            own = text_of(term.css_first(".terms__own"))
            wrong = text_of(node.css_first(".terms__wrong [lang]")).split(" / ")
            others = [text_of(other) for other in node.css(".terms__other")]
            names = dict.fromkeys([own, *(part.strip() for part in _BRACKETS.split(own)), *others, *wrong])
            return self._add(node, "term", own, names=[name for name in names if name])
        if node.tag in {"tr", "li", "figure"}:
            title = text_of(
                node.css_first(".comparison__topic") or node.css_first("th") or node.css_first("p")
            )
            return self._add(node, "row", title, number=_number(node) if node.tag == "li" else "")
        return None

    def _add(self, node: LexborNode, kind: str, title: str, **more: Any) -> Found:
        found = Found(f"{self.address}#{node.id}", kind, title, self.where, **more)
        self.found.append(found)
        return found


def _number(node: LexborNode) -> str:
    """Return the number that an id holds, 'X5' for 'x-5', an empty text where it holds none."""
    found = _NUMBERED.fullmatch(node.id or "")
    return f"{found[1].upper()}{found[2]}" if found else ""
