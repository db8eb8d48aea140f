"""Judging one reference: what, if anything, keeps a reader or a crawler from following it, in words."""

import posixpath
import re
import urllib.parse
from collections.abc import Iterable, Iterator

from faults import Fault, nearest, shown
from links.document import Document, Reference
from links.folder import INDEX, path_of
from links.site import Site, Target
from links.troubles import Trouble, meant
from links.urls import decode, fragment_of, is_absolute, is_mailto, path_in, tidy

_LIKE_A_HOST = re.compile(r"www\.|https?/", re.IGNORECASE)
# What need not be there where a URL is but the beginning of others.
_ABSENT = {Trouble.NOTHING, Trouble.NO_INDEX, Trouble.SLASH}
# What has to be escaped in a proposed path, that it be read as a path.
_UNSAFE = re.compile(r"[\s%?#\"<>\\\x00-\x1f\ud800-\udfff]")
_SOURCE_ENDINGS = re.compile(r"(?:\.(?:ja|en))?\.(?:md|html?)$|/index\.(?:md|html?)$|/README\.md$")
# So often something alike is looked for in an instant.
_MOST_GUESSES = 300


def judge(site: Site, document: Document, reference: Reference) -> tuple[Trouble | None, Target | None]:
    """Return what is wrong with a reference, None where nothing is, and where it leads if anywhere."""
    use, url = reference.use, tidy(reference.url)
    if not url and not use.empty:
        return Trouble.EMPTY, None
    if url[:7].lower() == "mailto:":
        return None if is_mailto(url) else Trouble.MAILTO, None
    target = site.resolve(document, url)
    if target is None:
        return Trouble.MALFORMED, None
    trouble = None if use.is_prefix and target.trouble in _ABSENT else target.trouble
    # A host shows the page for what is not found at any address, unless a `<base>` fixes what its links mean.
    is_moving = document.is_not_found_page and document.base == site.address(document.file)
    if is_moving and target.path is not None and url[:1] not in {*"#?/\\", ""} and not is_absolute(url):
        trouble = Trouble.RELATIVE
    elif not trouble and use.absolute and not is_absolute(url):
        trouble = Trouble.NOT_ABSOLUTE
    elif not trouble and use.anchor and target.file and not site.has_anchor(target.file, fragment_of(url)):
        trouble = Trouble.ANCHOR
    return trouble, target


class Judge:
    """Puts what is wrong with references of one site into words, with suggestions that have been checked."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._near: dict[tuple[str, str], str | None] = {}
        self._addresses = sorted({path_of(file) for file in site.folder.files})

    def check(self, document: Document, references: Iterable[Reference]) -> Iterator[Fault]:
        """Yield what is wrong with references that stand in one document."""
        sound = set()
        for reference in references:
            use, url = reference.use, reference.url
            if (use, url) in sound:
                continue
            trouble, target = judge(self.site, document, reference)
            if trouble is None:
                sound.add((use, url))
                continue
            what = f"{use.label} {shown(url)}" if url.strip() else use.label
            mend = self._mend(document, reference, trouble, target)
            yield Fault(document.file, reference.line, f"{what} {trouble.what}.", mend)

    def _mend(self, document: Document, reference: Reference, trouble: Trouble, target: Target | None) -> str:
        url = tidy(reference.url)
        for proposed in self._proposals(document, url, trouble, target) if target else ():
            if judge(self.site, document, reference._replace(url=proposed))[0] is None:
                return meant(proposed)
        if trouble is Trouble.NOTHING and _LIKE_A_HOST.match(url):
            return "If it is on another host, begin it with 'https://'."
        return trouble.mend.format(self.site.url, target)

    def _proposals(self, document: Document, url: str, trouble: Trouble, target: Target) -> Iterator[str]:
        """Yield references of the same form that may have been meant, the likeliest first."""
        name = fragment_of(url)
        fragment = f"#{name}" if name else ""
        match trouble:
            case Trouble.NOTHING | Trouble.SLASH | Trouble.OUTSIDE | Trouble.RELATIVE:
                for path in self._paths(target.path or "", target.file):
                    yield self._written(document, url, path) + fragment
                    yield self._written(document, url, path)
            case Trouble.ANCHOR:
                page = self.site.pages[target.file]
                near = self._nearest(decode(name), {*page.ids, *page.names}, target.file)
                yield from [f"{url.partition('#')[0]}#{_escaped(near)}"] if near else ()
            case Trouble.NOT_ABSOLUTE if target.file:
                yield self.site.address(target.file) + fragment
            case Trouble.PLAIN:
                host, slash, path = url.partition("//")[2].partition("/")
                yield f"https://{host.partition(':')[0]}{slash}{path}"

    def _paths(self, path: str, file: str) -> Iterator[str]:
        """Yield paths that may have been meant, the likeliest first."""
        if file:
            yield path_of(file)
        bare, files = _SOURCE_ENDINGS.sub("", path).rstrip("/"), self.site.folder.files
        variants = [f"{bare}/", bare, f"{bare}.html", decode(path), re.sub("/{2,}", "/", path)]
        yield from (variant for variant in variants if variant in files or f"{variant}{INDEX}" in files)
        moved = [found for found in self._addresses if _last(found) and _last(found) == _last(path)]
        yield from moved if len(moved) == 1 else ()
        yield from filter(None, [self._nearest(path, self._addresses)])

    def _nearest(self, name: str, wanted: Iterable[str], place: str = "") -> str | None:
        """Return what is nearest in one place, remembering it; after many, only what is nearly the same."""
        if (place, name) not in self._near:
            self._near[place, name] = nearest(name, wanted, alike=len(self._near) < _MOST_GUESSES)
        return self._near[place, name]

    def _written(self, document: Document, url: str, path: str) -> str:
        """Return a path as a reference of the same form: full, from the root of the host, or relative."""
        escaped = _escaped(path)
        if is_absolute(url):
            return self.site.url.href + escaped
        if url.startswith(("/", "\\")) or document.is_not_found_page:
            return self.site.url.prefix + escaped
        start = posixpath.dirname(path_in(document.base))
        relative = posixpath.relpath(self.site.url.prefix + escaped, start)
        relative += "/" if escaped.endswith("/") or not escaped else ""
        return f"./{relative}" if ":" in relative.partition("/")[0] else relative


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda sign: urllib.parse.quote(sign[0].encode("utf-8", "surrogateescape")), text)
