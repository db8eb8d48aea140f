"""Long series of layers made short: groups for a navigation, and the neighbours of one layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

# So many are seen at a glance; the argument as it stands has seven.
LONGEST_SERIES = 24
GROUP = 20
_NEAR = 3


def group(members: Sequence[T]) -> list[tuple[str, list[T]]]:
    """Return a series in groups with names such as '21–40'; one that is not long is one group."""
    if len(members) <= LONGEST_SERIES:
        return [("", list(members))]
    starts = range(0, len(members), GROUP)
    parts = [(start, list(members[start : start + GROUP])) for start in starts]
    return [(f"{start + 1}–{start + len(part)}", part) for start, part in parts]


def near(members: Sequence[T], index: int) -> list[T | None]:
    """Return the neighbours of a member of a series, with the first and the last; None stands for a gap."""
    if len(members) <= LONGEST_SERIES:
        return list(members)
    kept = sorted({0, len(members) - 1, *range(max(0, index - _NEAR), min(len(members), index + _NEAR + 1))})
    found: list[T | None] = []
    for last, at in zip([-1, *kept], kept, strict=False):
        found += [None, members[at]] if at > last + 1 else [members[at]]
    return found
