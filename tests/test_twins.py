"""The Markdown beside each page and the guides to it: plain CommonMark that says what the page says."""

import itertools
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import DOCS
from html_site import LOCALES, OTHER, reading_text, text, without, without_chapters
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

from argument.model import load_argument
from argument.publication import guide_url, page_url
from argument.templates import words
from publishing.twins import item, link, literal, marked, paragraph, render_twin, run_on

ROOT = "https://seven-layers.example/"
COMMONMARK = MarkdownIt("commonmark")
ARGUMENT = load_argument(DOCS)
EVERY = pytest.mark.parametrize(("name", "locale"), list(ARGUMENT.pages))
NAMED = "article :is(h2, h3, li, tr, .terms > div, .conflict, .withdrawn)[id], article .claim__number"
# What says something in one piece, on whatever page it stands.
SAYS = (
    "h2, h3, time, cite, .claim__text, .note__text, .conflict__lead, .comparison__says, .predictions__says,"
    ".predictions dd:not(:has(a)), .terms__own, .terms__other, .terms__wrong, .record li > p:nth-child(2),"
    ".verdicts b, .verdicts__text, .findings dt, .strata__title, .strata__line, .conflicts__text,"
    ".claim__place, .claim__opening, .drawn td, .plain-table td:not(:has(a)), .colophon dd, .changed,"
    "caption, p:not([class]), li:not(:has(p, li, a))"
)
LEFT_OUT = (
    ".page-head, .page-foot, .page-tools, .glance, .standing, .claim__parallel, .fold__number, .print-notes,"
    "[aria-hidden=true]"
)


def read(site: Path, name: str, locale: str) -> LexborHTMLParser:
    """Return a copy of a page without what is for a screen alone."""
    return without(without_chapters(site / page_url(name, locale) / "index.html").html, LEFT_OUT)


def twin_url(name: str, locale: str) -> str:
    return f"{page_url(name, locale)}index.md"


def twin(site: Path, name: str, locale: str) -> str:
    return (site / twin_url(name, locale)).read_text(encoding="utf-8")


def shown(markdown: str) -> LexborHTMLParser:
    return LexborHTMLParser(COMMONMARK.render(markdown))


def squeezed(found: str) -> str:
    return re.sub(r"\s+", "", found)


def address_of(node: LexborNode | None) -> str:
    """Return where a link leads that an element is, or that holds it."""
    assert node is not None
    return node.attributes.get("href") or address_of(node.parent)


@EVERY
def test_a_twin_is_plain_commonmark_and_begins_with_what_it_is(site: Path, name: str, locale: str) -> None:
    markdown = twin(site, name, locale)
    parsed = COMMONMARK.parse(markdown)
    found = [inner for one in parsed for inner in [one, *(one.children or ())]]
    assert not {token.type for token in found} & {"html_block", "code_block", "image"}
    tags = {token.content for token in found if token.type == "html_inline"}
    assert tags <= {"<strong>", "</strong>", "<em>", "</em>"}
    body = "".join(token.content for token in found if token.type == "text")
    # What is left of emphasis or links that are none, of attribute lists, of markers, and of the twins' own.
    assert re.findall(r"\*\*|\]\(|\{:|<!--|argument:|&#?\w+;|[\ue000-\uf8ff]", body) == []
    assert not re.search(r"^\s*\|.*\|\s*$|\n\n\n| +$", markdown, re.MULTILINE) and markdown.endswith("\n")
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert [target for target in links if not re.match(r"https?://", target)] == []
    page, front = read(site, name, locale), ARGUMENT.pages[name, locale].front
    title, thesis, address, edition, pair = [one.content for one in parsed if one.type == "inline"][:5]
    assert front is not None and title.endswith(front.title)
    assert thesis == paragraph(literal(getattr(front, "thesis", front.description)))
    licence = f"[CC BY 4.0]({ROOT}{page_url('citing', locale)}#citing-licence)"
    assert text(page.css_first(".md-copyright time")) in edition and licence in edition
    assert address == f"<{ROOT}{page_url(name, locale)}>"
    assert pair == f"[{words(locale)['twin']}]({ROOT}{twin_url(name, OTHER[locale])})"
    linked = page.css('link[rel="alternate"][type="text/markdown"]')
    assert [one.attributes["href"] for one in linked] == [ROOT + twin_url(name, locale)]


