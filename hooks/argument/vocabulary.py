"""The settings and the words that templates say, checked before they are used."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from argument.addresses import is_web_address
from argument.fields import is_day
from faults import Fault, shown

_SHOWN_AS = "hooks/argument/words"
_MENDS = {
    "site_url": "Write the address of the site, such as 'https://host/prefix/', here or in SITE_URL.",
    "site_author": "Write who publishes the site.",
    "edition": "Write the day of the edition below 'extra', such as 2026-11-24.",
    "report": "Write where errors are reported: 'mailto:' and an address, or one on the web.",
}


def find_word_faults(words: Mapping[str, Any]) -> Iterator[Fault]:
    """Find words that one language has, and the other lacks; `words` are by locale."""
    names = {locale: set(_names(found)) for locale, found in words.items()}
    for locale in words:
        for name in sorted(set().union(*names.values()) - names[locale]):
            what = f"The word '{name}' is missing; the other language has it."
            yield Fault(f"{_SHOWN_AS}/{locale}.yml", 1, what, "Add it.")


def _names(node: Any, above: str = "") -> Iterator[str]:
    """Yield the name of each word; in a list, the number is part of the name."""
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _names(value, f"{above}.{key}".removeprefix("."))
    else:
        yield above


def find_setting_faults(file: Path, settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Find what the site needs of its settings, and the generator does not ask."""
    extra = settings["extra"]
    author, edition, report = (
        str(value or "").strip()
        for value in (settings["site_author"], extra.get("edition"), extra.get("report"))
    )
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
