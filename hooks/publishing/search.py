"""The index of one language: every claim, note, section, term, row, and entry with the text seen there.

It is made from built pages for `docs/assets/search.js`, so what a reader can see can be found. Each text
belongs to the nearest element that can be linked, else to the section it stands in; what is marked
`data-search-exclude` belongs to none.
"""

import json
import re
from collections.abc import Iterable
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
# One thing that a search leads to, as it will stand in the index.
Found = dict[str, Any]


def write_index(site: Path, locale: str, pages: Iterable[BuiltPage]) -> None:
    """Write the index of a language into a built site, as `search/ja.json`, its pages in their order."""
    file = site / "search" / f"{locale}.json"
    file.parent.mkdir(exist_ok=True)
    docs = [_tidy(found) for page in pages for found in _Reader(page).found]
    content = {"words": words(locale)["search"], "docs": docs}
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _tidy(found: Found) -> Found:
    """Return what is known of a thing, the text with single spaces and without the title it begins with."""
    text = " ".join(found["text"].split())
    if found["kind"] in {"page", "section"}:
        text = text.removeprefix(found["title"]).strip()
    return {name: one for name, one in {**found, "text": text}.items() if one or name == "location"}


class _Reader:
    """A walk through a page in the order of reading; `section` takes what belongs to nothing else."""

    def __init__(self, page: BuiltPage) -> None:
        title = text_of(page.tree.css_first("article h1"))
        trail = text_of(page.tree.css_first(".trail [aria-current]"))
        self.address, self.where = page.address, " ".join(dict.fromkeys(filter(None, (trail, title))))
        self.found: list[Found] = []
        self.section = self._add("", "page", title)
        for content in page.tree.css("article"):
            self._read(content, None)

    def _read(self, node: LexborNode, owner: Found | None) -> None:
        """Read an element, or a piece of text, which belongs to `owner`, or to the present section."""
        if node.tag == "-text":
            (owner or self.section)["text"] += node.text_content or ""
            return
        attributes, classes = node.attributes, class_names(node)
        if node.tag in _SKIPPED or "data-search-exclude" in attributes or "claim__parallel" in classes:
            return
        if owner and owner["kind"] in {"claim", "note"} and classes & _APPARATUS:
            return
        if "id" in attributes and node.tag in _SECTIONS:
            self.section = self._add(f"#{node.id}", "section", text_of(node))
        elif "id" in attributes and (owner is None or "conflict" in classes):
            owner = self._thing(node, classes) or owner
        for child in node.iter(include_text=True):
            self._read(child, owner)
        if node.tag in _BREAKS:
            (owner or self.section)["text"] += " "

    def _thing(self, node: LexborNode, classes: frozenset[str]) -> Found | None:
        """Return what begins at an element with an id, None for one that is a part of something else."""
        anchor = f"#{node.id}"
        for name in classes & _KINDS.keys():
            number = node.attributes.get("data-number") or _number(node)
            voice = text_of(node.css_first(".claim__voice"))
            return self._add(anchor, _KINDS[name], f"{number} {voice}".strip(), number=number, voice=voice)
        if node.tag == "div" and (term := node.css_first("dt")):
            own = text_of(term.css_first(".terms__own"))
            others = [text_of(other) for other in node.css(".terms__other")]
            wrong = text_of(node.css_first(".terms__wrong [lang]")).split(" / ")
            names = dict.fromkeys([own, *map(str.strip, _BRACKETS.split(own)), *others, *wrong])
            return self._add(anchor, "term", own, names=[name for name in names if name])
        if node.tag in {"tr", "li", "figure"}:
            title = node.css_first(".comparison__topic") or node.css_first("th") or node.css_first("p")
            return self._add(anchor, "row", text_of(title), number=_number(node) if node.tag == "li" else "")
        return None

    def _add(self, anchor: str, kind: str, title: str, **more: Any) -> Found:
        location = f"{self.address}{anchor}"
        found = {"location": location, "kind": kind, "title": title, "where": self.where, **more, "text": ""}
        self.found.append(found)
        return found


def _number(node: LexborNode) -> str:
    """Return the number that an id holds, 'X5' for 'x-5', an empty text where it holds none."""
    found = _NUMBERED.fullmatch(node.id or "")
    return f"{found[1].upper()}{found[2]}" if found else ""
