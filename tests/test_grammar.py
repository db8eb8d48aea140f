"""One grammar: what is read of a page's Markdown is what the site's Python-Markdown makes of it.

Whatever is accepted here is held against the rendered HTML; whatever is refused names its line and a form.
"""

import functools
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import markdown
import pytest
import yaml
from conftest import DOCS
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.characters import find_unfit
from argument.markup import Block, parse_blocks
from argument.model import load_argument
from build import load_settings
from faults import Fault

RIGHT = Path(__file__).parent / "right"
LIST = '{: #c3-5 .claim voice="tang" at="post-4 article-2" }'
HEADINGS = {f"h{level}" for level in range(1, 7)}


class Seen(NamedTuple):
    """A block as a reader of the page gets it."""

    kind: str
    text: str
    id: str | None
    classes: tuple[str, ...]
    values: dict[str, str | None]
    links: tuple[str, ...]


@functools.cache
def generator() -> markdown.Markdown:
    found = load_settings()
    return markdown.Markdown(extensions=found.markdown_extensions, extension_configs=found.mdx_configs)


def normal(text: str) -> str:
    return re.sub("[ \n]+", " ", text).strip()


def rendered(body: str) -> list[Seen]:
    """Return the blocks that Python-Markdown makes of a body."""
    generator().reset()
    # As on every page, there is something above.
    html = generator().convert("\n" + body)
    parsed = LexborHTMLParser(f"<body>{html}</body>").body
    return [seen for node in children(parsed) for seen in seen_in(node)] if parsed else []


def children(parent: LexborNode) -> Iterator[LexborNode]:
    node = parent.child
    while node:
        yield node
        node = node.next


def seen_in(node: LexborNode) -> Iterator[Seen]:
    tag = str(node.tag)
    if tag == "ul":
        for item in children(node):
            if item.tag == "li":
                yield element("loose item" if item.css_first("p, ul, ol") else "item", item)
    elif tag in HEADINGS or tag == "p":
        yield element("paragraph" if tag == "p" else "heading", node)
    elif tag == "-comment" or tag == "_comment":
        yield Seen("marker", normal(str(node.html)[4:-3]), None, (), {}, ())
    elif tag != "-text" or node.text().strip():
        yield Seen(tag, node.text(), None, (), {}, ())


def element(kind: str, node: LexborNode) -> Seen:
    values = dict(node.attributes)
    own_id, classes = values.pop("id", None), (values.pop("class", None) or "").split()
    links = tuple(str(link.attributes.get("href") or "") for link in node.css("a"))
    return Seen(kind, normal(node.text()), own_id, tuple(classes), values, links)


def read(body: str) -> tuple[list[Seen], tuple[Fault, ...]]:
    """Return the blocks that we read of a body, and what is refused in it."""
    blocks, faults = parse_blocks(body, 1, "docs/x.md")
    return [ours(block) for block in blocks], faults


def ours(block: Block) -> Seen:
    given, inline = block.attributes, block.inline()
    text = block.text if block.kind == "marker" else inline.plain
    values: dict[str, Any] = dict(given.values) if given else {}
    return Seen(block.kind, text, block.id, given.classes if given else (), values, inline.links)


CONSTRUCTS = yaml.safe_load(Path(__file__).with_name("grammar.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("body", CONSTRUCTS["accepted"])
def test_what_is_accepted_is_rendered_as_it_is_read(body: str) -> None:
    found, faults = read(body)
    assert not faults and found == rendered(body)


@pytest.mark.parametrize("docs", [DOCS, RIGHT], ids=["docs", "right"])
def test_every_page_is_rendered_as_it_is_read(docs: Path) -> None:
    for page in load_argument(docs).pages.values():
        found, faults = read(page.body)
        assert not faults and found == rendered(page.body), page.path


@pytest.mark.parametrize("case", CONSTRUCTS["refused"], ids=lambda case: case["text"])
def test_what_is_refused_names_its_line_and_a_form(case: dict[str, Any]) -> None:
    _, faults = read(case["text"])
    assert [fault.line for fault in faults] == case["lines"]
    assert case["form"] in faults[0].mend and all(fault.what and fault.mend for fault in faults)


@pytest.mark.parametrize("text", CONSTRUCTS["signs"])
def test_a_sign_of_another_dialect_is_refused_wherever_it_stands(text: str) -> None:
    for body, line in ((text, 1), (f"茶は、{text}である。", 1), (f"One.\n\n- Two.\n- Or {text}, three.", 4)):
        (fault,) = read(body)[1]
        assert fault.line == line and fault.what and fault.mend and "{}" not in fault.what


SPACES = [
    sign
    for sign in map(chr, range(sys.maxunicode + 1))
    if sign != "\n" and (sign.isspace() or unicodedata.category(sign) == "Cf") and not find_unfit(sign)
]


@pytest.mark.parametrize("place", CONSTRUCTS["places"])
def test_no_white_space_parts_what_is_read_from_what_is_rendered(place: str) -> None:
    assert len(SPACES) > 25
    for space in SPACES:
        body = place.replace("{}", space)
        found, faults = read(body)
        if faults:
            assert all(fault.mend for fault in faults), f"U+{ord(space):04X}"
        else:
            assert found == rendered(body), f"U+{ord(space):04X}"


SOUND = "a Tea 茶 は 。 「 」 3.5 ( ) - — & < > | $"
WORDS = [*SOUND.split(), " ", " ", ", ", "　", "\u00a0"]
OPEN = "* ** _ ` [ ] ]( ](a.md) { } \\ ! # : &amp; <b> ~~ ' \""
ROUGH = [*OPEN.split(), "\t", "  "]
ESCAPED = [f"\\{sign}" for sign in "\\`*_{}[]()>#+.!-"]
CODE = [*WORDS, *(sign for sign in ROUGH if "`" not in sign), "<!--", "-->", "<?", "<![CDATA["]
TARGETS = ["a.md", "../a.md#b", "https://x.example/a_b?c=*d*&e", ""]


def some(parts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=most).map("".join)


plain = some(st.sampled_from(WORDS), 5)
spans = st.one_of(
    plain,
    plain,
    st.sampled_from([*ESCAPED, *ROUGH]),
    some(st.sampled_from(CODE), 4).map("`{}`".format),
    *(plain.map(form.format) for form in ("*{}*", "**{}**", '<span lang="ja">{}</span>')),
    st.builds("[{}]({})".format, plain, st.sampled_from(TARGETS)),
)
lines = some(spans, 6)
pieces = st.one_of(
    lines,
    lines.map(lambda text: f"{text}\n{LIST}"),
    lines.map(lambda text: f"## {text} {{#a}}"),
    st.lists(lines, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    lines.map(lambda text: f"- {text}\n  {LIST}\n- {text}"),
    st.sampled_from(["<!-- argument:x -->", "", "> a", "1. a", "```", "---", "    a"]),
)
ends = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n \n", "\n　\n"])
bodies = some(st.builds("{}{}".format, pieces, ends), 4)


@settings(max_examples=max(500, settings().max_examples))
@given(body=bodies)
def test_whatever_is_accepted_is_rendered_as_it_is_read(body: str) -> None:
    found, faults = read(body)
    # A heading without an id is refused by what knows the page, since it names the id's beginning.
    if faults or find_unfit(body) or any(seen.kind == "heading" and not seen.id for seen in found):
        return
    assert found == rendered(body)
    if "\\" not in body and "`" not in body:
        assert not re.search(r"\*|\{|\}|\[|\]|^#", "\n".join(seen.text for seen in found), re.MULTILINE)
