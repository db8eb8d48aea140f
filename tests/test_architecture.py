"""The way the house is built: the core knows nothing of MkDocs, and imports go one way."""

import ast
import re
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES

HOOKS = PROJECT / "hooks"
# What stands around the generator, and may know it.
SHELLS = {file.stem for file in HOOKS.glob("*.py")} - {"faults"}
# Every package below the shells, and what of ours it may import besides itself and `faults`.
PACKAGES = {
    "argument": set[str](),
    "links": set[str](),
    "publishing": {"argument"},
}
CORE = [HOOKS / "faults.py", *sorted(file for name in PACKAGES for file in (HOOKS / name).rglob("*.py"))]
TESTS = sorted((PROJECT / "tests").glob("*.py"))
LEAVES = {
    "characters": set[str](),
    "sources": {"argument.characters"},
}
# What MkDocs hands to the templates of a theme, and core templates have to do without.
OF_THE_GENERATOR = re.compile(
    r"\{[{%][^}]*(?:\bconfig\.|\bbase_url\b|\bpage\.(?:url|meta|content|toc)\b|\| *url\b)"
)
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


def test_every_package_is_held_to_a_direction() -> None:
    assert set(PACKAGES) == {file.parent.name for file in HOOKS.glob("*/__init__.py")} - SHELLS


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_between_packages_go_one_way(package: str) -> None:
    files = (HOOKS / package).rglob("*.py")
    found = {name.partition(".")[0] for file in files for name in imports(file)}
    assert found & (set(PACKAGES) | SHELLS) - {package} == PACKAGES[package]


@pytest.mark.parametrize(
    "template", ["{{ page.url }}", "{{ config.site_name }}", "{{ base_url }}", "{{ 'x' | url }}"]
)
def test_what_the_generator_gives_templates_is_recognized(template: str) -> None:
    assert OF_THE_GENERATOR.search(template)


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.*")), ids=lambda file: file.name)
def test_templates_of_generated_parts_do_not_know_the_site_generator(file: Path) -> None:
    assert not OF_THE_GENERATOR.search(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LEAVES)
def test_leaves_import_nothing_of_ours_but_what_is_below_them(name: str) -> None:
    found = imports(HOOKS / "argument" / f"{name}.py")
    assert {module for module in found if module.startswith("argument")} == LEAVES[name]


def test_what_mkdocs_calls_is_a_thin_shell() -> None:
    """What the lines do is elsewhere, where it can be tested without a build."""
    assert len((HOOKS / "seven_layers.py").read_text(encoding="utf-8").splitlines()) <= 110


@pytest.mark.parametrize("file", [*sorted(HOOKS.rglob("*.py")), *TESTS], ids=lambda file: file.name)
def test_files_stay_readable_in_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_marker_has_its_template_and_every_template_is_used() -> None:
    asked = {
        line.removeprefix("<!-- argument:").removesuffix(" -->")
        for file in DOCS.rglob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("<!-- argument:")
    }
    assert asked == {file.stem for file in (TEMPLATES / "markers").iterdir()}