@EVERY
def test_a_twin_says_and_links_all_that_its_page_does(site: Path, name: str, locale: str) -> None:
    page, copy = read(site, name, locale), shown(twin(site, name, locale))
    whole = squeezed(text(copy.body))
    said = [squeezed(reading_text(node)) for node in page.css(f"article :is({SAYS})")]
    assert len(said) > 7 and [one for one in said if one not in whole] == []
    given = words(locale)
    screen = (given["report"], given["claims"]["filter"], given["glossary"], given["parallel"])
    assert [one for one in screen if squeezed(one) in whole] == []
    meanings = {squeezed(text(node)) for node in page.css(".term__meaning")}
    assert name == "glossary" or [one for one in meanings if one in whole] == []
    targets = [f"#{node.id}" if node.id else address_of(node) for node in page.css(NAMED)]
    # In the same order.
    found = iter(str(one.attributes["href"]) for one in copy.css("a"))
    own = ROOT + page_url(name, locale)
    assert targets and [target for target in targets if urljoin(own, target) not in found] == []


@EVERY
def test_a_claim_is_one_item_with_number_voice_text_and_proof(site: Path, name: str, locale: str) -> None:
    markdown = twin(site, name, locale)
    items = [squeezed(text(node)) for node in shown(markdown).css("li")]
    for node in read(site, name, locale).css(".claim"):
        parts = ("number", "voice", "restored", "text")
        number, voice, only, says = (reading_text(node.css_first(f".claim__{part}")) for part in parts)
        mark = f"{number}{voice}({only})" if only else f"{number}{voice}"
        begin = squeezed(f"{mark}{words(locale)['colon']}{says}")
        (mine,) = (found for found in items if found.startswith(begin))
        proof = node.css(".claim__place, .claim__opening, .fold__facts a:not(.claim__twin), .conflict p")
        assert [part for part in proof if squeezed(text(part)) not in mine] == [], mark
        assert f"**{voice}**" in markdown
        assert squeezed(words(locale)["voices"][node.attributes["data-voice"]]["meaning"]) not in mine


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_and_the_page_on_citing_name_every_file_for_machines(site: Path, locale: str) -> None:
    guide = (site / guide_url(locale)).read_text(encoding="utf-8")
    kinds = [token.type for token in COMMONMARK.parse(guide) if token.level == 0 and token.nesting >= 0]
    assert kinds[:2] == ["heading_open", "blockquote_open"]
    assert guide.startswith({"en": "# Seven Layers\n", "ja": "# 七つの層\n"}[locale])
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S.*$", guide, re.MULTILINE)
    files = {twin_url(page.name, locale) for page in ARGUMENT[locale].pages} - {twin_url("edition", locale)}
    data = {"argument.json", "argument.schema.json", guide_url(OTHER[locale])}
    assert sorted(listed) == sorted(ROOT + file for file in files | data)
    assert not re.search(r"\n\n\n| +$|&#?\w+;", guide, re.MULTILINE) and guide.endswith("\n")
    # The page on citing links the same for readers.
    links = read(site, "citing", locale).css("article .downloads a")
    found = {urljoin(ROOT + page_url("citing", locale), node.attributes["href"] or "") for node in links}
    assert found == {ROOT + file for file in data | {guide_url(locale), twin_url("citing", locale)}}


@pytest.mark.parametrize(
    "found",
    [
        r"a*b* _c_ __d__ snake_case `e` [f](g) ![h](i) <j> &amp; \k",
        *("1. one", "2026) x", "3.", "# x", "###### x", "- x", "+", "---", "~~~", "> q", "*", "a]b[", "a!"),
    ],
)
def test_literal_text_comes_through_commonmark_as_itself(found: str) -> None:
    html = shown(f"{paragraph(literal(found))}\n\n{item([paragraph(literal(found))])}\n")
    assert [text(node) for node in html.css("p, li")] == [found, found]
    assert [node.tag for node in html.css("body *")] == ["p", "ul", "li"]


