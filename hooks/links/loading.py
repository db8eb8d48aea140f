"""Loading a built folder: every file that refers to something is read, by its kind.

What cannot be read is a finding, not an error: a byte that is not UTF-8, XML or JSON that is damaged.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from links.css import parse_css
from links.data import DataError, parse_data, parse_manifest, parse_search_index
from links.descriptions import parse_description
from links.drawings import parse_drawing
from links.feeds import is_feed, parse_feed
from links.folder import LARGEST, Folder
from links.page import Page, parse_page
from links.references import STYLE, Reference, Use
from links.report import Finding
from links.rules.own import PAGE_ENDINGS
from links.site import Context, Site
from links.sitemaps import Entry, is_sitemap, parse_sitemap
from links.texts import parse_markdown, parse_redirects, parse_robots
from links.urls import SiteUrl
from links.xmltree import Document, XmlError, parse_xml

REDIRECTS = "_redirects"
# The folder of the indexes of a search, each a JSON file with the list 'docs'.
SEARCH = "search"
_XML_ENDINGS = (".xml", ".rss", ".atom", ".svg", ".xml.gz")


@dataclass(slots=True)
class Loaded:
    """A site with all that refers to something, file by file, and what could not be read."""

    site: Site
    contexts: dict[str, Context] = field(default_factory=dict)
    mentions: list[tuple[Context, list[Reference]]] = field(default_factory=list)
    entries: list[tuple[Context, Entry]] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)

    def note(self, file: str, line: int, what: str, mend: str) -> None:
        self.findings.append((file, Finding(Reference(Use("File"), "", line=line), what, mend)))


def load(folder: str, url: SiteUrl) -> Loaded:
    """Return the site that lies in a folder; raises `OSError` where that is no folder."""
    loaded = Loaded(Site(url, Folder(folder)))
    for name in loaded.site.folder.dead_links:
        loaded.note(name, 1, "The symbolic link leads nowhere, or in a circle.", "Put the file itself here.")
    for name in loaded.site.folder.closed:
        loaded.note(name, 1, "The folder cannot be read.", "Make it readable.")
    _load_pages(loaded)
    _load_xml(loaded)
    _load_styles(loaded)
    _load_texts(loaded)
    _load_data(loaded)
    return loaded


def read_text(loaded: Loaded, file: str, content: bytes | None = None) -> str | None:
    """Return the text of a file, None and a finding where there is none to be had."""
    content = read_bytes(loaded, file) if content is None else content
    if content is None:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        loaded.note(file, line, f"Byte 0x{content[error.start]:02x} is not UTF-8.", "Save the file as UTF-8.")
        return None


def read_bytes(loaded: Loaded, file: str) -> bytes | None:
    """Return the content of a file, None and a finding where it cannot be read."""
    folder = loaded.site.folder
    if folder.files[file] > LARGEST:
        loaded.note(file, 1, f"The file is larger than {LARGEST >> 20} MiB and was not read.", "Split it.")
        return None
    try:
        return folder.read(file)
    except OSError as error:
        loaded.note(file, 1, f"The file cannot be read: {error.strerror}.", "Make it readable.")
        return None


# --- kinds of files -----------------------------------------------------------------------------------


def _load_pages(loaded: Loaded) -> None:
    site = loaded.site
    for file in site.folder.named(*PAGE_ENDINGS):
        content = read_bytes(loaded, file)
        if content is None:
            continue
        readable = read_text(loaded, file, content) is not None
        page = parse_page(content if readable else content.decode("utf-8", "replace"))
        loaded.contexts[file] = site.context(file, page)
        # A page that is not UTF-8 can still be pointed at; what it refers to cannot be trusted.
        site.pages[file] = page if readable else Page(page.language, ids=page.ids, names=page.names)


def _load_xml(loaded: Loaded) -> None:
    for file in loaded.site.folder.named(*_XML_ENDINGS):
        content = _unpacked(loaded, file)
        if content is None:
            continue
        try:
            _take_xml(loaded, file, parse_xml(content))
        except XmlError as error:
            what = f"The file is not well-formed XML: {error.reason}."
            loaded.note(file, error.line, what, "Mend what is there, or write the file anew.")


def _unpacked(loaded: Loaded, file: str) -> bytes | None:
    """Return the content of an XML file; None for a packed one that says the same as its plain twin."""
    content = read_bytes(loaded, file)
    if content is None or not file.endswith(".gz"):
        return content
    try:
        unpacked = gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        loaded.note(file, 1, "The file is no gzip file.", "Pack it anew.")
        return None
    plain = file.removesuffix(".gz")
    same = plain in loaded.site.folder.files and loaded.site.folder.read(plain) == unpacked
    return None if same else unpacked


def _take_xml(loaded: Loaded, file: str, document: Document) -> None:
    context = loaded.site.context(file)
    loaded.mentions.append((context, document.sheets))
    if document.root.name == "svg":
        loaded.site.pages[file] = parse_drawing(document)
        loaded.contexts[file] = context
    elif is_sitemap(document):
        sitemap = parse_sitemap(document)
        loaded.entries += [(context, entry) for entry in sitemap.entries]
        loaded.mentions.append((context, sitemap.references))
    elif is_feed(document):
        loaded.mentions.append((context, parse_feed(document)))
    else:
        loaded.mentions.append((context, parse_description(document)))


def _load_styles(loaded: Loaded) -> None:
    for file in loaded.site.folder.named(".css"):
        text = read_text(loaded, file)
        # '#x' in a style sheet is the document that uses it, which is not known here.
        found = [one for one in parse_css(text or "") if not one.url.startswith("#")]
        references = [
            Reference(STYLE, one.url, line=(text or "").count("\n", 0, one.offset) + 1) for one in found
        ]
        loaded.mentions.append((loaded.site.context(file), references))


def _load_texts(loaded: Loaded) -> None:
    site = loaded.site
    for file in site.folder.named("llms.txt"):
        if file.rpartition("/")[2] == "llms.txt":
            _take_markdown(loaded, file)
    _load_for_machines(loaded)
    if "robots.txt" in site.folder.files and (text := read_text(loaded, "robots.txt")):
        loaded.mentions.append((site.context("robots.txt"), parse_robots(text)))
    if REDIRECTS in site.folder.files and (text := read_text(loaded, REDIRECTS)):
        site.redirects = parse_redirects(text)


def _take_markdown(loaded: Loaded, file: str) -> None:
    if text := read_text(loaded, file):
        loaded.mentions.append((loaded.site.context(file), parse_markdown(text)))


def _load_for_machines(loaded: Loaded) -> None:
    """Load Markdown and data that pages or an `llms.txt` announce; others need not be for readers."""
    site = loaded.site
    named = [(loaded.contexts[file], twin) for file, page in site.pages.items() for twin in page.twins]
    for context, references in loaded.mentions:
        if context.file.rpartition("/")[2] == "llms.txt":
            named += [(context, reference) for reference in references]
    targets = (site.resolve(context, reference.url) for context, reference in named)
    for file in sorted({target.file for target in targets if target}):
        if file.endswith(".md"):
            _take_markdown(loaded, file)
        elif file.endswith(".json"):
            _take_data(loaded, file, site.context(file), parse_data)


def _load_data(loaded: Loaded) -> None:
    site = loaded.site
    for file in site.folder.named(".json"):
        above, _, name = file.rpartition("/")
        if not name.endswith(".json") or above.rpartition("/")[2] != SEARCH:
            continue
        base = site.context(above.removesuffix(SEARCH))
        _take_data(loaded, file, base._replace(file=file), parse_search_index)
    linked = {
        site.resolve(loaded.contexts[file], reference.url)
        for file, page in site.pages.items()
        for reference in page.manifests
    }
    manifests = {target.file for target in linked if target and target.file}
    for file in sorted({*manifests, *site.folder.named(".webmanifest")}):
        _take_data(loaded, file, site.context(file), parse_manifest)


def _take_data(loaded: Loaded, file: str, context: Context, parse: Callable[[str], list[Reference]]) -> None:
    text = read_text(loaded, file)
    if text is None:
        return
    try:
        loaded.mentions.append((context, parse(text)))
    except DataError as error:
        what = f"The file is not what it should be: {error.reason}."
        loaded.note(file, error.line, what, "Mend what is there, or write the file anew.")
