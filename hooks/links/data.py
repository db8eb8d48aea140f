"""Data that refer to pages: sitemaps, and JSON: JSON-LD, web manifests, search indexes, published data."""

import functools
import json
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from links.document import ALTERNATE, Document, Reference, Use
from links.troubles import DamagedError
from links.urls import join

_UseOf = Callable[[str, str], Use | None]
# A string, and whether it is the key of what follows.
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?')
_WEB = re.compile(r"https?:\S*", re.IGNORECASE)
# Keys of JSON-LD under which a relative text is a URL as well.
_LD_KEY = re.compile(
    r"url|image|logo|(?:content|thumbnail|embed|download|install|discussion)Url|sameAs|mainEntityOfPage"
    r"|license|codeRepository"
)
_ENTRY, _INDEX = Use("Sitemap entry", absolute=True), Use("Sitemap of the index", absolute=True)
_IMAGE = Use("Image of the sitemap", absolute=True)
_SEARCH, _ADDRESS = Use("Search entry", empty=True), Use("Address in the data")
# Source: W3C, Web Application Manifest.
_MANIFEST = {
    "start_url": Use("start_url of the manifest", empty=True),
    "scope": Use("scope of the manifest", is_prefix=True),
    **{key: Use(f"{key} of the manifest") for key in ("src", "url", "action")},
}


def read_json_ld(document: Document, text: str, line: int) -> None:
    """Take full URLs, and what stands under keys that schema.org fills with URLs; raises `DamagedError`."""
    _take(document, text, _use_in_json_ld, "JSON-LD", line)


def read_search_index(document: Document, text: str) -> None:
    """Take locations, which are relative to the folder above that of the index; raises `DamagedError`."""
    document.base = join(document.base, "../")
    _take(document, text, lambda key, _: _SEARCH if key == "location" else None, "search index")
    if not document.references:
        raise DamagedError(1, "The search index has no 'location'.")


def _use_in_json_ld(key: str, value: str) -> Use | None:
    # An '@id' is a name: its page should be there, its fragment need not be.
    if key == "@id":
        return None if value.startswith("_:") else Use("JSON-LD @id", anchor=False, empty=True)
    is_url = _WEB.fullmatch(value) and key not in ("@context", "@type", "@vocab")
    return Use(f"JSON-LD {key}".strip()) if is_url or _LD_KEY.fullmatch(key) else None


def _take(document: Document, text: str, use_of: _UseOf, name: str, line: int = 1) -> None:
    """Take the strings that are references by their key, which holds for all of a list."""
    _refuse_damaged(text, name, line)
    key, counted = "", 0
    for match in _STRING.finditer(text):
        value = json.loads(f'"{match[1]}"') if "\\" in match[1] else match[1]
        if match[2]:
            key = value
        elif use := use_of(key, value):
            line += text.count("\n", counted, match.start())
            counted = match.start()
            document.references.append(Reference(use, value, line))


# Both raise `DamagedError`, too; data refer by every full address that stands as a value.
read_manifest = functools.partial(_take, use_of=lambda key, _: _MANIFEST.get(key), name="manifest")
read_data = functools.partial(_take, use_of=lambda _, url: _WEB.fullmatch(url) and _ADDRESS, name="file")


def _refuse_damaged(text: str, name: str, line: int) -> None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise DamagedError(line + error.lineno - 1, f"The {name} is no JSON: {error.msg}.") from None
    except (ValueError, RecursionError):
        # Python 3.11 reads no number of more than 4,300 digits.
        what = f"The {name} has a number with too many digits, or brackets in too many brackets."
        raise DamagedError(line, what) from None


def read_xml(document: Document, text: str) -> None:
    """Take what a sitemap lists, and nothing of XML of another kind; raises `DamagedError`."""
    root = _elements(text)
    if root.tag == "sitemapindex":
        document.references += [_loc(_INDEX, one) for one in root.iterfind("sitemap")]
    for url in root.iterfind("url") if root.tag == "urlset" else ():
        links = [one.attrib for one in url.iterfind("link[@rel='alternate']")]
        alternates = [
            Reference(ALTERNATE, it.get("href", ""), int(it[""]), it.get("hreflang", "")) for it in links
        ]
        images = [_loc(_IMAGE, image) for image in url.iterfind("image")]
        document.entries.append((_loc(_ENTRY, url), alternates))
        document.references += [document.entries[-1][0], *alternates, *images]


def _loc(use: Use, element: Element) -> Reference:
    """Return the address in an element, an empty one at its own place where there is none."""
    loc = element.find("loc")
    found = element if loc is None else loc
    return Reference(use, (element.findtext("loc") or "").strip(), int(found.attrib[""]))


def _elements(text: str) -> Element:
    """Return the elements of XML by their local names, each with its line under ''; raises `DamagedError`."""
    builder, parser = TreeBuilder(), expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start(name.rpartition(" ")[2], {**attributes, "": str(parser.CurrentLineNumber)})

    parser.StartElementHandler, parser.CharacterDataHandler = start, builder.data
    parser.EndElementHandler = lambda name: builder.end(name.rpartition(" ")[2])
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        what = f"The file is not well-formed XML: {expat.ErrorString(error.code)}."
        raise DamagedError(error.lineno, what) from None
    return builder.close()
