"""The templates of generated markup, with autoescape on, and the words that they say in each language.

They are rendered by an environment of our own and not by the theme's, which escapes nothing by itself.
"""

import contextlib
import functools
import html
import re
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import yaml

from argument.publication import CARD_SIZE

TEMPLATES = Path(__file__).parents[2] / "overrides" / "argument"
_WORDS = Path(__file__).parent / "words"
_COMPILED = Path(__file__).parents[2] / ".cache" / "templates"
# Inside inline HTML; other signs mean something only at the beginning of a line, or beside one of these.
_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]#|&<>\"']")


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Keeps what templates are compiled to, for the next build; where nothing can be written, it does not."""

    def __init__(self) -> None:
        super().__init__(str(_COMPILED), "%s")

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with contextlib.suppress(OSError):
            _COMPILED.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


@functools.cache
def environment() -> jinja2.Environment:
    """Return the environment of the templates; what a template names must exist."""
    found = jinja2.Environment(
        # Some editors begin a file with a byte order mark.
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8-sig"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(),
    )
    found.filters |= {"inert": inert, "with_breaks": with_breaks}
    found.globals["card_size"] = CARD_SIZE
    return found


def markers() -> frozenset[str]:
    """Return the names that a marker may have: there is a template for each."""
    return frozenset(file.stem for file in (TEMPLATES / "markers").iterdir())


def inert(text: str) -> markupsafe.Markup:
    """Return text that neither HTML nor Markdown takes for markup, for use inside Markdown."""
    return markupsafe.Markup(_MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text))


@functools.cache
def _phrases() -> Any:
    """Return what finds the phrases of Japanese, which browsers know in part and with the right data only."""
    import budoux

    return budoux.load_default_japanese_parser()


@functools.cache
def with_breaks(text: str, locale: str) -> markupsafe.Markup:
    """Return text as HTML, with a place to break between phrases where the language is Japanese."""
    if locale != "ja":
        return markupsafe.Markup(html.escape(text))
    *phrases, last = _phrases().parse(text) or [""]
    # Two or three signs alone would be all of a line.
    if phrases and len(last) < 4:
        last = phrases.pop() + last
    return markupsafe.Markup("<wbr>".join(map(html.escape, [*phrases, last])))


@functools.cache
def words(locale: str) -> dict[str, Any]:
    """Return the words of one language."""
    text = (_WORDS / f"{locale}.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found
