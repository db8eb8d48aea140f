"""Judging one reference: what, if anything, keeps a reader or a crawler from following it."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from links.folder import Find
from links.references import Reference, Use
from links.site import Context, Site
from links.urls import Way, climbs_out, fragment_of, is_absolute, is_mailto, is_rooted, join, tidy, way

_PROTOCOL_RELATIVE = re.compile(r"[/\\]{2}")


class Trouble(enum.Enum):
    """What is wrong with a reference; the first that applies is told."""

    EMPTY = enum.auto()
    MAILTO = enum.auto()
    MALFORMED = enum.auto()
    LOCAL = enum.auto()
    SLIP = enum.auto()
    PLAIN = enum.auto()
    RELATIVE = enum.auto()
    OUTSIDE = enum.auto()
    NOTHING = enum.auto()
    NO_INDEX = enum.auto()
    SLASH = enum.auto()
    NOT_ABSOLUTE = enum.auto()
    ANCHOR = enum.auto()


class Verdict(NamedTuple):
    """A trouble, with the decoded path below the site's address and the file that the URL leads to."""

    trouble: Trouble
    path: str = ""
    file: str = ""
    fragment: str = ""


_OF_WAY = {Way.LOCAL: Trouble.LOCAL, Way.SLIP: Trouble.SLIP, Way.PLAIN: Trouble.PLAIN}
_OF_FIND = {Find.NOTHING: Trouble.NOTHING, Find.NO_INDEX: Trouble.NO_INDEX, Find.SLASH: Trouble.SLASH}


def judge(site: Site, context: Context, reference: Reference) -> Verdict | None:
    """Return what is wrong with a reference, None where nothing is."""
    use, url = reference.use, tidy(reference.url)
    if not url and not use.empty:
        return Verdict(Trouble.EMPTY)
    if url[:7].lower() == "mailto:":
        return None if is_mailto(url) else Verdict(Trouble.MAILTO)
    try:
        full = join(context.base, url)
    except ValueError:
        return Verdict(Trouble.MALFORMED)
    target = site.target(full.partition("#")[0])
    if target.way is Way.OWN:
        if context.is_not_found_page and _depends_on_depth(context, url):
            return Verdict(Trouble.RELATIVE, target.path, target.file, fragment_of(full))
        if climbs_out(url, context.base_path):
            return Verdict(Trouble.OUTSIDE, target.path)
        if not target.file and not use.is_prefix:
            return Verdict(_OF_FIND[target.find], target.path, "", fragment_of(full))
    elif target.way is Way.BESIDE and _was_meant_to_stay(site, context, url):
        return Verdict(Trouble.OUTSIDE, target.path)
    elif target.way in _OF_WAY:
        return Verdict(_OF_WAY[target.way], target.path)
    return _judge_rest(site, context, use, url, full, target.file)


def _judge_rest(site: Site, context: Context, use: Use, url: str, full: str, file: str) -> Verdict | None:
    if use.absolute and not is_absolute(url):
        return Verdict(Trouble.NOT_ABSOLUTE, "", file, fragment_of(full))
    if use.anchor and file and "#" in full and not site.has_anchor(context, file, fragment_of(full)):
        return Verdict(Trouble.ANCHOR, "", file, fragment_of(full))
    return None


def _depends_on_depth(context: Context, url: str) -> bool:
    """Tell whether a URL of a page that is shown at any address means another file at each."""
    return not context.is_rebased and bool(url) and url[0] not in "#?" and not is_rooted(url)


def _was_meant_to_stay(site: Site, context: Context, url: str) -> bool:
    """Tell whether a URL that leads beside the site was written as one of the site.

    A full URL of the same host is another site of that host and none of our business.
    """
    if url.startswith(site.url.href):
        return True
    if is_absolute(url) or _PROTOCOL_RELATIVE.match(url):
        return False
    return way(context.base, site.url)[0] is Way.OWN
