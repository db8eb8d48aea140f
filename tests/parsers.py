"""Every reader of text that others write, by name, for tests that hold for all of them."""

from collections.abc import Callable
from typing import Any

import ada_url

from argument.characters import find_unfit, joined, shows_something
from argument.checks import check_pages
from argument.fields import is_web_address
from argument.frontmatter import decode_yaml, split_front_matter
from argument.inline import parse_inline
from argument.markup import parse_attributes, parse_blocks
from argument.model import Argument, parse_page
from argument.permalinks import parse_permalinks, parse_redirects
from argument.register import Register, parse_register
from argument.schema import front_class
from argument.sources import Source, decode
from argument.templates import inert, with_breaks
from faults import Fault, shown, suggest
from links import texts, urls
from links.document import Document
from links.page import read_page
from publishing.policy import PolicyError, hashes_of

MARKERS = frozenset({"comparison"})
SITE = urls.parse_site_url("https://site.example/sub/")


def a_page(text: str) -> None:
    """Read a page in both languages as a build does, and check it."""
    if isinstance(given := decode(text.encode("utf-8", "surrogatepass"), "docs/x.en.md"), Fault):
        return
    pages = {
        (name, locale): parse_page(Source(f"docs/{name}.{locale}.md", name, locale, given))
        for name in ("layers/3-x", "sources")
        for locale in ("ja", "en")
    }
    for one in check_pages(Argument(pages, Register(documents=(), claims=()), {}, (), ()), MARKERS):
        assert "\n" not in str(one) and one.line > 0 and one.mend


def without_surrogates(text: str) -> str:
    """Return what can be in a file that was decoded."""
    return text.encode(errors="ignore").decode()


def front_matter(text: str) -> None:
    for name in ("layers/3-x", "sources"):
        _, faults = decode_yaml(without_surrogates(text), "docs/x.md", front_class(name))
        assert all("\n" not in str(one) and one.line > 1 for one in faults)


def blocks(text: str) -> None:
    found, faults = parse_blocks(text, 1, "docs/x.md")
    lines = [line for block in found for line in range(block.line, block.end + 1)]
    assert lines == sorted(set(lines)) and all(fault.what and fault.mend for fault in faults)
    for block in found:
        block.inline()


def inline(text: str) -> None:
    found = parse_inline(text)
    assert len(found.own) <= len(found.plain) + 1 <= len(text) + 1


def of_links(read: Callable[[Document, str], None]) -> Callable[[str], None]:
    """Return a reader of the link checker that holds what it finds against the lines of the text."""

    def read_document(text: str) -> None:
        document = Document("x/y.html", f"{SITE.href}x/y.html")
        try:
            read(document, text)
        finally:
            last = text.count("\n") + text.count("\r") + text.count("\f") + 1
            lines = [one.line for one in document.references] + [fault.line for fault in document.faults]
            assert all(0 < line <= last for line in lines)

    return read_document


def an_url(text: str) -> None:
    urls.decode(text)
    urls.locate(ada_url.join_url(SITE.href, text), SITE)


def _source(name: str) -> Callable[[str], Source]:
    return lambda text: Source(f"docs/{name}", name, "", without_surrogates(text))


REGISTER, REDIRECTS, PERMALINKS = map(_source, ("register.yml", "redirects.yml", "permalinks.txt"))

# Of the project: what is at fault is a value, so that nothing may be raised.
OURS: dict[str, Callable[[str], Any]] = {
    "a page": a_page,
    "attribute lists": lambda text: parse_attributes(text, 1),
    "blocks": blocks,
    "characters": lambda text: (find_unfit(text), shows_something(text), joined(text)),
    "decode": lambda text: decode(text.encode("utf-16", "surrogatepass"), "docs/x.md"),
    "front matter": front_matter,
    "inert text": inert,
    "inline": inline,
    "messages": lambda text: (shown(text), suggest(text[:200], ["title", "layer"])),
    "permalinks": lambda text: parse_permalinks(PERMALINKS(text)),
    "phrases": lambda text: with_breaks(text, "en"),
    "redirects": lambda text: parse_redirects(REDIRECTS(text)),
    "register": lambda text: parse_register(REGISTER(text)),
    "split": lambda text: split_front_matter(text, "docs/x.md"),
    "web addresses": is_web_address,
}
# Of a built folder: two raise an error, which the caller turns into a message.
BUILT: dict[str, tuple[Callable[[str], Any], tuple[type[Exception], ...]]] = {
    "css": (of_links(texts.read_style_sheet), ()),
    "html": (of_links(read_page), ()),
    "json data": (of_links(texts.read_data), ()),
    "json-ld": (of_links(texts.read_json_ld), ()),
    "markdown": (of_links(texts.read_markdown), ()),
    "policy": (hashes_of, (PolicyError,)),
    "search index": (of_links(texts.read_search_index), ()),
    "site address": (urls.parse_site_url, (ValueError,)),
    "sitemaps": (of_links(texts.read_xml), ()),
    "srcset": (lambda text: of_links(read_page)(f'<img srcset="{text}">'), ()),
    "urls": (an_url, (ValueError,)),
}
READERS = {**{name: (read, ()) for name, read in OURS.items()}, **BUILT}
