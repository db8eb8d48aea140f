"""The way off MkDocs and its theme stays open: ProperDocs makes the same site, byte for byte."""

from pathlib import Path

import pytest
from other_generator import build_with_properdocs, compare


@pytest.mark.slow
def test_properdocs_builds_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build_with_properdocs(tmp_path / "site")
    count, different = compare(site, tmp_path / "site")
    assert count > 300 and different == []


def test_a_file_that_differs_or_is_missing_is_named(tmp_path: Path) -> None:
    for name, content in (("one", "a"), ("other", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(content, encoding="utf-8")
        (tmp_path / name / "same.html").write_text("same", encoding="utf-8")
    (tmp_path / "one" / "more.html").write_text("more", encoding="utf-8")
    assert compare(tmp_path / "one", tmp_path / "other") == (3, ["index.html", "more.html"])
