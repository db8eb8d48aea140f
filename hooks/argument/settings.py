"""The settings of the site, checked before they are used."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from argument.addresses import is_web_address
from argument.fields import is_day
from faults import Fault, shown

_MENDS = {
    "site_url": "Write the address of the site, such as 'https://host/prefix/', here or in SITE_URL.",
    "site_author": "Write who publishes the site.",
    "edition": "Write the day of the edition below 'extra', such as 2026-11-24.",
    "report": "Write where errors are reported: 'mailto:' and an address, or one on the web.",
}


def find_setting_faults(file: Path, settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Find what the site needs of its settings, and the generator does not ask."""
    extra = settings["extra"]
    found = (settings["site_author"], extra.get("edition"), extra.get("report"))
    author, edition, report = (str(value or "").strip() for value in found)
    if not author:
        yield setting_fault(file, "site_author", author)
    if not is_day(edition):
        yield setting_fault(file, "edition", edition)
    if report and not report.startswith("mailto:") and not is_web_address(report):
        yield setting_fault(file, "report", report)


def setting_fault(file: Path, name: str, value: str) -> Fault:
    """Return what is said of a setting that does not do."""
    lines = enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
    line = next((number for number, line in lines if line.strip().startswith(f"{name}:")), 1)
    return Fault(file.name, line, f"'{name}' is {shown(value)}.", _MENDS[name])
