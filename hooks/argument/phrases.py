"""Where a Japanese heading may break: between phrases, so that no word is torn apart.

Browsers know phrases only in part and only with the right data, so the places are marked in the page.
"""

import functools
import html

import markupsafe

BREAK = "<wbr>"


@functools.cache
def _parser() -> object:
    import budoux

    return budoux.load_default_japanese_parser()


@functools.cache
def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a Japanese text; joined, they are the text."""
    return tuple(_parser().parse(text))  # type: ignore[attr-defined]


def with_breaks(text: str, locale: str) -> markupsafe.Markup:
    """Return text as HTML, with a place to break between phrases where the language is Japanese."""
    if locale != "ja":
        return markupsafe.Markup(html.escape(text))
    return markupsafe.Markup(BREAK.join(html.escape(phrase) for phrase in phrases(text)))
