"""Everything that is checked before a build; each module finds one sort of fault in the whole argument."""

from __future__ import annotations

import functools

from argument.checks.ids import find_id_problems
from argument.checks.known import Known
from argument.checks.language import find_language_problems
from argument.checks.links import find_link_problems
from argument.checks.pairs import find_pair_problems
from argument.checks.permalinks import find_permalink_problems
from argument.checks.references import find_reference_problems
from argument.model import Argument
from argument.problems import Problem


@functools.lru_cache(maxsize=2)
def check_argument(argument: Argument, markers: frozenset[str]) -> tuple[Problem, ...]:
    """Return every fault of the argument, sorted by file and line, each told once.

    `markers` are the names of the generated parts that a page may ask for. The permanent list is held
    against pages without other faults: what a fault hides would count as gone.
    """
    return check_pages(argument, markers) or tuple(sorted(set(find_permalink_problems(argument))))


@functools.lru_cache(maxsize=2)
def check_pages(argument: Argument, markers: frozenset[str]) -> tuple[Problem, ...]:
    """Return every fault of the pages as they stand, whatever was published before."""
    of_pages = {
        *argument.problems,
        *find_id_problems(argument),
    }
    known = Known(argument)
    found = {
        *of_pages,
        *find_pair_problems(argument, {(one.path, one.line) for one in of_pages}),
        *find_reference_problems(argument, known, markers),
        *find_link_problems(argument, known),
        *find_language_problems(argument),
    }
    return tuple(sorted(found))
