"""Around a build: what `make` hands on, faults of the settings, a preview that shows what is saved."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import EDITION, PROJECT
from mkdocs.exceptions import Abort

from argument.publication import find_setting_faults
from build import commit_of, load_settings

# --- make: what it hands on, and what it says where something is missing ----------------------------------

PIP = """#!/bin/sh
echo "$@" >> log
exit ${PIP_FAILS:-0}
"""
SAY = """#!/bin/sh
printf '%s\\n' "$@"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the Makefile and the locks, whose Python only tells what it was asked."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "python").touch()
    write(tmp_path / ".venv" / "bin" / "python", SAY)
    return tmp_path


def write(file: Path, program: str) -> None:
    file.write_text(program, encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    variables = {**kept, **environment}
    line = ["make", "--no-print-directory", *arguments]
    return subprocess.run(line, cwd=folder, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["two words", "it's", 'a "b"', "-x", "七つの層", "`x`", "", "a;b"])
def test_any_name_of_a_folder_reaches_the_command_as_it_is(copy: Path, name: str) -> None:
    (copy / ".venv" / "site").touch()
    assert make(copy, "site", f"SITE={name}").stdout.splitlines() == ["hooks", "site", "--", name]
    done = make(copy, "links", f"SITE={name}", "URL=https://host/a'b/", "RULES=links")
    asked = ["hooks", "links", "--url", "https://host/a'b/", "--rules", "links", "--", name]
    assert done.stdout.splitlines() == asked


def test_a_lock_is_installed_once_and_anew_when_it_has_changed_or_a_kill_left_half_of_it(copy: Path) -> None:
    write(copy / ".venv" / "bin" / "python", PIP)
    assert make(copy, ".venv/site", PIP_FAILS="1").returncode != 0
    assert not (copy / ".venv" / "site").exists()
    for _ in range(2):
        assert make(copy, ".venv/print").returncode == 0
    os.utime(copy / "requirements" / "site.txt", (4e9, 4e9))
    assert make(copy, ".venv/print").returncode == 0
    lines = (copy / "log").read_text().splitlines()
    site, paper = "requirements/site.txt", "requirements/print.txt"
    assert [line.rpartition(" ")[2] for line in lines] == [site, site, paper, site, paper]
    assert ["--ignore-installed" in line for line in lines] == [False, True, False, False, False]


def test_half_an_installation_of_npm_is_none(copy: Path) -> None:
    folder = copy / "tests" / "axe"
    (folder / "node_modules" / "axe-core").mkdir(parents=True)
    (folder / "package-lock.json").touch()
    os.utime(folder / "package-lock.json", (1, 1))
    whole = folder / "node_modules" / ".package-lock.json"
    asked = make(copy, "-n", str(whole.relative_to(copy))).stdout
    assert "npm ci" in asked
    whole.touch()
    assert "npm ci" not in make(copy, "-n", str(whole.relative_to(copy))).stdout


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("no-such-python", "Python 3.11 or newer is needed, and 'no-such-python' is missing."),
        ("./old", "Python 3.11 or newer is needed, and './old' is Python 2.7.18."),
        ("./bare", "Python cannot make virtual environments. On Debian: sudo apt-get install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_told_plainly(copy: Path, python: str, said: str) -> None:
    shutil.rmtree(copy / ".venv")
    write(copy / "old", '#!/bin/sh\n[ "$1" = --version ] && echo Python 2.7.18 || exit 1\n')
    write(copy / "bare", '#!/bin/sh\ncase "$2" in *venv*) exit 1; esac\n')
    done = make(copy, "site", f"PYTHON={python}")
    assert done.returncode != 0
    assert done.stdout.startswith(said) and done.stderr.count("\n") == 1, done.stderr
    assert not (copy / ".venv").exists()


def test_a_port_that_is_taken_is_told_before_anything_is_built(copy: Path) -> None:
    (copy / ".venv" / "site").touch()
    write(copy / ".venv" / "bin" / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    write(copy / ".venv" / "bin" / "mkdocs", SAY)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = make(copy, "serve", f"PORT={port}")
        assert done.returncode != 0 and done.stdout.startswith(f"Port {port} is taken,")
    assert f"--dev-addr\n127.0.0.1:{port}\n" in make(copy, "serve", f"PORT={port}").stdout


# --- settings: a fault in them is told with file and line, before the generator is asked -------------------

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


DAY_OF_EDITION = str(int(datetime.fromisoformat(f"{EDITION}T00:00Z").timestamp()))


@pytest.mark.parametrize(("given", "day"), [("1", "1"), (None, DAY_OF_EDITION), ("", DAY_OF_EDITION)])
def test_the_day_of_the_build_is_that_of_the_edition_unless_it_is_set(
    monkeypatch: pytest.MonkeyPatch, given: str | None, day: str
) -> None:
    # Set first, so that what the settings make of it is undone after the test.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given or "")
    if given is None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH")
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


# --- the preview: whatever is saved is shown, or what is wrong with it is, and nothing hangs ----------------

LAYER, AT = "docs/layers/3-memory.en.md", "en/layers/3-memory/"
WORDS, RECORD = "hooks/argument/words/en.yml", "docs/sources.ja.md"
SHEET, SCRIPT = "assets/stylesheets/frame.css", "assets/frame.js"
# What is saved, as a change of the file's bytes; at which address something is seen then; and what.
SAVED: list[tuple[str, Callable[[bytes], bytes | None], str, str]] = [
    (LAYER, lambda old: old.replace(b"long must a sticky note", b"saved 1"), AT, "How saved 1 grow"),
    ("overrides/partials/copyright.html", lambda old: b"saved 2" + old, AT, "saved 2"),
    ("overrides/argument/claim.html", lambda old: old + b"saved 3", AT, "saved 3"),
    (WORDS, lambda old: old.replace(b"The seven layers", b"saved 4"), "en/", "saved 4"),
    (f"docs/{SHEET}", lambda old: old + b"/* saved 5 */", SHEET, "saved 5"),
    (f"docs/{SCRIPT}", lambda old: old + b"// saved 6", SCRIPT, "saved 6"),
    # An entry that rows rest on.
    (RECORD, lambda old: old.replace(b": dwarkesh-2025", b": saved-7"), "sources/", "saved-7"),
    # A byte of another encoding, another encoding, the half of a page, nothing, no page.
    (LAYER, lambda old: old + b"\x96", AT, "Byte 0x96 is not UTF-8."),
    (LAYER, lambda old: old.decode().encode("utf-16"), AT, "The file is in UTF-16."),
    (LAYER, lambda old: old[:90], AT, "The front matter is not closed."),
    (LAYER, lambda old: b"", AT, "begins with an empty line"),
    (LAYER, lambda old: None, AT, "The page has no English pair."),
    # What takes minutes to render, and markup too deep to be read.
    (LAYER, lambda old: (b"[" * 1_000 + b"\n") * 20, AT, "not with front matter"),
    (LAYER, lambda old: old + b"\n" + b"<div>" * 900, AT, "&lt;div&gt;&lt;div&gt;"),
]


def test_what_is_saved_is_shown_or_what_is_wrong_with_it(project: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    command, log = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", at], tmp_path / "log"

    def wait_for(path: str, wanted: str) -> None:
        end, found = time.monotonic() + 60, ""
        while wanted not in found:
            assert time.monotonic() < end, (path, wanted, log.read_text(encoding="utf-8")[-2_000:])
            time.sleep(0.1)
            try:
                with urllib.request.urlopen(f"http://{at}/{path}", timeout=30) as answer:
                    found = answer.read().decode("utf-8")
            except urllib.error.URLError:
                continue

    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=project, stdout=file, stderr=file)
    try:
        wait_for("", "<title>")
        # A link to nothing, which no page leads to; whatever is saved next shows whether it hurts.
        (project / "docs" / "layers" / "9-x.en.md").symlink_to("nowhere")
        for name, change, address, wanted in SAVED:
            old = (project / name).read_bytes()
            if (new := change(old)) is None:
                (project / name).unlink()
            else:
                assert new != old
                (project / name).write_bytes(new)
            wait_for(address, wanted)
            (project / name).write_bytes(old)
        wait_for(AT, "How long must a sticky note")
    finally:
        process.kill()
        process.wait()
    told = log.read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert "9-x.en.md:1: It is a symbolic link." in told
    assert "'dwarkesh-2025' stands where the Japanese page has the entry 'saved-7'" in told
