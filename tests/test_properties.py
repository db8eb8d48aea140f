"""What holds for every text: no reader trips over one, none takes time that grows with its square, and what
is written is read back as itself.

`HYPOTHESIS_PROFILE=exhaustive` tries other texts each time, and many more (see conftest.py).
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from parsers import PERMALINKS, READERS, REDIRECTS
from selectolax.lexbor import LexborHTMLParser

from argument.characters import find_unfit, forbidden_in
from argument.claims import is_claim_id, number_of, order_of
from argument.permalinks import FILE_NAME, Permalink, add_edition, parse_permalinks, parse_redirects
from argument.sources import decode
from argument.templates import inert
from faults import Fault
from links.tags import find_tags, tag_of

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


# --- what is written is read back ---------------------------------------------------------------------

names = st.from_regex("[a-z]{1,4}(-[a-z]{1,4}){0,2}", fullmatch=True)
digests = st.from_regex("[0-9a-f]{12}", fullmatch=True)
kinds, day = st.sampled_from(["claim", "section"]), st.just("2026-01-02")
marks = st.sampled_from(["", "tang:post-4", "commentator:article-1,post-2"])
links = st.builds(Permalink, names, names, kinds, marks, st.tuples(digests, digests), day)


@given(first=st.lists(links, max_size=8), second=st.lists(links, max_size=8))
def test_permalinks_are_read_as_they_were_written(first: list[Permalink], second: list[Permalink]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for edition in (first, second):
            add_edition(Path(folder), "2026-01-02", edition)
        text = decode(Path(folder, FILE_NAME).read_bytes(), FILE_NAME)
    assert isinstance(text, str)
    found, faults = parse_permalinks(PERMALINKS(text))
    assert found is not None and not faults
    wanted = {(link.page, link.id): str(link) for link in (*first, *second)}
    assert {place: str(link) for place, link in found.items()} == wanted


places = st.tuples(names, st.none() | names).map(lambda place: "#".join(filter(None, place)))


@given(rules=st.lists(st.fixed_dictionaries({"old": places, "new": places}), max_size=8))
def test_redirects_are_read_as_they_were_written(rules: list[dict[str, str]]) -> None:
    found, faults = parse_redirects(REDIRECTS(yaml.safe_dump({"redirects": rules})))
    assert not faults and [{"old": rule.old, "new": rule.new} for rule in found] == rules


claim_ids = st.from_regex("(c([0-9]|1[01])|[rad])-(0|[1-9][0-9]{0,2})", fullmatch=True)


@given(one=claim_ids, other=claim_ids)
def test_a_number_is_that_of_one_claim(one: str, other: str) -> None:
    assert is_claim_id(one) and (number_of(one) == number_of(other)) == (one == other)
    assert (order_of(one) == order_of(other)) == (one == other)
    series, _, rest = number_of(one).partition(".")
    assert f"{'c' if series.isdigit() else ''}{series.lower()}-{rest}" == one


@given(text=texts)
def test_inert_text_comes_through_markdown_as_itself(text: str) -> None:
    text = " ".join(text.split())
    assume(text and not forbidden_in(text))
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


@given(
    text=st.text(), ends=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from([b"", b"\xef\xbb\xbf"])
)
def test_a_text_is_the_same_with_any_ends_of_lines_and_a_byte_order_mark(
    text: str, ends: str, mark: bytes
) -> None:
    text = re.sub(r"\r\n?", "\n", text)
    assume(not text.startswith("\ufeff") and not re.search("[\ud800-\udfff]", text))
    found = decode(mark + text.replace("\n", ends).encode(), "docs/x.md")
    assert found == text or (isinstance(found, Fault) and find_unfit(text))


def test_an_edition_that_cannot_be_written_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    add_edition(tmp_path, "2026-01-02", ())
    before = (tmp_path / FILE_NAME).read_bytes()
    limit = "import resource, sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
    limit += "from argument.permalinks import add_edition\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
    limit += "add_edition(Path(sys.argv[2]), '2026-01-03', ())"
    hooks = Path(__file__).parent.parent / "hooks"
    run = [sys.executable, "-c", limit, str(hooks), str(tmp_path)]
    assert subprocess.run(run, capture_output=True, check=False).returncode
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
