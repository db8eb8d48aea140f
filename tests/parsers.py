"""Every reader of text that others write, by name, for tests that hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from argument.addresses import is_web_address
from argument.characters import find_unfit, shows_something
from argument.checks import check_pages
from argument.drawings import drawing_fault
from argument.frontmatter import decode_yaml, split_front_matter
from argument.inline import parse_inline, plain_text, without_code
from argument.limits import find_excess
from argument.markup import parse_attributes, parse_blocks
from argument.model import Argument
from argument.pages import parse_page
from argument.permalinks import parse_permalinks
from argument.phrases import with_breaks
from argument.problems import Problem, shown, suggest
from argument.redirects import parse_redirects
from argument.register import parse_register
from argument.schema import front_class
from argument.sources import Source, decode
from argument.templates import inert
from links import data, page, srcset, texts, urls
from links.css import parse_css
from links.drawings import parse_drawing
from links.feeds import is_feed, parse_feed
from links.jsonld import read_json_ld
from links.locate import Lines
from links.sitemaps import is_sitemap, parse_sitemap
from links.xmltree import XmlError, parse_xml
from publishing.policy import PolicyError, hashes_of
from publishing.unused import StyleError, UsedStyles, Vocabulary

MARKERS = frozenset({"comparison"})
SITE = urls.parse_site_url("https://site.example/sub/")


def a_page(text: str) -> None:
    """Read a page in both languages as a build does, and check it."""
    if isinstance(given := decode(text.encode("utf-8", "surrogatepass"), "docs/x.en.md"), Problem):
        return
    if find_excess(given, "docs/x.en.md"):
        return
    pages = {
        (name, locale): parse_page(Source(f"docs/{name}.{locale}.md", name, locale, given))
        for name in ("layers/3-x", "sources")
        for locale in ("ja", "en")
    }
    for one in check_pages(Argument(pages, None, None, (), ()), MARKERS):
        assert "\n" not in str(one) and one.line > 0 and one.mend


def styles(text: str) -> None:
    """Read a style sheet, and write what of it a page without words can use."""
    used = UsedStyles(Vocabulary())
    used.read(text)
    used.write()


def without_surrogates(text: str) -> str:
    """Return what can be in a file that was decoded."""
    return re.sub("[\ud800-\udfff]", "", text)


def front_matter(text: str) -> None:
    for name in ("layers/3-x", "sources"):
        _, problems = decode_yaml(without_surrogates(text), "docs/x.md", front_class(name))
        assert all("\n" not in str(one) and one.line > 1 for one in problems)


def blocks(text: str) -> None:
    if find_excess(text, "docs/x.md") is None:
        for block in parse_blocks(text, 1):
            block.inline()


def inline(text: str) -> None:
    if find_excess(text, "docs/x.md"):
        return
    parse_inline(text)
    plain_text(text)
    assert len(without_code(text)) == len(text)


def an_html_page(text: str) -> None:
    found = page.parse_page(text)
    lines = Lines(text)
    for one in (*found.references, *found.locals):
        assert lines.find(one.tag, one.attribute, one.value, 0) > 0


def an_xml_file(text: str) -> None:
    document = parse_xml(text.encode("utf-8", "surrogatepass"))
    if is_sitemap(document):
        assert parse_sitemap(document).references is not None
    if is_feed(document):
        parse_feed(document)
    parse_drawing(document)


def an_url(text: str) -> None:
    tidy = urls.tidy(text)
    urls.climbs_out(tidy, "/sub/x/")
    urls.is_mailto(tidy)
    absolute = urls.join(SITE.href, tidy)
    urls.way(absolute, SITE)
    urls.decode(urls.fragment_of(absolute))


def _source(name: str) -> Callable[[str], Source]:
    return lambda text: Source(f"docs/{name}", name, "", without_surrogates(text))


REGISTER, REDIRECTS, PERMALINKS = map(_source, ("register.yml", "redirects.yml", "permalinks.txt"))

# Of the project: what is at fault is a value, so that nothing may be raised.
OURS: dict[str, Callable[[str], Any]] = {
    "a page": a_page,
    "attribute lists": lambda text: parse_attributes(text, 1),
    "blocks": blocks,
    "characters": lambda text: (find_unfit(text), shows_something(text)),
    "decode": lambda text: decode(text.encode("utf-16", "surrogatepass"), "docs/x.md"),
    "drawings": lambda text: drawing_fault(text.encode("utf-8", "surrogatepass")),
    "front matter": front_matter,
    "inert text": inert,
    "inline": inline,
    "limits": lambda text: find_excess(text, "docs/x.md"),
    "messages": lambda text: (shown(text), suggest(text[:200], ["title", "layer"])),
    "permalinks": lambda text: parse_permalinks(PERMALINKS(text)),
    "phrases": lambda text: with_breaks(text, "en"),
    "redirects": lambda text: parse_redirects(REDIRECTS(text)),
    "register": lambda text: parse_register(REGISTER(text)),
    "split": lambda text: split_front_matter(text, "docs/x.md"),
    "web addresses": is_web_address,
}
# Of a built folder: some raise an error of their own, which the caller turns into a message.
BUILT: dict[str, tuple[Callable[[str], Any], tuple[type[Exception], ...]]] = {
    "css": (parse_css, ()),
    "html": (an_html_page, ()),
    "json": (data.parse_json, (data.DataError,)),
    "json data": (data.parse_data, (data.DataError,)),
    "json-ld": (lambda text: read_json_ld(text, [], []), ()),
    "markdown": (texts.parse_markdown, ()),
    "manifest": (data.parse_manifest, (data.DataError,)),
    "policy": (hashes_of, (PolicyError,)),
    "redirects of a host": (texts.parse_redirects, ()),
    "robots": (texts.parse_robots, ()),
    "search index": (data.parse_search_index, (data.DataError,)),
    "site address": (urls.parse_site_url, (ValueError,)),
    "srcset": (srcset.parse_srcset, ()),
    "urls": (an_url, (ValueError,)),
    "styles": (styles, (StyleError,)),
    "words of a page": (Vocabulary().read_page, ()),
    "xml": (an_xml_file, (XmlError,)),
}
# What is read of these after their measure was taken, in paragraphs that are not too long.
MEASURED = frozenset({"a page", "blocks"})
READERS = {**{name: (read, ()) for name, read in OURS.items()}, **BUILT}
