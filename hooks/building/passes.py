"""The passes of a build: the default language in the outer one, and within it one for each other language."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig


def is_outer_pass(config: MkDocsConfig) -> bool:
    """Tell whether this is the pass of the default language, from within which the others are built."""
    return not _i18n(config).building


def language_of_pass(config: MkDocsConfig) -> str:
    """Return the language that is being built."""
    return str(_i18n(config).current_language)


def _i18n(config: MkDocsConfig) -> Any:
    """Return static-i18n's plugin, which has no types of its own."""
    return config.plugins["i18n"]
