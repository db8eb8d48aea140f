"""The response headers of the site as `_headers`, which Netlify, Cloudflare Pages, and others read."""

import re
from collections.abc import Iterable

# A name that holds the hash of its content never means another content.
_HASHED = re.compile(r"\.[0-9a-f]{8}\.[a-z.]+$")
# Without a charset browsers may guess at Japanese; Markdown some hosts do not know at all.
_TYPES = {".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
_OFF = (
    "accelerometer autoplay browsing-topics camera display-capture geolocation gyroscope magnetometer"
    " microphone midi payment usb"
)


def render_headers(policy: str, files: Iterable[str], prefix: str) -> str:
    """Return the headers of all pages, the types of texts, and the headers of what may be kept for good.

    `files` are addresses below the root of the site, `prefix` is its path on the host: "/" or "/sub/".
    """
    every = {
        # Only a header can say who may frame a page.
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF.split()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    lines = [f"{prefix}*", *(f"  {name}: {value}" for name, value in every.items())]
    for ending, kind in _TYPES.items():
        lines += [f"{prefix}*{ending}", f"  Content-Type: {kind}"]
    for file in sorted(file for file in files if _HASHED.search(file)):
        lines += [f"{prefix}{file}", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join([*lines, ""])
