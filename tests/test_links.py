"""The link checker: each damaged sample says exactly what is wrong, each sound one is silent.

A sample is a site in miniature, a mapping of file to content, in `tests/links`. After reading what changed,
`pytest --update-damaged` writes the present messages.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_checks import update

import cli
from links.check import check_site

HERE = Path(__file__).parent
URL = "https://site.example/"


def cases(kind: str) -> list[tuple[Path, dict[str, Any]]]:
    files = sorted((HERE / "links" / kind).glob("*.yml"))
    return [(file, case) for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


FAULTS, SOUND = cases("faults"), cases("sound")


def build(folder: Path, files: dict[str, Any]) -> Path:
    """Write the files of a sample; what is no text is given as bytes or as a symbolic link."""
    folder.mkdir()
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            file.write_bytes(content.encode())
        elif "hex" in content:
            file.write_bytes(bytes.fromhex(content["hex"]))
        else:
            file.symlink_to(content["link"])
    return folder


def messages(folder: Path, case: dict[str, Any]) -> list[str]:
    site = build(folder, case["files"])
    return [str(fault) for fault in check_site(site, case.get("url", URL), case.get("rules") == "all")]


@pytest.mark.parametrize(("file", "case"), FAULTS, ids=[case["fault"] for _, case in FAULTS])
def test_a_fault_is_told_in_one_line_that_names_file_and_line_and_says_how_to_mend_it(
    tmp_path: Path, file: Path, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    found = messages(tmp_path / "site", case)
    if request.config.getoption("--update-damaged"):
        update(file, case["fault"], messages=found)
        return
    assert found == case["messages"] != []
    for message in found:
        path, line, rest = message.split(":", 2)
        assert "\n" not in message and line.isdigit() and message[-1] in ".?"
        assert path == "." or path in case["files"], message
        assert rest.startswith(" ") and ". " in rest


@pytest.mark.parametrize("case", [case for _, case in SOUND], ids=[case["sound"] for _, case in SOUND])
def test_a_sound_site_is_silent(tmp_path: Path, case: dict[str, Any]) -> None:
    assert messages(tmp_path / "site", case) == []


def mended(case: dict[str, Any]) -> dict[str, Any] | None:
    """Return a sample with what is proposed in the place of the wrong target, None where that cannot be."""
    found = re.fullmatch(r"(.+?):\d+: [^']*'(.+?)' .*Did you mean '(.+)'\?", case["messages"][0])
    text = case["files"].get(found[1]) if found else None
    if not found or not isinstance(text, str) or text.count(found[2]) != 1:
        return None
    return {**case, "files": {**case["files"], found[1]: text.replace(found[2], found[3])}}


def test_what_is_proposed_mends_the_fault(tmp_path: Path) -> None:
    whole = [(case, found) for _, case in FAULTS if (found := mended(case))]
    for number, (case, found) in enumerate(whole):
        assert messages(tmp_path / str(number), found) == case["messages"][1:], case["fault"]
    assert len(whole) >= 40


def test_the_order_of_files_on_disk_makes_no_difference(tmp_path: Path) -> None:
    files = {f"{name}/index.html": '<a href="none/">x</a><p id=a><p id=a>' for name in "cab"}
    one = messages(tmp_path / "one", {"files": files})
    other = messages(tmp_path / "other", {"files": dict(reversed(files.items()))})
    assert one == other == sorted(one) and len(one) == 6


def test_all_metadata_that_refers_is_followed(tmp_path: Path) -> None:
    names = ["og:url", "og:see_also", "og:image", "og:video:url", "og:audio:secure_url"]
    names += ["twitter:url", "twitter:image:src", "twitter:player:stream"]
    page = "\n".join(f'<meta property="{name}" content="{URL}none.x">' for name in names)
    found = messages(tmp_path / "site", {"files": {"index.html": page}})
    assert [message.split()[1] for message in found] == names


# --- the command --------------------------------------------------------------------------------------


Captured = pytest.CaptureFixture[bytes]


def test_the_sites_own_rules_are_asked_unless_left_out(tmp_path: Path, capsysbinary: Captured) -> None:
    site = build(tmp_path / "site", {"index.html": '<a href="#">x</a>'})
    assert cli.main(["links", str(site), "--url", URL, "--rules", "links"]) == 0
    assert capsysbinary.readouterr() == (b"", b"")
    assert cli.main(["links", str(site), "--url", URL]) == 1


def test_faults_are_printed_with_any_name_of_folder_and_file(tmp_path: Path, capsysbinary: Captured) -> None:
    site = build(tmp_path / "site", {"index.html": '<a href="記/">x</a><a href="%FF.html">y</a>'})
    Path(os.fsdecode(os.fsencode(site) + b"/\xff.html")).write_text('<a href="b">', encoding="utf-8")
    assert cli.main(["links", f"{site}/", "--url", URL, "--rules", "links"]) == 1
    first, second = capsysbinary.readouterr().out.decode().splitlines()
    assert first.startswith(f"{site}/index.html:1: Link '記/' leads nowhere. ")
    assert second.startswith(f"{site}/\\udcff.html:1: Link 'b' ")


@pytest.mark.parametrize("url", ["", "site.example", "ftp://a/", "https://a b/", "https://a/?b"])
def test_a_wrong_address_is_wrong_use(tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["links", str(tmp_path), "--url", url])
    assert "address of a site" in capsys.readouterr().err
