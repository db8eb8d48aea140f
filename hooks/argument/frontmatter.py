"""Front matter: YAML at the head of a page, read strictly into the records of `argument.schema`.

Every value keeps its line, every fault of a page is reported, and nothing is guessed: YAML that is not
valid, a key that is unknown, doubled or missing, a value of another kind is a `Fault`, never a default.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar, get_args, get_origin

import yaml

from argument.characters import shows_something
from argument.fields import Kind
from argument.strict_yaml import Reader, made_of, not_valid
from faults import Fault, listed, nearest, shown, suggest

_SHARED = "shared"
# Others, such as 1_000, 012, and 0x1F, mean something else to YAML than to most readers.
_DIGITS = re.compile(r"[1-9][0-9]{0,5}|0")
_IN_WORDS = {"null": "nothing", "bool": "true or false", "timestamp": "a date"}
_IN_WORDS |= {"int": "a number", "float": "a number"}

T = TypeVar("T")
R = TypeVar("R", bound="Record")
# A key that holds the same value in both languages.
Shared = Annotated[T, _SHARED]


class Key(NamedTuple):
    """A key of a record; one that is shared holds the same value in both languages.

    `shape` is a `Kind`, a class of records, or a list that holds the shape of each of its items.
    """

    name: str
    shared: bool
    required: bool
    shape: Any


class Record:
    """A mapping of the front matter, which knows the lines of its keys.

    Its class has `declared` the keys that it can have, in their order; one with a default may be absent.
    """

    declared: ClassVar[tuple[Key, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.declared += tuple(
            Key(name, _SHARED in get_args(hint), name not in cls.__dict__, _shape(hint))
            for name, hint in cls.__annotations__.items()
        )

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)
        self._lines: Mapping[str, int] = {}

    @property
    def starts(self) -> int:
        """The line on which the record begins."""
        return self._lines[""]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the record where the key is absent."""
        return self._lines.get(key) or self.starts


class Field(NamedTuple):
    """A key with plain values, one of None where it is absent; `within` is the key that holds its record."""

    record: Record
    within: str
    key: Key
    values: tuple[Any, ...]

    @property
    def line(self) -> int:
        return self.record.line_of(self.key.name)


def fields(record: Record | None, within: str = "", *, with_addressed: bool = True) -> Iterator[Field]:
    """Yield each key of a record and of those below it, of those with an address if wanted."""
    if record is None:
        return
    for key in record.declared:
        value = getattr(record, key.name)
        values = value if isinstance(value, tuple) else (value,)
        if not values or not isinstance(values[0], Record):
            yield Field(record, within, key, values)
        elif with_addressed or not hasattr(values[0], "id"):
            for one in values:
                yield from fields(one, key.name)


def _shape(hint: Any) -> Any:
    inner = get_args(hint)
    if not inner:
        return hint
    kind = next((one for one in inner if isinstance(one, Kind)), None)
    return kind or ([_shape(inner[0])] if get_origin(hint) is tuple else _shape(inner[0]))


def _needed(cls: type[Record]) -> str:
    """Return the keys that a record must have, or all of them where it need have none."""
    return listed([key.name for key in cls.declared if key.required] or [key.name for key in cls.declared])


def split_front_matter(text: str, path: str) -> tuple[str, str, int] | Fault:
    """Return front matter, body, and the line where that begins, or a fault where it is not clear."""
    first, *lines = text.split("\n")
    if first.rstrip() != "---":
        begin = shown(first) if first.strip() else "an empty line"
        what = f"The page begins with {begin}, not with front matter."
        return Fault(path, 1, what, "Begin it with a line '---', the keys, and another line '---'.")
    for number, line in enumerate(lines):
        if line.rstrip() == "---":
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :]), number + 3
    return Fault(path, 1, "The front matter is not closed.", "End it with a line '---'.")


def decode_yaml(
    text: str, path: str, cls: type[R], *, name: str = "front matter", first_line: int = 2
) -> tuple[R | None, list[Fault]]:
    """Return the record that the YAML text holds, or None, and everything that is wrong with it.

    `name` is what messages call the text; `first_line` is the line of the file it begins on.
    """
    reader = _RecordReader(text, path, f"the {name}", first_line)
    try:
        found = reader.read(cls)
    except yaml.YAMLError as error:
        return None, [reader.invalid(error)]
    return (None if reader.faults else found), reader.faults


