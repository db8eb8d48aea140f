"""Reading one page, or a drawing: what it refers to, what can be pointed at in it, what it says of itself.

Source: HTML Standard, "Attributes" and the obsolete features that browsers still follow; SVG 2; WAI-ARIA 1.3.
An attribute is a reference on the elements named here and nowhere else: `<div href>` leads nowhere by right.
"""

import re
from collections.abc import Callable

from faults import shown
from links.data import read_json_ld
from links.document import ALTERNATE, CANONICAL, LINK, MANIFEST, STYLE, TWIN, Document, Reference, Use
from links.tags import Tag, find_tags
from links.texts import find_urls
from links.troubles import DamagedError
from links.urls import decode


def _words(text: str) -> list[str]:
    return text.split()


def _of(attribute: str, tags: str, *, empty: bool = False) -> dict[tuple[str, str], Use]:
    return {(tag, attribute): Use(f"{attribute} of <{tag}>", empty) for tag in _words(tags)}


# Attributes that hold a URL, or several.
URLS: dict[tuple[str, str], Use] = {
    ("a", "href"): LINK,
    ("area", "href"): LINK,
    **_of("src", "audio embed frame iframe img input script source track video"),
    **_of("srcset", "img source"),
    **_of("imagesrcset", "link"),
    **_of("poster", "video"),
    **_of("data", "object"),
    **_of("action", "form", empty=True),
    **_of("formaction", "button input", empty=True),
    **_of("cite", "blockquote q ins del", empty=True),
    **_of("background", "body table thead tbody tfoot tr td th"),
    **_of("longdesc", "img iframe frame"),
    **_of("manifest", "html"),
    **_of("ping", "a area"),
}
# Elements of SVG whose `href` or `xlink:href` refers; '#x' there is the document itself in spite of `<base>`.
SVG_TAGS = _words(
    "use image lineargradient radialgradient pattern textpath feimage mpath animate animatemotion"
    " animatetransform set script filter cursor tref glyphref"
)
# Attributes that may hold url(), those of SVG among them.
STYLES = _words("style fill stroke clip-path mask filter marker marker-start marker-mid marker-end cursor")

# Metadata that holds a URL, by `property` or `name`, and by `itemprop`.
_META = re.compile(r"(og|twitter):(url|(see_also|image|video|audio|player)(:url|:secure_url|:src|:stream)?)")
_META_ITEM = re.compile("url|image|logo|thumbnailurl|contenturl")

ANY_TAG = "*"
_ARIA = _words(
    "aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-flowto"
    " aria-activedescendant aria-errormessage aria-actions"
)
# Attributes that name ids of the same document: the elements that they stand on.
IDS: dict[str, list[str]] = {
    **{name: [ANY_TAG] for name in [*_ARIA, "itemref"]},
    "for": ["label", "output"],
    "form": _words("button fieldset input object output select textarea"),
    "list": ["input"],
    "headers": ["td", "th"],
    "popovertarget": ["button", "input"],
    "commandfor": ["button"],
}
# Of these, the ones that name a single id, and the elements that they may name.
SINGLE_ID = {"form", "list", "popovertarget", "commandfor"}
WANTED = {"form": ("form",), "list": ("datalist",), "headers": ("td", "th")}

_LINK_ELEMENT = Use("href of <link>")
_BASE = Use("href of <base>", is_prefix=True)
_REFRESH = Use("Refresh", empty=True)

