"""Firefox ESR and WebKitGTK, driven by what they come with, so that no driver has to be downloaded.

The commands of WebDriver are the same over Firefox's own socket (Marionette) and over HTTP (WebKitWebDriver).
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

from engines import KEYS, Engine, EngineError


class _Driven(Engine):
    """What Firefox and WebKitGTK have in common: the commands of WebDriver."""

    def ask(self, marionette: str, method: str, path: str, **more: Any) -> Any:
        """Give a command, by its name in Firefox or by its way in HTTP."""
        raise NotImplementedError

    def load(self, url: str) -> None:
        self.ask("Navigate", "POST", "url", url=url)

    def run(self, script: str, *args: Any) -> Any:
        return self.ask("ExecuteScript", "POST", "execute/sync", script=script, args=list(args))

    def click(self, selector: str, button: int = 0) -> None:
        element = self.run("return document.querySelector(arguments[0])", selector)
        assert element, f"{self.name}: there is no {selector}"
        box = (
            "const box = arguments[0].getBoundingClientRect(); return box.top < 0 || box.bottom > innerHeight"
        )
        if self.run(box, element):
            self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        moves: list[dict[str, Any]] = [{"type": "pointerMove", "x": 0, "y": 0, "origin": element}]
        moves += [{"type": kind, "button": button} for kind in ("pointerDown", "pointerUp")]
        self._act(type="pointer", id="mouse", parameters={"pointerType": "mouse"}, actions=moves)

    def press(self, *keys: str) -> None:
        signs = [sign for key in keys for sign in ([KEYS[key]] if key in KEYS else key)]
        strokes = [{"type": kind, "value": sign} for sign in signs for kind in ("keyDown", "keyUp")]
        self._act(type="key", id="keys", actions=strokes)

    def _act(self, **source: Any) -> None:
        self.ask("PerformActions", "POST", "actions", actions=[source])

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("TakeScreenshot", "GET", "screenshot", full=False))

    def other(self) -> str:
        own = self.ask("GetWindowHandle", "GET", "window")
        while len(handles := self.ask("GetWindowHandles", "GET", "window/handles")) < 2:
            time.sleep(0.01)
        (other,) = set(handles) - {own}
        self.ask("SwitchToWindow", "POST", "window", handle=other)
        self.wait("return location.href != 'about:blank' && document.readyState == 'complete'")
        url = str(self.run("return location.href"))
        self.ask("CloseWindow", "DELETE", "window")
        self.ask("SwitchToWindow", "POST", "window", handle=own)
        return url


class Firefox(_Driven):
    name = "firefox"
    # One process for all pages. One of them that is kept for the way back would never answer.
    _SETTINGS: ClassVar = {
        "marionette.port": 0,
        "fission.autostart": False,
        "dom.ipc.processCount": 1,
        "dom.ipc.processPrelaunch.enabled": False,
        "browser.sessionhistory.max_total_viewers": 0,
        "ui.prefersReducedMotion": 1,
    }

    def __init__(self, stack: ExitStack, profile: Path) -> None:
        program = _needed(shutil.which("firefox-esr") or shutil.which("firefox"), "firefox-esr")
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(one)});" for name, one in self._SETTINGS.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        stack.enter_context(_started([*command, "--profile", str(profile)]))
        port = _told(lambda: (profile / "MarionetteActivePort").read_text(encoding="utf-8"), program)
        self._socket = stack.enter_context(socket.create_connection(("127.0.0.1", int(port))))
        self._socket.settimeout(30)
        self._answers = stack.enter_context(self._socket.makefile("rb"))
        self._read()
        self.ask("NewSession", "", "", capabilities={})

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._answers.read(1) or self._end()
        return json.loads(self._answers.read(int(length[:-1])))

    def _end(self) -> bytes:
        raise EngineError("Firefox has ended.")

    def ask(self, marionette: str, method: str, path: str, **more: Any) -> Any:
        name = marionette if ":" in marionette else f"WebDriver:{marionette}"
        message = json.dumps([0, 1, name, more]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise EngineError(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _in_browser(self, script: str, *args: Any) -> Any:
        """Run a script in the browser itself, rather than in its page."""
        self.ask("Marionette:SetContext", "", "", value="chrome")
        try:
            return self.run(script, *args)
        finally:
            self.ask("Marionette:SetContext", "", "", value="content")

    def size(self, width: int, height: int) -> None:
        # A window is at least 500 pixels wide, the page in it as small as one likes.
        self.ask("SetWindowRect", "", "", width=max(width, 500), height=height + 100)
        script = """for (const [side, length] of [['width', arguments[0]], ['height', arguments[1]]])
            for (const end of ['min', 'max'])
                gBrowser.selectedBrowser.style.setProperty(`${end}-${side}`, `${length}px`);
            // As on a phone.
            Services.prefs.setIntPref('ui.useOverlayScrollbars', arguments[0] < 720)"""
        self._in_browser(script, width, height)
        self.wait("return innerWidth == arguments[0] && innerHeight == arguments[1]", width, height)

    def setting(self, scheme: str, text: int) -> None:
        script = """const [scheme, text] = arguments, set = Services.prefs.setIntPref;
            set('layout.css.prefers-color-scheme.content-override', scheme);
            for (const language of ['x-western', 'ja']) {
                set(`font.size.variable.${language}`, 16 * text);
                set(`font.size.monospace.${language}`, 13 * text);
            }"""
        self._in_browser(script, 0 if scheme == "dark" else 1, text)
        self.wait("return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches", scheme)

    def enlarge_text(self, times: int) -> None:
        """Enlarge the text of the page that is open and nothing else, as a phone has it for all programs."""
        self._in_browser("gBrowser.selectedBrowser.browsingContext.textZoom = arguments[0]", times)
        root = "return getComputedStyle(document.documentElement).fontSize == `${20 * arguments[0]}px`"
        self.wait(root, times)

    def compose(self, half: str) -> Callable[[str], None]:
        script = """const writer = window.writer = Cc['@mozilla.org/text-input-processor;1']
                .createInstance(Ci.nsITextInputProcessor);
            writer.beginInputTransactionForTests(window);
            writer.setPendingCompositionString(arguments[0]);
            writer.appendClauseToPendingComposition(arguments[0].length, writer.ATTR_RAW_CLAUSE);
            writer.flushPendingComposition()"""
        self._in_browser(script, half)
        return lambda whole: self._in_browser("window.writer.commitCompositionWith(arguments[0])", whole)

    def said(self) -> list[str]:
        script = """const found = Services.console.getMessageArray()
                .filter(one => one instanceof Ci.nsIScriptError && /^http/.test(one.sourceName))
                .map(one => one.errorMessage);
            Services.console.reset();
            return found"""
        return [str(one) for one in self._in_browser(script)]

    def whole(self) -> bytes:
        return base64.b64decode(self.ask("TakeScreenshot", "", "", full=True))

    def paper(self) -> bytes:
        return base64.b64decode(self.ask("Print", "POST", "print"))


class WebKit(_Driven):
    name = "webkit"
    # Its bar would keep the window from being as narrow as a phone.
    _BAR = "* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0 }"

    def __init__(self, stack: ExitStack, profile: Path) -> None:
        driver = _needed(shutil.which("WebKitWebDriver"), "webkit2gtk-driver")
        found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        self._browser = _needed(next(iter(found), None), "webkit2gtk-driver")
        display = stack.enter_context(_screen())
        (profile / "gtk-3.0").mkdir()
        (profile / "gtk-3.0" / "gtk.css").write_text(self._BAR, encoding="utf-8")
        animations = "[Settings]\ngtk-enable-animations=0\n"
        (profile / "gtk-3.0" / "settings.ini").write_text(animations, encoding="utf-8")
        self._letters = profile / "letters.ini"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        own = {"DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1", "XDG_CONFIG_HOME": str(profile)}
        stack.enter_context(_started([driver, f"--port={port}"], own))
        self._root = f"http://127.0.0.1:{port}/session"
        _told(lambda: str(_posted(f"{self._root[:-7]}status", "GET")), driver)
        self._session = ""
        self._begin("light", 1)
        stack.callback(self._end)

    def _begin(self, scheme: str, text: int) -> None:
        """Start the browser for a reader with these settings, which it takes no later."""
        if self._session:
            self._end()
        sizes = f"[websettings]\ndefault-font-size={16 * text}\ndefault-monospace-font-size={13 * text}\n"
        self._letters.write_text(sizes, encoding="utf-8")
        options = ["--automation", f"--config={self._letters}"]
        options += ["--dark-mode"] if scheme == "dark" else []
        browser = {"binary": self._browser, "args": options}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": browser}}
        self._session = f"/{_posted(self._root, capabilities=wanted)['sessionId']}"
        self._set = (scheme, text)

    def _end(self) -> None:
        self.ask("DeleteSession", "DELETE", "")

    def ask(self, marionette: str, method: str, path: str, **more: Any) -> Any:
        return _posted(f"{self._root}{self._session}/{path}".rstrip("/"), method, **more)

    def size(self, width: int, height: int) -> None:
        inner = "return innerWidth == arguments[0] && innerHeight == arguments[1]"
        if not self.run(inner, width, height):
            whole = self.ask("GetWindowRect", "GET", "window/rect")["height"]
            bar = whole - self.run("return innerHeight")
            # Under the mouse, which rests in the middle of the screen: without it a window has no focus.
            place = {"x": 1000 - width // 2, "y": 0, "width": width, "height": height + bar}
            self.ask("SetWindowRect", "POST", "window/rect", **place)
            self.wait(inner, width, height)

    def setting(self, scheme: str, text: int) -> None:
        if self._set != (scheme, text):
            self._begin(scheme, text)

    def compose(self, half: str) -> Callable[[str], None]:
        # Its driver has no input method: the events are those that Safari sends, in its order.
        write = """const box = document.activeElement, [text, ...kinds] = arguments;
            box.value = text;
            for (const kind of kinds)
                box.dispatchEvent(kind == 'input' ? new InputEvent(kind, {bubbles: true, isComposing: true})
                    : new CompositionEvent(kind, {bubbles: true, data: text}))"""
        self.run(write, half, "compositionstart", "compositionupdate", "input")
        return lambda whole: self.run(write, whole, "input", "compositionend")


def _posted(address: str, method: str = "POST", /, **more: Any) -> Any:
    """Return what the driver answers."""
    data = json.dumps(more).encode() if method == "POST" else None
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, data, method=method), timeout=60
        ) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise EngineError(str(json.load(error)["value"])) from None


@contextmanager
def _started(command: list[str], own: dict[str, str] | None = None) -> Iterator[None]:
    """Run a program as long as it is needed, with more in its environment."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=os.environ | (own or {}), stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def _screen() -> Iterator[str]:
    """Give the name of a screen that nobody sees."""
    program = _needed(shutil.which("Xvfb"), "xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "2000x1400x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            process.terminate()


def _needed(found: str | Path | None, package: str) -> str:
    """Return the path of a program; raises `EngineError`, which names the package, where there is none."""
    if not found:
        raise EngineError(f"The tests need {package}. On Debian: sudo apt-get install {package}")
    return str(found)


def _told(ask: Callable[[], str], program: str) -> str:
    """Return what a program says once it has started."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError):
            if found := ask():
                return found
        time.sleep(0.02)
    raise EngineError(f"{program} does not start.")
