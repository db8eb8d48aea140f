"""The kinds of value that front matter can hold; each reads a YAML node or reports what is wrong with it."""

from __future__ import annotations

import datetime
import re
from typing import Any

import yaml

from argument.addresses import is_web_address
from argument.characters import forbidden_in, shows_something
from argument.frontmatter import Decoder, Kind, R, is_id
from argument.problems import listed, shown, suggest

# Full-width forms too, which spreadsheet programs for Japanese read as the others.
_BEGINS_A_FORMULA = frozenset("=+-@＝＋－＠")
_PARTIAL_DATE = re.compile(r"(?!0000)[0-9]{4}(?:-[0-9]{2})?")


def text(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """A text that is not empty; white space at its ends and line breaks do not count."""
    value = decoder.scalar(name, node, "str", "a text", "Write the text, in quotes.")
    if value is None:
        return None
    if found := forbidden_in(value):
        decoder.fault(node, f"'{name}' holds the character U+{ord(found[0]):04X}.", "Delete it.")
        return None
    if not shows_something(value):
        decoder.fault(node, f"'{name}' is empty.", "Write the text.")
        return None
    return " ".join(value.split())


def cell(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """A text that is also a cell of the table as a file, which spreadsheet programs take for a formula."""
    value = text(decoder, name, node)
    if value is None or value[0] not in _BEGINS_A_FORMULA:
        return value
    what = f"'{name}' begins with '{value[0]}', with which a spreadsheet program begins a formula."
    decoder.fault(node, what, "Begin with another character.")
    return None


def identifier(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """An id: ASCII words in lower case joined by hyphens."""
    value = decoder.scalar(name, node, "str", "an id", "Write an id such as 'c3-10', never a number.")
    if value is None or is_id(value):
        return value
    mend = "Use lower-case ASCII letters, digits, and single hyphens, a letter first."
    decoder.fault(node, f"{shown(value)} cannot be an id.", mend)
    return None


def integer(low: int, high: int) -> Kind:
    """A whole number from `low` to `high`, written in plain decimal digits."""

    def read(decoder: Decoder, name: str, node: yaml.Node) -> int | None:
        wanted = f"a whole number from {low} to {high}"
        mend = "Write it in plain digits, without quotes or leading zeros."
        value = decoder.scalar(name, node, "int", wanted, mend)
        if value is None:
            return None
        if re.fullmatch(r"[1-9][0-9]{0,5}|0", value) and low <= int(value) <= high:
            return int(value)
        decoder.fault(node, f"'{name}' is {shown(value)}; wanted {wanted}.", mend)
        return None

    return read


def flag(decoder: Decoder, name: str, node: yaml.Node) -> bool | None:
    """`true` or `false`."""
    value = decoder.scalar(name, node, "bool", "true or false", "Write 'true' or 'false'.")
    return None if value is None else value.lower() in {"true", "yes", "on"}


def one_of(*values: str) -> Kind:
    """One word of a fixed set."""

    def read(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
        mend = f"Write one of {listed(values)}."
        value = decoder.scalar(name, node, "str", "a fixed word", mend)
        if value is None or value in values:
            return value
        decoder.fault(node, f"'{name}' is {shown(value)}.", f"{suggest(value, values)}{mend}")
        return None

    return read


def date(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """A day, a month or a year: '2025-10-17', '2025-10', '2025', in quotes."""
    mend = "Write it in quotes, such as '2025-10-17', '2025-10', or '2025'."
    value = decoder.scalar(name, node, "str", "a date in quotes", mend)
    if value is None or _is_date(value):
        return value
    decoder.fault(node, f"'{name}' is {shown(value)}, which is no date.", mend)
    return None


def _is_date(value: str) -> bool:
    if _PARTIAL_DATE.fullmatch(value):
        return value[5:] == "" or 1 <= int(value[5:]) <= 12
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def url(decoder: Decoder, name: str, node: yaml.Node) -> str | None:
    """A whole address on the web; what counts as one, `is_web_address` says."""
    mend = "Write the whole address, 'https://…'."
    value = decoder.scalar(name, node, "str", "an address", mend)
    if value is None:
        return None
    if is_web_address(value):
        return value
    decoder.fault(node, f"'{name}' is {shown(value)}, which is no address.", mend)
    return None


def many(kind: Kind, wanted: str) -> Kind:
    """A list, possibly empty, of values of one kind; a value must not stand in it twice."""

    def read(decoder: Decoder, name: str, node: yaml.Node) -> tuple[Any, ...] | None:
        nodes = decoder.items(name, node, wanted)
        if nodes is None:
            return None
        values = []
        for item in nodes:
            value = kind(decoder, name, item)
            if value is not None and value in values:
                decoder.fault(item, f"'{name}' lists {shown(str(value))} twice.", "Keep one of them.")
            values.append(value)
        return tuple(values)

    return read


identifiers = many(identifier, "a list of ids")
texts = many(text, "a list of texts")


def record(cls: type[R]) -> Kind:
    """A mapping with the keys of a record class."""

    def read(decoder: Decoder, name: str, node: yaml.Node) -> R | None:
        return decoder.record(cls, f"'{name}'", node)

    return read


def records(cls: type[R]) -> Kind:
    """A list of mappings with the keys of a record class."""

    def read(decoder: Decoder, name: str, node: yaml.Node) -> tuple[R | None, ...] | None:
        nodes = decoder.items(name, node, "a list of records")
        return None if nodes is None else tuple(decoder.record(cls, f"'{name}'", item) for item in nodes)

    return read
