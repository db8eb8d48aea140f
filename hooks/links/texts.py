"""What else refers to pages: style sheets, Markdown such as `llms.txt`, sitemaps, and JSON."""

import functools
import html
import json
import re
from collections.abc import Iterator
from xml.parsers import expat

import ada_url

from links.document import ALTERNATE, STYLE, Document, Reference, Use
from links.tags import tag_of, with_lines
from links.urls import is_absolute

_LINK, _ENTRY = Use("Link"), Use("Sitemap entry", absolute=True)

_QUOTED = r"(?:\"(?:[^\"\\\n]|\\.)*[\"\n]?|'(?:[^'\\\n]|\\.)*['\n]?)"
# In a style sheet, comments, names of XML, and other strings refer to nothing but may look as if they did.
_IN_STYLE = re.compile(
    r"/\*.*?(?:\*/|\Z)|@namespace[^;]*+"
    rf"|(?:@import\s*+(?=[\"'])|(?<![\w-])url\(\s*+)(?P<url>{_QUOTED}|(?:[^\s\"'()\\]|\\[0-9a-f]+\s?|\\.)*)"
    rf"|(?P<candidate>{_QUOTED})(?=\s+(?:[\d.]+(?:x|dp)|type\())"
    rf"|{_QUOTED}|\\.",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:0?([0-9a-f]{1,5})\s?|(.))", re.IGNORECASE | re.DOTALL)
# In Markdown, what stands in code is no link. Each branch begins with a sign that Python looks for first.
_IN_MARKDOWN = re.compile(
    r"\n {0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}(?P=fence)[`~]*[ \r]*(?:\n|\Z))[^\n]*)*(?:\n[^\n]*)?"
    r"|`(?<!``)(?P<ticks>`*+)[^\n]*?[^`\n]`(?P=ticks)(?!`)"
    r"|\](?<!\\\])\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^\s()]*+\))*)"
    r"(?=[ \t]*(?:\)|\s[\"'(])))"
    r"|\n {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)"
    r"|<(?P<auto>[a-zA-Z][a-zA-Z0-9+.-]+:[^\s<>]*)>",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_IN_SITEMAP = re.compile(
    r"<!--.*?-->|<([\w-]+:)?(?:loc\s*>(?:\s*<!\[CDATA\[)?([^<]*)|link\s([^>]*))", re.DOTALL
)
_IN_JSON = r'((?:[^"\\]|\\.)*)"'


def find_urls(text: str, line: int = 1) -> Iterator[tuple[str, int]]:
    """Yield every URL of a style sheet or a `style` attribute with its line."""
    for match, at in with_lines(_IN_STYLE, text, line):
        if kind := match.lastgroup:
            url = match[kind].strip("\"'\n")
            yield _ESCAPE.sub(lambda sign: sign[2] or chr(int(sign[1], 16)), url), at


def read_style_sheet(document: Document, text: str) -> None:
    """Take the URLs of a style sheet but '#x', which is the document that uses it."""
    found = [Reference(STYLE, url, line) for url, line in find_urls(text)]
    document.references += [reference for reference in found if not reference.url.startswith("#")]


def read_markdown(document: Document, text: str) -> None:
    """Take the links of Markdown but those in code."""
    for match, line in with_lines(_IN_MARKDOWN, f"\n{text}", 0):
        if (kind := match.lastgroup) and kind not in ("fence", "ticks"):
            url = _ESCAPED.sub(r"\1", match[kind])
            document.references.append(Reference(_LINK, url, line + match[0].count("\n")))


def read_xml(document: Document, text: str) -> None:
    """Take what a sitemap lists, and nothing of XML of another kind."""
    try:
        expat.ParserCreate("utf-8", " ").Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        document.note(error.lineno, f"The file is not well-formed XML: {expat.ErrorString(error.code)}.")
    is_index = "<sitemapindex" in text
    for match, line in with_lines(_IN_SITEMAP, text) if is_index or "<urlset" in text else ():
        prefix, loc, link = match.groups()
        if loc is not None:
            document.references.append(Reference(_ENTRY, html.unescape(loc).strip(" \n]"), line))
            if not prefix and not is_index:
                document.entries.append((document.references[-1], []))
        elif link and document.entries:
            given = tag_of("link", link).attributes
            alternate = Reference(ALTERNATE, given.get("href", ""), line, given.get("hreflang", ""))
            document.entries[-1][1].append(alternate)
            document.references.append(alternate)


def _read_json(document: Document, text: str, line: int = 1, *, name: str, keys: str = "@id") -> None:
    """Take full URLs, and what stands under these keys."""
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        # Python reads neither a number of thousands of digits nor brackets in a thousand brackets.
        why = getattr(error, "msg", "a number or its brackets go on and on")
        document.note(line + getattr(error, "lineno", 1) - 1, f"The {name} is no JSON: {why}.")
        return
    pattern = rf'"(?<!\\")(?:({keys})"\s*:\s*\[?\s*"{_IN_JSON}|(?=https?:[^\s"]*"){_IN_JSON}(?!\s*:))'
    for match, at in with_lines(re.compile(pattern), text, line):
        key, under_key, alone = match.groups()
        url = under_key if key else alone
        if "\\" in url:
            url = json.loads(f'"{url}"')
        if key == "@id":
            # A name: where it is a full URL, its page should be there, but its fragment need not be.
            url = url.partition("#")[0] if is_absolute(url) else ""
        document.references.append(Reference(Use(f"{key or 'URL'} of the {name}", empty=True), url, at))


# Keys that schema.org fills with URLs.
read_json_ld = functools.partial(
    _read_json, name="JSON-LD", keys="@id|url|image|logo|(?:content|thumbnail|embed)Url|sameAs|license"
)
read_data = functools.partial(_read_json, name="data")


def read_search_index(document: Document, text: str) -> None:
    """Take locations, which are relative to the folder above that of the index."""
    document.base = ada_url.join_url(document.base, "../")
    _read_json(document, text, name="search index", keys="location")
    if not document.references and not document.faults:
        document.note(1, "The search index has no 'location'.")
