"""The theme as this site needs it: nothing of it is copied, and templates stay compiled.

MkDocs asks of each of the theme's 14,500 icons whether to copy it, and compiles all templates in both passes.
"""

import jinja2
from mkdocs.theme import Theme

from argument.templates import CompiledTemplates


def lean_environment(theme: Theme) -> jinja2.Environment:
    """Return what a theme's `get_env` returns, made so."""
    found = type(theme).get_env(theme)
    found.loader = _Loader(theme.dirs)
    found.bytecode_cache = CompiledTemplates()
    return found


class _Loader(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Return what MkDocs is to copy into the site: nothing."""
        return []
