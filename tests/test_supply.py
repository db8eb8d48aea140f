"""What comes from elsewhere: named by its hash, allowed as little as it needs, and kept up to date."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
PACKAGES = sorted((PROJECT / "tests").glob("*/package-lock.json"))
# The names whose next major does not do; see .github/dependabot.yml.
HELD = {"mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pymdown-extensions"}


def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_by_its_hash_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_nothing_that_its_job_does_not_ask_for(file: Path) -> None:
    workflow = load(file)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] and job["timeout-minutes"]
        for step in job["steps"]:
            if "checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_every_python_package_is_locked_by_hash(file: Path) -> None:
    entries = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9.-]+==\S+ ", package) and "--hash=sha256:" in package, package[:60]


@pytest.mark.parametrize("file", PACKAGES, ids=lambda file: file.parent.name)
def test_every_npm_package_is_locked_by_hash(file: Path) -> None:
    found = json.loads(file.read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in found.items() if name and "integrity" not in package] == []


def test_what_is_locked_is_asked_after_by_machine_in_one_change_for_each_kind() -> None:
    updates = {
        update["package-ecosystem"]: update for update in load(PROJECT / ".github/dependabot.yml")["updates"]
    }
    assert updates.keys() == {"pip", "npm", "github-actions"}
    assert all(len(update["groups"]) == 1 for update in updates.values())
    assert {one["dependency-name"] for one in updates["pip"]["ignore"]} == HELD
    asked = {PROJECT / path.lstrip("/") for path in updates["npm"]["directories"]}
    assert asked == {file.parent for file in PACKAGES}
