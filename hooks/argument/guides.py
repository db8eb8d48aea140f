"""The way in for language models, as llmstxt.org has it: what the site is, where its text and data are."""

from pathlib import Path

from argument.addresses import guide_url, page_url, twin_url
from argument.model import Argument
from argument.publication import EDITION_PAGE, Publication
from argument.view import View


def render_guide(
    argument: Argument, locale: str, publication: Publication, templates: Path
) -> dict[str, str | bytes]:
    """Return the guide of a language by its address below the site; none while the index is at fault."""
    index = argument.page("index", locale)
    if index is None or index.front is None:
        return {}
    view = View(argument, index, publication)
    layers = view.language.layers
    # The edition repeats the rest.
    apart = {"index", EDITION_PAGE, *(page.name for page, _ in layers)}
    others = [(page, page.front) for page in argument[locale].pages if page.name not in apart]

    def twin(page_name: str) -> str:
        return publication.absolute(twin_url(page_name, locale))

    guide = view.render(
        templates,
        "guide.md",
        publication=publication,
        start=twin("index"),
        layers=[(view.layer_title(front), twin(page.name), front.thesis) for page, front in layers],
        others=[(front.title, twin(page.name), front.description) for page, front in others if front],
        claim=publication.absolute(f"{page_url('index', locale)}3.5/"),
        other=publication.absolute(guide_url(view.other_locale)),
    )
    return {guide_url(locale): f"{guide}\n"}
