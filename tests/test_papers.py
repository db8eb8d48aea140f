"""What a contributor goes by: every file and command that the papers name exists, and the papers agree."""

import re
import subprocess

import pytest
import yaml
from conftest import EDITION, PROJECT

PAPERS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")
FORMS = sorted((PROJECT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
# Made by commands, or by an author when the need comes.
MADE = {"site/", "docs/redirects.yml", "site/_headers"}
# What stands in an example of a link.
EXAMPLES = {"page.md", "ページ.md"}
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", [*PAPERS, ".github/pull_request_template.md"])
def test_every_file_and_command_that_a_paper_names_exists(paper: str) -> None:
    text = read(paper)
    named = set(
        re.findall(
            r"(?:docs|hooks|overrides|tests|bench|requirements|\.github)/[\w./-]*\w/?(?!\w|\.\*)", text
        )
    )
    named |= set(re.findall(r"\]\(([\w./-]+?)(?:#[^)]*)?\)", text))
    # A page's two files are named as one, with a star for the language.
    found = {name for name in named if (PROJECT / name).exists() or any(PROJECT.glob(f"{name}.??.md"))}
    assert sorted(named - MADE - EXAMPLES - found) == []
    commands = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", text))
    assert commands <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_the_architecture_names_every_package() -> None:
    text = read("ARCHITECTURE.md")
    packages = [
        file.parent.relative_to(PROJECT).as_posix() for file in (PROJECT / "hooks").glob("*/__init__.py")
    ]
    assert [package for package in packages if f"{package}/" not in text] == []


def test_help_lists_every_command_and_nothing_else() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    listed = [line.split()[0] for line in done.stdout.splitlines()]
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split()
    # What the browser needs is set up by the commands that need it.
    assert sorted(listed) == sorted(set(phony) - {"browser"})
    assert all(len(line.split()) > 2 for line in done.stdout.splitlines())


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_both_languages_of_a_paper_name_the_same_commands(paper: str) -> None:
    ja, en = read(paper).split("\n## English\n")
    commands = re.compile(r"\bmake(?: [a-z]+)?`")
    assert set(commands.findall(ja)) == set(commands.findall(en))


def test_the_citation_is_of_the_present_edition() -> None:
    citation = yaml.safe_load(read("CITATION.cff"))
    url = re.findall(r"SITE_URL, (\S+)\]", read("mkdocs.yml"))[0]
    assert (citation["date-released"].isoformat(), citation["url"]) == (EDITION, url)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_speaks_both_languages_and_asks_for_something(form: object) -> None:
    found = yaml.safe_load(form.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    labels = [found["name"], found["description"], *(field["attributes"]["label"] for field in found["body"])]
    assert [label for label in labels if " / " not in label] == []
    assert any(field.get("validations", {}).get("required") for field in found["body"])
    ids = [field["id"] for field in found["body"]]
    assert len(ids) == len(set(ids))
