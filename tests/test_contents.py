"""The last look at a built folder: nothing hidden, nothing of an unknown kind, nothing that runs unasked."""

from pathlib import Path

import pytest

from publishing.contents import find_strangers
from publishing.policy import PolicyError, hashes_of


@pytest.mark.parametrize("name", [".htaccess", ".git/config", "assets/.x.js", ".env"])
def test_a_hidden_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x", encoding="utf-8")
    hidden = ".git" if name.startswith(".git/") else name
    told = "The file is hidden. Take it out of what the site is made of."
    assert find_strangers(tmp_path) == [f"{hidden}:1: {told}"]


@pytest.mark.parametrize(
    "name", ["page.md", "page.html~", "notes.bak", "site.zip", "x.php", "noext", "x.HTML"]
)
def test_a_file_of_an_unknown_kind_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert find_strangers(tmp_path) == [
        f"{name}:1: The site publishes no such file. Take it out of its sources."
    ]


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.html").symlink_to("/etc/passwd")
    assert find_strangers(tmp_path) == ["x.html:1: It is a symbolic link. Put the file itself in its place."]


def test_what_a_site_is_made_of_is_let_through(tmp_path: Path) -> None:
    (tmp_path / ".well-known").mkdir()
    for name in (".well-known/security.txt", "index.html", "index.md", "sitemap.xml.gz", "a.css", "a.woff2"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert find_strangers(tmp_path) == []


@pytest.mark.parametrize(
    "inside",
    [
        "<article><script>alert(1)</script></article>",
        "<article><div><script type='application/ld+json'>{}</script></div></article>",
        "<article><meta http-equiv=refresh content='0;url=/x'></article>",
        "<iframe src='x'></iframe>",
        "<object data='x'></object>",
        "<embed src='x'>",
        "<base href='/x/'>",
        "<script src='https://e.example/x.js'></script>",
        "<script src='//e.example/x.js'></script>",
        "<img src='HTTP://e.example/x.png'>",
        "<img src=' \\\\e.example/x.png'>",
        "<link rel='preload stylesheet' href='https://e.example/x.css'>",
        "<form action='https://e.example/'></form>",
        "<button formaction='javascript:1'>x</button>",
    ],
)
def test_a_page_with_what_runs_or_lies_elsewhere_has_no_policy(inside: str) -> None:
    with pytest.raises(PolicyError):
        hashes_of(f"<!doctype html><body>{inside}")


def test_a_page_of_the_site_has_a_policy() -> None:
    page = "<head><script>x</script><link rel=canonical href='https://e.example/'></head>"
    page += "<article><img src='x.png'><a href='https://e.example/'>x</a><a href='data/'>x</a></article>"
    assert len(hashes_of(page).scripts) == 1
