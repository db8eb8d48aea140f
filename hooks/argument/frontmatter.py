"""Front matter: YAML at the head of a page, read strictly into the records of `argument.schema`.

Every value keeps its line, every fault of a page is reported, and nothing is guessed: YAML that is not
valid, a key that is unknown, doubled or missing, a value of another kind is a `Fault`, never a default.
"""

import functools
import operator
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, Self, TypeVar

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from argument.fields import unfit
from argument.strict_yaml import Keys, Loc, Reader
from faults import Fault, listed, nearest, shown, suggest

_SHARED = "shared"

T = TypeVar("T")
R = TypeVar("R", bound="Record")
# A key that holds the same value in both languages.
Shared = Annotated[T, _SHARED]


class Record(BaseModel):
    """A mapping of the front matter, which knows the lines of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    _lines: dict[str, int] = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _keep_lines(cls, keys: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(keys, Keys):
            mend = f"Write its keys, each on a line of its own: {_needed(cls)}."
            raise unfit("keys", mend, dict)
        keys.record = cls
        found = handler(keys)
        found._lines = keys.lines
        return found

    @property
    def starts(self) -> int:
        """The line on which the record begins."""
        return self._lines[""]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the record where the key is absent."""
        return self._lines.get(key, self.starts)


class Key(NamedTuple):
    """A key of a record; one that is shared holds the same value in both languages."""

    name: str
    shared: bool
    required: bool


@functools.cache
def declared(cls: type[Record]) -> tuple[Key, ...]:
    """Return the keys of a record class, in the order of their declaration."""
    fields = cls.model_fields.items()
    return tuple(Key(name, _SHARED in field.metadata, field.is_required()) for name, field in fields)


def is_shared(key: Key) -> bool:
    return key.shared


def _needed(cls: type[Record]) -> str:
    """Return the keys that a record must have, or all of them where it need have none."""
    keys = declared(cls)
    return listed([key.name for key in keys if key.required] or [key.name for key in keys])


@dataclass(frozen=True)
class Split:
    """A page cut at its front matter; line numbers count from 1 in the whole file."""

    yaml: str
    body: str
    body_line: int


def split_front_matter(text: str, path: str) -> Split | Fault:
    """Return front matter and body, or a fault where the page has no closed block of it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        begin = shown(lines[0]) if lines[0].strip() else "an empty line"
        what = f"The page begins with {begin}, not with front matter."
        return Fault(path, 1, what, "Begin it with a line '---', the keys, and another line '---'.")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return Split("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2)
    return Fault(path, 1, "The front matter is not closed.", "End it with a line '---'.")


def decode_yaml(
    text: str, path: str, cls: type[R], *, name: str = "front matter", first_line: int = 2
) -> tuple[R | None, list[Fault]]:
    """Return the record that the YAML text holds, or None, and everything that is wrong with it.

    `name` is what messages call the text; `first_line` is the line of the file it begins on.
    """
    reader = Reader(text, path, f"the {name}", first_line)
    try:
        root = reader.document()
    except yaml.YAMLError as error:
        return None, [reader.invalid(error)]
    if root is None:
        return None, [Fault(path, first_line, f"The {name} is empty.", f"Write its keys: {_needed(cls)}.")]
    try:
        found = cls.model_validate(root)
    except ValidationError as error:
        found = None
        for one in error.errors(include_url=False):
            _tell(reader, root, one["type"], one["loc"], one.get("ctx", {}))
    return (None if reader.faults else found), reader.faults


def _tell(reader: Reader, root: Any, error: str, at: Loc, context: dict[str, str]) -> None:
    """Tell one fault that validation found at a place."""
    if error == "unfit":
        reader.tell_value(at, **context)
    elif error == "tuple_type":
        reader.tell_value(at, "a list", "Write a list, '[]' if it is empty.", "tuple")
    else:
        keys: Keys = functools.reduce(operator.getitem, at[:-1], root)
        {"missing": _tell_missing, "extra_forbidden": _tell_unknown}[error](reader, keys, at)


def _tell_missing(reader: Reader, keys: Keys, at: Loc) -> None:
    known, where = keys.record.model_fields, reader.called(at[:-1])
    meant = {nearest(_name(key), known) for key in keys if key not in known}
    if at[-1] not in meant | reader.swallowed:
        what = f"The key '{at[-1]}' is missing in {where}."
        reader.tell(reader.places[at[:-1]], what, f"Add it; {where} needs {_needed(keys.record)}.")


def _tell_unknown(reader: Reader, keys: Keys, at: Loc) -> None:
    key, where, known = str(at[-1]), reader.called(at[:-1]), sorted(keys.record.model_fields)
    is_alone = getattr(reader.places[at], "value", None) == "" and _name(key) == key
    if is_alone and reader.places[at[:-1]].flow_style:
        what = f"A comma cuts the text in {where}: {shown(key)} became a key."
        mend = "Put the text in quotes."
    else:
        # With the full-width space that it may begin with.
        what = f"The key '{key[:60]}' is unknown in {where}."
        mend = f"{suggest(_name(key), known)}Use one of {listed(known)}."
    reader.tell(reader.names[at], what, mend)


def _name(key: str) -> str:
    """Return a key without the text that came into it because its colon is not a plain one."""
    return key.replace("：", ":").partition(":")[0]
