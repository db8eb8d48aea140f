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
PACKAGES = {"argument": set[str](), "links": set[str](), "publishing": {"argument"}}
# What MkDocs hands to the templates of a theme, and core templates have to do without.
OF_THE_GENERATOR = re.compile(
    r"\{[{%][^}]*(?:\bconfig\.|\bbase_url\b|\bpage\.(?:url|meta|content|toc)\b|\| *url\b)"
)
GENERATOR = {"mkdocs", "material", "mkdocs_static_i18n", "pymdownx", "markdown", "properdocs", "zensical"}


def imports(*files: Path) -> set[str]:
    """Return the first part of each name that files import."""
    names: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: MkDocs loads hooks without a package: imports are absolute."
                names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_every_package_is_held_to_a_direction_and_named() -> None:
    assert set(PACKAGES) == {file.parent.name for file in HOOKS.glob("*/__init__.py")}
    told = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [package for package in PACKAGES if f"hooks/{package}/" not in told] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_knows_no_generator_and_of_ours_what_it_may(package: str) -> None:
    found = imports(HOOKS / "faults.py", *(HOOKS / package).rglob("*.py"))
    assert found & GENERATOR == set()
    assert found & (set(PACKAGES) | SHELLS) - {package} == PACKAGES[package]


def test_templates_of_generated_parts_do_not_know_the_site_generator() -> None:
    for known in ("{{ page.url }}", "{{ config.site_name }}", "{{ base_url }}", "{{ 'x' | url }}"):
        assert OF_THE_GENERATOR.search(known)
    files = [file for file in TEMPLATES.rglob("*.*") if file.is_file()]
    assert [file for file in files if OF_THE_GENERATOR.search(file.read_text(encoding="utf-8"))] == []


def test_files_stay_readable_in_one_sitting_and_what_mkdocs_calls_is_a_thin_shell() -> None:
    """What the lines do is elsewhere, where it can be tested without a build."""
    files = [*HOOKS.rglob("*.py"), *(PROJECT / "tests").glob("*.py")]
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: count for name, count in lines.items() if count > 300} == {}
    assert lines["seven_layers.py"] <= 110


def test_every_marker_has_its_template_and_every_template_is_used() -> None:
    texts = [file.read_text(encoding="utf-8") for file in DOCS.rglob("*.md")]
    asked = {name for text in texts for name in re.findall(r"^<!-- argument:(.+) -->$", text, re.MULTILINE)}
    assert asked == {file.stem for file in (TEMPLATES / "markers").iterdir()}


@pytest.mark.parametrize("file", sorted(HOOKS.rglob("*.py")), ids=lambda file: file.name)
def test_no_pattern_needs_a_python_newer_than_the_oldest(file: Path) -> None:
    """Before Python 3.11.5, a group that gives nothing back may match what it must not."""
    assert not re.search(r"(?<!\()\)[*?+]\+|\(\?>", file.read_text(encoding="utf-8"))
