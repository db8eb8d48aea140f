"""Addresses of pages and anchors on the built site, as links between pages of one language need them."""

from __future__ import annotations

import functools
import posixpath
import re
import urllib.parse

from argument.sources import DEFAULT_LOCALE

_LONGEST = 2000
# What no address holds (RFC 3986), and a percent sign that begins no byte.
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}\x00-\x20]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))+")


def is_web_address(text: str) -> bool:
    """Tell whether a text is a whole `https:` or `http:` address of a named host, without a user's name."""
    try:
        parts = urllib.parse.urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    named = _HOST.fullmatch(parts.hostname or "") is not None and "@" not in parts.netloc and port != 0
    is_sound = len(text) <= _LONGEST and _NO_ADDRESS.search(text) is None
    return text.startswith(("https://", "http://")) and named and is_sound


def page_url(page_name: str, locale: str) -> str:
    """Return the address of a page below the site's root: 'en/layers/3-memory/'; that of the index is ''."""
    prefix = "" if locale == DEFAULT_LOCALE else f"{locale}/"
    return prefix + _folder(page_name)


@functools.lru_cache(maxsize=4096)
def relative_url(start: str, page_name: str, anchor: str | None = None) -> str:
    """Return the link from the page `start` to another page of the same language, '#…' on the page itself."""
    fragment = f"#{anchor}" if anchor else ""
    if start == page_name:
        return fragment or "./"
    path = posixpath.relpath(_folder(page_name) or ".", _folder(start) or ".")
    return f"{path}/{fragment}"


@functools.lru_cache(maxsize=4096)
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


def twin_url(page_name: str, locale: str) -> str:
    """Return the address of a page as Markdown: 'en/layers/3-memory/index.md'."""
    return f"{page_url(page_name, locale)}index.md"


def guide_url(locale: str) -> str:
    """Return the address of the guide for language models: 'en/llms.txt'."""
    return f"{page_url('index', locale)}llms.txt"
