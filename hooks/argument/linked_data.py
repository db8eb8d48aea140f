"""What a page is, for machines: schema.org's vocabulary as JSON-LD."""

import json
from typing import Any

import markupsafe

from argument.view import View

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ARTICLE = "ScholarlyArticle"


def render_linked_data(view: View) -> markupsafe.Markup:
    """Return the description of a page as JSON that can stand in a script element."""
    text = json.dumps(_describe(view), ensure_ascii=False, separators=(",", ":"))
    # The one sign that could end the element; in JSON it can be written otherwise.
    return markupsafe.Markup(text.replace("<", "\\u003c"))


def _describe(view: View) -> dict[str, Any]:
    """Return a page as a scholarly article with its parts: layers on the index, claims elsewhere."""
    publication, name, is_index = view.publication, view.page.name, view.page.name == "index"
    own = publication.page(name, view.locale)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _ARTICLE,
        "@id": own,
        "headline": view.site_name if is_index else view.full_title(),
        "description": view.front.description,
        "inLanguage": view.locale,
        "datePublished": publication.edition,
        "author": {"@type": "Organization", "name": publication.author},
        "license": LICENCE,
        "workTranslation": [{"@id": publication.page(name, view.other_locale)}],
    }
    if not is_index:
        home = publication.page("index", view.locale)
        found["isPartOf"] = {"@type": _ARTICLE, "@id": home, "name": view.site_name}
    parts = [
        {"@type": _ARTICLE, "@id": publication.page(page.name, view.locale), "position": front.layer}
        for page, front in (view.language.layers if is_index else ())
    ]
    parts += [
        {"@type": "Claim", "@id": f"{own}#{claim.id}", "identifier": claim.number}
        for claim in (() if is_index else view.page.claims)
    ]
    return {**found, "hasPart": parts} if parts else found
