"""What a file of the site says: what it refers to, what can be pointed at in it, what it says of itself."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from faults import Fault


class Use(NamedTuple):
    """A way of referring, and what it asks."""

    label: str  # how a report names the reference
    empty: bool = False  # it may be empty and then means the document itself
    absolute: bool = False  # it is read apart from the page and has to be a full URL
    is_id: bool = False  # it is no URL but the id of an element of the same document


LINK = Use("Link", empty=True)
CANONICAL = Use("Canonical address")
ALTERNATE = Use("Alternate", absolute=True)
LINK_ELEMENT = Use("href of <link>")
REFRESH = Use("Refresh", empty=True)
STYLE = Use("url() of a style")


class Reference(NamedTuple):
    """A URL or an id as it is written, and where; `hreflang` is the language that it announces."""

    use: Use
    url: str
    line: int = 0
    hreflang: str | None = None


@dataclass
class Document:
    """One file; `base` is what its URLs are resolved against."""

    file: str
    base: str
    has_own_base: bool = False  # by a `<base>`
    language: str = ""
    no_index: bool = False
    ids: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)  # ids, and the names of links
    references: list[Reference] = field(default_factory=list)
    entries: list[tuple[Reference, list[Reference]]] = field(default_factory=list)  # of a sitemap
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def is_not_found_page(self) -> bool:
        return f"/{self.file}".endswith("/404.html")

    def note(self, line: int, what: str, mend: str = "Mend it, or write it anew.") -> None:
        self.faults.append(Fault(self.file, line, what, mend))

    def of(self, use: Use) -> list[Reference]:
        """Return what is referred to in this way, in the order of the document."""
        return [found for found in self.references if found.use is use]
