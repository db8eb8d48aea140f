"""YAML read strictly: event by event, with the line of each, and every way in which YAML would lose a text.

Authors write texts, and YAML takes some for something else: a comment, a number, an anchor, two keys. Each is
kept as it was written, or told with its line.
"""

import itertools
import re
from typing import Any

import yaml

from argument.characters import FORBIDDEN, joined, spelled
from faults import Fault, shown

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()
# Deeper than any record.
_DEEPEST = 20
_CUT = "Put the text in quotes, or the comment on a line of its own."
_COMMENT = re.compile(r"[ \t]+(#.*)")
# A line of a text that would be an item or a key, were it indented like one.
_SWALLOWED = re.compile(r"\n[ \t]*(?:[-*+][ \u3000]|([a-z_]+)[ \u3000]*(?:：|:\s))")
# What to do about YAML that is not valid, by a part of the parser's reason; the first that fits.
_MENDS = {
    "mapping values are not allowed": "Put a text that holds a colon in quotes, and indent keys alike.",
    "found unexpected end": "Close the quote that opens here.",
    "could not find expected ':'": "Indent the text below its key, or write 'key: text'.",
    "unknown escape": "Put the text in single quotes.",
    "did not find expected ','": "Close the bracket, and put texts that hold signs in quotes.",
    "<document start>": "Begin each key where its line begins, and delete lines such as '...' and '%YAML'.",
    "": "Put the whole text in quotes, and indent the keys and the items of one record alike.",
}
# The parser says these of the line below the one at fault.
_OF_LINE_BEFORE = ("found unexpected end", "could not find expected ':'")
_HALF_WIDTH = "Write it in half width, and a space behind it."
# A line of one of these forms is what is wrong, if YAML is not valid from there or from the next line on.
_SUSPECTS = [
    (r"\s*(?=\t)", "a tab indents the line", "Indent with spaces."),
    (r"[\s-]*[a-z_]+\s*(?=：|:[^ \t/])", "no plain ': ' stands here", _HALF_WIDTH),
    (r" *(?=-[^ \t-])", "no plain '- ' stands here", _HALF_WIDTH),
    (r" *(?=[\u3000\xa0]\s*$)", "the line only looks empty", "Delete the space that it holds."),
    (r"[\s{-]*[a-z_]+: +[^'\"|>\s].*?[ \t](?=#)", "a '#' cuts the text", _CUT),
]


class Reader:
    """Takes the events of one YAML text; `swallowed` are keys that became part of a text above them.

    `name` is what messages call the whole text.
    """

    def __init__(self, text: str, path: str, name: str, first_line: int) -> None:
        self.faults: list[Fault] = []
        self.swallowed: set[str] = set()
        self.name = name
        self._text, self._path, self._first_line = text, path, first_line
        self._events: Any = yaml.parse(text, Loader=_LOADER)

    def next(self) -> Any:
        """Return the next event; raises `YAMLError` where the text is not valid."""
        return next(self._events)

    def skip(self, event: Any) -> None:
        """Take all that stands below an event."""
        depth = 0
        while depth := depth + _depth(event):
            if depth > _DEEPEST:
                raise not_valid(f"lists and keys are nested more than {_DEEPEST} deep", event)
            event = self.next()

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + self._first_line

    def tell(self, event: Any, what: str, mend: str, below: int = 0) -> None:
        """Tell a fault where something begins, or so many lines below."""
        line, column = self.line(event) + below, 0 if below else event.start_mark.column + 1
        self.faults.append(Fault(self._path, line, what[:1].upper() + what[1:], mend, column=column))

    def sign(self, event: Any) -> str:
        """Return the anchor, alias, or tag that an event begins with, '' where it has none."""
        has_sign = event.anchor or getattr(event, "tag", None)
        return self._text[event.start_mark.index :].split(maxsplit=1)[0] if has_sign else ""

    def text(self, event: Any, called: str) -> str | None:
        """Return a scalar on one line, or None where something of it would be lost."""
        value, raw = event.value, self._text[event.start_mark.index : event.end_mark.index]
        head = raw.find("\n") + 1 if event.style in {">", "|"} else 0
        is_plain, is_quoted = not event.style, event.style in {"'", '"'}
        if is_plain and (found := _COMMENT.match(self._text, event.end_mark.index)):
            what = f"A '#' cuts the text of {called}: {shown(found[1])} is no part of it."
            self.tell(event, what, _CUT)
        elif found := FORBIDDEN.search(value):
            self.tell(event, f"{called} holds the character {spelled(found[0])}.", "Delete it.")
        elif is_plain and value != value.strip():
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
        elif is_quoted and "\t" in value:
            self.tell(
                event, f"{called} holds a tab.", "Write a space, or use single quotes for a plain '\\'."
            )
        else:
            # The parser would put a space wherever it joins two lines.
            return joined(value if is_quoted else raw[head:])
        return None

    def invalid(self, error: yaml.YAMLError) -> Fault:
        """Return what is told of a text that is not valid."""
        why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
        mark = getattr(error, "problem_mark", None)
        if why.startswith(_OF_LINE_BEFORE):
            mark = getattr(error, "context_mark", None) or mark
        at, column = (mark.line, mark.column) if mark else (0, -1)
        mend = next(mend for part, mend in _MENDS.items() if part in why)
        lines = self._text.split("\n")
        for (form, suspect, its_mend), line in itertools.product(_SUSPECTS, (at, max(at - 1, 0))):
            # The parser may stop below the last line.
            if found := re.match(form, "".join(lines[line : line + 1])):
                why, mend, at, column = suspect, its_mend, line, found.end()
                break
        what = f"The {self.name.removeprefix('the ')} is not valid YAML: {why}."
        return Fault(self._path, at + self._first_line, what, mend, column=column + 1)


def made_of(event: Any) -> str:
    """Return what YAML makes of a scalar: 'str', 'int', 'null', …"""
    return str(_RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)).rpartition(":")[2]


def not_valid(why: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)


def _depth(event: Any) -> int:
    return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
