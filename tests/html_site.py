"""Reading the built site in tests: pages by language, and what stands on them."""

import functools
import urllib.parse
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

LOCALES = ("ja", "en")
OTHER = {"ja": "en", "en": "ja"}
ROOTS = {"ja": "", "en": "en/"}


@functools.cache
def parse(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def pages(site: Path, locale: str) -> dict[str, LexborHTMLParser]:
    """Return the pages of one language by their address below the language's root."""
    root = site / ROOTS[locale]
    files = {file.parent.relative_to(root).as_posix(): file for file in root.rglob("index.html")}
    names = sorted(name for name in files if locale == "en" or not is_english(name))
    names = [name for name in names if not only_leads_on(files[name])]
    return {name: without_chapters(files[name]) for name in names}


@functools.cache
def without_chapters(file: Path) -> LexborHTMLParser:
    """Return a page without the chapters of the edition, which say again what other pages say."""
    page = LexborHTMLParser(file.read_text(encoding="utf-8"))
    for node in page.css(".edition .chapter, .edition-contents"):
        node.decompose()
    return page


def only_leads_on(file: Path) -> bool:
    """Tell whether a page is a short address or a redirect."""
    return "<main>" in file.read_text(encoding="utf-8") and parse(file).css_first(".md-content") is None


def is_english(address: str) -> bool:
    return address == "en" or address.startswith("en/")


def page(site: Path, locale: str, address: str) -> LexborHTMLParser:
    return parse(site / ROOTS[locale] / address / "index.html")


def text(node: LexborNode | None) -> str:
    """Return the text of a node with single spaces; that of a missing node is empty."""
    return " ".join(node.text().split()) if node else ""


def reading_text(node: LexborNode | None) -> str:
    """Return the text that a reader sees at once, without the meanings of terms."""
    if node is None:
        return ""
    copy = LexborHTMLParser(node.html or "")
    for meaning in copy.css(".term__meaning, .print-note"):
        meaning.decompose()
    return text(copy.body)


def standing_open(page: LexborHTMLParser) -> LexborHTMLParser:
    """Return a page without what is folded, hidden, or shown on demand."""
    copy = LexborHTMLParser(page.html or "")
    for selector in ("details:not([open]) > :not(summary)", "[hidden]", "template", ".term__meaning"):
        for node in copy.css(selector):
            node.decompose()
    return copy


def resolve(address: str, href: str) -> tuple[str, str] | None:
    """Return path and fragment of a link on a page of the site, None for a link that leads elsewhere."""
    base = f"https://site.test/{address}"
    target = urllib.parse.urlsplit(urllib.parse.urljoin(base, href))
    if target.netloc != "site.test":
        return None
    return target.path.removeprefix("/"), urllib.parse.unquote(target.fragment)
