"""Judging one reference: what, if anything, keeps a reader or a crawler from following it, in words."""

import posixpath
import re
import urllib.parse
from collections.abc import Iterable, Iterator

from faults import Fault, nearest, shown
from links.document import REFRESH, Document, Reference
from links.site import Site, Target, path_of
from links.urls import Trouble, decode, is_absolute

# What has to be escaped in a proposed path, that it be read as a path.
_UNSAFE = re.compile(r"[\s%?#\"<>\\\x00-\x1f\ud800-\udfff]")
_SOURCE_ENDING = re.compile(r"(?:(?:^|/)(?:index|README))?(?:\.[a-z]{2})?\.(?:md|html?)$")


def meant(value: str | None, otherwise: str = "") -> str:
    """Return the question that proposes a value known to be sound, `otherwise` where there is none."""
    return f"Did you mean '{value}'?" if value else otherwise


class Judge:
    """Puts what is wrong with references of one site into words, with suggestions that have been checked."""

    def __init__(self, site: Site, own_rules: bool) -> None:
        self.site = site
        self.own_rules = own_rules
        self._near: dict[tuple[str, str], str | None] = {}
        self._addresses = sorted({path_of(file) for file in site.files})

    def check(self, document: Document) -> Iterator[Fault]:
        """Yield what is wrong with the references of a document."""
        sound = set()
        for reference in document.references:
            use, url = reference.use, reference.url
            if (use, url) in sound:
                continue
            if trouble := self._judge(document, reference):
                what = f"{use.label} {shown(url)}" if url.strip() else use.label
                mend = self._mend(document, reference, trouble)
                yield Fault(document.file, reference.line, f"{what} {trouble.what}.", mend)
            else:
                sound.add((use, url))

    def _judge(self, document: Document, reference: Reference) -> Trouble | None:
        """Return what is wrong with a reference, None where nothing is."""
        use, url = reference.use, reference.url.strip()
        if not url and not use.empty:
            return Trouble.EMPTY
        if use.is_id:
            return None if url in document.ids else Trouble.NO_ID
        target = self.site.resolve(document, url)
        # A host shows this page at any address; a `<base>` fixes what its links mean.
        is_moving = document.is_not_found_page and not document.has_own_base and target.path is not None
        if is_moving and url[:1] not in {*"#?/\\", ""} and not is_absolute(url):
            return Trouble.RELATIVE
        if target.trouble:
            # A page of another site may teach with links to the reader's own machine.
            return None if target.trouble is Trouble.LOCAL and not self.own_rules else target.trouble
        if use.absolute and not is_absolute(url):
            return Trouble.NOT_ABSOLUTE
        if use is REFRESH and target.file == document.file:
            return Trouble.CIRCLE
        # What follows ':~:' is a text to look for, as in '#a:~:text=b'.
        fragment = url.partition("#")[2].partition(":~:")[0]
        return None if not fragment or self.site.has_anchor(target.file, fragment) else Trouble.ANCHOR

    def _mend(self, document: Document, reference: Reference, trouble: Trouble) -> str:
        target = self.site.resolve(document, reference.url)
        for proposed in self._proposals(document, reference.url.strip(), trouble, target):
            if proposed and self._judge(document, reference._replace(url=proposed)) is None:
                return meant(proposed)
        return trouble.mend.format(self.site.url, target.file)

    def _proposals(self, document: Document, url: str, trouble: Trouble, target: Target) -> Iterator[str]:
        """Yield references of the same form that may have been meant, the likeliest first."""
        bare, mark, name = url.partition("#")
        match trouble:
            case Trouble.NO_ID:
                yield self._nearest(url, document.ids, document.file)
            case Trouble.ANCHOR:
                anchors = self.site.pages[target.file].anchors
                near = self._nearest(decode(name), anchors, target.file)
                yield f"{bare}#{_escaped(near)}" if near else ""
            case Trouble.NOT_ABSOLUTE:
                yield self.site.address(target.file) + mark + name
            case Trouble.PLAIN:
                yield f"https{url[len('http') :]}"
            case Trouble.NOTHING | Trouble.OUTSIDE | Trouble.RELATIVE:
                for path in self._paths(target.path or "", target.file):
                    written = self._written(document, url, path)
                    yield from (written + mark + name, written)
                yield f"https://{url}" if url.startswith("www.") else ""

    def _paths(self, path: str, file: str) -> Iterator[str]:
        """Yield paths that may have been meant, the likeliest first."""
        if file:
            yield path_of(file)
        bare = _SOURCE_ENDING.sub("", path.rstrip("/"))
        yield from (f"{bare}/", bare, f"{bare}.html")
        last = "/" + posixpath.basename(path.rstrip("/"))
        moved = [found for found in self._addresses if f"/{found.rstrip('/')}".endswith(last)]
        yield from moved if len(moved) == 1 else ()
        yield from filter(None, [self._nearest(path, self._addresses)])

    def _nearest(self, name: str, wanted: Iterable[str], place: str = "") -> str:
        """Return what is nearest in one place, remembering it; after many, only what is nearly the same."""
        if (place, name) not in self._near:
            self._near[place, name] = nearest(name, wanted, alike=len(self._near) < 300)
        return self._near[place, name] or ""

    def _written(self, document: Document, url: str, path: str) -> str:
        """Return a path as a reference of the same form: full, from the root of the host, or relative."""
        escaped = _escaped(path)
        if is_absolute(url):
            return self.site.url.href + escaped
        if url.startswith(("/", "\\")) or document.is_not_found_page:
            return self.site.url.prefix + escaped
        start = posixpath.dirname(urllib.parse.urlsplit(document.base).path)
        relative = posixpath.relpath(self.site.url.prefix + escaped, start)
        relative += "/" if escaped.endswith("/") or not escaped else ""
        return f"./{relative}" if ":" in relative.partition("/")[0] else relative


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda sign: urllib.parse.quote(sign[0].encode("utf-8", "surrogateescape")), text)
