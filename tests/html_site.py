"""Reading the built site in tests: pages by language, and what stands on them."""

import functools
import urllib.parse
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

LOCALES = ("ja", "en")
OTHER = {"ja": "en", "en": "ja"}
ROOTS = {"ja": "", "en": "en/"}
# One page of each kind, but for the edition and the page for what is not found.
KINDS = ["", "layers/3-memory/", "comparison/", "claims/", "glossary/", "sources/", "outlook/", "citing/"]


@functools.cache
def parse(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def pages(site: Path, locale: str) -> dict[str, LexborHTMLParser]:
    """Return the pages of one language by their address below its root, but those that only lead on."""
    root, english = site / ROOTS[locale], site / "en"
    files = [file for file in root.rglob("index.html") if locale == "en" or not file.is_relative_to(english)]
    found = {
        file.parent.relative_to(root).as_posix(): file for file in files if parse(file).css(".md-content")
    }
    return {name: without_chapters(found[name]) for name in sorted(found)}


@functools.cache
def without_chapters(file: Path) -> LexborHTMLParser:
    """Return a page without the chapters of the edition, which say again what other pages say."""
    return without(file.read_text(encoding="utf-8"), ".edition .chapter, .edition-contents")


def without(html: str | None, selector: str) -> LexborHTMLParser:
    """Return a page without the elements that a selector finds."""
    page = LexborHTMLParser(html or "")
    for node in page.css(selector):
        node.decompose()
    return page


def page(site: Path, locale: str, address: str) -> LexborHTMLParser:
    return parse(site / ROOTS[locale] / address / "index.html")


def text(node: LexborNode | None) -> str:
    """Return the text of a node with single spaces; that of a missing node is empty."""
    return " ".join(node.text().split()) if node else ""


def reading_text(node: LexborNode | None) -> str:
    """Return the text that a reader sees at once, without the meanings of terms."""
    return text(without(node.html, ".term__meaning, .print-note").body) if node else ""


def standing_open(page: LexborHTMLParser) -> LexborHTMLParser:
    """Return a page without what is folded, hidden, or shown on demand."""
    return without(page.html, "details:not([open]) > :not(summary), [hidden], template, .term__meaning")


def resolve(address: str, href: str) -> tuple[str, str] | None:
    """Return path and fragment of a link on a page of the site, None for a link that leads elsewhere."""
    target = urllib.parse.urlsplit(urllib.parse.urljoin(f"https://site.test/{address}", href))
    if target.netloc != "site.test":
        return None
    return target.path.removeprefix("/"), urllib.parse.unquote(target.fragment)
