"""Debian's Chromium, started for printing."""

import contextlib
import shutil
import signal
from collections.abc import Iterator
from typing import Any

# The first has no window and none of the services of one: it starts and prints in half the time.
_NAMES = ("chromium-headless-shell", "chromium")
# Text as wide as on paper and on most screens, whatever the pixels.
FLAGS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"]


class BrowserError(Exception):
    """No browser, or not the fonts; the message says what to install."""


def find_browser() -> str:
    """Return the path of the browser; raises `BrowserError` where there is none."""
    found = [path for path in map(shutil.which, _NAMES) if path]
    if not found:
        raise BrowserError(f"Chromium is missing. On Debian: sudo apt-get install {_NAMES[0]}")
    return found[0]


@contextlib.contextmanager
def open_browser() -> Iterator[Any]:
    """Give a browser; raises `BrowserError` where there is none, or where it does not last."""
    try:
        from playwright.sync_api import Error
    except ImportError:
        raise BrowserError("Playwright is missing. Run 'make pdf', which installs it.") from None
    path = find_browser()
    with _playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS, handle_sigint=False)
        except Error as error:
            raise BrowserError(f"Chromium does not start: {error.message.splitlines()[0]}.") from error
        try:
            yield browser
        except Error as error:
            if browser.is_connected():
                raise
            raise BrowserError("Chromium ended before its work did. Is memory or the disk full?") from error
        finally:
            browser.close()


@contextlib.contextmanager
def _playwright() -> Iterator[Any]:
    """Start the driver deaf to the keyboard and the terminal: a stop comes here, and ends it in order."""
    from playwright.sync_api import sync_playwright

    deaf = {signal.SIGINT, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, deaf)
    try:
        playwright = sync_playwright().start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, deaf)
    try:
        yield playwright
    finally:
        playwright.stop()
