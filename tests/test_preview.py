"""The preview: whatever is saved is shown, or what is wrong with it is, at its address; nothing hangs."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

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
