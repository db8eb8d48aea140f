"""The search beside the theme's own, over the same pages: `PYTHONPATH=hooks python bench/search.py`.

Builds both sites into a temporary folder, asks the same queries of both, and weighs both indexes.
"""

import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

from search_recall import OURS, STOCK, measure
from serving import served
from stock import mkdocs, write_docs

from publishing.browser import open_browser

PROJECT = Path(__file__).parent.parent


def build(folder: Path) -> tuple[Path, Path]:
    """Build the site, and the same pages with the theme as it comes."""
    ours, stock = folder / "ours", folder / "stock"
    run = [sys.executable, str(PROJECT / "hooks"), "site", str(ours)]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    write_docs(ours, folder / "docs")
    run, environment = mkdocs("build", folder / "docs", "--site-dir", str(stock))
    subprocess.run(run, check=True, env=environment)
    return ours, stock


def kilobytes(file: Path) -> str:
    """Return the size of a file as hosts send it, in units of 1000 bytes."""
    return f"{len(gzip.compress(file.read_bytes(), 9, mtime=0)) / 1000:.1f} kB"


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        ours, stock = build(Path(temporary))
        print(f"{'kind':24}{'search':8}{'asked':>6}{'empty':>7}{'right':>8}{'all hold':>10}", end="")
        print(f"{'foreign':>9}{'time':>10}")
        with open_browser() as browser, served(ours) as our_address, served(stock) as stock_address:
            found = {
                "ours": measure(browser, ours, our_address, OURS),
                "stock": measure(browser, ours, stock_address, STOCK),
            }
        for kind in found["ours"]:
            for name, results in found.items():
                result = results[kind]
                print(f"{kind:24}{name:8}{result.asked:6}{result.empty:7}", end="")
                print(f"{result.right / result.asked:8.1%}{result.all_hold / result.asked:10.1%}", end="")
                print(f"{result.foreign:9}{result.time:7.1f} ms")
        for locale in ("ja", "en"):
            print(f"Index, {locale}: {kilobytes(ours / f'search/{locale}.json')} gzip")
        print(
            f"Index of the stock search, both languages: {kilobytes(stock / 'search/search_index.json')} gzip"
        )


if __name__ == "__main__":
    main()