class _RecordReader(Reader):
    """Reads each place as what is declared for it; what is at fault is read as None."""

    def read(self, cls: type[R]) -> R | None:
        """Return the record that the whole text holds; raises `YAMLError` where it is not valid."""
        self.next()
        if isinstance(event := self.next(), yaml.StreamEndEvent):
            self.tell(event, f"{self.name} is empty.", f"Write its keys: {_needed(cls)}.")
            return None
        found: R | None = self._value(self.next(), cls, self.name)
        self.next()
        if not isinstance(event := self.next(), yaml.StreamEndEvent):
            raise not_valid("found another <document start>", event)
        return found

    def _value(self, event: Any, shape: Any, called: str) -> Any:
        """Return what stands in a place, which messages call by its key."""
        if sign := self.sign(event):
            what = f"{called} begins with {shown(sign)}, which YAML takes for a sign of its own."
            self.tell(event, what, "Put the text in quotes, or write out the part that the sign stands for.")
        elif isinstance(shape, Kind):
            return self._scalar(event, shape, called)
        elif isinstance(shape, list):
            if isinstance(event, yaml.SequenceStartEvent):
                return self._items(shape[0], called)
            self._refuse(event, called, Kind("a list", "Write a list, '[]' if it is empty."))
        elif isinstance(event, yaml.MappingStartEvent):
            return self._record(event, shape, called)
        else:
            mend = f"Write its keys, each on a line of its own: {_needed(shape)}."
            self._refuse(event, called, Kind("keys", mend))
        self.skip(event)
        return None

    def _scalar(self, event: Any, kind: Kind, called: str) -> Any:
        value: Any = None
        made = made_of(event) if isinstance(event, yaml.ScalarEvent) else ""
        if made in {"str", "null"} and (value := self.text(event, called)) is None:
            return None
        if made == "int" and _DIGITS.fullmatch(event.value):
            value = int(event.value)
        elif made == "bool":
            value = event.value.lower() in {"true", "yes", "on"}
        if made == kind.of.__name__ and type(value) is kind.of and kind.fits(value):
            return value
        self._refuse(event, called, kind)
        self.skip(event)
        return None

    def _items(self, shape: Any, called: str) -> tuple[Any, ...]:
        values: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            value = self._value(event, shape, called)
            if isinstance(value, str | int) and value in values:
                self.tell(event, f"{called} lists {shown(str(value))} twice.", "Keep one of them.")
            values.append(value)
        return tuple(values)

    def _record(self, start: Any, cls: type[Record], called: str) -> Record:
        record = cls()
        lines: dict[str, int] = {}
        keys = {key.name: key for key in cls.declared}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or self.sign(event):
                raise not_valid("found a list, keys, or a sign of YAML's own where a key is expected", event)
            name, value = event.value, self.next()
            if name in keys and name not in lines:
                setattr(record, name, self._value(value, keys[name].shape, f"'{name}'"))
            elif name in lines:
                where = f"{called}, first on line {lines[name]}"
                self.tell(event, f"The key {shown(name)} stands twice in {where}.", "Keep one of them.")
                self.skip(value)
            else:
                # With the full-width space that it may begin with.
                what = f"The key '{name[:60]}' is unknown in {called}."
                # In braces, a comma ends a text.
                comma = "Put a text that holds a comma in quotes. " if start.flow_style else ""
                mend = f"{suggest(_plain(name), keys) or comma}Use one of {listed(sorted(keys))}."
                self.tell(event, what, mend)
                self.skip(value)
            lines.setdefault(name, self.line(event))
        meant = {nearest(_plain(name), keys) for name in lines if name not in keys}
        for key in keys.values():
            if key.required and key.name not in {*lines, *meant, *self.swallowed}:
                what = f"The key '{key.name}' is missing in {called}."
                self.tell(start, what, f"Add it; {called} needs {_needed(cls)}.")
        record._lines = {**lines, "": self.line(start)}
        return record

    def _refuse(self, event: Any, called: str, kind: Kind) -> None:
        """Tell that what stands in a place is not of the kind wanted, and what YAML made of it."""
        mend = kind.mend
        if isinstance(event, yaml.CollectionStartEvent):
            found = "keys" if isinstance(event, yaml.MappingStartEvent) else "a list"
        else:
            found, mend = shown(event.value), f"{suggest(event.value, kind.words)}{kind.mend}"
            if (made := made_of(event)) not in {"str", kind.of.__name__}:
                what = _IN_WORDS.get(made, "a sign of its own")
                found = f"{found}, which YAML reads as {what}" if event.value else what
            elif not shows_something(event.value):
                found = "nothing that shows"
        self.tell(event, f"{called} holds {found}; wanted {kind.wanted}.", mend)


def _plain(key: str) -> str:
    """Return a key without the text that came into it because its colon is not a plain one."""
    return key.replace("：", ":").partition(":")[0]
