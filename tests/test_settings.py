"""Settings and words: a fault in them is told with file and line, before the generator is asked."""

import os
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import EDITION, PROJECT
from mkdocs.exceptions import Abort

from argument.settings import find_setting_faults
from build import commit_of, load_settings

SETTINGS = PROJECT / "mkdocs.yml"
EXTRA = {"edition": "2026-11-24", "report": "mailto:a@b.example"}
SOUND = {"site_author": "Somebody", "extra": EXTRA}
DAY = "Write the day of the edition below 'extra', such as 2026-11-24."
REPORT = "Write where errors are reported: 'mailto:' and an address, or one on the web."


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"extra": {"edition": "soon"}}, f"mkdocs.yml:7: 'edition' is 'soon'. {DAY}"),
        ({"extra": {"edition": "2026-02-30"}}, f"mkdocs.yml:7: 'edition' is '2026-02-30'. {DAY}"),
        ({"extra": {"edition": ["x"]}}, f"mkdocs.yml:7: 'edition' is '['x']'. {DAY}"),
        ({"extra": {}}, f"mkdocs.yml:7: 'edition' is ''. {DAY}"),
        ({"site_author": None}, "mkdocs.yml:4: 'site_author' is ''. Write who publishes the site."),
        ({"extra": {**EXTRA, "report": "a@b"}}, f"mkdocs.yml:8: 'report' is 'a@b'. {REPORT}"),
    ],
)
def test_a_fault_of_the_settings_is_told(changed: dict[str, Any], message: str) -> None:
    assert [str(one) for one in find_setting_faults(SETTINGS, SOUND | changed)] == [message]


def test_a_day_and_a_place_for_reports_may_be_written_in_any_form_that_does() -> None:
    for report in (None, "https://host.example/issues"):
        extra = {"edition": date(2026, 11, 24), "report": report}
        assert not [*find_setting_faults(SETTINGS, SOUND | {"extra": extra})]


@pytest.fixture(autouse=True)
def epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date from outside, which is set again after each test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")


DAY_OF_EDITION = str(int(datetime.fromisoformat(f"{EDITION}T00:00Z").timestamp()))


@pytest.mark.parametrize(("given", "day"), [("1", "1"), (None, DAY_OF_EDITION), ("", DAY_OF_EDITION)])
def test_the_day_of_the_build_is_that_of_the_edition_unless_it_is_set(
    monkeypatch: pytest.MonkeyPatch, given: str | None, day: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    if given is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    load_settings()
    assert os.environ["SOURCE_DATE_EPOCH"] == day


URLS = ("", "https://e.example/?x=1", "https://u:p@e.example/")
DATES = ("yesterday", "-1", "1e9", "²", "9" * 12)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [("SITE_URL", url, "mkdocs.yml:3: 'site_url' is '") for url in URLS]
    + [("SOURCE_DATE_EPOCH", date, f"is '{date}'. Set it to seconds") for date in DATES],
)
def test_what_is_set_from_outside_and_will_not_do_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, given: str, told: str
) -> None:
    monkeypatch.setenv(name, given)
    with pytest.raises(Abort) as raised:
        load_settings()
    assert told in f"{capsys.readouterr().err}{raised.value}"


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can give a folder away.")
def test_the_state_of_the_sources_is_known_whoever_owns_them(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("text", encoding="utf-8")
    person = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for line in (["init", "-q"], ["add", "."], [*person, "commit", "-qm", "One"]):
        subprocess.run(["git", *line], cwd=tmp_path, check=True)
    for file in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(file, 65534, 65534)
    assert commit_of(tmp_path)
