"""The pages of a built site as a plain project of MkDocs, Material, and static-i18n: the stock stack."""

import os
import shutil
import sys
from pathlib import Path

SETTINGS = Path(__file__).parent / "stock.yml"


def write_docs(site: Path, docs: Path) -> None:
    """Write the pages of a built site into a folder of docs, as the plain Markdown that lies beside each."""
    for twin in site.rglob("index.md"):
        name, locale = twin.parent.relative_to(site).as_posix(), "ja"
        if name.partition("/")[0] == "en":
            name, locale = name.partition("/")[2] or ".", "en"
        target = docs / f"{'index' if name == '.' else name}.{locale}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(twin, target)


def mkdocs(command: str, docs: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return the line and the environment by which the stock stack builds or serves these docs."""
    line = [sys.executable, "-m", "mkdocs", command, "--quiet", "-f", str(SETTINGS), *arguments]
    return line, {**os.environ, "NO_MKDOCS_2_WARNING": "1", "STOCK_DOCS": str(docs)}
