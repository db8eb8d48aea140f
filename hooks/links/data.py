"""JSON files that refer to pages: web manifests, the index of the search, and published data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from links.references import Reference, Use

_SEARCH = Use("Search entry", empty=True)
_SCOPE = Use("scope of the manifest", is_prefix=True)
_ADDRESS = Use("Address in the data")
_WEB = re.compile(r"https?:\S*", re.IGNORECASE)


class DataError(Exception):
    """The file is no JSON, or not of the expected form; holds the line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def parse_json(text: str) -> Any:
    """Return the content of a JSON file; raises `DataError`."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(error.lineno, error.msg) from None
    except ValueError:
        # Python 3.11 reads no number of more than 4,300 digits.
        raise DataError(1, "a number has too many digits") from None
    except RecursionError:
        raise DataError(1, "nested too deeply") from None


def parse_search_index(text: str) -> list[Reference]:
    """Return the locations of a search index, which are relative to the folder above `search/`."""
    content = parse_json(text)
    entries = content.get("docs") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise DataError(1, "no list 'docs'")
    locations = (entry.get("location") for entry in entries if isinstance(entry, dict))
    return [Reference(_SEARCH, found, value=f'"{found}"') for found in locations if isinstance(found, str)]


def parse_data(text: str) -> list[Reference]:
    """Return every full address that stands as a value in JSON."""
    return [Reference(_ADDRESS, found, value=f'"{found}"') for found in _addresses(parse_json(text))]


def _addresses(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for value in content:
            yield from _addresses(value)
    elif isinstance(content, str) and _WEB.fullmatch(content):
        yield content


def parse_manifest(text: str) -> list[Reference]:
    """Return the references of a web manifest. Source: W3C, Web Application Manifest."""
    content = parse_json(text)
    if not isinstance(content, dict):
        raise DataError(1, "no object")
    return list(_manifest_references(content))


def _manifest_references(content: dict[str, Any]) -> Iterator[Reference]:
    for name in ("start_url", "scope"):
        if isinstance(url := content.get(name), str):
            use = _SCOPE if name == "scope" else Use(f"{name} of the manifest", empty=True)
            yield Reference(use, url, value=f'"{url}"')
    for name in ("icons", "screenshots"):
        yield from _listed(content, name, "src")
    for shortcut in _objects(content.get("shortcuts")):
        yield from _listed({"shortcuts": [shortcut]}, "shortcuts", "url")
        yield from _listed(shortcut, "icons", "src")
    yield from _listed(content, "related_applications", "url")
    yield from _listed(content, "file_handlers", "action")
    yield from _listed({"share_target": [content.get("share_target")]}, "share_target", "action")


def _listed(content: dict[str, Any], name: str, key: str) -> Iterator[Reference]:
    for item in _objects(content.get(name)):
        if isinstance(url := item.get(key), str):
            yield Reference(Use(f"{name} of the manifest"), url, value=f'"{url}"')


def _objects(content: Any) -> list[dict[str, Any]]:
    return [item for item in content if isinstance(item, dict)] if isinstance(content, list) else []
