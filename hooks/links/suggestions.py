"""Targets that a broken reference may have meant; each has been judged and found sound."""

from __future__ import annotations

import difflib
import functools
import posixpath
import re
import unicodedata
import urllib.parse
from collections.abc import Iterable, Iterator

from links.folder import INDEX, path_of
from links.references import Reference
from links.site import Context, Site
from links.trouble import Verdict, judge
from links.urls import decode, is_absolute, tidy

# What has to be escaped in a proposed path, that it be read as a path.
_UNSAFE = re.compile(r"[\s%?#\"<>\\\x00-\x1f\ud800-\udfff]")
_SOURCE_ENDINGS = re.compile(r"(?:\.(?:ja|en))?\.(?:md|html?)$|/index\.(?:md|html?)$|/README\.md$")
# So many names are compared in an instant, and so often.
_MOST_COMPARED, _MOST_GUESSES = 3000, 300


def nearest(found: str, wanted: Iterable[str], *, alike: bool = True) -> str | None:
    """Return the one of `wanted` that differs by case or normalisation only, or else is most like `found`.

    Without `alike`, which takes time, only the former counts.
    """
    candidates = sorted(wanted)
    same = [name for name in candidates if _folded(name) == _folded(found)]
    if same:
        return same[0]
    if not alike:
        return None
    near = difflib.get_close_matches(found, candidates[:_MOST_COMPARED], n=1, cutoff=0.6)
    return near[0] if near else None


@functools.cache
def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


class Suggestions:
    """Finds what was meant on one site, remembering the answers."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._near: dict[str, str | None] = {}
        self._guesses = 0
        self._addresses = sorted({path_of(file) for file in site.folder.files})

    def target(self, context: Context, reference: Reference, verdict: Verdict) -> str | None:
        """Return a reference like the broken one that leads to a file of the site."""
        for path in self._paths(verdict):
            for fragment in dict.fromkeys((verdict.fragment, "")):
                proposed = self._written(context, tidy(reference.url), path) + (
                    f"#{fragment}" if fragment else ""
                )
                if self._is_sound(context, reference, proposed):
                    return proposed
        return None

    def anchor(self, context: Context, reference: Reference, verdict: Verdict) -> str | None:
        """Return the reference with an anchor that its page has."""
        page = self.site.pages[verdict.file]
        name = nearest(decode(verdict.fragment), page.ids.keys() | page.names, alike=self._may_guess())
        if name is None:
            return None
        proposed = f"{tidy(reference.url).partition('#')[0]}#{_escaped(name)}"
        return proposed if self._is_sound(context, reference, proposed) else None

    def full(self, context: Context, reference: Reference, verdict: Verdict) -> str | None:
        """Return the full URL of what the reference leads to."""
        proposed = self.site.address(verdict.file) + (f"#{verdict.fragment}" if verdict.fragment else "")
        return proposed if self._is_sound(context, reference, proposed) else None

    def secure(self, context: Context, reference: Reference) -> str | None:
        """Return the URL with 'https:' for 'http:'."""
        rest = tidy(reference.url).partition("//")[2]
        host, slash, path = rest.partition("/")
        proposed = f"https://{host.partition(':')[0]}{slash}{path}"
        return proposed if self._is_sound(context, reference, proposed) else None

    def _is_sound(self, context: Context, reference: Reference, proposed: str) -> bool:
        return judge(self.site, context, reference._replace(url=proposed)) is None

    def _paths(self, verdict: Verdict) -> Iterator[str]:
        """Yield paths that may have been meant, the likeliest first."""
        path = verdict.path
        if verdict.file:
            yield path_of(verdict.file)
        bare = _SOURCE_ENDINGS.sub("", path).rstrip("/")
        variants = [f"{bare}/", bare, f"{bare}.html", f"{bare}/{INDEX}"]
        variants += [decode(path), re.sub("/{2,}", "/", path)]
        files = self.site.folder.files
        yield from (variant for variant in variants if variant in files or f"{variant}{INDEX}" in files)
        moved = [found for found in self._addresses if _last(found) and _last(found) == _last(path)]
        if len(moved) == 1:
            yield moved[0]
        if near := self._nearest(path):
            yield near

    def _nearest(self, path: str) -> str | None:
        if path not in self._near:
            self._near[path] = nearest(path, self._addresses, alike=self._may_guess())
        return self._near[path]

    def _may_guess(self) -> bool:
        self._guesses += 1
        return self._guesses <= _MOST_GUESSES

    def _written(self, context: Context, url: str, path: str) -> str:
        """Return a path as a reference of the same form: full, from the root of the host, or relative."""
        escaped = _escaped(path)
        if is_absolute(url):
            return self.site.url.href + escaped
        if url.startswith(("/", "\\")) or context.is_not_found_page:
            return self.site.url.prefix + escaped
        start = context.base_path.rpartition("/")[0] + "/"
        relative = posixpath.relpath(self.site.url.prefix + escaped, start)
        relative += "/" if escaped.endswith("/") or not escaped else ""
        return f"./{relative}" if ":" in relative.partition("/")[0] else relative


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda sign: urllib.parse.quote(sign[0].encode("utf-8", "surrogateescape")), text)
