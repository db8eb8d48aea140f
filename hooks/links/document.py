"""What a file of the site says: what it refers to, what can be pointed at in it, what it says of itself."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from faults import Fault
from links.urls import join


class Use(NamedTuple):
    """A way of referring, and what it asks."""

    label: str  # how a report names the reference
    empty: bool = False  # it may be empty and then means the document itself
    absolute: bool = False  # it is read apart from the page and has to be a full URL
    anchor: bool = True  # its fragment has to exist; not that of a mere name, as '@id' in JSON-LD
    is_prefix: bool = False  # it is what other URLs begin with, and nothing has to be there
    tags: tuple[str, ...] = ()  # where it names an id: the elements that may have it, if not all may


LINK = Use("Link", empty=True)
CANONICAL = Use("Canonical address")
ALTERNATE = Use("Alternate", absolute=True)
MANIFEST = Use("Manifest")
TWIN = Use("Markdown twin")
STYLE = Use("url() of a style")


class Reference(NamedTuple):
    """A URL or an id as it is written, and where; `hreflang` is the language that it announces."""

    use: Use
    url: str
    line: int
    hreflang: str | None = None


@dataclass(slots=True)
class Document:
    """One file; `base` is what its URLs are resolved against."""

    file: str
    base: str
    base_at: Reference | None = None
    language: str = ""
    no_index: bool = False
    leads_on: bool = False  # to another page, at once
    ids: dict[str, str] = field(default_factory=dict)  # id -> tag of the element that has it
    names: set[str] = field(default_factory=set)  # of <a name>
    references: list[Reference] = field(default_factory=list)
    named_ids: list[Reference] = field(default_factory=list)  # ids that have to be in this very document
    entries: list[tuple[Reference, list[Reference]]] = field(default_factory=list)  # of a sitemap
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_not_found_page(self) -> bool:
        return f"/{self.file}".endswith("/404.html")

    def note(self, line: int, what: str, mend: str) -> None:
        self.faults.append(Fault(self.file, line, what, mend))

    def of(self, *uses: Use) -> list[Reference]:
        """Return what is referred to in these ways, in the order of the document."""
        return [found for found in self.references if found.use in uses]

    def rebase(self, reference: Reference) -> None:
        """Take a `<base>`, like browsers with no regard to one that cannot be a base."""
        self.base_at = reference
        with suppress(ValueError):
            base = join(self.base, reference.url)
            self.base = self.base if base.startswith(("data:", "javascript:")) else base
