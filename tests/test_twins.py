"""The Markdown beside each page and the guides to it: plain CommonMark that says what the page says."""

import itertools
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import DOCS
from html_site import LOCALES, ROOTS, reading_text, text, without_chapters
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode
from test_site import PAGES

from argument.model import load_argument
from argument.templates import words
from publishing.commonmark import code, code_block, item, link, literal, marked, paragraph, run_on
from publishing.twins import render_twin

ADDRESS = "https://seven-layers.example/"
COMMONMARK = MarkdownIt("commonmark")
EVERY = [(locale, address) for locale in LOCALES for address in PAGES]
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
    ".page-head, .page-foot, .page-tools, .glance, .standing, .claim__parallel, .fold__number, .print-notes"
)


def folder(locale: str, address: str) -> str:
    return ROOTS[locale] + ("" if address == "." else f"{address}/")


def built(site: Path, locale: str, address: str) -> LexborHTMLParser:
    return without_chapters(site / folder(locale, address) / "index.html")


def twin(site: Path, locale: str, address: str) -> str:
    return (site / folder(locale, address) / "index.md").read_text(encoding="utf-8")


def tokens(markdown: str) -> list[Token]:
    """Return every token of a Markdown text, those inside lines too."""
    return [inner for one in COMMONMARK.parse(markdown) for inner in [one, *(one.children or ())]]


def shown(markdown: str) -> LexborHTMLParser:
    return LexborHTMLParser(COMMONMARK.render(markdown))


def squeezed(found: str) -> str:
    return re.sub(r"\s+", "", found)


def address_of(node: LexborNode | None) -> str:
    """Return where a link leads that an element is, or that holds it."""
    assert node is not None
    return node.attributes.get("href") or address_of(node.parent)


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_is_plain_commonmark(site: Path, locale: str, address: str) -> None:
    markdown = twin(site, locale, address)
    found = tokens(markdown)
    assert not {token.type for token in found} & {"html_block", "code_block", "image"}
    tags = {token.content for token in found if token.type == "html_inline"}
    assert tags <= {"<strong>", "</strong>", "<em>", "</em>"}
    body = "".join(token.content for token in found if token.type == "text")
    # What is left of emphasis or links that are none, of attribute lists, of markers, and of the twins' own.
    assert re.findall(r"\*\*|\]\(|\{:|<!--|argument:|&#?\w+;|[\ue000-\uf8ff]", body) == []
    assert not re.search(r"^\s*\|.*\|\s*$|\n\n\n| +$", markdown, re.MULTILINE) and markdown.endswith("\n")
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert [target for target in links if not re.match(r"https?://", target)] == []


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_begins_with_title_and_thesis_and_names_its_page_its_edition_and_its_pair(
    site: Path, locale: str, address: str
) -> None:
    own, other = (ADDRESS + folder(found, address) for found in (locale, "en" if locale == "ja" else "ja"))
    page, markdown = built(site, locale, address), twin(site, locale, address)
    links = page.css('link[rel="alternate"][type="text/markdown"]')
    assert [one.attributes["href"] for one in links] == [f"{own}index.md"]
    begins = [token.content for token in COMMONMARK.parse(markdown) if token.type == "inline"][:5]
    front = load_argument(DOCS).page("index" if address == "." else address, locale)
    assert front is not None and front.front is not None
    assert begins[0].endswith(front.front.title)
    assert begins[1] == paragraph(literal(getattr(front.front, "thesis", front.front.description)))
    licence = f"[CC BY 4.0]({ADDRESS}{folder(locale, 'citing')}#citing-licence)"
    day = text(page.css_first(".md-copyright time"))
    assert begins[2] == f"<{own}>" and day in begins[3] and licence in begins[3]
    assert begins[4] == f"[{words(locale)['twin']}]({other}index.md)"


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_links_what_has_an_address_on_the_page_in_the_same_order(
    site: Path, locale: str, address: str
) -> None:
    own = ADDRESS + folder(locale, address)
    page = LexborHTMLParser(built(site, locale, address).html or "")
    for node in page.css(LEFT_OUT):
        node.decompose()
    targets = [f"#{node.id}" if node.id else address_of(node) for node in page.css(NAMED)]
    found = iter(str(one.attributes["href"]) for one in shown(twin(site, locale, address)).css("a"))
    assert targets and [target for target in targets if urljoin(own, target) not in found] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_twin_holds_every_claim_with_number_voice_text_and_proof(site: Path, locale: str) -> None:
    count = 0
    for address in PAGES:
        items = [squeezed(text(node)) for node in shown(twin(site, locale, address)).css("li")]
        for node in built(site, locale, address).css(".claim"):
            number, name, only, says = (
                squeezed(reading_text(node.css_first(f".claim__{part}")))
                for part in ("number", "voice", "restored", "text")
            )
            mark = f"{number}{name}({only})" if only else f"{number}{name}"
            begin = f"{mark}{squeezed(words(locale)['colon'])}{says}"
            mine = [found.removeprefix(begin) for found in items if found.startswith(begin)]
            assert len(mine) == 1, mark
            proof = node.css(".claim__place, .claim__opening, .fold__facts a:not(.claim__twin), .conflict p")
            assert [part for part in proof if squeezed(text(part)) not in mine[0]] == [], mark
            voice = words(locale)["voices"][node.attributes["data-voice"]]
            assert f"**{voice['name']}**" in twin(site, locale, address)
            assert squeezed(voice["meaning"]) not in mine[0]
            count += 1
    assert count == 114


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_says_all_that_its_page_says_and_nothing_that_is_for_a_screen_alone(
    site: Path, locale: str, address: str
) -> None:
    whole = squeezed(text(shown(twin(site, locale, address)).body))
    # A copy, since parts of it are taken out.
    page = LexborHTMLParser(built(site, locale, address).html or "")
    for node in page.css(f"{LEFT_OUT}, [aria-hidden=true]"):
        node.decompose()
    said = [squeezed(reading_text(node)) for node in page.css(f"article :is({SAYS})")]
    assert len(said) > 7 and [one for one in said if one not in whole] == []
    given = words(locale)
    screen = (given["report"], given["claims"]["filter"], given["glossary"], given["parallel"])
    assert [one for one in screen if squeezed(one) in whole] == []
    meanings = {squeezed(text(node)) for node in page.css(".term__meaning")}
    assert address == "glossary" or [one for one in meanings if one in whole] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_names_every_twin_but_the_editions_the_data_and_the_other_guide(
    site: Path, locale: str
) -> None:
    guide = (site / ROOTS[locale] / "llms.txt").read_text(encoding="utf-8")
    kinds = [token.type for token in COMMONMARK.parse(guide) if token.level == 0 and token.nesting >= 0]
    assert kinds[:2] == ["heading_open", "blockquote_open"]
    assert (
        re.findall(r"^#.*", guide, re.MULTILINE)[0] == f"# {'Seven Layers' if locale == 'en' else '七つの層'}"
    )
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S.*$", guide, re.MULTILINE)
    twins = {f"{ADDRESS}{folder(locale, address)}index.md" for address in PAGES if address != "edition"}
    other = f"{ADDRESS}{'' if locale == 'en' else 'en/'}llms.txt"
    data = {f"{ADDRESS}argument.json", f"{ADDRESS}argument.schema.json"}
    assert set(listed) == twins | data | {other} and len(listed) == len(set(listed))
    for target in re.findall(r"https://[^\s)>]+", guide):
        path = site / target.removeprefix(ADDRESS)
        assert path.is_file() or (path / "index.html").is_file(), target
    assert not re.search(r"\n\n\n| +$|&#?\w+;", guide, re.MULTILINE) and guide.endswith("\n")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_on_citing_links_the_files_for_machines(site: Path, locale: str) -> None:
    citing = built(site, locale, "citing")
    section = citing.css_first("#citing-machines")
    assert section is not None
    up = "../" if locale == "ja" else "../../"
    wanted = {f"{up}argument.json", f"{up}argument.schema.json", "index.md"}
    wanted |= {"../llms.txt", f"{up}{'en/' if locale == 'ja' else ''}llms.txt"}
    assert {node.attributes["href"] for node in citing.css("article .downloads a")} == wanted


