"""The way off MkDocs and its theme stays open: ProperDocs makes the same site, byte for byte."""

from pathlib import Path

import pytest
from other_generator import build_with_properdocs, compare


@pytest.mark.slow
def test_properdocs_builds_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build_with_properdocs(tmp_path)
    count, different = compare(site, tmp_path)
    assert count > 300 and different == []
    # A file that differs or is missing would be named.
    (tmp_path / "404.html").unlink()
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    (tmp_path / "more.html").write_text("x", encoding="utf-8")
    assert compare(site, tmp_path) == (count + 1, ["404.html", "index.html", "more.html"])
