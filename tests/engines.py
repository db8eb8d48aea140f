"""Browsers behind one small interface: Debian's Chromium here, Firefox and WebKitGTK in `webdriver.py`."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Space": " "}
KEYS |= {"ArrowDown": "\ue015", "ArrowUp": "\ue013"}


class EngineError(Exception):
    """An engine is missing, or refuses what it was asked; `Engine.wait` tries again."""


class Engine:
    """A browser with one window; what a test does in it, and what it sees there."""

    name = ""

    def open(
        self, url: str, width: int = 1280, height: int = 900, scheme: str = "light", text: int = 1
    ) -> None:
        """Load a page in a window of this size, for a reader of this scheme and with letters so large."""
        self.setting(scheme, text)
        # Nothing of the page before is still on its way, and the same one is loaded anew.
        self.load("about:blank")
        self.said()
        self.size(width, height)
        letters = self.run("return getComputedStyle(document.documentElement).fontSize")
        assert letters == f"{16 * text}px", f"{self.name} does not take the size of letters."
        self.load(url)

    def load(self, url: str) -> None:
        raise NotImplementedError

    def run(self, script: str, *args: Any) -> Any:
        """Return what the body of a function returns."""
        raise NotImplementedError

    def wait(self, script: str, *args: Any, seconds: float = 8) -> Any:
        """Return what a script returns as soon as that is true of it."""
        end = time.monotonic() + seconds
        while True:
            try:
                if found := self.run(script, *args):
                    return found
                problem = None
            except (EngineError, PlaywrightError) as error:
                # The page may be on its way to another.
                problem = error
            assert time.monotonic() < end, f"{self.name}: not within {seconds} s: {script}" + (
                f" ({problem})" if problem else ""
            )
            time.sleep(0.01)

    def size(self, width: int, height: int) -> None:
        raise NotImplementedError

    def setting(self, scheme: str, text: int) -> None:
        """Take what a reader has set on the device."""
        raise NotImplementedError

    def click(self, selector: str, button: int = 0) -> None:
        """Click as a mouse does; 1 is the middle button."""
        raise NotImplementedError

    def press(self, *keys: str) -> None:
        """Press keys by name, or type a text."""
        raise NotImplementedError

    def compose(self, half: str) -> Callable[[str], None]:
        """Begin to write with an input method; what is returned ends it with the text chosen."""
        raise NotImplementedError

    def said(self) -> list[str]:
        """Return the errors and warnings of the console since the last call, where the engine tells them."""
        return []

    def replace_clipboard(self, other: str) -> None:
        """Keep the page that is open from copying, as a browser without permission does, or an old one."""
        self.run(f"Object.defineProperty(navigator, 'clipboard', {{value: {other}, configurable: true}})")

    def picture(self) -> bytes:
        raise NotImplementedError

    def whole(self) -> bytes:
        """Return a picture of the page as long as it is."""
        raise NotImplementedError

    def paper(self) -> bytes:
        """Return the page as it prints, as a PDF."""
        raise NotImplementedError

    def other(self) -> str:
        """Return the address of the window that came last, and close it."""
        raise NotImplementedError


class Chromium(Engine):
    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(reduced_motion="reduce")
        self._context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self._context.new_page()
        self._said: list[str] = []
        self.page.on("console", lambda one: self._said.append(one.text))
        self.page.on("pageerror", lambda error: self._said.append(str(error)))
        self.cdp = self._context.new_cdp_session(self.page)

    def load(self, url: str) -> None:
        self.page.goto(url)

    def run(self, script: str, *args: Any) -> Any:
        return self.page.evaluate(f"args => (function() {{ {script} }}).apply(null, args)", list(args))

    def size(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def setting(self, scheme: str, text: int) -> None:
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        sizes = {"standard": 16 * text, "fixed": 13 * text}
        self.cdp.send("Page.setFontSizes", {"fontSizes": sizes})

    def click(self, selector: str, button: int = 0) -> None:
        self.page.locator(selector).first.click(button="middle" if button else "left")

    def press(self, *keys: str) -> None:
        for key in keys:
            if key in KEYS:
                self.page.keyboard.press(key)
            else:
                self.page.keyboard.type(key)

    def compose(self, half: str) -> Callable[[str], None]:
        place = {"selectionStart": len(half), "selectionEnd": len(half)}
        self.cdp.send("Input.imeSetComposition", {"text": half, **place})
        return lambda whole: self.page.keyboard.insert_text(whole)

    def said(self) -> list[str]:
        found, self._said[:] = list(self._said), []
        return found

    def picture(self) -> bytes:
        return self.page.screenshot()

    def whole(self) -> bytes:
        return self.page.screenshot(full_page=True)

    def paper(self) -> bytes:
        return self.page.pdf(format="A4", prefer_css_page_size=True)

    def other(self) -> str:
        while self._context.pages[-1].url in (self.page.url, "about:blank"):
            self.page.wait_for_timeout(10)
        other = self._context.pages[-1]
        url = other.url
        other.close()
        return url