_REFRESHING = re.compile(
    r"\s*(\d+)(?:\.[\d.]*)?(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:\"([^\"]+)|'([^']+)|([^\"'\s].*))",
    re.IGNORECASE | re.DOTALL,
)
_NO_INDEX = re.compile(r"(?:^|[\s,:])(?:noindex|none)(?:$|[\s,])", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_UTF8 = {"utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"}
# A candidate of a `srcset`: a comma ends it only after its URL or outside of brackets (HTML Standard).
_CANDIDATE = re.compile(r"([^ \t\n\f\r,][^ \t\n\f\r]*+)(?:(?<!,)(?:\([^)]*+\)?|[^,(])*+)?")


def read_page(document: Document, text: str) -> None:
    """Take what a page says into its document; nothing is judged here."""
    for tag in find_tags(text):
        try:
            for name, value in tag.attributes.items():
                if read := _READERS.get(name):
                    read(document, tag, name, value)
            if tag.name == "meta":
                _read_meta(document, tag)
            elif tag.text:
                _read_text(document, tag)
        except DamagedError as error:
            document.note(*error.args)


def _read_url(document: Document, tag: Tag, name: str, value: str) -> None:
    use = URLS.get((tag.name, name))
    if not use or (tag.name == "input" and name == "src" and _lower(tag, "type") != "image"):
        return
    urls, line = [value], tag.line_of(name)
    if name in ("srcset", "imagesrcset"):
        urls = [url.rstrip(",") for url in _CANDIDATE.findall(value)] or [""]
    elif name == "ping":
        urls = value.split()
    document.references += [Reference(use, url, line, tag.attributes.get("hreflang")) for url in urls]


def _read_href(document: Document, tag: Tag, name: str, value: str) -> None:
    if tag.name in ("a", "area"):
        _read_url(document, tag, "href", value)
    elif tag.name == "link":
        _read_link(document, tag, value)
    elif tag.name == "base" and not document.base_at:
        document.rebase(Reference(_BASE, value, tag.line_of(name)))
    elif tag.name in SVG_TAGS and (name == "href" or "href" not in tag.attributes):
        _add(document, Reference(Use(f"{name} of <{tag.name}>"), value, tag.line_of(name)))


def _read_link(document: Document, tag: Tag, value: str) -> None:
    rel, hreflang, use = _lower(tag, "rel").split(), None, _LINK_ELEMENT
    if "canonical" in rel:
        use = CANONICAL
    elif "alternate" in rel and "hreflang" in tag.attributes and "stylesheet" not in rel:
        use, hreflang = ALTERNATE, tag.attributes["hreflang"].strip()
    elif "manifest" in rel:
        use = MANIFEST
    elif "alternate" in rel and _lower(tag, "type") == "text/markdown":
        use = TWIN
    document.references.append(Reference(use, value, tag.line_of("href"), hreflang))


def _read_style(document: Document, tag: Tag, name: str, value: str) -> None:
    if "(" in value:
        for url, line in find_urls(value, tag.line_of(name)):
            _add(document, Reference(Use(f"{name} of <{tag.name}>"), url, line))


def _read_text(document: Document, tag: Tag) -> None:
    kind = _lower(tag, "type")
    if tag.name == "style" and kind in ("", "text/css"):
        for url, line in find_urls(tag.text, tag.text_line):
            _add(document, Reference(STYLE, url, line))
    elif tag.name == "script" and kind == "application/ld+json":
        read_json_ld(document, tag.text, tag.text_line)


def _add(document: Document, reference: Reference) -> None:
    """Add a URL that means the document itself, in spite of `<base>`, where it is but '#id'."""
    if not reference.url.startswith("#"):
        document.references.append(reference)
    elif reference.url != "#":
        document.named_ids.append(reference._replace(url=decode(reference.url[1:])))


def _read_id(document: Document, tag: Tag, name: str, value: str) -> None:
    if value in document.ids:
        what = f"The id {shown(value)} stands on an earlier element of the page as well."
        document.note(tag.line_of(name), what, "Give each element an id of its own.")
    elif value:
        document.ids[value] = tag.name


def _read_ids(document: Document, tag: Tag, name: str, value: str) -> None:
    if tag.name in IDS[name] or ANY_TAG in IDS[name]:
        use = Use(f"{name} of <{tag.name}>", tags=WANTED.get(name, ()))
        is_single = name in SINGLE_ID or tag.name == "label"
        ids = [value] if is_single else value.split()
        document.named_ids += [Reference(use, one, tag.line_of(name)) for one in ids]


def _read_name(document: Document, tag: Tag, name: str, value: str) -> None:
    """Take the name of a link, or that of the page's language."""
    if tag.name == "a" and name == "name":
        document.names.add(value)
    elif tag.name == "html" and name != "name":
        document.language = document.language or value.strip()


def _read_meta(document: Document, tag: Tag) -> None:
    content, line, about = tag.attributes.get("content", ""), tag.line_of("content"), _lower(tag, "name")
    equivalent, charset = _lower(tag, "http-equiv"), tag.attributes.get("charset")
    if equivalent == "refresh" and (refresh := _REFRESHING.match(content)):
        document.leads_on = not refresh[1].strip("0")
        url = (refresh[2] or refresh[3] or refresh[4]).strip()
        document.references.append(Reference(_REFRESH, url, line))
    elif equivalent == "content-type" and (found := _CHARSET.search(content)):
        charset = found[1]
    if about in ("robots", "googlebot") and _NO_INDEX.search(content):
        document.no_index = True
    if charset is not None and charset.strip().lower() not in _UTF8:
        what = f"The page says that it is written in {shown(charset)}."
        document.note(line, what, "Write 'utf-8', and save it so.")
    name_of = next(filter(_META.fullmatch, (_lower(tag, "property"), about)), None)
    if name_of or _META_ITEM.fullmatch(item := _lower(tag, "itemprop")):
        use = Use(name_of, absolute=True) if name_of else Use(f"itemprop {item}")
        document.references.append(Reference(use, content, line))


def _lower(tag: Tag, name: str) -> str:
    return tag.attributes.get(name, "").strip().lower()


_READERS: dict[str, Callable[[Document, Tag, str, str], None]] = {
    **dict.fromkeys((name for _, name in URLS), _read_url),
    **dict.fromkeys(STYLES, _read_style),
    **dict.fromkeys(IDS, _read_ids),
    **dict.fromkeys(("href", "xlink:href"), _read_href),
    **dict.fromkeys(("name", "lang", "xml:lang"), _read_name),
    "id": _read_id,
}
