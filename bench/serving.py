"""A folder served as a plain host of static sites would, for measures and tests in a browser."""

import contextlib
import functools
import http.server
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# What is given with an answer, by the path that was asked for.
Headers = Callable[[str], dict[str, str]]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    headers_sent: Headers
    # One connection for all that a page asks for, as hosts have it.
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, headers_sent: Headers, **more: Any) -> None:
        self.headers_sent = headers_sent
        super().__init__(*args, **more)

    def end_headers(self) -> None:
        for name, value in self.headers_sent(self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as hosts of static sites do: what is not found with the page for it."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of errors, but not that a browser left before the answer had ended."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def served(folder: Path, headers: Headers = lambda path: {}) -> Iterator[str]:
    """Serve a folder as a plain host would, with these headers, and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder), headers_sent=headers)
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()
