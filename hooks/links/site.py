"""A built site in memory: its files, what they say, and where each URL leads.

What cannot be read is a fault, not an error: a byte that is not UTF-8, XML or JSON that is damaged.
"""

import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from links.data import read_data, read_manifest, read_search_index, read_xml
from links.document import MANIFEST, TWIN, Document, Reference
from links.folder import Folder, path_of
from links.page import read_page
from links.texts import read_markdown, read_robots, read_style_sheet
from links.troubles import DamagedError, Trouble
from links.urls import SiteUrl, climbs_out, decode, is_absolute, join, locate, tidy

Reader = Callable[[Document, str], None]
Places = list[tuple[Reference, str]]

PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_BY_ENDING: dict[tuple[str, ...], Reader] = {
    (*PAGE_ENDINGS, ".svg"): read_page,
    (".xml", ".xml.gz", ".svg"): read_xml,
    (".css",): read_style_sheet,
    (".webmanifest",): read_manifest,
    ("/llms.txt",): read_markdown,
    ("/robots.txt",): read_robots,
}
# What a page's own address need not escape.
_SAFE = "/:@!$&'()*+,;=~"


class Target(NamedTuple):
    """Where a URL leads that stands in a document."""

    place: str  # the file that a host serves for it, the whole URL where that is none of the site's
    file: str  # the same file, empty where there is none
    path: str | None  # decoded, below the site's address; None on another host
    trouble: Trouble | None  # what keeps anyone from getting there


@dataclass(slots=True)
class Site:
    """The site as its readers find it; `pages` holds drawings too, for their anchors."""

    url: SiteUrl
    folder: Folder
    pages: dict[str, Document] = field(default_factory=dict)
    others: list[Document] = field(default_factory=list)
    _served: dict[str, tuple[str | None, str, Trouble | None]] = field(default_factory=dict)
    _targets: dict[tuple[str, str], Target | None] = field(default_factory=dict)

    def resolve(self, document: Document, url: str) -> Target | None:
        """Return where a URL leads that stands in a document, None if it cannot be parsed."""
        key = (document.base, tidy(url).partition("#")[0])
        if key not in self._targets:
            self._targets[key] = self._find_target(*key)
        return self._targets[key]

    def _find_target(self, base: str, url: str) -> Target | None:
        try:
            # A space at the end, before a fragment, is part of the path.
            address = join(base, f"{url}#").partition("#")[0]
        except ValueError:
            return None
        if address not in self._served:
            path, trouble = locate(address, self.url)
            served = self.folder.find(path) if path is not None and not trouble else ("", trouble)
            self._served[address] = path, *served
        path, file, trouble = self._served[address]
        if trouble is Trouble.OUTSIDE and not url.startswith(self.url.href):
            # A full URL of the same host is that of another site on it and none of our business.
            is_of_page = not is_absolute(url, or_host=True) and locate(base, self.url)[1] is None
            path, trouble = (path, trouble) if is_of_page else (None, None)
        elif path is not None and climbs_out(url, base):
            trouble = Trouble.OUTSIDE
        return Target(file or address, file, path, trouble)

    def page_at(self, document: Document, url: str) -> Document | None:
        """Return the page that a URL leads to, None if it is none of the site's."""
        target = self.resolve(document, url)
        return self.pages.get(target.file) if target else None

    def places(self, document: Document, references: list[Reference]) -> Places:
        """Return references with their places: file, URL on another host, or what cannot be parsed."""
        targets = [(found, self.resolve(document, found.url)) for found in references]
        return [(found, target.place if target else found.url) for found, target in targets]

    def address(self, file: str) -> str:
        """Return the URL that a file is known by."""
        return self.url.href + urllib.parse.quote(path_of(file).encode("utf-8", "surrogateescape"), _SAFE)

    def has_anchor(self, file: str, fragment: str) -> bool:
        """Tell whether a fragment points at something in a file; of files that are no documents all do."""
        page = self.pages.get(file)
        if page is None or fragment.lower() in ("", "top") or fragment in page.ids:
            return True
        decoded = decode(fragment)
        # Browsers escape a fragment before they look for it, and decode it only then.
        forms = {fragment, urllib.parse.quote(fragment, f"{_SAFE}%"), decoded}
        if not (forms.isdisjoint(page.ids) and forms.isdisjoint(page.names)):
            return True
        return file.lower().endswith(".svg") and decoded.startswith(("svgView(", "xywh=", "t="))


def read_site(folder: str, url: SiteUrl) -> Site:
    """Return the site that lies in a folder; raises `OSError` where that is no folder."""
    site = Site(url, Folder(folder))
    for file in sorted(site.folder.files):
        name = f"/{file.lower()}"
        for endings, read in _BY_ENDING.items():
            if name.endswith(endings):
                _read(site, file, read)
        if name.endswith(".json") and name.rpartition("/")[0].endswith("/search"):
            _read(site, file, read_search_index)
    for file, read in sorted(_announced(site).items()):
        _read(site, file, read)
    return site


def _announced(site: Site) -> dict[str, Reader]:
    """Return manifests, and the Markdown and data that pages or an `llms.txt` name; others need no reader."""
    found = [(page, reference) for page in site.pages.values() for reference in page.of(MANIFEST, TWIN)]
    lists = [one for one in site.others if one.file.rpartition("/")[2] == "llms.txt"]
    found += [(one, reference) for one in lists for reference in one.references]
    readers: dict[str, Reader] = {}
    for document, reference in found:
        target = site.resolve(document, reference.url)
        file = target.file if target else ""
        if file and reference.use is MANIFEST:
            readers[file] = read_manifest
        elif file.endswith((".md", ".json")):
            readers.setdefault(file, read_markdown if file.endswith(".md") else read_data)
    return readers


def _read(site: Site, file: str, read: Reader) -> None:
    document = Document(file, site.address(file))
    try:
        content, plain = site.folder.read(file), file.removesuffix(".gz")
        if plain != file and plain in site.folder.files and site.folder.read(plain) == content:
            return  # for a packed twin says nothing else
        if read is read_page:
            site.pages[file] = document
        read(document, _text(document, content))
    except DamagedError as error:
        document.note(*error.args)
    if site.pages.get(file) is not document:
        site.others.append(document)


def _text(document: Document, content: bytes) -> str:
    """Return the text of a file without its byte order mark; what is not UTF-8 is noted and replaced."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"Byte 0x{content[error.start]:02x} is not UTF-8."
        document.note(line, what, "Save the file as UTF-8.")
        return content.decode("utf-8-sig", "replace")
