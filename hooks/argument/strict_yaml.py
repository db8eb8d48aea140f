"""YAML read strictly: plain values that know their places, and every way in which YAML would lose a text.

Authors write texts, and YAML takes some for something else: a comment, a number, an anchor, two keys. Each is
kept as it was written, or told with its line.
"""

import itertools
import re
from typing import Any

import yaml

from argument.characters import forbidden_in, shows_something
from argument.fields import joined
from faults import Fault, shown

Loc = tuple[str | int, ...]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()
_TYPES = {"null": "nothing", "bool": "true or false", "timestamp": "a date", "sign": "a sign of its own"}
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
    "expected key": "Put the whole text in quotes, and indent the keys of one record alike.",
    "nested more than": "Close the brackets.",
}
_MEND = "Write the text as a block scalar: 'key: >-', the text indented below."
# The parser says these of the line below the one at fault.
_OF_LINE_BEFORE = ("found unexpected end", "could not find expected ':'")
# Deeper than any record.
_DEEPEST = 20
_DIGITS = re.compile(r"[1-9][0-9]{0,5}|0")
_COMMENT = re.compile(r"[ \t]+(#.*)")
_CUT = "Put the text in quotes, or the comment on a line of its own."
# A line of one of these forms is what is wrong, if YAML is not valid from there or from the next line on.
_SUSPECTS = [
    (
        r"[\s-]*[a-z_]+\s*(?=：|:[^ \t/])",
        "no plain ': ' stands here",
        "Write it in half width after the key.",
    ),
    (r" *(?=-[^ \t-])", "no plain '- ' stands here", "Write it in half width before the item."),
    (r" *(?=[\u3000\xa0]\s*$)", "the line only looks empty", "Delete the space that it holds."),
    (r"[\s{-]*[a-z_]+: +[^'\"|>\s].*?[ \t](?=#)", "a '#' cuts the text", _CUT),
]
# A line of a text that would be an item or a key, were it indented like one.
_SWALLOWED = re.compile(r"\n[ \t]*(?:[-*+] |([a-z_]+)[ \u3000]*(?:：|:\s))")


