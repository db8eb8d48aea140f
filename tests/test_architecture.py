"""The way the house is built: the core knows nothing of MkDocs, and imports go one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES

HOOKS = PROJECT / "hooks"
CORE = sorted((HOOKS / "argument").rglob("*.py"))
TESTS = sorted((PROJECT / "tests").glob("*.py"))
LEAVES = {
    "problems": set[str](),
    "characters": set[str](),
    "limits": {"argument.problems"},
    "drawings": {"argument.problems"},
    "files": {"argument.drawings", "argument.problems"},
    "sources": {"argument.characters", "argument.limits", "argument.problems"},
}
GENERATOR = {"mkdocs", "material", "mkdocs_static_i18n", "pymdownx", "markdown", "properdocs", "zensical"}


def imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: MkDocs loads hooks without a package, so imports are absolute."
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.relative_to(HOOKS).as_posix())
def test_the_core_does_not_know_the_site_generator(file: Path) -> None:
    assert {name.partition(".")[0] for name in imports(file)}.isdisjoint(GENERATOR)


@pytest.mark.parametrize("name", LEAVES)
def test_leaves_import_nothing_of_ours_but_what_is_below_them(name: str) -> None:
    found = imports(HOOKS / "argument" / f"{name}.py")
    assert {module for module in found if module.startswith("argument")} == LEAVES[name]


@pytest.mark.parametrize("file", sorted(HOOKS.glob("*.py")), ids=lambda file: file.name)
def test_hooks_are_thin(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize(
    "file", [*CORE, *sorted((PROJECT / "tests").glob("*.py"))], ids=lambda file: file.name
)
def test_files_stay_readable_in_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_marker_has_its_template_and_every_template_is_used() -> None:
    asked = {
        line.removeprefix("<!-- argument:").removesuffix(" -->")
        for file in DOCS.rglob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("<!-- argument:")
    }
    assert asked == {file.stem for file in (TEMPLATES / "markers").glob("*.md")}
