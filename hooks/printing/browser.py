"""Debian's Chromium, started for printing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

_FLAGS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"]


class BrowserError(Exception):
    """No browser, or not the fonts; the message says what to install."""


@contextlib.contextmanager
def open_browser() -> Iterator[Any]:
    """Give a browser; raises `BrowserError` where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise BrowserError("Playwright is missing. Run 'make pdf', which installs it.") from None
    path = shutil.which("chromium")
    if path is None:
        raise BrowserError("Chromium is missing. On Debian: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
