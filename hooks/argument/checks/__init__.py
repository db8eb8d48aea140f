"""Everything that is checked before a build; each module finds one sort of fault in the whole argument."""

import functools

from argument.checks.ids import find_id_faults, known_of
from argument.checks.pairs import find_language_faults, find_pair_faults
from argument.checks.permalinks import find_permalink_faults
from argument.checks.references import find_reference_faults
from argument.model import Argument
from faults import Fault


@functools.lru_cache(maxsize=2)
def check_argument(argument: Argument) -> tuple[Fault, ...]:
    """Return every fault of the argument, sorted by file and line, each told once.

    The permanent list is held against pages without other faults: what a fault hides would count as gone.
    """
    return check_pages(argument) or tuple(sorted(set(find_permalink_faults(argument))))


@functools.lru_cache(maxsize=2)
def check_pages(argument: Argument) -> tuple[Fault, ...]:
    """Return every fault of the pages as they stand, whatever was published before."""
    of_pages = {*argument.faults, *find_id_faults(argument)}
    found = {
        *of_pages,
        *find_pair_faults(argument, {(one.path, one.line) for one in of_pages}),
        *find_reference_faults(argument, known_of(argument)),
        *find_language_faults(argument),
    }
    return tuple(sorted(found))
