"""Front matter: YAML at the head of a page, read strictly into the records of `argument.schema`.

Every value keeps its line, every fault of a page is reported, and nothing is guessed: YAML that is not
valid, a key that is unknown, doubled or missing, a value of another type is a `Problem`, never a default.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import yaml

from argument.problems import Problem, listed, nearest, problem, shown, suggest

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TYPES = {
    "null": "nothing",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "str": "a text",
}
# What to do about YAML that is not valid, by a part of the parser's reason; the first that fits.
_MENDS = {
    "mapping values are not allowed": "Put a text that holds a colon in quotes, and indent keys alike.",
    "tab character": "Indent with spaces, not with a tab.",
    "cannot start any token": "Put the text in quotes.",
    "found unexpected end": "Close the quote that opens here.",
    "could not find expected ':'": "Indent the text below its key, or write 'key: text'.",
    "unknown escape": "Put the text in single quotes.",
    "did not find expected ','": "Close the bracket, and put texts that hold signs in quotes.",
    "'-' indicator": "Indent the items of one list alike.",
    "<document start>": "Begin each key where its line begins, and delete lines such as '...' and '%YAML'.",
    "expected key": "Indent the keys of one record alike, and write nothing after a closing quote.",
}
_MEND = "Write the text as a block scalar: 'key: >-', the text indented below."
# The parser says these of the line below the one at fault.
_OF_LINE_BEFORE = ("found unexpected end", "could not find expected ':'")
# Deeper than any record; PyYAML's composer calls itself for each level.
_DEEPEST = 20

R = TypeVar("R", bound="Record")
Kind = Callable[["Decoder", str, yaml.Node], Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Record:
    """A mapping of the front matter; `lines` gives the line of each key, and of the record under ''."""

    lines: dict[str, int] = dataclasses.field(repr=False, compare=False)

    @property
    def starts(self) -> int:
        """The line on which the record begins."""
        return self.lines[""]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the record where the key is absent."""
        return self.lines.get(key, self.starts)


def key(kind: Kind, *, shared: bool = False, required: bool = True) -> Any:
    """Declare a key of a record: how it is read, and whether both languages hold the same value."""
    metadata = {"kind": kind, "shared": shared, "required": required}
    return (
        dataclasses.field(metadata=metadata)
        if required
        else dataclasses.field(default=None, metadata=metadata)
    )


def declared(cls: type[Record]) -> Iterator[dataclasses.Field[Any]]:
    """Yield the fields of a record class that stand for keys, in the order of their declaration."""
    return (field for field in dataclasses.fields(cls) if "kind" in field.metadata)


def is_shared(field: dataclasses.Field[Any]) -> bool:
    return bool(field.metadata["shared"])


@dataclasses.dataclass(frozen=True)
class Split:
    """A page cut at its front matter; line numbers count from 1 in the whole file."""

    yaml: str
    body: str
    body_line: int


