"""A built site in memory: its files as a static host serves them, what they say, where each URL leads.

A path that ends in a slash, and one that names a folder, leads to the folder's `index.html`; names are
compared code point by code point, as hosts do even where the author's machine does not. What cannot be read
is a fault, not an error: a byte that is not UTF-8, XML or JSON that is damaged.
"""

# ruff: noqa: PTH113
# A site has thousands of files, and `pathlib` takes ten times as long as `os` to look at them.

import os
import urllib.parse
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import ada_url

from links import texts
from links.document import LINK_ELEMENT, Document
from links.page import read_page
from links.urls import SiteUrl, Trouble, decode, is_absolute, locate

Reader = Callable[[Document, str], None]

INDEX = "index.html"
_READERS: dict[tuple[str, ...], Reader] = {
    (".html", ".htm", ".xhtml", ".svg"): read_page,
    (".xml", ".svg"): texts.read_xml,
    (".css",): texts.read_style_sheet,
    ("/llms.txt",): texts.read_markdown,
    ("/search/search_index.json", "/search/ja.json", "/search/en.json"): texts.read_search_index,
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
    files: dict[str, str]  # path with '/' -> where it is on the disk
    pages: dict[str, Document] = field(default_factory=dict)
    others: list[Document] = field(default_factory=list)
    _targets: dict[str, dict[str, Target]] = field(default_factory=lambda: defaultdict(dict))

    def resolve(self, document: Document, url: str) -> Target:
        """Return where a URL leads that stands in a document."""
        known = self._targets["" if url.startswith(("https://", "http://")) else document.base]
        if url not in known:
            bare = url.strip().partition("#")[0]
            known[url] = known.get(bare) or self._find_target(document.base, bare)
            known[bare] = known[url]
        return known[url]

    def _find_target(self, base: str, url: str) -> Target:
        try:
            # Before a fragment, a space is part of the path.
            address = ada_url.join_url(base, f"{url}#").partition("#")[0]
        except ValueError:
            return Target(url, "", None, Trouble.MALFORMED)
        path, trouble = locate(address, self.url)
        if trouble is Trouble.OUTSIDE and (is_absolute(url) or url.startswith("//")):
            # Another site on the same host is none of our business.
            path, trouble = None, None
        if path is None or trouble:
            return Target(address, "", path, trouble)
        index = f"{path.removesuffix('/')}/{INDEX}" if path else INDEX
        file = next((one for one in (path, index) if one in self.files), "")
        return Target(file or address, file, path, None if file else Trouble.NOTHING)

    def address(self, file: str) -> str:
        """Return the URL that a file is known by."""
        return self.url.href + urllib.parse.quote(path_of(file).encode("utf-8", "surrogateescape"), _SAFE)

    def has_anchor(self, file: str, fragment: str) -> bool:
        """Tell whether a fragment points at something in a file; of files that are no documents all do."""
        page = self.pages.get(file)
        if page is None or fragment.lower() in ("", "top"):
            return True
        return fragment in page.anchors or decode(fragment) in page.anchors


def path_of(file: str) -> str:
    """Return the path that a page is known by: 'a/' for 'a/index.html'."""
    return file[: -len(INDEX)] if f"/{file}".endswith(f"/{INDEX}") else file


def read_site(folder: Path, url: SiteUrl) -> Site:
    """Return the site that lies in a folder."""
    site = Site(url, dict(_list_files(str(folder))))
    for file in sorted(site.files):
        _read(site, file, _READERS)
    for file in sorted(_announced(site)):
        _read(site, file, {(".md",): texts.read_markdown, (".json",): texts.read_data})
    return site


def _list_files(root: str) -> Iterator[tuple[str, str]]:
    """Yield each file of a folder and of all below, by its path from there and where it is."""
    for folder, _, names in os.walk(root):
        below = f"{folder[len(root) :]}/".lstrip("/")
        for name in names:
            if os.path.isfile(f"{folder}/{name}"):
                yield below + name, f"{folder}/{name}"


def _announced(site: Site) -> set[str]:
    """Return the files that an `llms.txt` lists, or the head of a page, such as its Markdown."""
    found: set[str] = set()
    for document in [*site.pages.values(), *site.others]:
        is_list = f"/{document.file}".endswith("/llms.txt")
        urls = [url for use, url, _, _ in document.references if is_list or use is LINK_ELEMENT]
        found.update(site.resolve(document, url).file for url in urls)
    return found - {""}


def _read(site: Site, file: str, readers: dict[tuple[str, ...], Reader]) -> None:
    for read in [read for endings, read in readers.items() if f"/{file.lower()}".endswith(endings)]:
        document = Document(file, site.address(file))
        try:
            read(document, _text(document, Path(site.files[file]).read_bytes()))
        except OSError as error:
            document.note(1, f"The file cannot be read: {error.strerror}.", "Make it readable.")
        if read is read_page:
            site.pages[file] = document
        else:
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
