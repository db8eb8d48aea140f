"""Judging one reference: what, if anything, keeps a reader or a crawler from following it, in words."""

import posixpath
import re
import urllib.parse
from collections.abc import Iterable, Iterator

from faults import Fault, nearest, shown
from links.document import REFRESH, Document, Reference
from links.site import Site, path_of
from links.urls import Trouble, decode, is_absolute

# What has to be escaped in a proposed path, that it be read as a path.
_UNSAFE = re.compile(r"[\s%?#\"<>\\\x00-\x1f\ud800-\udfff]")


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
        for proposed in self._proposals(document, reference.url.strip(), trouble):
            if proposed and self._judge(document, reference._replace(url=proposed)) is None:
                return f"Did you mean '{proposed}'?"
        return trouble.mend.format(self.site.url, self.site.resolve(document, reference.url).file)

    def _proposals(self, document: Document, url: str, trouble: Trouble) -> Iterator[str | None]:
        """Yield references of the same form that may have been meant, the likeliest first."""
        target, (bare, mark, name) = self.site.resolve(document, url), url.partition("#")
        match trouble:
            case Trouble.NO_ID:
                yield self._nearest(url, document.ids, document.file)
            case Trouble.ANCHOR:
                anchors = self.site.pages[target.file].anchors
                near = self._nearest(decode(name), anchors, target.file)
                yield near and f"{bare}#{_escaped(near)}"
            case Trouble.NOTHING | Trouble.OUTSIDE | Trouble.RELATIVE:
                path = target.path or ""
                near = path_of(target.file) if target.file else self._nearest(path, self._addresses)
                if near is not None:
                    written = self._written(document, url, near)
                    yield from (written + mark + name, written)

    def _nearest(self, name: str, wanted: Iterable[str], place: str = "") -> str | None:
        """Return what is nearest in one place, remembering it; after many, no more is looked for."""
        if (place, name) not in self._near and len(self._near) < 300:
            self._near[place, name] = nearest(name, wanted)
        return self._near.get((place, name))

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
