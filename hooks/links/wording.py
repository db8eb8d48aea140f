"""The words for what is wrong with a reference, and for how to mend it."""

from __future__ import annotations

import re

from links.references import Reference
from links.report import meant, shown
from links.site import Context, Site
from links.suggestions import Suggestions
from links.trouble import Trouble, Verdict

_HOST = re.compile(r"www\.|https?/", re.IGNORECASE)
_WHAT = {
    Trouble.EMPTY: "is empty",
    Trouble.MAILTO: "is no address to write to",
    Trouble.MALFORMED: "is no valid URL",
    Trouble.LOCAL: "leads to the machine that it was written on",
    Trouble.SLIP: "has a scheme that does not exist",
    Trouble.PLAIN: "leads to the site's own host by 'http:'",
    Trouble.RELATIVE: "is relative, but this page is shown at addresses of any depth",
    Trouble.OUTSIDE: "leads out of the site",
    Trouble.NOTHING: "leads nowhere",
    Trouble.NO_INDEX: "leads to a folder without a page of its own",
    Trouble.SLASH: "has a slash after the name of a file",
    Trouble.NOT_ABSOLUTE: "is not a full URL",
    Trouble.ANCHOR: "points at an anchor that does not exist",
}


class Words:
    """Puts verdicts into words, with suggestions that have been checked."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.suggestions = Suggestions(site)

    def tell(self, context: Context, reference: Reference, verdict: Verdict) -> tuple[str, str]:
        """Return what is wrong and how to mend it, as two sentences."""
        found = f" {shown(reference.url)}" if reference.url.strip() else ""
        what = f"{reference.use.label}{found} {_WHAT[verdict.trouble]}."
        return what, self._mend(context, reference, verdict)

    def _mend(self, context: Context, reference: Reference, verdict: Verdict) -> str:
        proposed = self._proposed(context, reference, verdict)
        if proposed:
            return meant(proposed)
        if verdict.trouble is Trouble.NOTHING and _HOST.match(reference.url.strip()):
            return "If it is on another host, begin it with 'https://'."
        return self._advice(verdict)

    def _proposed(self, context: Context, reference: Reference, verdict: Verdict) -> str | None:
        match verdict.trouble:
            case Trouble.NOTHING | Trouble.SLASH | Trouble.OUTSIDE | Trouble.RELATIVE:
                return self.suggestions.target(context, reference, verdict)
            case Trouble.ANCHOR:
                return self.suggestions.anchor(context, reference, verdict)
            case Trouble.NOT_ABSOLUTE if verdict.file:
                return self.suggestions.full(context, reference, verdict)
            case Trouble.PLAIN:
                return self.suggestions.secure(context, reference)
            case _:
                return None

    def _advice(self, verdict: Verdict) -> str:
        prefix = self.site.url.prefix
        advice = {
            Trouble.EMPTY: "Name a target, or take the attribute away.",
            Trouble.MAILTO: "Write it as 'mailto:name@host'.",
            Trouble.MALFORMED: "Mend its host or port.",
            Trouble.LOCAL: "Write the address that readers can reach.",
            Trouble.SLIP: "Begin it with 'https://'.",
            Trouble.PLAIN: "Write 'https:'.",
            Trouble.RELATIVE: f"Begin it with '{prefix}'.",
            Trouble.OUTSIDE: f"Keep it below '{prefix}', where the site lives.",
            Trouble.NOTHING: "Point it at a file of the site, or take it away.",
            Trouble.NO_INDEX: "Point it at a page in the folder.",
            Trouble.SLASH: "Take the slash away.",
            Trouble.NOT_ABSOLUTE: f"Begin it with '{self.site.url.href}'.",
            Trouble.ANCHOR: f"Point it at an id of '{verdict.file}'.",
        }
        return advice[verdict.trouble]
