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
_FROM_OUTSIDE = {signal.SIGINT, signal.SIGHUP}


class BrowserError(Exception):
    """No browser, or not the fonts, or a text that they cannot set; the message says what to do."""


def find_browser() -> str:
    """Return the path of the browser; raises `BrowserError` where there is none."""
    found = [path for path in map(shutil.which, _NAMES) if path]
    if not found:
        raise BrowserError(f"Chromium is missing. On Debian: sudo apt-get install {_NAMES[0]}")
    return found[0]


@contextlib.contextmanager
def open_browser() -> Iterator[Any]:
    """Give a browser; raises `BrowserError` where there is none, or where it does not last."""
    path = find_browser()
    # Installed for what prints alone.
    from playwright.sync_api import Error, sync_playwright

    with contextlib.ExitStack() as stack:
        # The driver starts deaf to the keyboard and the terminal: a stop comes here, and ends it in order.
        signal.pthread_sigmask(signal.SIG_BLOCK, _FROM_OUTSIDE)
        try:
            playwright = stack.enter_context(sync_playwright())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _FROM_OUTSIDE)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS, handle_sigint=False)
        except Error as error:
            raise BrowserError(f"Chromium does not start: {error.message.splitlines()[0]}.") from error
        stack.callback(browser.close)
        try:
            yield browser
        except Error as error:
            if browser.is_connected():
                raise
            raise BrowserError("Chromium ended before its work did. Is memory or the disk full?") from error
