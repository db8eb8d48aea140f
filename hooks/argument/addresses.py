"""Addresses of pages and anchors on the built site, as links between pages of one language need them."""

from __future__ import annotations

import posixpath

from argument.sources import DEFAULT_LOCALE


def page_url(page_name: str, locale: str) -> str:
    """Return the address of a page below the site's root: 'en/layers/3-memory/'; that of the index is ''."""
    prefix = "" if locale == DEFAULT_LOCALE else f"{locale}/"
    return prefix + _folder(page_name)


def relative_url(start: str, page_name: str, anchor: str | None = None) -> str:
    """Return the link from the page `start` to another page of the same language, '#…' on the page itself."""
    fragment = f"#{anchor}" if anchor else ""
    if start == page_name:
        return fragment or "./"
    path = posixpath.relpath(_folder(page_name) or ".", _folder(start) or ".")
    return f"{path}/{fragment}"


def relative_address(own: str, page_name: str, anchor: str, locale: str) -> str:
    """Return the link from any address of the site, such as 'en/3.5/', to a page or an anchor on it."""
    path = posixpath.relpath(page_url(page_name, locale) or ".", own or ".")
    return f"{path}/#{anchor}" if anchor else f"{path}/"


def _folder(page_name: str) -> str:
    if page_name == "index":
        return ""
    return page_name.removesuffix("/index") + "/"


def pdf_url(page_name: str, locale: str) -> str:
    """Return the address of a page as a PDF; that of the whole argument bears the site's name."""
    # Named here, since what a publication is rests on addresses.
    if page_name == "edition":
        return f"{page_url(page_name, locale)}seven-layers.{locale}.pdf"
    return download_url(page_name, locale, "pdf")


def download_url(stem: str, locale: str, suffix: str) -> str:
    """Return the address of a file beside a page: 'en/comparison/comparison.en.csv'."""
    return f"{page_url(stem, locale)}{stem.rpartition('/')[2]}.{locale}.{suffix}"
