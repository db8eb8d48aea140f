"""What a page is, for machines: schema.org's vocabulary as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

import markupsafe

from argument.publication import Publication
from argument.sources import LOCALES
from argument.view import View

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def render_linked_data(view: View, publication: Publication) -> markupsafe.Markup:
    """Return the description of a page as JSON that can stand in a script element."""
    text = json.dumps(describe(view, publication), ensure_ascii=False, separators=(",", ":"))
    # The one sign that could end the element; in JSON it can be written otherwise.
    return markupsafe.Markup(text.replace("<", "\\u003c"))


def describe(view: View, publication: Publication) -> dict[str, Any]:
    """Return a page as a scholarly article with its parts: layers on the index, claims elsewhere."""
    name, locale = view.page.name, view.locale
    home = publication.page("index", locale)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": publication.page(name, locale),
        "headline": view.site_name if name == "index" else view.full_title(),
        "description": view.front.description,
        "inLanguage": locale,
        "datePublished": publication.edition,
        "author": {"@type": "Organization", "name": publication.author},
        "license": LICENCE,
        "workTranslation": [{"@id": publication.page(name, other)} for other in LOCALES if other != locale],
    }
    if name != "index":
        found["isPartOf"] = {"@type": "ScholarlyArticle", "@id": home, "name": view.site_name}
    if parts := _parts(view, publication):
        found["hasPart"] = parts
    return found


def _parts(view: View, publication: Publication) -> list[dict[str, Any]]:
    if view.page.name == "index":
        return [
            {
                "@type": "ScholarlyArticle",
                "@id": publication.page(page.name, view.locale),
                "position": front.layer,
            }
            for page, front in view.layers()
        ]
    own = publication.page(view.page.name, view.locale)
    return [
        {"@type": "Claim", "@id": f"{own}#{claim.id}", "identifier": claim.number}
        for claim in view.page.claims
    ]
