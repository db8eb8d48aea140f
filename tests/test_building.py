"""What a build does around the generator: settings that do not do, and a stop, are told as such."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import EDITION, PROJECT

from argument.publication import midnight
from building import ContentError, settings
from building.settings import commit_of, load_settings
from building.site import build_pages


@pytest.fixture(autouse=True)
def date(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date from outside, which is set again after each test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")


def test_a_stop_that_the_generator_takes_for_a_wish_to_abort_is_still_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*arguments: Any, **options: Any) -> None:
        raise click.Abort

    monkeypatch.setattr("mkdocs.__main__.cli", stopped)
    with pytest.raises(KeyboardInterrupt):
        build_pages(tmp_path)


def test_the_day_of_the_build_is_that_of_the_edition_unless_it_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_settings()
    assert os.environ["SOURCE_DATE_EPOCH"] == "1"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    edition = load_settings().extra["edition"]
    assert os.environ["SOURCE_DATE_EPOCH"] == str(int(midnight(edition).timestamp()))


@pytest.mark.parametrize(
    ("found", "mended", "message"),
    [
        (f'edition: "{EDITION}"', "edition: soon", "mkdocs.yml: The edition is 'soon'. Write a date such as"),
        (f'edition: "{EDITION}"', "issue: 1", "mkdocs.yml: The edition is 'None'. Write a date such as"),
        ("name: material", "name: materiel", "Unrecognised theme name: 'materiel'"),
        ("  palette:\n", "  palette: ]\n", "MkDocs encountered an error parsing the configuration file"),
    ],
)
def test_settings_that_do_not_do_are_told_without_a_traceback(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    found: str,
    mended: str,
    message: str,
) -> None:
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert text.count(found) == 1
    (tmp_path / "mkdocs.yml").write_text(text.replace(found, mended), encoding="utf-8")
    for name in ("docs", "hooks", "overrides"):
        (tmp_path / name).symlink_to(PROJECT / name)
    monkeypatch.setattr(settings, "SETTINGS", str(tmp_path / "mkdocs.yml"))
    with pytest.raises(ContentError):
        load_settings()
    out, errors = capfd.readouterr()
    assert message in out + errors + caplog.text


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can give a folder away.")
def test_the_state_of_the_sources_is_known_whoever_owns_them(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("text", encoding="utf-8")
    person = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "."], [*person, "commit", "-qm", "One"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    mine = commit_of(tmp_path)
    for file in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(file, 65534, 65534)
    commit_of.cache_clear()
    assert commit_of(tmp_path) == mine != ""
