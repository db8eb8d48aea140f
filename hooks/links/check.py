"""Checking a built folder: every rule over every file, sorted, with suggestions of what was meant.

Source for languages: Google Search Central, "Tell Google about localized versions of your page": each version
lists itself and all others, with full URLs; a pair that is not named from both sides is ignored.
"""

import posixpath
import re
import urllib.parse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from faults import Fault, nearest, shown
from links.document import ALTERNATE, CANONICAL, LINK, REFRESH, Document, Reference
from links.site import Site, path_of, read_site
from links.urls import Trouble, decode, is_absolute, parse_site_url

# Language, script, and region; codes are not looked up, but two often mistaken are refused.
_CODE = re.compile(r"(?!jp\b)[a-z]{2,3}(-[a-z]{4})?(-(?!uk)[a-z]{2}|-[0-9]{3})?|x-default", re.IGNORECASE)
# What has to be escaped in a proposed path, that it be read as a path.
_UNSAFE = re.compile(r"[\s%?#\"<>\\\x00-\x1f\ud800-\udfff]")


def check_site(folder: Path, url: str, own_rules: bool = True) -> list[Fault]:
    """Return the faults in the links of a built folder that is served at `url`, sorted by path and line.

    `own_rules` adds what only this site asks: announced languages, a complete sitemap, no link to localhost.
    """
    site = read_site(folder, parse_site_url(url))
    if all(file.endswith(".svg") for file in site.pages):
        return [Fault(".", 1, "The folder holds no page.", "Name the folder of a built site.")]
    judge = _Judge(site, own_rules)
    faults = {*_check_alternates(site), *(_check_sitemap(site) if own_rules else ())}
    for document in [*site.pages.values(), *site.others]:
        faults.update(document.faults, judge.check(document), _check_languages(site, document, own_rules))
    return sorted(faults)


def _check_languages(site: Site, document: Document, own_rules: bool) -> Iterator[Fault]:
    """Yield codes that are none, and references to a page in another language than they say or imply.

    By `own_rules`, a link without `hreflang` says that it leads to a page in the same language.
    """
    for use, url, line, code in document.references:
        is_of_page = use is CANONICAL or use.label == "og:url"
        if code is None and not is_of_page and not (own_rules and use is LINK):
            continue
        if code is not None and not _CODE.fullmatch(code):
            mend = "Write a language of ISO 639-1 such as 'ja', with a region as in 'en-GB'."
            yield Fault(document.file, line, f"hreflang {shown(code)} is no language code.", mend)
            continue
        page = site.pages.get(site.resolve(document, url).file)
        if not page or not _differ(document.language if code is None else code, page.language):
            continue
        what = f"{use.label} {shown(url)} leads to a page in '{page.language}'"
        if is_of_page:
            what, mend = f"{what}; this page is in '{document.language}'.", "Name the address of this page."
        elif code is None:
            what, mend = f"{what} and does not say so.", f'Add hreflang="{page.language}".'
        else:
            what, mend = f"{what}, but its hreflang is '{code}'.", "Make the code and the page agree."
        yield Fault(document.file, line, what, mend)


def _differ(one: str, other: str) -> bool:
    """Tell whether two codes name two languages, whatever their scripts and regions."""
    if one == other:
        return False
    first, second = (code.lower().replace("_", "-").partition("-")[0] for code in (one, other))
    return bool(first and second) and first != second and one.lower() != "x-default"


def _check_alternates(site: Site) -> Iterator[Fault]:
    """Yield alternates that do not name each other, and second addresses for one purpose."""
    pages = [page for page in site.pages.values() if not page.is_not_found_page]
    sets = [(page.file, page, page.of(ALTERNATE)) for page in pages]
    for document in site.others:
        sets += [(site.resolve(document, loc.url).file, document, listed) for loc, listed in document.entries]
    sets = [(file, document, listed) for file, document, listed in sets if file and listed]
    named: dict[str, set[str]] = defaultdict(set)
    for file, document, listed in sets:
        named[file].update(site.resolve(document, found.url).place for found in listed)
    for file, document, listed in sets:
        own = shown(site.address(file))
        if file not in named[file]:
            what = f"The alternates do not list {own} itself."
            yield Fault(document.file, listed[0].line, what, "Add it with its own language.")
        for _, url, line, code in listed:
            place = site.resolve(document, url).place
            if place in site.pages and file not in named[place] and str(code).lower() != "x-default":
                what = f"Alternate {shown(url)} does not name {own} in return."
                yield Fault(document.file, line, what, "Add it there, or take this one away.")
        yield from _check_seconds(site, document, listed)
    for page in site.pages.values():
        yield from _check_seconds(site, page, page.of(CANONICAL))


def _check_seconds(site: Site, document: Document, listed: list[Reference]) -> Iterator[Fault]:
    """Yield the second of two addresses for one language, or for the page as such."""
    seen: dict[str | None, str] = {}
    for use, url, line, code in listed:
        place = site.resolve(document, url).place
        if seen.setdefault(code and code.lower(), place) != place:
            what = f"{use.label} {shown(url)} contradicts an earlier one{f' for {code!r}' if code else ''}."
            yield Fault(document.file, line, what, "Keep one of the two.")


def _check_sitemap(site: Site) -> Iterator[Fault]:
    """Yield pages that the sitemap lacks, and entries that are no indexable page or stand twice."""
    listed: set[str] = set()
    for document, (loc, _) in [(one, entry) for one in site.others for entry in one.entries]:
        target = site.resolve(document, loc.url)
        if target.path is not None and not target.file:
            continue
        mend = "Take it out of the sitemap."
        wrong = _why_not(site, target.file)
        if not wrong and target.path != path_of(target.file):
            wrong, mend = "is not the address of the page", f"Write '{site.address(target.file)}'."
        elif not wrong and target.file in listed:
            wrong, mend = "stands there twice", "Keep one of the two."
        if wrong:
            yield Fault(document.file, loc.line, f"Sitemap entry {shown(loc.url)} {wrong}.", mend)
        listed.add(target.file)
    for file in site.pages.keys() - listed:
        if not _why_not(site, file):
            what = f"The sitemap lacks {shown(site.address(file))}."
            yield Fault(file, 1, what, "Add it, or mark the page 'noindex'.")


def _why_not(site: Site, file: str) -> str:
    """Return why a file is not for search engines, an empty string if it is."""
    page = site.pages.get(file)
    if page is None or file.endswith(".svg"):
        return "is no page of the site"
    if page.is_not_found_page:
        return "is the page for what is not found"
    if page.no_index:
        return "is marked 'noindex'"
    if page.of(REFRESH):
        return "only leads on to another page"
    elsewhere = [url for _, url, _, _ in page.of(CANONICAL)[:1] if site.resolve(page, url).place != file]
    return f"has the canonical address {shown(elsewhere[0])}" if elsewhere else ""


class _Judge:
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
