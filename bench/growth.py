"""How the build grows beside the stock stack, over the same pages: `PYTHONPATH=hooks python bench/growth.py`.

Generates arguments of several sizes, and measures whole processes by turns: our build without the check of
its links, and Material for MkDocs as it comes, with static-i18n and without our hooks. Where there are two
cores, the largest is built on one and the others on the other: both stacks have the same neighbour. Then the
link checker beside lychee, a rebuild after one change in the preview, and the weight of pages.
"""

from __future__ import annotations

import gzip
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
# Layer pairs, and how often each build is measured.
RUNS = {7: 15, 70: 1, 350: 1}
LANES = ((350,), (7, 70))
CHECKS = 3
REBUILDS = 5
URL = "https://seven-layers.example/"
_BUILD = (
    "import pathlib, sys; sys.path.insert(0, 'hooks'); import building.site;"
    "building.site.build_unchecked(pathlib.Path(sys.argv[1]))"
)


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds from start to end, and mebibytes at its peak."""

    time: float
    memory: float


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end, and return what it took; what it prints is shown where it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env=_environment())
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{output.read().decode()[-2000:]}")
    return Cost(took, usage.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def builds(project: Path, site: Path) -> dict[str, list[str]]:
    """Return the commands that build a generated project, ours and the stock stack's."""
    stock = ["-m", "mkdocs", "build", "--quiet", "--config-file", "bench/bare.yml", "--site-dir"]
    return {
        "ours": [sys.executable, "-c", _BUILD, str(site / "ours")],
        "stock": [sys.executable, *stock, str(site / "stock")],
    }


def measure_lanes(folder: Path) -> dict[int, dict[str, Cost]]:
    """Return the medians of all sizes, each lane measured on a core of its own where there are enough."""
    cores = sorted(os.sched_getaffinity(0))

    def measure_lane(number: int) -> dict[int, dict[str, Cost]]:
        # Of this thread, and of what it starts.
        os.sched_setaffinity(0, {cores[number % len(cores)]})
        return {
            layers: measure(folder / f"project-{layers}", folder / f"site-{layers}", RUNS[layers])
            for layers in LANES[number]
        }

    with ThreadPoolExecutor(min(len(LANES), len(cores))) as lanes:
        found = [*lanes.map(measure_lane, range(len(LANES)))]
    return {layers: costs for lane in found for layers, costs in lane.items()}


def measure(project: Path, site: Path, runs: int) -> dict[str, Cost]:
    """Return the medians of both builds, run by turns."""
    costs: dict[str, list[Cost]] = {"ours": [], "stock": []}
    for _ in range(runs):
        for name, command in builds(project, site).items():
            costs[name].append(run(command, project))
    return {
        name: Cost(statistics.median(c.time for c in found), statistics.median(c.memory for c in found))
        for name, found in costs.items()
    }


# --- what is built ----------------------------------------------------------------------------------


def weight(file: Path) -> float:
    """Return the size of a file as hosts send it, in units of 1000 bytes."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0)) / 1000


def counts(folder: Path) -> str:
    files = [file for file in folder.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    return f"{len(files):,} files, {size:,.1f} MB"


# --- the link checker and the preview ---------------------------------------------------------------


def check_links(site: Path) -> dict[str, float]:
    """Return the median times of both checkers over a built site."""
    ours = [
        sys.executable,
        str(PROJECT / "hooks"),
        "links",
        str(site),
        "--url",
        URL,
        "--rules",
        "links",
    ]
    lychee = [str(Path(sys.executable).with_name("lychee")), "--offline", "--include-fragments=full"]
    lychee += [
        "--index-files",
        "index.html",
        "--root-dir",
        str(site),
        "--remap",
        f"{URL}(.*) file://{site}/$1",
    ]
    lychee += ["--no-progress", str(site / "**/*.html")]
    times: dict[str, list[float]] = {"ours": [], "lychee": []}
    for _ in range(CHECKS):
        for name, command in (("ours", ours), ("lychee", lychee)):
            times[name].append(run(command, site).time)
    return {name: statistics.median(found) for name, found in times.items()}


@contextmanager
def preview(project: Path, settings: str, port: int) -> Iterator[str]:
    """Give the address of a project's preview, once it answers."""
    address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-f", settings, "-a", address]
    process = subprocess.Popen(command, cwd=project, env=_environment(), stderr=subprocess.DEVNULL)
    try:
        until(f"http://{address}/", "")
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


def until(address: str, text: str) -> float:
    """Return the seconds until an address answers with a text."""
    start = time.perf_counter()
    while time.perf_counter() - start < 120:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if text in answer.read().decode():
                    return time.perf_counter() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{address} does not answer with '{text}'.")


def rebuild(project: Path, settings: str, port: int) -> float:
    """Return the median of the seconds from a changed word in one page to its appearance in the preview."""
    page = project / "docs" / "layers" / "3-thought.en.md"
    text = page.read_text(encoding="utf-8")
    times = []
    with preview(project, settings, port) as address:
        for number in range(REBUILDS):
            word = f"changed{number}times"
            page.write_text(f"{text}\nThe page was {word}.\n", encoding="utf-8")
            times.append(until(f"{address}/en/layers/3-thought/", word))
    page.write_text(text, encoding="utf-8")
    return statistics.median(times)


# --- the tables -------------------------------------------------------------------------------------


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for layers in RUNS:
            # In a process of its own: memory that this one had would count as that of each it starts.
            project = folder / f"project-{layers}"
            generated = PROJECT / "bench/generated.py"
            subprocess.run([sys.executable, str(generated), str(project), str(layers)], check=True)
            for name in ("ours", "stock"):
                (folder / f"site-{layers}" / name).mkdir(parents=True)
        found = measure_lanes(folder)
        print("| layer pairs | ours | stock | ratio | memory | ours writes | stock writes | page |")
        print("| ---: | ---: | ---: | ---: | ---: | --- | --- | ---: |")
        for layers in RUNS:
            print(_row(layers, found[layers], folder / f"site-{layers}"), flush=True)
        for name in ("ours", "stock"):
            print(f"Growth of {name}: time ~ pairs^{_exponent(found, name):.2f} from 70 to 350 pairs.")
        checked = check_links(folder / "site-70" / "ours")
        ratio = checked["ours"] / checked["lychee"]
        print(f"Links of 70 pairs: {checked['ours']:.2f} s, lychee {checked['lychee']:.2f} s: {ratio:.2f}.")
        project = folder / "project-7"
        times = rebuild(project, "mkdocs.yml", 18110), rebuild(project, "bench/bare.yml", 18111)
        print(f"Preview of 7 pairs after one change: {times[0]:.2f} s, stock {times[1]:.2f} s.")


def _row(layers: int, costs: dict[str, Cost], site: Path) -> str:
    ours, stock = costs["ours"], costs["stock"]
    memory = f"{ours.memory:.0f} / {stock.memory:.0f} MiB"
    page = "layers/3-thought/index.html"
    pages = f"{weight(site / 'ours' / page):.1f} / {weight(site / 'stock' / page):.1f} kB"
    cells = (
        layers,
        f"{ours.time:.2f} s",
        f"{stock.time:.2f} s",
        f"{ours.time / stock.time:.2f}",
        memory,
        counts(site / "ours"),
        counts(site / "stock"),
        pages,
    )
    return f"| {' | '.join(map(str, cells))} |"


def _exponent(found: dict[int, dict[str, Cost]], name: str) -> float:
    return math.log(found[350][name].time / found[70][name].time) / math.log(350 / 70)


if __name__ == "__main__":
    main()
