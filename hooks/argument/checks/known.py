"""What references can lead to, and what of it is not known.

What one language alone lacks is a matter of the pair. What may stand on a page that cannot be read, or is at
fault in every language, is unknown and not missing: that fault is told, and nothing that follows from it.
"""

import re

from argument.checks.ids import anchors
from argument.claims import belongs
from argument.model import Argument
from argument.schema import TABLE_PAGE, Entry, LayerFront, Prediction, Row, addressed
from argument.sources import LOCALES


class Known:
    """What there is to refer to, in either language; `dark` are the pages that may hold more."""

    def __init__(self, argument: Argument) -> None:
        pages = argument.pages.values()
        self.claims = {**argument["en"].claims, **argument["ja"].claims}
        self.entries = {found for locale in LOCALES for found in argument[locale].entries}
        notes = {note.id: (note, page) for page in pages for note in page.notes}
        # File and line of the note that tells that something was withdrawn, by its id.
        self.withdrawn = {
            note.id: f"{page.path}:{note.line}" for note, page in notes.values() if note.kind == "withdrawn"
        }
        records = (record for page in pages if page.front for record in addressed(page.front))
        cited = {record.id for record in records if isinstance(record, Row | Prediction | Entry)}
        # What can have changed.
        self.things = {one for one in (*self.claims, *notes, *cited) if one}
        self.targets: dict[str, set[str]] = {page.name: set() for page in pages}
        for page in pages:
            rows = {row.id for row in page.front.comparison} if isinstance(page.front, LayerFront) else set()
            self.targets[page.name] |= {found.id for found in anchors(page)} - rows
            # Rows have their address on the page of the whole table, wherever they are written.
            self.targets.get(TABLE_PAGE, set()).update(rows)
        self.published: dict[str, set[str]] = {}
        for name, anchor in argument.permalinks.in_force if argument.permalinks else ():
            self.published.setdefault(name, set()).add(anchor)
        self.unread = _unread(argument)
        # That a page is gone is told by the check of the permanent addresses.
        gone = self.published.keys() - self.targets.keys() - {rule.old for rule in argument.redirects}
        self.dark = self.unread | gone

    def hides(self, claim_id: str) -> bool:
        return any(belongs(claim_id, name) for name in self.dark)


def _unread(argument: Argument) -> set[str]:
    """Return the names of the pages that no language has without a fault."""
    file = re.compile(rf"{re.escape(argument.docs_name)}/(.+)\.(?:{'|'.join(LOCALES)})\.md")
    at_fault = {found[1] for one in argument.faults if (found := file.fullmatch(one.path))}
    return at_fault - {page.name for page in argument.pages.values() if not page.faults}
