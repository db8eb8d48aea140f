"""A page of the argument as the plain Markdown that a site generator needs.

Claims get their number, voice, and place; each marker becomes what its template makes of the argument;
the front matter shrinks to title and description. The result holds nothing that only this package knows.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

import markupsafe

from argument.claims import Claim
from argument.markup import Block
from argument.model import Argument
from argument.pages import Page
from argument.templates import environment, one_line
from argument.view import View

# Pages whose table needs the width of the contents beside the text.
_WIDE = frozenset({"comparison"})


def markers(templates: Path) -> frozenset[str]:
    """Return the names that a marker may have: there is a template for each."""
    return frozenset(file.stem for file in (templates / "markers").glob("*.md"))


def render_page(argument: Argument, page: Page, templates: Path) -> str:
    """Return the Markdown of a page that has no problems, with front matter for the generator."""
    view = View(argument, page)
    lines = page.body.split("\n")
    claims = {claim.block.line: claim for claim in page.claims}
    # From the end, so that the line numbers of what comes before stay true.
    for block in reversed(page.blocks):
        if block.kind == "marker":
            lines[_span(page, block)] = [_template(templates, f"markers/{block.info}.md", view), ""]
        elif claim := claims.get(block.line):
            lines[_span(page, block)] = _claim_lines(view, claim, templates)
    head = _template(templates, "head.html", view)
    return "\n".join([_front_matter(view), head, "", *lines])


def _span(page: Page, block: Block) -> slice:
    """Return where a block and its attribute list stand in the lines of the body."""
    last = block.attributes.line if block.attributes else block.end
    return slice(block.line - page.body_line, last - page.body_line + 1)


def _claim_lines(view: View, claim: Claim, templates: Path) -> list[str]:
    """Return a claim's text between its number and its place, and the attribute list below it."""
    text = markupsafe.Markup(claim.text)
    markup = one_line(_template(templates, "claim.html", view, claim=claim, text=text))
    lead = claim.block.lead
    attributes = f'#{claim.id} .claim data-voice="{claim.voice}" data-number="{claim.number}"'
    return [f"{lead}{markup}", f"{' ' * (len(lead) - len(lead.lstrip()))}{{: {attributes} }}"]


def _template(templates: Path, name: str, view: View, **more: object) -> str:
    return environment(templates).get_template(name).render(view=view, words=view.words, **more)


def _front_matter(view: View) -> str:
    """Return front matter whose texts are HTML already, since themes print them as they are."""
    # JSON strings are YAML strings.
    pairs = {"title": view.full_title(), "description": view.front.description}
    lines = [f"{name}: {json.dumps(html.escape(value), ensure_ascii=False)}" for name, value in pairs.items()]
    if view.page.name in _WIDE:
        lines.append("hide: [toc]")
    return "\n".join(["---", *lines, "---", ""])