def test_strong_text_is_strong_beside_any_character() -> None:
    outer = ("", " ", "a", "あ", "「", "」", "。", "(", ")", ".")
    for before, inner, after in itertools.product(outer, ("a", "あ", "「甲」", "(x) y", "乙。"), outer):
        written = paragraph(f"x{before}{marked(inner, '**', 'strong')}{after}y")
        assert COMMONMARK.render(written) == f"<p>x{before}<strong>{inner}</strong>{after}y</p>\n"
        assert ("**" in written) == (inner[-1] in "aあy" and inner[0] in "aあ")


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (f"x{marked(' a ', '**', 'strong')}y", "<p>x <strong>a</strong> y</p>"),
        (marked("「甲」", "**", "strong", is_apart=True), "<p><strong>「甲」</strong></p>"),
        (marked(f"a {marked('b', '*', 'em')} c", "**", "strong"), "<p><strong>a <em>b</em> c</strong></p>"),
        (marked("[a](b)", "**", "strong"), '<p><a href="b"><strong>a</strong></a></p>'),
        (link("a", "https://x.example/b_(c) d"), '<p><a href="https://x.example/b_%28c%29%20d">a</a></p>'),
        (
            item(["a", item(["b"]), "c"]),
            "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n</li>\n</ul>",
        ),
        (
            "\n".join(run_on(["a:", "b", "- c", "d", "1. e"])),
            "<p>a: b</p>\n<ul>\n<li>c\nd</li>\n</ul>\n<ol>\n<li>e</li>\n</ol>",
        ),
    ],
)
def test_emphasis_code_links_and_lists_are_read_as_such(written: str, html: str) -> None:
    assert COMMONMARK.render(f"{written}\n") == f"{html}\n"


HEAD = (
    '<html lang="en"><head><link rel="canonical" href="https://x.example/a/"><meta property="og:title"'
    ' content="*T*"><meta name="description" content="1. D"></head><body><article>'
)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<h2 id="b">A <code>*</code></h2>', "## [A `*`](https://x.example/a/#b)"),
        ("<p>a<br>b <abbr title='c'>†</abbr><img src=d alt=e></p>", "a b (c)"),
        ("<ol><li><p>a</p><p>b</p></li><li>c<ul><li>d</ul></li></ol>", "1. a\n\n   b\n2. c\n   - d"),
        ('<p><a href="b/?c#d">e</a>, <a href="mailto:f@g.example">h</a></p>',
         "[e](https://x.example/a/b/?c#d), [h](mailto:f@g.example)"),
        ('<div class="withdrawn" id="c1"><p class="note__label">1.1 W</p><p class="note__text">b</p></div>',
         "[**1.1 W**](https://x.example/a/#c1): b"),
        ('<div class="beyond"><p class="note__label">B</p><p class="note__text">c</p></div>', "**B**: c"),
        ("<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt><dd>d</dd><dd>e</dd></div></dl>",
         "- a: b\n- c:\n  - d\n  - e"),
        ("<table><thead><tr><th>A<th>B</thead><tbody><tr><td>1<td>2<tr><td>3<td></tbody></table>",
         "- 1 / B: 2\n- 3 / B"),
        ("<table><caption>C</caption><thead><tr><th>A<th>B<th>D</thead><tbody><tr><th>1<td rowspan=2><p>2</p>"
         "<td>3<tr><th>4<td>5</tbody></table>", "C\n\n- 1\n  - D: 3\n- 4\n  - D: 5\n- B: 2"),
        ('<details class="fold"><summary>a</summary>b</details><figure class="glance">c</figure>', "b"),
    ],
)  # fmt: skip
def test_what_stands_on_a_page_becomes_paragraphs_and_lists(html: str, wanted: str) -> None:
    begin = "# \\*T\\*\n\n1\\. D\n\n- <https://x.example/a/>\n\n"
    assert render_twin(LexborHTMLParser(f"{HEAD}{html}</article>")) == f"{begin}{wanted}\n"
