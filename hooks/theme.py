"""The theme as this site needs it: nothing of it is copied, and templates stay compiled.

MkDocs asks of each of the theme's 14,500 icons whether to copy it, and compiles all templates in both passes.
"""

import jinja2
from mkdocs.theme import Theme

from argument.templates import CompiledTemplates


class LeanTheme(Theme):
    """A theme that shares all it has with `plain`, the one it is made of."""

    def __init__(self, plain: Theme) -> None:
        vars(self).update(vars(plain))
        self.plain = plain

    def get_env(self) -> jinja2.Environment:
        found = super().get_env()
        found.loader = _Loader(self.dirs)
        found.bytecode_cache = CompiledTemplates()
        return found


class _Loader(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Return what MkDocs is to copy into the site: nothing."""
        return []
