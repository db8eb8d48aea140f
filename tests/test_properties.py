"""What holds for every text: no reader trips over one, none takes time that grows with its square, and what
is written is read back as itself.

`HYPOTHESIS_PROFILE=exhaustive` tries other texts each time, and many more (see conftest.py).
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import ada_url
import markdown
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from argument.characters import FORBIDDEN, find_unfit, joined, shows_something
from argument.checks import check_pages
from argument.fields import is_web_address
from argument.frontmatter import decode_yaml, split_front_matter
from argument.inline import parse_inline
from argument.markup import parse_attributes, parse_blocks
from argument.model import Argument, load_argument, parse_page
from argument.outputs import render_pages
from argument.permalinks import parse_permalinks, parse_redirects
from argument.publication import Publication
from argument.register import Register, parse_register
from argument.rendering import fill
from argument.schema import Front, front_class
from argument.sources import Source, decode
from argument.templates import inert, with_breaks
from faults import Fault, shown, suggest
from links import texts as linked_texts
from links import urls
from links.document import Document
from links.page import read_page
from links.tags import find_tags, tag_of
from publishing.policy import PolicyError, hashes_of

# --- every reader of text that others write --------------------------------------------------------------

SITE = urls.parse_site_url("https://site.example/sub/")


def a_page(text: str) -> None:
    """Read a page in both languages as a build does, and check it."""
    if isinstance(given := decode(text.encode("utf-8", "surrogatepass"), "docs/x.en.md"), Fault):
        return
    pages = {
        (name, locale): parse_page(Source(f"docs/{name}.{locale}.md", name, locale, given))
        for name in ("layers/3-x", "sources")
        for locale in ("ja", "en")
    }
    for one in check_pages(Argument(pages, Register(documents=(), claims=()), {}, (), ())):
        assert "\n" not in str(one) and one.line > 0 and one.mend


def without_surrogates(text: str) -> str:
    """Return what can be in a file that was decoded."""
    return text.encode(errors="ignore").decode()


def front_matter(text: str) -> None:
    for name in ("layers/3-x", "sources"):
        _, faults = decode_yaml(without_surrogates(text), "docs/x.md", front_class(name))
        assert all("\n" not in str(one) and one.line > 1 for one in faults)


def blocks(text: str) -> None:
    found, faults = parse_blocks(text, 1, "docs/x.md")
    lines = [line for block in found for line in range(block.line, block.end + 1)]
    assert lines == sorted(set(lines)) and all(fault.what and fault.mend for fault in faults)
    for block in found:
        block.inline()


def inline(text: str) -> None:
    found = parse_inline(text)
    assert len(found.own) <= len(found.plain) + 1 <= len(text) + 1


def of_links(read: Callable[[Document, str], None]) -> Callable[[str], None]:
    """Return a reader of the link checker that holds what it finds against the lines of the text."""

    def read_document(text: str) -> None:
        document = Document("x/y.html", f"{SITE.href}x/y.html")
        try:
            read(document, text)
        finally:
            last = text.count("\n") + text.count("\r") + text.count("\f") + 1
            lines = [one.line for one in document.references] + [fault.line for fault in document.faults]
            assert all(0 < line <= last for line in lines)

    return read_document


def an_url(text: str) -> None:
    urls.decode(text)
    urls.locate(ada_url.join_url(SITE.href, text), SITE)


def source(text: str) -> Source:
    return Source("docs/x.yml", "x", "", without_surrogates(text))


# Of the project: what is at fault is a value, so that nothing may be raised.
OURS: dict[str, Callable[[str], Any]] = {
    "a page": a_page,
    "attribute lists": lambda text: parse_attributes(text, 1),
    "blocks": blocks,
    "characters": lambda text: (find_unfit(text), shows_something(text), joined(text)),
    "decode": lambda text: decode(text.encode("utf-16", "surrogatepass"), "docs/x.md"),
    "front matter": front_matter,
    "inert text": inert,
    "inline": inline,
    "messages": lambda text: (shown(text), suggest(text[:200], ["title", "layer"])),
    "permalinks": lambda text: parse_permalinks(source(text)),
    "phrases": lambda text: with_breaks(text, "en"),
    "redirects": lambda text: parse_redirects(source(text)),
    "register": lambda text: parse_register(source(text)),
    "split": lambda text: split_front_matter(text, "docs/x.md"),
    "web addresses": is_web_address,
}
# Of a built folder: two raise an error, which the caller turns into a message.
BUILT: dict[str, tuple[Callable[[str], Any], tuple[type[Exception], ...]]] = {
    "css": (of_links(linked_texts.read_style_sheet), ()),
    "html": (of_links(read_page), ()),
    "json data": (of_links(linked_texts.read_data), ()),
    "json-ld": (of_links(linked_texts.read_json_ld), ()),
    "markdown": (of_links(linked_texts.read_markdown), ()),
    "policy": (hashes_of, (PolicyError,)),
    "search index": (of_links(linked_texts.read_search_index), ()),
    "site address": (urls.parse_site_url, (ValueError,)),
    "sitemaps": (of_links(linked_texts.read_xml), ()),
    "srcset": (lambda text: of_links(read_page)(f'<img srcset="{text}">'), ()),
    "urls": (an_url, (ValueError,)),
}
READERS = {**{name: (read, ()) for name, read in OURS.items()}, **BUILT}


# --- no text trips them -----------------------------------------------------------------------------------

# What the languages read here are made of; texts are put together from these and from any characters.
PIECES = r"""
--- ... , [ ] { } ( ) < > ! ` ``` ~~~ * ** _ | # ## {# {: .claim #c3-5 voice= at= & ; / => ? @ ![ ](
][ ]: [^1] !!! ??? \ ' "
<script> </script> <style> <template> <svg <![CDATA[ ]]> <? ?> <!-- --> <a href= </span> &#x202e;
&#0; &#99999999999; &amp;
1. << | >- %YAML &a *a ~ !!python/object title: layer: claims: 3 0x1 yes 2026-02-30 .nan https:// //
javascript: data: %zz %2e .. :99999 [::1] url( @import image-set( /* */ srcset= 1x {"@id": null
1e999 sum edition ja= 茶 が
"""
SIGNS = "\n \r \t \ufeff \u202e \x00 \ud800 \U000e0041 e\u0301 \U0001f469"
SPACED = ["    ", " ", ": ", '<span lang="ja">', "<!-- argument:comparison -->"]
PARTS = [*PIECES.split(), *SIGNS.split(" "), *SPACED]
texts = st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=30).map("".join)
# What a reader may look through to the end for each one that opens.
OPENING = """
[ ]( ![ [a]( [a](b ` `a * ** *a _a_ < <a <b> </ <!-- --> <? <![CDATA[ & &# &a ; { {: {# } | # > - 1.
\\ / ' ( ) : , = ? @ . % %2 .. ../ ^ [^ [^a] ]: [a]: !!! url( @import image-set( /* 1x, , a:, x: [,
{a: &a *a '' -- --- <svg> <style> <template> <script> [{ 9 0x 茶 が \U000e0041 a e\u0301 " {"a":
"""
LINES = ["\n", " \n", "\\\n", "a\n", "```\n", "x: y\n"]
REPEATED = [*OPENING.split(), *LINES, '<a href="', "\t", "a ", " ", "- ", "> ", "`` "]
SIZES = (3_000, 12_000)
# Four times the text may take four times as long, and half as much again where the machine is busy.
MOST_GROWTH = 8
NO_TIME = 0.1


@pytest.mark.parametrize("name", READERS)
@given(text=texts)
def test_no_text_trips_a_reader(name: str, text: str) -> None:
    read, expected = READERS[name]
    with suppress(*expected):
        read(text)


@pytest.mark.parametrize("name", READERS)
def test_a_number_without_end_trips_no_reader(name: str) -> None:
    read, expected = READERS[name]
    for number in ("&#" + "9" * 5_000 + ";", "9" * 5_000, "1e" + "9" * 5_000, "<b>&#x" + "f" * 5_000):
        refresh = f'<meta http-equiv="refresh" content="{number}; url=x">'
        for text in (number, refresh, f'<a href="{number}">', f"title: {number}", f'{{"a": {number}}}'):
            with suppress(*expected):
                read(text)


def seconds(read: Callable[[str], Any], expected: tuple[type[Exception], ...], text: str) -> float:
    begun = time.process_time()
    with suppress(*expected):
        read(text)
    return time.process_time() - begun


@pytest.mark.parametrize("name", READERS)
def test_no_reader_takes_time_that_grows_with_the_square(name: str) -> None:
    read, expected = READERS[name]
    for piece in REPEATED:
        short, long = (piece * (size // len(piece)) for size in SIZES)
        if (found := seconds(read, expected, long)) < NO_TIME:
            continue
        # Whatever else runs on the machine only adds to a time.
        found = min(found, *(seconds(read, expected, long) for _ in range(2)))
        base = min(seconds(read, expected, short) for _ in range(3))
        assert found < max(NO_TIME, MOST_GROWTH * base), f"{piece!r}: {base:.3f} s, then {found:.3f} s"


# --- what is written is read back as itself ---------------------------------------------------------------


@given(text=texts)
def test_inert_text_comes_through_markdown_as_itself(text: str) -> None:
    text = " ".join(text.split())
    assume(text and not FORBIDDEN.search(text))
    html = markdown.markdown(f"<span>{inert(text)}</span>", extensions=["attr_list", "tables"])
    tree = LexborHTMLParser(html)
    found = tree.css_first("span")
    assert found is not None and found.text() == text and len(tree.css("body *")) == 2


# Of a page, each piece between spaces, so that they make tags whole and broken.
TAGS = """
<a href=b> <A\tHREF='c' href=d> <p id="e"> <p id='f g'/> <img src=h/i srcset= alt>
<a\nhref\n=\n"j&amp;k&l=m&copy;"> <a href=" <a b='"' c="'"> <a =d> <a e=f=g>
<!-- --> --!> <!--> <!-- <a href=n> <![CDATA[ ]]> <!x> <?y> </> </a> </p> <script> <script src=o>
</script> <style> </style > <title> </title> <textarea id=q> </TEXTAREA> <template id=r> </template>
<noscript> </noscript> <svg id=s> </svg> <use href=t /> <iframe src=u> </iframe>
< <9 &#x41; &nbsp <b <div> x > "
"""
pages = st.lists(st.sampled_from([*TAGS.split(" "), " "]), max_size=20).map("".join)


@given(text=pages)
def test_no_tag_that_browsers_read_is_missed_or_read_otherwise(text: str) -> None:
    # The tree may leave out what stands where it must not, and repeat what is not closed.
    nodes = [node for node in LexborHTMLParser(text).css("*") if node.attributes]
    wanted = {
        (node.tag, *sorted((name, value or "") for name, value in node.attributes.items())) for node in nodes
    }
    found = [tag_of(name, inside) for name, inside, _, _ in find_tags(text)]
    assert wanted <= {(tag.name, *sorted(tag.attributes.items())) for tag in found}


japanese = st.lists(st.text("茶湯ティー、。「」", min_size=1, max_size=6), min_size=1, max_size=5)


def title_of(title: str) -> str:
    found, faults = decode_yaml(f"title: {title}\ndescription: x", "docs/x.md", Front)
    assert found and not faults, faults
    return found.title


@pytest.mark.parametrize("head", ["", ">-", ">"])
@given(lines=japanese, space=st.sampled_from(["", "　", " "]))
def test_japanese_is_the_same_over_any_number_of_lines(head: str, lines: list[str], space: str) -> None:
    assert title_of(f"{head}\n  " + f"{space}\n  ".join(lines)) == "".join(lines)


@given(text=texts)
def test_a_text_in_quotes_is_read_as_itself(text: str) -> None:
    text = " ".join(text.split())
    assume(shows_something(text) and not FORBIDDEN.search(text))
    assert title_of(json.dumps(text, ensure_ascii=False)) == text == joined(f" {text}\n　")


# --- a preview of what is damaged -------------------------------------------------------------------------

WHOLE = load_argument(Path(__file__).parent / "right")
PUBLICATION = Publication("https://site.example/", {"ja": "名", "en": "Name"}, "x", "2026-01-01")
CUTS = st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 9, 90, 900]), st.sampled_from(["", *PIECES]))


@given(page=st.sampled_from(sorted(WHOLE.pages)), cuts=st.lists(CUTS, min_size=1, max_size=4))
def test_a_damaged_page_is_told_and_shown_in_a_preview(
    page: tuple[str, str], cuts: list[tuple[float, int, str]]
) -> None:
    whole = WHOLE.pages[page]
    text = whole.text
    for at, length, piece in cuts:
        start = int(at * len(text))
        text = text[:start] + piece + text[start + length :]
    damaged = parse_page(Source(whole.path, whole.name, whole.locale, text))
    pages = {**WHOLE.pages, page: damaged}
    argument = Argument(pages, WHOLE.register, WHOLE.permalinks, WHOLE.redirects, damaged.faults)
    for locale in ("ja", "en"):
        for rendered in render_pages(argument, locale, PUBLICATION, []).values():
            assert rendered
            fill(markdown.markdown(rendered.markdown, extensions=["attr_list"]), rendered.pieces)
