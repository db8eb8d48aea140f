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

from argument.problems import Problem, problem, suggest

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TYPES = {
    "null": "nothing",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "str": "a text",
}

R = TypeVar("R", bound="Record")
Kind = Callable[["Decoder", str, yaml.Node], Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Record:
    """A mapping of the front matter; `lines` gives the line of each key, and of the record under ''."""

    lines: dict[str, int] = dataclasses.field(repr=False, compare=False)

    @property
    def line(self) -> int:
        return self.lines[""]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the record where the key is absent."""
        return self.lines.get(key, self.line)


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
        what = f"The page begins with '{lines[0][:40]}', not with front matter."
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
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return None, [_invalid(error, path, name, first_line)]
    if node is None:
        mend = f"It needs {_quoted_keys(cls)}."
        return None, [problem(path, first_line, f"The {name} is empty.", mend)]
    found = decoder.record(cls, name, node)
    return found, decoder.problems


def _invalid(error: yaml.YAMLError, path: str, name: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 0)
    mend = "Write text that holds a colon or a quote as a block scalar: 'key: >-', the text indented below."
    return problem(path, line, f"The {name} is not valid YAML: {why}.", mend, column=column)


class Decoder:
    """Turns YAML nodes of one file into values; what it cannot turn is None and a problem."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def fault(self, node: yaml.Node, what: str, mend: str) -> None:
        column = node.start_mark.column + 1
        self.problems.append(problem(self.path, self.line_of(node), what, mend, column=column))

    def line_of(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def record(self, cls: type[R], name: str, node: yaml.Node) -> R | None:
        """Return the record of a mapping, or None where one of its keys is at fault."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"'{name}' holds {kind_of(node)}; wanted keys.", "Indent its keys below it.")
            return None
        before = len(self.problems)
        nodes = self._keys(cls, name, node)
        for field in declared(cls):
            if field.metadata["required"] and field.name not in nodes:
                mend = f"Add it; '{name}' needs {_quoted_keys(cls)}."
                self.fault(node, f"The key '{field.name}' is missing in '{name}'.", mend)
        values = {
            field.name: field.metadata["kind"](self, field.name, nodes[field.name])
            for field in declared(cls)
            if field.name in nodes
        }
        if len(self.problems) > before:
            return None
        lines = {name: self.line_of(value) for name, value in nodes.items()}
        return cls(lines={"": self.line_of(node), **lines}, **values)

    def _keys(self, cls: type[R], name: str, node: yaml.MappingNode) -> dict[str, yaml.Node]:
        """Return the node of each known key; unknown and doubled keys become problems."""
        known = {field.name for field in declared(cls)}
        nodes: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            found = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if found in nodes:
                first = self.line_of(nodes[found])
                what = f"The key '{found}' stands twice in '{name}', first on line {first}."
                self.fault(key_node, what, "Keep one of them.")
            elif found in known:
                nodes[found] = value
            else:
                self._unknown(found, name, key_node, value, node, known)
        return nodes

    def _unknown(
        self,
        found: str,
        name: str,
        key_node: yaml.Node,
        value: yaml.Node,
        node: yaml.MappingNode,
        known: set[str],
    ) -> None:
        if node.flow_style and kind_of(value) == "nothing":
            what = f"A comma cuts the text in '{name}': '{found}' became a key."
            self.fault(key_node, what, "Write the text as a block scalar: 'says: >-', the text below.")
            return
        mend = f"{suggest(found, known)}'{name}' knows {', '.join(repr(word) for word in sorted(known))}."
        self.fault(key_node, f"The key '{found}' is unknown in '{name}'.", mend)

    def items(self, name: str, node: yaml.Node, wanted: str) -> list[yaml.Node] | None:
        """Return the nodes of a list, or None and a problem where there is none."""
        if id(node) in self._seen:
            self.fault(node, f"'{name}' repeats another part by an alias.", "Write it out.")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.fault(
            node, f"'{name}' holds {kind_of(node)}; wanted {wanted}.", "Write a list, '[]' if it is empty."
        )
        return None

    def scalar(self, name: str, node: yaml.Node, tag: str, wanted: str, mend: str) -> str | None:
        """Return the text of a scalar that YAML reads as type `tag`, or None and a problem."""
        if isinstance(node, yaml.ScalarNode) and node.tag.rpartition(":")[2] == tag:
            return str(node.value)
        found = repr(node.value) if isinstance(node, yaml.ScalarNode) and node.value else "nothing"
        value = f"{kind_of(node)} {found}" if found != "nothing" else kind_of(node)
        self.fault(node, f"'{name}' holds {value}; wanted {wanted}.", mend)
        return None


def kind_of(node: yaml.Node) -> str:
    """Return in words what YAML made of a node, e.g. 'a date'."""
    if isinstance(node, yaml.MappingNode):
        return "keys"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return _TYPES.get(node.tag.rpartition(":")[2], f"the tag '{node.tag}'")


def _quoted_keys(cls: type[Record]) -> str:
    return ", ".join(repr(field.name) for field in declared(cls) if field.metadata["required"])


_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: ASCII, lower case, words joined by single hyphens."""
    return _ID.fullmatch(text) is not None
