"""What a contributor goes by: what the papers name exists, and what comes from elsewhere is locked."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import EDITION, PROJECT

PAPERS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", ".github/pull_request_template.md")
FORMS = sorted((PROJECT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
PACKAGES = sorted((PROJECT / "tests").glob("*/package-lock.json"))
# Made by commands, or by an author when the need comes.
MADE = {"site/", "docs/redirects.yml", "site/_headers"}
# What stands in an example of a link.
EXAMPLES = {"page.md", "ページ.md"}
# The names whose next major does not do; see .github/dependabot.yml.
HELD = {"mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pymdown-extensions"}


def read(name: str | Path) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def load(name: str | Path) -> Any:
    return yaml.safe_load(read(name))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_and_command_that_a_paper_names_exists(paper: str) -> None:
    text = read(paper)
    folders = r"(?:docs|hooks|overrides|tests|bench|requirements|\.github)/[\w./-]*\w/?(?!\w|\.\*)"
    named = {*re.findall(folders, text), *re.findall(r"\]\(([\w./-]+?)(?:#[^)]*)?\)", text)}
    # A page's two files are named as one, with a star for the language.
    found = {name for name in named if (PROJECT / name).exists() or any(PROJECT.glob(f"{name}.??.md"))}
    assert sorted(named - MADE - EXAMPLES - found) == []
    commands = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", text))
    assert commands <= set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def test_help_lists_every_command_and_nothing_else() -> None:
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    listed = [line.split() for line in done.stdout.splitlines()]
    phony = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[0].split()
    # What the browser needs is set up by the commands that need it.
    assert sorted(line[0] for line in listed) == sorted(set(phony) - {"browser"})
    assert all(len(line) > 2 for line in listed)


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_both_languages_of_a_paper_name_the_same_commands(paper: str) -> None:
    ja, en = (set(re.findall(r"\bmake(?: [a-z]+)?`", half)) for half in read(paper).split("\n## English\n"))
    assert ja == en


def test_the_citation_is_of_the_present_edition() -> None:
    citation = load("CITATION.cff")
    (url,) = re.findall(r"SITE_URL, (\S+)\]", read("mkdocs.yml"))
    assert (citation["date-released"].isoformat(), citation["url"]) == (EDITION, url)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_speaks_both_languages_and_asks_for_something(form: Path) -> None:
    found = load(form)
    labels = [found["name"], found["description"], *(field["attributes"]["label"] for field in found["body"])]
    assert [label for label in labels if " / " not in label] == []
    assert any(field.get("validations", {}).get("required") for field in found["body"])
    ids = [field["id"] for field in found["body"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_pins_every_action_and_may_nothing_that_its_job_does_not_ask_for(file: Path) -> None:
    used = re.findall(r"uses: (.+)", read(file))
    assert used
    assert [one for one in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
    workflow = load(file)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] and job["timeout-minutes"]
        for step in job["steps"]:
            if "checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", [*LOCKS, *PACKAGES], ids=lambda file: file.relative_to(PROJECT).as_posix())
def test_every_package_is_locked_by_hash(file: Path) -> None:
    if file.suffix == ".json":
        found = json.loads(read(file))["packages"]
        assert found and [name for name, one in found.items() if name and "integrity" not in one] == []
        return
    entries = [one for one in re.split(r"\n(?=\S)", read(file).strip()) if not one.startswith("#")]
    assert entries
    for one in entries:
        assert re.match(r"[a-z0-9.-]+==\S+ ", one) and "--hash=sha256:" in one, one[:60]


def test_what_is_locked_is_asked_after_by_machine_in_one_change_for_each_kind() -> None:
    updates = {update["package-ecosystem"]: update for update in load(".github/dependabot.yml")["updates"]}
    assert updates.keys() == {"pip", "npm", "github-actions"}
    assert all(len(update["groups"]) == 1 for update in updates.values())
    assert {one["dependency-name"] for one in updates["pip"]["ignore"]} == HELD
    asked = {PROJECT / path.lstrip("/") for path in updates["npm"]["directories"]}
    assert asked == {file.parent for file in PACKAGES}
