"""Reading one HTML page: what it refers to, what can be pointed at on it, what it says of itself.

The page is parsed by lexbor (through `selectolax`), an HTML5 parser that builds the tree browsers build, so
that comments, scripts, and the inert content of `<template>` hold no links, while that of `<noscript>` does:
lexbor parses as with scripting off. A pass over 140 pages takes it a tenth of a second. The tree knows no
lines; `locate` finds them afterwards, on pages at fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from links import references as known
from links.css import parse_css
from links.jsonld import read_json_ld
from links.references import ANY_TAG, IDS, SINGLE, IdUse, Reference, Use
from links.srcset import parse_srcset

_REFRESH = re.compile(
    r"\s*(\d*)(?:\.[\d.]*)?(?:\s*[;,]\s*|\s+|$)(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL
)
_NO_INDEX = re.compile(r"(?:^|[\s,:])(?:noindex|none)(?:$|[\s,])", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
# Browsers nest elements no deeper.
_DEEPEST = 512
_UTF8 = {"utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"}


@dataclass(slots=True)
class Page:
    """What one HTML document says; URLs are as written, `base` is the first `<base href>` or None."""

    language: str = ""
    base: Reference | None = None
    charset: Reference | None = None
    no_index: bool = False
    refreshed: bool = False
    ids: dict[str, str] = field(default_factory=dict)  # id -> tag of the element that has it
    names: set[str] = field(default_factory=set)  # of <a name>
    maps: set[str] = field(default_factory=set)
    doubled: list[Reference] = field(default_factory=list)  # ids that stand on an earlier element as well
    references: list[Reference] = field(default_factory=list)
    locals: list[Reference] = field(default_factory=list)  # '#id' of this very document
    id_references: list[tuple[IdUse, Reference]] = field(default_factory=list)
    canonicals: list[Reference] = field(default_factory=list)
    alternates: list[tuple[str, Reference]] = field(default_factory=list)
    manifests: list[Reference] = field(default_factory=list)
    twins: list[Reference] = field(default_factory=list)  # the page as Markdown
    languages: dict[Reference, str] = field(default_factory=dict)  # of links that carry `hreflang`
    damaged: list[tuple[Reference, str]] = field(default_factory=list)  # JSON-LD that is no JSON
    frames: list[tuple[Reference, Page]] = field(default_factory=list)  # of <iframe srcdoc>

    def has_anchor(self, name: str) -> bool:
        return name in self.ids or name in self.names


def parse_page(html: str | bytes) -> Page:
    """Return what a page says; nothing is judged here."""
    page = Page()
    tree = LexborHTMLParser(html)
    reader = _Reader(page)
    for node in tree.css("*"):
        attributes = node.attributes
        if attributes:
            reader.read(node, node.tag or "", attributes)
    for style in tree.css("style"):
        if (style.attributes.get("type") or "text/css").strip().lower() == "text/css":
            reader.read_style(style.text())
    for script in tree.css("script[type]"):
        if (script.attributes["type"] or "").strip().lower() == "application/ld+json":
            read_json_ld(script.text(), page.references, page.damaged)
    return page


class _Reader:
    """Takes what the elements of one document say into its `Page`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.add = page.references.append

    def read(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        """Take all attributes of an element."""
        for name, found in attributes.items():
            value = found or ""
            if name == "id":
                self._read_id(tag, value)
            elif name == "href":
                self._read_href(node, tag, attributes, value)
            elif use := SINGLE.get((tag, name)):
                self._read_single(use, tag, name, value, attributes)
            elif name in _RARE:
                _RARE[name](self, node, tag, name, value)
            elif name in IDS and (id_use := IDS[name].get(tag) or IDS[name].get(ANY_TAG)):
                self._read_ids(id_use, tag, name, value)
        if tag == "meta":
            self._read_meta(attributes)
        elif tag == "html":
            self.page.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()

    def _read_id(self, tag: str, value: str) -> None:
        ids = self.page.ids
        if value in ids:
            self.page.doubled.append(Reference(known.ID, value, known.ANY_TAG, "id", value))
        elif value:
            ids[value] = tag

    def _read_ids(self, id_use: IdUse, tag: str, name: str, value: str) -> None:
        self.page.id_references.append((id_use, Reference(known.ID, value, tag, name, value)))

    def _read_single(
        self, use: Use, tag: str, name: str, value: str, attributes: dict[str, str | None]
    ) -> None:
        if tag != "input" or name != "src" or (attributes.get("type") or "").lower() == "image":
            self.add(Reference(use, value, tag, name, value))

    # --- href ---------------------------------------------------------------------------------------

    def _read_href(self, node: LexborNode, tag: str, attributes: dict[str, str | None], value: str) -> None:
        if tag in ("a", "area"):
            reference = Reference(known.LINK, value, tag, "href", value)
            self.add(reference)
            if "hreflang" in attributes:
                self.page.languages[reference] = attributes["hreflang"] or ""
        elif tag == "link":
            self._read_link(attributes, value)
        elif tag == "base":
            if self.page.base is None:
                self.page.base = Reference(known.BASE, value, tag, "href", value)
        else:
            self._read_svg_href(node, tag, "href", value)

    def _read_link(self, attributes: dict[str, str | None], value: str) -> None:
        rel = (attributes.get("rel") or "").lower().split()
        code = attributes.get("hreflang")
        if "canonical" in rel:
            reference = Reference(known.CANONICAL, value, "link", "href", value)
            self.page.canonicals.append(reference)
        elif "alternate" in rel and code is not None and "stylesheet" not in rel:
            reference = Reference(known.ALTERNATE, value, "link", "href", value)
            self.page.alternates.append((code.strip(), reference))
        else:
            reference = Reference(known.LINK_ELEMENT, value, "link", "href", value)
        if "manifest" in rel:
            self.page.manifests.append(reference)
        if "alternate" in rel and (attributes.get("type") or "").strip().lower() == "text/markdown":
            self.page.twins.append(reference)
        self.add(reference)

    def _read_svg_href(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        lower = tag.lower()
        if name == "xlink:href" and "href" in node.attributes:
            return
        if (lower in known.SVG_TAGS or name == "xlink:href") and _is_foreign(node):
            use = known.LINK if lower == "a" else Use(f"{name} of <{tag}>")
            to = self.page.locals if value.startswith("#") and lower != "a" else self.page.references
            to.append(Reference(use, value, tag, name, value))

    # --- less common attributes ---------------------------------------------------------------------

    def _read_name(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        if tag == "a" and value:
            self.page.names.add(value)
        elif tag == "map":
            self.page.maps.add(value)

    def _read_srcset(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        use = known.SRCSET.get((tag, name))
        if use:
            for url in parse_srcset(value) or [""]:
                self.add(Reference(use, url, tag, name, value))

    def _read_ping(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        if use := known.PING.get((tag, name)):
            for url in value.split():
                self.add(Reference(use, url, tag, name, value))

    def _read_usemap(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        if tag in ("img", "object", "input"):
            self._read_ids(known.MAP, tag, name, value)

    def _read_style_attribute(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        if "(" not in value or (name != "style" and not _is_foreign(node)):
            return
        use = Use(f"{name} of <{tag}>")
        for found in parse_css(value):
            to = self.page.locals if found.url.startswith("#") else self.page.references
            to.append(Reference(use, found.url, tag, name, value))

    def _read_srcdoc(self, node: LexborNode, tag: str, name: str, value: str) -> None:
        if tag == "iframe":
            self.page.frames.append((Reference(known.LINK, "", tag, name, value), parse_page(value)))

    # --- metadata and text --------------------------------------------------------------------------

    def _read_meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content") or ""
        if "charset" in attributes:
            self._read_charset("charset", attributes["charset"] or "", attributes["charset"] or "")
        equivalent = (attributes.get("http-equiv") or "").strip().lower()
        if equivalent == "refresh":
            self._read_refresh(content)
        elif equivalent == "content-type" and (charset := _CHARSET.search(content)):
            self._read_charset("content", charset[1], content)
        name = (attributes.get("name") or "").strip().lower()
        if name in ("robots", "googlebot") and _NO_INDEX.search(content):
            self.page.no_index = True
        use = known.META.get((attributes.get("property") or "").strip().lower()) or known.META.get(name)
        use = use or known.META_ITEM.get((attributes.get("itemprop") or "").strip())
        # 'none' forbids browsers to look for a configuration.
        if use and not (name == "msapplication-config" and content.strip().lower() == "none"):
            self.add(Reference(use, content, "meta", "content", content))

    def _read_charset(self, attribute: str, charset: str, value: str) -> None:
        if charset.strip().lower() not in _UTF8 and self.page.charset is None:
            self.page.charset = Reference(known.LINK, charset, "meta", attribute, value)

    def _read_refresh(self, content: str) -> None:
        match = _REFRESH.match(content)
        if not match or not match[1]:
            return
        url = match[2].strip()
        if url[:1] in ("'", '"'):
            url = url[1:].partition(url[0])[0]
        self.page.refreshed = not match[1].strip("0") and bool(url)
        if url:
            self.add(Reference(known.REFRESH, url, "meta", "content", content))

    def read_style(self, text: str) -> None:
        """Take the references of a `<style>` element; '#x' in it is the document itself."""
        for found in parse_css(text):
            snippet = text[found.offset :].partition("\n")[0][:80]
            to = self.page.locals if found.url.startswith("#") else self.page.references
            to.append(Reference(known.STYLE, found.url, known.TEXT, "", snippet))


def _is_foreign(node: LexborNode) -> bool:
    """Tell whether an element belongs to SVG or MathML."""
    parent: LexborNode | None = node
    for _ in range(_DEEPEST):
        if parent is None or (parent.tag == "foreignObject" and parent is not node):
            return False
        if parent.tag in ("svg", "math"):
            return True
        parent = parent.parent
    return False


_RARE = {
    "name": _Reader._read_name,
    "srcset": _Reader._read_srcset,
    "imagesrcset": _Reader._read_srcset,
    "ping": _Reader._read_ping,
    "usemap": _Reader._read_usemap,
    "srcdoc": _Reader._read_srcdoc,
    "xlink:href": _Reader._read_svg_href,
    "style": _Reader._read_style_attribute,
    **dict.fromkeys(known.SVG_STYLES, _Reader._read_style_attribute),
}
