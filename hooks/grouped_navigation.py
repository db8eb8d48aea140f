"""Folds a navigation of very many layers into groups, of which a page shows its own.

Without it every page holds a link to every other, and a site grows with the square of its pages. `on_nav` is
the event for it: the navigation is complete, and no page has been rendered.
"""

from __future__ import annotations

from typing import Any

from mkdocs.structure.nav import Navigation, Section

from argument.grouping import group


def on_nav(nav: Navigation, **more: Any) -> Navigation:
    """Give each long section groups, named by the places of their first and last page."""
    for section in nav.items:
        if isinstance(section, Section):
            groups = group(section.children)
            if len(groups) > 1:
                sections = [Section(name, members) for name, members in groups]
                section.children = [*sections]
                for child in sections:
                    child.parent = section
                    for page in child.children:
                        page.parent = child
    return nav
