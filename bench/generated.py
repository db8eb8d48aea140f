"""A project with any number of layers, for measures of how a build grows.

Its text is made of the paragraphs of the real layers, drawn with a fixed seed, so that Markdown, terms, and
search meet the language that they meet on the site. All else is as a real project has it:
`PYTHONPATH=hooks python bench/generated.py FOLDER LAYERS`.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from argument.checks.permalinks import to_accept
from argument.model import Argument, load_argument
from argument.permalinks import add_edition
from argument.sources import LOCALES

SEED = 20261126
CLAIMS = 15
SECTIONS = 5
_VOICES = ("tang", "commentator", "bridge", "karpathy")
_SIGNS = re.compile(r"[\[\]<>{}`*_#|:]")
_NAMES = {
    "ja": {"layer": "第{}の考え", "section": "{}番目の論点を述べる", "topic": "論点{}", "whole": "全体"},
    "en": {"layer": "Thought {}", "section": "Point {} is made", "topic": "Topic {}", "whole": "The whole"},
}
# The pages beside the layers: their sections, each the marker of a generated part or none.
_PAGES: dict[str, dict[str, str]] = {
    "index": {"layers": "layers", "voices": "voices", "additions": "standing"},
    "comparison": {"table": "comparison", "relations": "relations", "glance": "glance"},
    "outlook": {"predictions": "predictions"},
    "sources": {"places": "places", "levels": "", "record": "record", "timeline": "timeline"},
    "glossary": {"terms": "terms"},
    "claims": {"all": "claims"},
    "citing": {"cite": "bibtex", "licence": ""},
    "edition": {"contents": "contents", "edition": "edition"},
}
# Of these pages the front matter is the real one: the record and the terms.
_REAL_FRONT = frozenset({"sources", "glossary"})
_LISTS = {"comparison": "comparison: []\n", "outlook": "predictions: []\n"}
_KEPT = ("hooks", "overrides", "bench")


def generate(project: Path, folder: Path, layers: int) -> None:
    """Write a project with so many layers, and all that its build needs, into a new folder."""
    argument = load_argument(project / "docs")
    for part in _KEPT:
        shutil.copytree(project / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(project / "docs" / "assets", folder / "docs" / "assets")
    (folder / "docs" / "layers").mkdir()
    for locale in LOCALES:
        for name, text in _texts(argument, locale, layers):
            (folder / "docs" / f"{name}.{locale}.md").write_text(text, encoding="utf-8")
    (folder / "docs" / "register.yml").write_text(_register(layers), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_settings(project, layers), encoding="utf-8")
    docs = folder / "docs"
    add_edition(docs, "2026-11-26", to_accept(load_argument(docs)))


def _settings(project: Path, layers: int) -> str:
    """Return the project's own settings, whose navigation names the layers that there are."""
    head, _, rest = (project / "mkdocs.yml").read_text(encoding="utf-8").partition("      - layers/")
    pages = "".join(f"      - {_name(layer)}.md\n" for layer in range(1, layers + 1))
    return head + pages + rest[rest.rindex("      - layers/") :].partition("\n")[2]


def _name(layer: int) -> str:
    return f"layers/{layer}-thought"


def _register(layers: int) -> str:
    documents = [
        {"id": name, "sections": [{"first": 0, "ja": "全文", "en": "whole text"}]}
        for name in ("article", "post")
    ]
    claims = [
        {
            "id": f"c{layer}-{number}",
            "voice": _VOICES[number % 4],
            "passages": [{"at": f"post-{layer}", "offset": number, "opening": "本文は"}],
        }
        for layer in range(1, layers + 1)
        for number in range(1, CLAIMS + 1)
    ]
    return yaml.safe_dump({"documents": documents, "claims": claims}, allow_unicode=True)


# --- pages ------------------------------------------------------------------------------------------


def _texts(argument: Argument, locale: str, layers: int) -> Iterator[tuple[str, str]]:
    """Yield name and Markdown of each page of one language."""
    draw = random.Random(SEED)
    prose = list(_paragraphs(argument, locale))
    for layer in range(1, layers + 1):
        yield _name(layer), "\n\n".join(_layer(layer, locale, prose, draw))
    for name, sections in _PAGES.items():
        parts = [_front(argument, name, locale), draw.choice(prose)]
        for section, marker in sections.items():
            parts += [_heading(f"{name}-{section}", locale, section), draw.choice(prose)]
            parts += [f"<!-- argument:{marker} -->"] if marker else []
        yield name, "\n\n".join([*parts, ""])


def _paragraphs(argument: Argument, locale: str) -> Iterator[str]:
    """Yield the plain paragraphs of the real layers that hold no markup."""
    for page, _ in argument.layers(locale):
        for block in page.blocks:
            if block.kind == "paragraph" and not block.attributes and not _SIGNS.search(block.text):
                yield block.text


def _front(argument: Argument, name: str, locale: str) -> str:
    page = argument.page(name, locale)
    assert page is not None and page.front is not None
    if name in _REAL_FRONT:
        return page.source.text[: page.source.text.index("\n---", 3) + 4]
    return f"---\ntitle: {page.front.title}\ndescription: {page.front.title}\n{_LISTS.get(name, '')}---"


def _heading(anchor: str, locale: str, what: object) -> str:
    return f"## {_NAMES[locale]['section'].format(what)} {{#{anchor}}}"


def _layer(layer: int, locale: str, prose: list[str], draw: random.Random) -> Iterator[str]:
    """Yield the parts of a layer's page: front matter with one row, and sections of claims and prose."""
    names = _NAMES[locale]
    title, topic = names["layer"].format(layer), names["topic"].format(layer)
    yield (
        f"---\ntitle: {title}\ndescription: {title}\nlayer: {layer}\nthesis: >-\n  {draw.choice(prose)}\n"
        f"comparison:\n  - id: topic-{layer}\n    topic: {topic}\n    tang:\n      says: >-\n        "
        f"{draw.choice(prose)}\n      claims: [c{layer}-4]\n    karpathy:\n      record:\n        says: >-\n"
        f"          {draw.choice(prose)}\n        entries: [dwarkesh-2025]\n    bridge: []\n"
        f"    in_source: silent\n    on_record: extend\n    verdict: {topic}\n---"
    )
    for number in range(1, CLAIMS + 1):
        if number % (CLAIMS // SECTIONS) == 1:
            yield _heading(f"l{layer}-s{number}", locale, number)
        attributes = f'{{: #c{layer}-{number} .claim voice="{_VOICES[number % 4]}" at="post-{layer}" }}'
        yield f"{draw.choice(prose)}\n{attributes}"
        yield draw.choice(prose)
    yield _heading(f"l{layer}-table", locale, 0)
    yield "<!-- argument:comparison -->\n"


if __name__ == "__main__":
    generate(Path(__file__).parent.parent, Path(sys.argv[1]), int(sys.argv[2]))
