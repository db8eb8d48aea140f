"""Redirects of a static host: one step, to something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from links.folder import Find
from links.references import Reference, Use
from links.report import Finding, shown
from links.site import Site
from links.texts import Redirect
from links.urls import Way

TARGET = Use("Redirect target")


def redirect_reference(redirect: Redirect) -> Reference:
    """Return what a redirect refers to, to be judged like a link."""
    return Reference(TARGET, redirect.target, line=redirect.line)


def check_redirects(site: Site) -> Iterator[Finding]:
    """Yield redirects that lead to another redirect or to themselves."""
    for redirect in site.redirects:
        leads, path = site.lead(redirect)
        if redirect.is_open or leads is not Way.OWN or site.folder.find(path).find is not Find.NOTHING:
            continue
        following = site.redirect(path)
        if following is redirect:
            what = f"Redirect target {shown(redirect.target)} is redirected to itself."
            yield Finding(redirect_reference(redirect), what, "Name a page that is there.")
        elif following:
            what = f"Redirect target {shown(redirect.target)} is redirected again, on line {following.line}."
            yield Finding(redirect_reference(redirect), what, f"Name {shown(following.target)}.")
