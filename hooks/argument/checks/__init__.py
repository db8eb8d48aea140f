"""Everything that is checked before a build; each module finds one sort of fault in the whole argument."""

from __future__ import annotations

import functools

from argument.checks.elements import find_element_problems
from argument.checks.footnotes import find_footnote_problems
from argument.checks.ids import find_id_problems
from argument.checks.language import find_language_problems
from argument.checks.markup import find_markup_problems
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
    found = {
        *argument.problems,
        *find_markup_problems(argument),
        *find_element_problems(argument),
        *find_footnote_problems(argument),
        *find_pair_problems(argument),
        *find_id_problems(argument),
        *find_reference_problems(argument, markers),
        *find_language_problems(argument),
    }
    return tuple(sorted(found))
