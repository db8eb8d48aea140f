"""What the theme writes and HTML does not allow, put right in a finished page."""

from __future__ import annotations

import re

# Material 9.8.1: a checkbox with `autocomplete`, a label with an empty `tabindex`.
_CHECKBOX = re.compile(r'(<input [^>]*type="checkbox"[^>]*?) autocomplete="off"')
# On a page that the navigation lacks, the label of a switch that is not there.
_NO_SWITCH = re.compile(r'(<label class="md-nav__title") for="__toc"')
_TABINDEX = re.compile(r'(<label [^>]*?) tabindex=""')


def make_valid(text: str) -> str:
    """Return a page without the attributes that its elements cannot have."""
    if 'id="__toc"' not in text:
        text = _NO_SWITCH.sub(r"\1", text)
    return _TABINDEX.sub(r"\1", _CHECKBOX.sub(r"\1", text))
