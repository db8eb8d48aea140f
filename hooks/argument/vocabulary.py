"""The files of words and the settings, checked before they are used: what templates say in each language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from argument.problems import Problem, problem, shown
from argument.sources import LOCALES, read_text

WORDS = Path(__file__).parent / "words"
_SHOWN_AS = "hooks/argument/words"


def find_word_problems(folder: Path = WORDS) -> Iterator[Problem]:
    """Find words that one language lacks, that stand twice, or that are no text."""
    found: dict[str, dict[str, int]] = {}
    for locale in LOCALES:
        path = f"{_SHOWN_AS}/{locale}.yml"
        node = read_yaml(folder / f"{locale}.yml", path)
        if isinstance(node, Problem):
            yield node
            continue
        found[locale] = {}
        for name, line, fault in _entries(node):
            if name in found[locale]:
                yield problem(path, line, f"The word '{name}' stands twice.", "Keep one of them.")
            found[locale].setdefault(name, line)
            if fault:
                yield problem(path, line, f"The word '{name}' {fault}.", "Write a text, in quotes.")
    if len(found) == len(LOCALES):
        yield from _missing(found)


def _missing(found: dict[str, dict[str, int]]) -> Iterator[Problem]:
    for locale, names in found.items():
        for other, others in found.items():
            for name in sorted(set(others) - set(names)):
                what = f"The word '{name}' is missing; {other}.yml has it on line {others[name]}."
                yield problem(f"{_SHOWN_AS}/{locale}.yml", 1, what, "Add it.")


def _entries(node: yaml.Node, above: str = "") -> Iterator[tuple[str, int, str]]:
    """Yield name, line, and fault of each word; in a list, the number is part of the name."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _entries(value, f"{above}.{key.value}".removeprefix("."))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _entries(item, f"{above}.{number}")
    else:
        is_fit = node.tag.endswith((":str", ":bool")) and node.value.strip()
        yield above, line, "" if is_fit else f"is {shown(str(node.value))}"


def read_yaml(file: Path, path: str) -> yaml.Node | Problem:
    """Return the mapping that a YAML file holds, or what keeps it from being read."""
    text = read_text(file, path)
    if text is None:
        return problem(path, 1, "The file is missing.", "Restore it from version control.")
    if isinstance(text, Problem):
        return text
    try:
        node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark, why = getattr(error, "problem_mark", None), getattr(error, "problem", None) or "unreadable"
        return problem(path, mark.line + 1 if mark else 1, f"It is not valid YAML: {why}.", "Mend this line.")
    if not isinstance(node, yaml.MappingNode):
        return problem(path, 1, "The file holds no keys.", "Restore it from version control.")
    return node


def find_setting_problems(file: Path, path: str) -> Iterator[Problem]:
    """Find what the site needs of its settings and the generator does not ask: publisher, date of edition."""
    node = read_yaml(file, path)
    if isinstance(node, Problem):
        yield node
        return
    author = _value(node, "site_author")
    if not isinstance(author, yaml.ScalarNode) or not author.value.strip():
        line = author.start_mark.line + 1 if author else 1
        yield problem(path, line, "'site_author' names nobody.", "Write who publishes the site.")
    extra = _value(node, "extra")
    edition = _value(extra, "edition") if extra else None
    if not isinstance(edition, yaml.ScalarNode) or not _is_day(edition.value):
        line = (edition or extra or node).start_mark.line + 1
        what = (
            f"'edition' is {shown(edition.value)}."
            if isinstance(edition, yaml.ScalarNode)
            else "'edition' is missing."
        )
        yield problem(path, line, what, "Write the day of the edition below 'extra', such as 2026-11-24.")


def wrong_address(file: Path, path: str, url: str) -> Problem:
    """Return what is said of an address of the site that is none."""
    node = read_yaml(file, path)
    found = None if isinstance(node, Problem) else _value(node, "site_url")
    what = f"'site_url', which SITE_URL can replace, is {shown(url)}."
    line = found.start_mark.line + 1 if found else 1
    return problem(path, line, what, "Write the address of the site, such as 'https://host/prefix/'.")


def _value(node: yaml.Node, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
