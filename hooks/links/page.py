"""Reading one page, or a drawing: what it refers to, what can be pointed at in it, what it says of itself.

Source: HTML Standard, "Attributes" and the obsolete features that browsers still follow; SVG 2; WAI-ARIA 1.3.
An attribute is a reference on the elements named here and nowhere else: `<div href>` leads nowhere by right.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import ada_url

from faults import shown
from links import document as uses
from links.document import Document, Reference, Use
from links.tags import Tag, find_tags, tag_of
from links.texts import find_urls, read_json_ld
from links.urls import decode

ANY_TAG = "*"
# Elements of SVG whose `href` refers; '#x' there is the document itself in spite of `<base>`.
SVG_TAGS = "use image lineargradient radialgradient pattern textpath feimage mpath animate set script filter"
# Attributes that hold a URL, or several: the elements that they stand on.
URLS = {
    "href": f"a area link {SVG_TAGS}",
    "xlink:href": f"a {SVG_TAGS}",
    "src": "audio embed frame iframe img input script source track video",
    "srcset": "img source",
    "imagesrcset": "link",
    "poster": "video",
    "data": "object",
    "action": "form",
    "formaction": "button input",
    "cite": "blockquote q ins del",
    "background": "body table td th",
}
# Attributes that may hold url(), those of SVG among them.
_STYLES = "style fill stroke clip-path mask filter marker marker-start marker-mid marker-end cursor"
_ARIA = "labelledby describedby controls owns details flowto activedescendant errormessage actions"
# Attributes that name ids of the same document: the elements that they stand on.
IDS = {
    **{f"aria-{name}": ANY_TAG for name in _ARIA.split()},
    "itemref": ANY_TAG,
    "for": "label output",
    "form": "button fieldset input object output select textarea",
    "list": "input",
    "headers": "td th",
    "popovertarget": "button input",
    "commandfor": "button",
}
# Attributes that say something of their element or of the page, besides `id`.
_FACTS = {("a", "name"), ("html", "lang"), ("meta", "name"), ("meta", "charset"), ("base", "href")}

# Metadata that holds a URL, by `property` or `name`.
_META = re.compile(r"(og|twitter):(url|(see_also|image|video|audio|player)(:url|:secure_url|:src|:stream)?)")
_REFRESHING = re.compile(r"\s*\d[\d.]*(?:\s*[;,]|\s)\s*(?:url\s*=\s*)?[\"']?([^\"'\s][^\"']*)", re.IGNORECASE)
_NO_INDEX = re.compile(r"(?:^|[\s,:])(?:noindex|none)(?:$|[\s,])", re.IGNORECASE)
# A candidate of a `srcset`: a comma ends it only after its URL or outside of brackets (HTML Standard).
_CANDIDATE = re.compile(r"([^ \t\n\f\r,][^ \t\n\f\r]*+)(?:(?<!,)(?:\([^)]*+\)?|[^,(])*)?")


def read_page(document: Document, text: str) -> None:
    """Take what a page says into its document; nothing is judged here."""
    line, counted = 1, 0
    for name, inside, raw, place in find_tags(text):
        tag, references, facts = _read_tag(name, inside)
        if not references and not facts and not raw:
            continue
        line += text.count("\n", counted, place)
        counted = place
        document.references += [Reference(use, url, line, code) for use, url, _, code in references]
        for fact in facts:
            _take_fact(document, tag, fact, line)
        if raw:
            _read_raw(document, tag, raw, line + inside.count("\n"))
    document.anchors |= document.ids


# The pages of a site share most of their tags.
@functools.cache
def _read_tag(name: str, inside: str) -> tuple[Tag, list[Reference], list[str]]:
    """Return a tag, what it refers to, on no line yet, and which attributes say something else."""
    tag = tag_of(name, inside)
    references: list[Reference] = []
    for attribute, value in tag.attributes.items():
        find, elements = _FINDERS.get(attribute, (None, ()))
        if find and (tag.name in elements or ANY_TAG in elements):
            references += find(tag, attribute, value)
    if tag.name == "img" and tag.attributes.keys().isdisjoint(("src", "srcset")):
        references.append(Reference(Use("src of <img>"), ""))
    return tag, references, [one for one in tag.attributes if one == "id" or (tag.name, one) in _FACTS]


def _take_fact(document: Document, tag: Tag, name: str, line: int) -> None:
    """Take what an attribute says of its element or of the page."""
    value = tag.attributes[name]
    if name == "id" and value in document.ids:
        what = f"The id {shown(value)} stands on an earlier element of the page as well."
        document.note(line, what, "Give each element an id of its own.")
    elif name == "id" and value:
        document.ids.add(value)
    elif tag.name == "a" and name == "name":
        document.anchors.add(value)
    elif tag.name == "html" and name == "lang":
        document.language = document.language or value.strip()
    elif tag.word("name") in ("robots", "googlebot") and _NO_INDEX.search(tag.word("content")):
        document.no_index = True
    elif name == "charset" and tag.word(name) not in ("utf-8", "utf8"):
        what = f"The page says that it is written in {shown(value)}."
        document.note(line, what, "Write 'utf-8', and save it so.")
    elif tag.name == "base" and name == "href" and not document.has_own_base:
        # Browsers take the first, and none that is no URL.
        document.has_own_base = True
        with suppress(ValueError):
            document.base = ada_url.join_url(document.base, value)


def _read_raw(document: Document, tag: Tag, raw: str, line: int) -> None:
    if tag.name == "style" and tag.word("type") in ("", "text/css"):
        document.references += [_within(uses.STYLE, url, at) for url, at in find_urls(raw, line)]
    elif tag.name == "script" and tag.word("type") == "application/ld+json":
        read_json_ld(document, raw, line)


def _find_urls(tag: Tag, name: str, value: str) -> Iterable[Reference]:
    hreflang = tag.attributes.get("hreflang")
    if tag.name in ("a", "area"):
        return [Reference(uses.LINK, value, hreflang=hreflang)]
    if tag.name == "link" and name == "href":
        rel = tag.word("rel").split()
        if "alternate" in rel and hreflang is not None:
            return [Reference(uses.ALTERNATE, value, hreflang=hreflang.strip())]
        return [Reference(uses.CANONICAL if "canonical" in rel else uses.LINK_ELEMENT, value)]
    use = Use(f"{name} of <{tag.name}>", empty=name in ("action", "formaction", "cite"))
    if name.endswith("srcset"):
        return [Reference(use, url.rstrip(",")) for url in _CANDIDATE.findall(value) or [""]]
    if tag.name == "input" and name == "src" and tag.word("type") != "image":
        return []
    return [_within(use, value) if name.endswith("href") else Reference(use, value)]


def _find_in_style(tag: Tag, name: str, value: str) -> Iterable[Reference]:
    found = find_urls(value) if "(" in value else ()
    return [_within(Use(f"{name} of <{tag.name}>"), url) for url, _ in found]


def _find_ids(tag: Tag, name: str, value: str) -> Iterable[Reference]:
    use = Use(f"{name} of <{tag.name}>", is_id=True)
    return [Reference(use, one) for one in value.split() or [""] * (IDS[name] != ANY_TAG)]


def _find_metadata(tag: Tag, name: str, value: str) -> Iterator[Reference]:
    content, about = tag.attributes.get("content", ""), value.strip().lower()
    if _META.fullmatch(about):
        yield Reference(Use(about, absolute=True), content)
    elif name == "http-equiv" and about == "refresh" and (found := _REFRESHING.match(content)):
        yield Reference(uses.REFRESH, found[1].strip())


def _within(use: Use, url: str, line: int = 0) -> Reference:
    """Return a reference that means the document itself, in spite of `<base>`, where it is but '#id'."""
    if url.startswith("#") and url != "#":
        return Reference(use._replace(is_id=True), decode(url[1:]), line)
    return Reference(use, url, line)


_Finder = Callable[[Tag, str, str], Iterable[Reference]]
_FINDERS: dict[str, tuple[_Finder, list[str]]] = {
    **{name: (_find_urls, elements.split()) for name, elements in URLS.items()},
    **{name: (_find_ids, elements.split()) for name, elements in IDS.items()},
    **dict.fromkeys(_STYLES.split(), (_find_in_style, [ANY_TAG])),
    **dict.fromkeys(("property", "name", "http-equiv"), (_find_metadata, ["meta"])),
}