def test_a_host_is_told_the_types_of_texts(site: Path) -> None:
    headers = (site / "_headers").read_text(encoding="utf-8")
    assert "\n/*.md\n  Content-Type: text/markdown; charset=utf-8\n" in headers
    assert "\n/*.txt\n  Content-Type: text/plain; charset=utf-8\n" in headers


def test_neither_sitemap_nor_search_knows_the_twins(site: Path) -> None:
    assert ".md" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    indexes = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "search").iterdir()]
    locations = [entry["location"] for index in indexes for entry in index["docs"]]
    assert len(locations) > 500 and [found for found in locations if ".md" in found or ".txt" in found] == []


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
    ("written", "wanted"),
    [
        (marked(" a ", "**", "strong"), " **a** "),
        (marked("「甲」", "**", "strong", is_apart=True), "**「甲」**"),
        (marked(f"a {marked('b', '*', 'em')} c", "**", "strong"), "<strong>a *b* c</strong>"),
        (marked("[a](https://x.example/)", "**", "strong"), "[**a**](https://x.example/)"),
        (marked("→", "*", "em"), "<em>→</em>"),
    ],
)
def test_emphasis_is_written_as_it_will_be_read(written: str, wanted: str) -> None:
    assert written == wanted
    assert text(shown(written).body).strip() == re.sub(r"</?\w+>|\*|\]\(.*\)|\[", "", wanted).strip()


def test_paragraphs_run_on_in_one_line_up_to_what_is_none() -> None:
    assert run_on(["a:", "b", "- c", "d", "1. e"]) == ["a: b", "- c", "d", "1. e"]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (code("a`b"), "<p><code>a`b</code></p>"),
        (code("``"), "<p><code>``</code></p>"),
        (code_block("```\na*\n```"), '<pre><code class="language-text">```\na*\n```\n</code></pre>'),
        (link("a", "https://x.example/b_(c) d"), '<p><a href="https://x.example/b_%28c%29%20d">a</a></p>'),
        (
            item(["a", item(["b"]), "c"]),
            "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n</li>\n</ul>",
        ),
    ],
)
def test_code_links_and_lists_are_read_as_such(written: str, html: str) -> None:
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
