"""A build and a preview beside those of the stock stack, over the same pages: `python bench/speed.py`.

By turns, in memory where there is a file system in it, so that neither the disk nor what else the machine
does weighs on one of the two alone. What counts of a build is the time of the processor.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from stock import mkdocs, write_docs

PROJECT = Path(__file__).parent.parent
TURNS = 7
MEMORY = Path("/dev/shm")
PAGE = "layers/3-memory"
Command = tuple[list[str], dict[str, str]]


def processor_time(command: Command, project: Path) -> float:
    """Run a command and return the seconds of the processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command[0], env=command[1], cwd=project, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare_builds(project: Path, docs: Path, folder: Path) -> tuple[list[float], list[float]]:
    ours = [sys.executable, str(project / "hooks"), "site", str(folder / "ours")], dict(os.environ)
    stock = mkdocs("build", docs, "--site-dir", str(folder / "stock"))
    found = [(processor_time(ours, project), processor_time(stock, project)) for _ in range(TURNS)]
    return [one for one, _ in found], [other for _, other in found]


class Preview:
    """A preview that is running, and the page in it that is changed."""

    def __init__(self, command: Command, project: Path, file: Path, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/{PAGE}/"
        self._file, self._text = file, file.read_text(encoding="utf-8")
        self.process = subprocess.Popen(
            command[0], env=command[1], cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_for("</html>")

    def change(self, turn: int) -> float:
        """Save a change, and return the seconds until it is served."""
        sign = f"変更{turn}"
        self._file.write_text(f"{self._text}\n{sign}\n", encoding="utf-8")
        start = time.monotonic()
        self._wait_for(sign)
        taken = time.monotonic() - start
        time.sleep(1)
        return taken

    def _wait_for(self, sign: str) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self._address, timeout=60) as answer:
                    if sign in answer.read().decode():
                        return
            except OSError:
                pass
            time.sleep(0.02)
        raise TimeoutError(f"{self._address} does not show '{sign}'.")


def compare_previews(project: Path, docs: Path) -> tuple[list[float], list[float]]:
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    line = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:8011"]
    pages = [project / "docs" / f"{PAGE}.ja.md", docs / f"{PAGE}.ja.md"]
    commands = [(line, quiet), mkdocs("serve", docs, "--dev-addr", "127.0.0.1:8012")]
    previews = [Preview(commands[at], project, pages[at], 8011 + at) for at in (0, 1)]
    try:
        found = [[one.change(turn) for one in previews] for turn in range(TURNS)]
    finally:
        for one in previews:
            one.process.terminate()
            one.process.wait()
    return [one for one, _ in found], [other for _, other in found]


def tell(what: str, ours: list[float], stock: list[float]) -> None:
    one, other = statistics.median(ours), statistics.median(stock)
    print(f"{what}: {one:.2f} s, stock {other:.2f} s: {one / other:.2f} times", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as temporary:
        folder, project = Path(temporary), Path(temporary, "project")
        for part in ("docs", "hooks", "overrides"):
            shutil.copytree(PROJECT / part, project / part)
        shutil.copy(PROJECT / "mkdocs.yml", project)
        subprocess.run([sys.executable, str(project / "hooks"), "site", str(folder / "ours")], check=True)
        write_docs(folder / "ours", docs := folder / "docs")
        tell("Build, processor time", *compare_builds(project, docs, folder))
        tell("Preview, save to served", *compare_previews(project, docs))


if __name__ == "__main__":
    main()
