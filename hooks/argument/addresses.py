"""Addresses on the built site, below its root, and the links between them; 'http:' addresses of others."""

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
    """Return the address of a page: 'en/layers/3-memory/'; that of the index is ''."""
    prefix = "" if locale == DEFAULT_LOCALE else f"{locale}/"
    return prefix if page_name == "index" else f"{prefix}{page_name.removesuffix('/index')}/"


def short_path(name: str, locale: str) -> str:
    """Return the short address of a claim, a layer, or a series: 'en/3.5/'."""
    return f"{page_url('index', locale)}{name}/"


def guide_url(locale: str) -> str:
    """Return the address of the guide for language models: 'en/llms.txt'."""
    return f"{page_url('index', locale)}llms.txt"


def download_url(page_name: str, locale: str, suffix: str) -> str:
    """Return the address of a file beside a page: 'en/comparison/comparison.en.csv'."""
    return f"{page_url(page_name, locale)}{page_name.rpartition('/')[2]}.{locale}.{suffix}"


def pdf_url(page_name: str, locale: str) -> str:
    """Return the address of a page as a PDF; that of the whole argument bears the site's name."""
    # Named here, since what a publication is rests on addresses.
    if page_name == "edition":
        return f"{page_url(page_name, locale)}seven-layers.{locale}.pdf"
    return download_url(page_name, locale, "pdf")


@functools.lru_cache(maxsize=4096)
def relative_address(own: str, page_name: str, anchor: str, locale: str) -> str:
    """Return the link from any address of the site, such as 'en/3.5/', to a page or an anchor on it."""
    path = posixpath.relpath(page_url(page_name, locale) or ".", own or ".")
    return f"{path}/#{anchor}" if anchor else f"{path}/"


def relative_url(start: str, page_name: str, anchor: str | None = None) -> str:
    """Return the link from the page `start` to another page of the same language, '#…' on the page itself."""
    if start == page_name:
        return f"#{anchor}" if anchor else "./"
    return relative_address(page_url(start, DEFAULT_LOCALE), page_name, anchor or "", DEFAULT_LOCALE)