def split_front_matter(text: str, path: str) -> Split | Problem:
    """Return front matter and body, or a problem where the page has no closed block of it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        begin = shown(lines[0]) if lines[0].strip() else "an empty line"
        what = f"The page begins with {begin}, not with front matter."
        return problem(path, 1, what, "Begin it with a line '---', the keys, and another line '---'.")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return Split("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2)
    return problem(path, 1, "The front matter is not closed.", "End it with a line '---'.")


def decode_yaml(
    text: str, path: str, cls: type[R], *, name: str = "front matter", first_line: int = 2
) -> tuple[R | None, list[Problem]]:
    """Return the record that the YAML text holds, or None, and everything that is wrong with it.

    `name` is what messages call the text; `first_line` is the line of the file it begins on.
    """
    decoder = Decoder(path, first_line)
    try:
        if problems := list(_not_plain(text, path, first_line)):
            return None, problems
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return None, [_invalid(error, text, path, name, first_line)]
    if node is None:
        mend = f"Write its keys: {_quoted_keys(cls)}."
        return None, [problem(path, first_line, f"The {name} is empty.", mend)]
    found = decoder.record(cls, f"the {name}", node)
    return found, decoder.problems


def _not_plain(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Find aliases, behind which a composed node hides its place, and nesting beyond any record."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        line, column = event.start_mark.line + first_line, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            what = f"The alias '*{event.anchor}' repeats another part."
            yield problem(path, line, what, "Write the part out here.", column=column)
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                what = f"Lists and keys are nested more than {_DEEPEST} deep."
                yield problem(path, line, what, "Close the brackets.", column=column)
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _invalid(error: yaml.YAMLError, text: str, path: str, name: str, first_line: int) -> Problem:
    why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    mark = getattr(error, "problem_mark", None)
    if why.startswith(_OF_LINE_BEFORE):
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 0)
    # The parser may stop below the last line.
    rest = text.split("\n")[mark.line :][:1] if mark else []
    if mark and rest and rest[0][mark.column :].startswith("\t"):
        why = "found a tab character in the indentation"
    mend = next((mend for part, mend in _MENDS.items() if part in why), _MEND)
    return problem(path, line, f"The {name} is not valid YAML: {why}.", mend, column=column)


class Decoder:
    """Turns YAML nodes of one file into values; what it cannot turn is None and a problem."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []

    def fault(self, node: yaml.Node, what: str, mend: str) -> None:
        column = node.start_mark.column + 1
        self.problems.append(problem(self.path, self.line_of(node), what, mend, column=column))

    def line_of(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def record(self, cls: type[R], name: str, node: yaml.Node) -> R | None:
        """Return the record of a mapping, or None where one of its keys is at fault.

        `name` is what messages call the mapping: "'tang'" for a key, "the front matter" for the whole.
        """
        if not isinstance(node, yaml.MappingNode):
            what = f"{_capital(name)} holds {found_in(node)}; wanted keys."
            self.fault(node, what, f"Write its keys, each on a line of its own: {_quoted_keys(cls)}.")
            return None
        before = len(self.problems)
        nodes, lines, misspelt = self._keys(cls, name, node)
        for field in declared(cls):
            if field.metadata["required"] and field.name not in {*nodes, *misspelt}:
                mend = f"Add it; {name} needs {_quoted_keys(cls)}."
                self.fault(node, f"The key '{field.name}' is missing in {name}.", mend)
        values = {
            field.name: field.metadata["kind"](self, field.name, nodes[field.name])
            for field in declared(cls)
            if field.name in nodes
        }
        if len(self.problems) > before:
            return None
        return cls(lines={"": self.line_of(node), **lines}, **values)

    def _keys(
        self, cls: type[R], name: str, node: yaml.MappingNode
    ) -> tuple[dict[str, yaml.Node], dict[str, int], set[str | None]]:
        """Return node and line of each known key, and the keys that unknown ones are probably meant for.

        Unknown and doubled keys become problems.
        """
        known = {field.name for field in declared(cls)}
        nodes: dict[str, yaml.Node] = {}
        lines: dict[str, int] = {}
        misspelt: set[str | None] = set()
        for key_node, value in node.value:
            found = key_node.value if isinstance(key_node, yaml.ScalarNode) else kind_of(key_node)
            if found in nodes:
                what = f"The key '{found}' stands twice in {name}, first on line {lines[found]}."
                self.fault(key_node, what, "Keep one of them.")
            elif found in known:
                nodes[found], lines[found] = value, self.line_of(key_node)
            elif node.flow_style and kind_of(value) == "nothing":
                what = f"A comma cuts the text in {name}: {shown(found)} became a key."
                self.fault(key_node, what, "Put the text in quotes.")
            else:
                misspelt.add(nearest(found, known))
                mend = f"{suggest(found, known)}Use one of {listed(sorted(known))}."
                self.fault(key_node, f"The key {shown(found)} is unknown in {name}.", mend)
        return nodes, lines, misspelt

    def items(self, name: str, node: yaml.Node, wanted: str) -> list[yaml.Node] | None:
        """Return the nodes of a list, or None and a problem where there is none."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        what = f"'{name}' holds {found_in(node)}; wanted {wanted}."
        self.fault(node, what, "Write a list, '[]' if it is empty.")
        return None

    def scalar(self, name: str, node: yaml.Node, tag: str, wanted: str, mend: str) -> str | None:
        """Return the text of a scalar that YAML reads as type `tag`, or None and a problem."""
        if isinstance(node, yaml.ScalarNode) and node.tag.rpartition(":")[2] == tag:
            return str(node.value)
        self.fault(node, f"'{name}' holds {found_in(node)}; wanted {wanted}.", mend)
        return None


def kind_of(node: yaml.Node) -> str:
    """Return in words what YAML made of a node, e.g. 'a date'."""
    if isinstance(node, yaml.MappingNode):
        return "keys"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return _TYPES.get(node.tag.rpartition(":")[2], f"the tag '{node.tag}'")


def found_in(node: yaml.Node) -> str:
    """Return in words what a node holds, e.g. "'3.10', which YAML reads as a number"."""
    if isinstance(node, yaml.ScalarNode) and node.value:
        return f"{shown(node.value)}, which YAML reads as {kind_of(node)}"
    return kind_of(node)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quoted_keys(cls: type[Record]) -> str:
    """Return the keys that a record must have, or all of them where it need have none."""
    fields = list(declared(cls))
    needed = [field.name for field in fields if field.metadata["required"]]
    return listed(needed or [field.name for field in fields])


_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: ASCII, lower case, words joined by single hyphens."""
    return _ID.fullmatch(text) is not None