class Keys(dict[str, Any]):
    """A mapping; `lines` gives the line of each key, and of the whole under '', `record` its class."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.lines = {"": line}
        self.record: Any = None


class Reader:
    """Reads one YAML text; a value that no key can hold, such as a date, stays the event it was read from.

    `places` holds the event of each value, `names` that of each key, `swallowed` the keys inside a text.
    """

    def __init__(self, text: str, path: str, name: str, first_line: int) -> None:
        self.faults: list[Fault] = []
        self.places: dict[Loc, Any] = {}
        self.names: dict[Loc, Any] = {}
        self.swallowed: set[str | int] = set()
        self._text, self._path, self._name, self._first_line = text, path, name, first_line
        self._events: Any = yaml.parse(text, Loader=_LOADER)
        self._told: set[int] = set()

    def document(self) -> Any:
        """Return what the text holds, None where it is empty; raises `YAMLError` where it is not valid."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        found = self._value(next(self._events), ())
        next(self._events)
        if not isinstance(event := next(self._events), yaml.StreamEndEvent):
            raise _error("found another <document start>", event)
        return found

    def called(self, at: Loc) -> str:
        """Return what messages call a place: "'tang'", or "the front matter" for the whole."""
        return next((f"'{key}'" for key in reversed(at) if isinstance(key, str)), self._name)

    def tell(self, event: Any, what: str, mend: str, below: int = 0) -> None:
        """Tell a fault where something begins, or so many lines below."""
        mark, what = event.start_mark, what[:1].upper() + what[1:]
        self._told.add(mark.index)
        line, column = self._line(event) + below, 0 if below else mark.column + 1
        self.faults.append(Fault(self._path, line, what, mend, column=column))

    def tell_value(self, at: Loc, wanted: str, mend: str, kind: str) -> None:
        """Tell that a value is not what is wanted, unless it has been told that it is nothing at all."""
        event = self.places[at]
        if event.start_mark.index not in self._told:
            found = self._found(event, kind)
            self.tell(event, f"{self.called(at)} holds {found}; wanted {wanted}.", mend)

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self._first_line

    def _value(self, event: Any, at: Loc) -> Any:
        self.places[at] = event
        if isinstance(event, yaml.AliasEvent):
            what = f"The alias '*{event.anchor}' repeats another part."
            self.tell(event, what, "Write the part out here, or put the text in quotes.")
            return event
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        if len(at) >= _DEEPEST:
            raise _error(f"lists and keys are nested more than {_DEEPEST} deep", event)
        return self._keys(event, at) if isinstance(event, yaml.MappingStartEvent) else self._items(at)

    def _keys(self, start: Any, at: Loc) -> Keys:
        keys = Keys(self._line(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _error("found a list, keys, or an alias where a key is expected", event)
            name = event.value
            if name in keys:
                where = f"{self.called(at)}, first on line {keys.lines[name]}"
                self.tell(event, f"The key {shown(name)} stands twice in {where}.", "Keep one of them.")
                self._value(next(self._events), (*at, name, -1))
                continue
            self.names[(*at, name)] = event
            keys.lines[name] = self._line(event)
            keys[name] = self._value(next(self._events), (*at, name))
        return keys

    def _items(self, at: Loc) -> tuple[Any, ...]:
        values: list[Any] = []
        seen: set[str | int] = set()
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(value := self._value(event, (*at, len(values))))
            if isinstance(value, str | int):
                if value in seen:
                    what = f"{self.called(at)} lists {shown(str(value))} twice."
                    self.tell(event, what, "Keep one of them.")
                seen.add(value)
        return tuple(values)

    def _scalar(self, event: Any, at: Loc) -> Any:
        kind, value = _kind(event), event.value
        if kind == "int" and _DIGITS.fullmatch(value):
            return int(value)
        if kind == "bool":
            return value.lower() in {"true", "yes", "on"}
        comment = None if event.style else _COMMENT.match(self._text, event.end_mark.index)
        if comment and kind in {"str", "null"}:
            what = f"A '#' cuts the text of {self.called(at)}: {shown(comment[1])} is no part of it."
            self.tell(event, what, _CUT)
        return self._text_of(event, self.called(at)) if kind == "str" and at else event

    def _text_of(self, event: Any, called: str) -> Any:
        """Return a text on one line, or the event where something of it would be lost."""
        raw, value = self._raw(event), event.value
        head = raw.find("\n") + 1 if event.style in {">", "|"} else 0
        is_quoted = event.style in {"'", '"'}
        if found := forbidden_in(value):
            self.tell(event, f"{called} holds the character U+{ord(found[0]):04X}.", "Delete it.")
        elif not event.style and value != value.strip():
            what = f"{called} begins or ends with a space that is not plain."
            self.tell(event, what, "Delete it, or write it in half width.")
        elif found := _SWALLOWED.search(raw, head):
            self.swallowed.add(found[1])
            what = f"A line inside the text of {called} begins as a key or an item does."
            mend = "Indent it as those above, with plain signs after the key, or break the line elsewhere."
            self.tell(event, what, mend, raw.count("\n", 0, found.end()))
        elif "\n" in value.strip() or (is_quoted and "\n" in raw):
            what = f"{called} holds line breaks that no page shows."
            self.tell(event, what, "Write one paragraph below '>-'.")
        else:
            # The parser would put a space wherever it joins two lines.
            return joined(value if is_quoted else raw[head:])
        return event

    def _raw(self, event: Any) -> str:
        return self._text[event.start_mark.index : event.end_mark.index]

    def _found(self, event: Any, kind: str) -> str:
        """Return in words what stands in a place, and what YAML made of it unless that is of the kind."""
        if isinstance(event, yaml.CollectionStartEvent):
            return "keys" if isinstance(event, yaml.MappingStartEvent) else "a list"
        if (found := _kind(event)) in {"str", kind}:
            return shown(event.value) if shows_something(event.value) else "nothing that shows"
        made = _TYPES.get(found, "a number")
        return f"{shown(raw)}, which YAML reads as {made}" if (raw := self._raw(event)) else made

    def invalid(self, error: yaml.YAMLError) -> Fault:
        """Return what is told of a text that is not valid."""
        why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
        mark = getattr(error, "problem_mark", None)
        if why.startswith(_OF_LINE_BEFORE):
            mark = getattr(error, "context_mark", None) or mark
        at, column = (mark.line, mark.column) if mark else (0, -1)
        mend = next((mend for part, mend in _MENDS.items() if part in why), _MEND)
        # The parser may stop below the last line.
        lines = [*self._text.split("\n"), ""]
        if lines[at : at + 1] and lines[at][column:].startswith("\t"):
            why, mend = "found a tab character in the indentation", _MENDS["tab character"]
        for (form, suspect, its_mend), line in itertools.product(_SUSPECTS, (at, at - 1)):
            if lines[line : line + 1] and (found := re.match(form, lines[line])):
                why, mend, at, column = suspect, its_mend, line, found.end()
                break
        what = f"The {self._name.removeprefix('the ')} is not valid YAML: {why}."
        return Fault(self._path, at + self._first_line, what, mend, column=column + 1)


def _kind(event: Any) -> str:
    """Return what YAML makes of a scalar: 'str', 'int', 'null', …, or 'sign' for a sign of its own."""
    if event.tag or event.anchor:
        return "sign"
    kind = str(_RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)).rpartition(":")[2]
    return "sign" if kind in {"merge", "value"} else kind


def _error(why: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)
