"""Settings and words: a fault in them is told with file and line, before the generator is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import PROJECT

from argument.vocabulary import WORDS, find_setting_problems, find_word_problems
from building import ContentError, site
from building.settings import load_settings

SOUND = "site_name: x\nsite_author: Somebody\nextra:\n  edition: 2026-11-24\n"
DAY = "Write the day of the edition below 'extra', such as 2026-11-24."
NOBODY = "Write who publishes the site."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-11-24", "soon", f"mkdocs.yml:4: 'edition' is 'soon'. {DAY}"),
        ("2026-11-24", "2026-02-30", f"mkdocs.yml:4: 'edition' is '2026-02-30'. {DAY}"),
        ("2026-11-24", "'<b>'", f"mkdocs.yml:4: 'edition' is '<b>'. {DAY}"),
        ("edition", "date", f"mkdocs.yml:4: 'edition' is missing. {DAY}"),
        ("extra", "other", f"mkdocs.yml:1: 'edition' is missing. {DAY}"),
        ("Somebody", "", f"mkdocs.yml:2: 'site_author' names nobody. {NOBODY}"),
        ("Somebody", "[a]", f"mkdocs.yml:2: 'site_author' names nobody. {NOBODY}"),
        ("site_author: Somebody\n", "", f"mkdocs.yml:1: 'site_author' names nobody. {NOBODY}"),
        (
            "Somebody",
            "[",
            "mkdocs.yml:4: It is not valid YAML: expected ',' or ']', but got ':'. Mend this line.",
        ),
        (SOUND, "", "mkdocs.yml:1: The file holds no keys. Restore it from version control."),
    ],
)
def test_a_fault_of_the_settings_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(SOUND.replace(old, new), encoding="utf-8")
    assert [str(one) for one in find_setting_problems(file, "mkdocs.yml")] == [message]


def test_the_settings_and_the_words_are_sound() -> None:
    assert [*find_setting_problems(PROJECT / "mkdocs.yml", "mkdocs.yml"), *find_word_problems()] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: x\n", "en.yml:1: The word 'b.c' is missing; ja.yml has it on line 3. Add it."),
        ("a: x\nb: {c: y}\na: z\n", "en.yml:3: The word 'a' stands twice. Keep one of them."),
        ("a: 3\nb: {c: y}\n", "en.yml:1: The word 'a' is '3'. Write a text, in quotes."),
        ("a: ''\nb: {c: y}\n", "en.yml:1: The word 'a' is ''. Write a text, in quotes."),
        (
            "a: [\n",
            "en.yml:2: It is not valid YAML: expected the node content, but found '<stream end>'. "
            "Mend this line.",
        ),
    ],
)
def test_a_fault_of_the_words_is_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "ja.yml").write_text("a: x\nb:\n  c: y\n", encoding="utf-8")
    (tmp_path / "en.yml").write_text(text, encoding="utf-8")
    assert [str(one) for one in find_word_problems(tmp_path)] == [f"hooks/argument/words/{message}"]


def test_words_that_are_gone_are_told(tmp_path: Path) -> None:
    (tmp_path / "ja.yml").write_bytes((WORDS / "ja.yml").read_bytes())
    (found,) = find_word_problems(tmp_path)
    assert (
        str(found) == "hooks/argument/words/en.yml:1: The file is missing. Restore it from version control."
    )


@pytest.mark.parametrize("url", ["", "https://e.example/?x=1", "https://u:p@e.example/"])
def test_an_address_that_is_none_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    monkeypatch.setenv("SITE_URL", url)
    # A date from outside, which is set again after the test.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    with pytest.raises(ContentError):
        site.site_url(load_settings())
    assert capsys.readouterr().err.startswith("mkdocs.yml:3: 'site_url', which SITE_URL can replace, is '")
