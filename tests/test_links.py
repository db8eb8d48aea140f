"""The link checker: each damaged sample says exactly what is wrong, each sound one is silent.

A sample is a site in miniature, a mapping of file to content, in `tests/links`. After reading what changed,
`pytest --update-damaged` writes the present messages.
"""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import cli
from links.check import check_site
from links.page import ANY_TAG, IDS, SVG_TAGS, URLS

HERE = Path(__file__).parent
COMMAND = HERE.parent / "hooks"
URL = "https://site.example/"
# Python 3.11 reads no number of more than 4,300.
DIGITS = "9" * 5_000


def cases(kind: str) -> list[tuple[Path, dict[str, Any]]]:
    files = sorted((HERE / "links" / kind).glob("*.yml"))
    return [(file, case) for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


FAULTS, SOUND = cases("faults"), cases("sound")


def build(folder: Path, files: dict[str, Any]) -> Path:
    """Write the files of a sample; what is no text is given as bytes, gzip, symbolic link, or mere size."""
    folder.mkdir()
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case {"hex": str(digits)}:
                file.write_bytes(bytes.fromhex(digits))
            case {"gzip": str(text)}:
                file.write_bytes(gzip.compress(text.encode()))
            case {"link": str(target)}:
                file.symlink_to(target)
            case {"size": int(size)}:
                with file.open("wb") as opened:
                    opened.truncate(size)
            case _:
                file.write_bytes(content.encode())
    return folder


def messages(folder: Path, case: dict[str, Any]) -> list[str]:
    site = build(folder, case["files"])
    return [str(fault) for fault in check_site(site, case.get("url", URL), case.get("rules") == "all")]


@pytest.mark.parametrize(("file", "case"), FAULTS, ids=[case["fault"] for _, case in FAULTS])
def test_a_fault_is_told_in_these_words(
    tmp_path: Path, file: Path, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    found = messages(tmp_path / "site", case)
    if request.config.getoption("--update-damaged"):
        update(file, case["fault"], found)
        return
    assert found == case["messages"]


def update(file: Path, fault: str, found: list[str]) -> None:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for case in content:
        if case["fault"] == fault:
            case["messages"] = found
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", [case for _, case in SOUND], ids=[case["sound"] for _, case in SOUND])
def test_a_sound_site_is_silent(tmp_path: Path, case: dict[str, Any]) -> None:
    assert messages(tmp_path / "site", case) == []


# --- samples as such ----------------------------------------------------------------------------------


def test_no_two_samples_have_the_same_name() -> None:
    names = [case.get("fault") or f"sound: {case['sound']}" for _, case in FAULTS + SOUND]
    assert [name for name in names if names.count(name) > 1] == []


@pytest.mark.parametrize("case", [case for _, case in FAULTS], ids=[case["fault"] for _, case in FAULTS])
def test_a_message_is_one_line_that_names_file_and_line_and_says_how_to_mend_it(case: dict[str, Any]) -> None:
    assert case["messages"], "A damaged site that is silent proves nothing."
    for message in case["messages"]:
        path, line, rest = message.split(":", 2)
        assert "\n" not in message and line.isdigit() and message[-1] in ".?"
        assert path == "." or path in case["files"], message
        assert rest.startswith(" ") and ". " in rest


def mended(case: dict[str, Any]) -> dict[str, Any] | None:
    """Return a sample with what is proposed in the place of the wrong target, None where that cannot be."""
    first = case.get("messages", [""])[0]
    found = re.fullmatch(r"(.+?):\d+: [^']*'(.+?)' .*Did you mean '(.+)'\?", first)
    text = case["files"].get(found[1]) if found else None
    if not found or not isinstance(text, str) or text.count(f"{found[2]}") != 1:
        return None
    return {**case, "files": {**case["files"], found[1]: text.replace(found[2], found[3])}}


MENDED = [(case, whole) for _, case in FAULTS if (whole := mended(case))]


@pytest.mark.parametrize(("case", "whole"), MENDED, ids=[case["fault"] for case, _ in MENDED])
def test_what_is_proposed_mends_the_fault(
    tmp_path: Path, case: dict[str, Any], whole: dict[str, Any]
) -> None:
    assert messages(tmp_path / "site", whole) == case["messages"][1:]


def test_enough_samples_can_be_mended_by_what_is_proposed() -> None:
    assert len(MENDED) >= 40


def test_the_order_of_files_on_disk_makes_no_difference(tmp_path: Path) -> None:
    files = {f"{name}/index.html": '<a href="none/">x</a><p id=a><p id=a>' for name in "cab"}
    one = messages(tmp_path / "one", {"files": files})
    other = messages(tmp_path / "other", {"files": dict(reversed(files.items()))})
    assert one == other == sorted(one) and len(one) == 6


def attribute_sample(tag: str, attribute: str) -> str:
    """Return a page on which an attribute of an element names a file that is not there."""
    around = {"table": "td th tr thead tbody tfoot", "frameset": "frame", "svg": " ".join(SVG_TAGS)}
    outer = next((f"<{name}>" for name, tags in around.items() if tag in tags.split()), "")
    return f'{outer}{"<tr>" if tag in ("td", "th") else ""}<{tag} type=image {attribute}="none.x">'


@pytest.mark.parametrize(("tag", "attribute"), URLS)
def test_every_attribute_that_refers_is_followed(tmp_path: Path, tag: str, attribute: str) -> None:
    (found,) = messages(tmp_path / "site", {"files": {"index.html": attribute_sample(tag, attribute)}})
    assert "'none.x' leads nowhere" in found


@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
@pytest.mark.parametrize("tag", SVG_TAGS)
def test_every_element_of_svg_that_refers_is_followed(tmp_path: Path, tag: str, attribute: str) -> None:
    case = {"files": {"index.html": f'<svg><{tag} {attribute}="none.x"/></svg>'}}
    (found,) = messages(tmp_path / "site", case)
    assert "'none.x' leads nowhere" in found


METADATA = """
og:url og:see_also og:image og:image:url og:image:secure_url og:video og:video:url og:video:secure_url
og:audio og:audio:url og:audio:secure_url twitter:url twitter:image twitter:image:src twitter:player
twitter:player:stream
"""


@pytest.mark.parametrize("name", METADATA.split())
def test_all_metadata_that_refers_is_followed(tmp_path: Path, name: str) -> None:
    case = {"files": {"index.html": f'<meta property="{name}" content="{URL}none.x">'}}
    (found,) = messages(tmp_path / "site", case)
    assert f"{name} '{URL}none.x' leads nowhere" in found


@pytest.mark.parametrize(("attribute", "tag"), [(name, tag) for name, tags in IDS.items() for tag in tags])
def test_every_attribute_that_names_ids_is_followed(tmp_path: Path, attribute: str, tag: str) -> None:
    outer = "<table><tr>" if tag in ("td", "th") else ""
    element = "p" if tag == ANY_TAG else tag
    case = {"files": {"index.html": f'{outer}<{element} {attribute}="none">'}}
    (found,) = messages(tmp_path / "site", case)
    assert f"{attribute} of <{element}> names the id 'none', which does not exist." in found


@pytest.mark.parametrize(
    "file", sorted((HERE.parent / "hooks" / "links").rglob("*.py")), ids=lambda f: f.name
)
def test_the_checker_knows_nothing_of_the_generator_and_the_argument(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
    assert imported <= {"faults", "links", "ada_url", "tinycss2", *sys.stdlib_module_names}
    assert len(text.splitlines()) <= 250


# --- the command --------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> tuple[int, str, str]:
    command = [sys.executable, str(COMMAND), "links", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def test_a_sound_folder_prints_nothing(tmp_path: Path) -> None:
    site = build(tmp_path / "site", {"index.html": '<a href="#">x</a>'})
    assert run(site, "--url", URL, "--rules", "links") == (0, "", "")


def test_a_fault_is_printed_with_the_folder_as_it_was_given(tmp_path: Path) -> None:
    site = build(tmp_path / "site", {"index.html": '<a href="記/">x</a>'})
    code, out, err = run(f"{site}/", "--url", URL, "--rules", "links")
    assert (code, err) == (1, "")
    assert out.startswith(f"{site}/index.html:1: Link '記/' leads nowhere. ") and out.count("\n") == 1


def test_the_sites_own_rules_hold_unless_they_are_left_out(tmp_path: Path) -> None:
    site = build(tmp_path / "site", {"index.html": "x"})
    assert run(site, "--url", URL)[0] == 1


@pytest.mark.parametrize(
    "url", ["", "site.example", "ftp://site.example/", "https://a b/", "https://a/?b", "/"]
)
def test_a_wrong_address_is_wrong_use(tmp_path: Path, url: str) -> None:
    code, out, err = run(tmp_path, "--url", url)
    assert (code, out) == (2, "") and f"'{url}' is not the address of a site" in err


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "none", "--url", URL)
    assert (code, out) == (2, "") and "is no folder" in err


def test_a_fault_of_the_program_goes_out_with_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "check_site", lambda *_: 1 / 0)
    assert cli.main(["links", str(tmp_path), "--url", URL]) == 3
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_names_that_are_no_text_are_shown_and_not_tripped_over(tmp_path: Path) -> None:
    site = build(tmp_path / "site", {"index.html": '<a href="%FF.html">x</a><a href="%FE.html">y</a>'})
    Path(os.fsdecode(os.fsencode(site) + b"/\xff.html")).write_text('<a href="b">', encoding="utf-8")
    code, out, err = run(site, "--url", URL, "--rules", "links")
    assert (code, err) == (1, "")
    paths = [line.split(":")[0].removeprefix(f"{site}/") for line in out.splitlines()]
    assert paths == ["index.html", "\\udcff.html"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"index.html": '<link rel=manifest href="app.json">', "app.json": f'{{"start_url": {DIGITS}}}'},
            "app.json:1: ",
        ),
        ({"index.html": f'<p>\n<a href="&#{DIGITS};/none">x</a>'}, "index.html:2: Link "),
        ({"index.html": f'<meta http-equiv="refresh" content="{DIGITS}; url=none/">'}, "index.html:1: "),
    ],
)
def test_a_number_with_more_digits_than_python_reads_is_no_fault_of_the_program(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    (found,) = messages(tmp_path / "site", {"files": files})
    assert found.startswith(message)
