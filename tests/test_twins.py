"""The Markdown beside each page and the guides to it: plain CommonMark that says what the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import DOCS, TEMPLATES
from html_site import LOCALES, ROOTS, reading_text, text, without_chapters
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser
from test_site import PAGES

from argument.commonmark import literal, plain
from argument.model import load_argument
from argument.rendering import markers
from argument.templates import words
from argument.twins import FOLDER, PICTURES

ADDRESS = "https://seven-layers.example/"
COMMONMARK = MarkdownIt("commonmark")
EVERY = [(locale, address) for locale in LOCALES for address in PAGES]


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


def heads(markdown: str) -> list[tuple[str, str]]:
    """Return text and target of the link that each heading, paragraph, and list item begins with, if any."""
    found = []
    for node in shown(markdown).css("h2, h3, p, li"):
        inner = re.match(r'\s*(?:<strong>)?<a href="([^"]*)">(.*?)</a>', node.inner_html or "")
        if inner:
            found.append((re.sub(r"<[^>]*>", "", inner[2]), inner[1]))
    return found


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_is_plain_commonmark(site: Path, locale: str, address: str) -> None:
    markdown = twin(site, locale, address)
    kinds = {token.type for token in tokens(markdown)}
    assert not kinds & {"html_block", "html_inline", "code_block", "image"}
    body = "".join(token.content for token in tokens(markdown) if token.type == "text")
    # What is left of emphasis or links that are none, of attribute lists, and of markers.
    assert re.findall(r"\*\*|\]\(|\{:|<!--|argument:|&#?\w+;", body) == []
    assert not re.search(r"^\s*\|.*\|\s*$|\n\n\n| +$", markdown, re.MULTILINE) and markdown.endswith("\n")
    assert all(
        re.match(r"https?://", str(token.attrs["href"]))
        for token in tokens(markdown)
        if token.type == "link_open"
    )


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_page_names_its_twin_and_the_twin_its_page_and_its_pair(
    site: Path, locale: str, address: str
) -> None:
    own, other = (ADDRESS + folder(found, address) for found in (locale, "en" if locale == "ja" else "ja"))
    links = built(site, locale, address).css('link[rel="alternate"][type="text/markdown"]')
    assert [link.attributes["href"] for link in links] == [f"{own}index.md"]
    targets = [
        str(token.attrs["href"]) for token in tokens(twin(site, locale, address)) if token.type == "link_open"
    ]
    assert targets[:2] == [own, f"{other}index.md"]


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_has_what_has_an_address_on_the_page_in_the_same_order(
    site: Path, locale: str, address: str
) -> None:
    own = ADDRESS + folder(locale, address)
    home = ADDRESS + ROOTS[locale]
    numbers = {f"{home}{claim.number}/": claim.id for claim in load_argument(DOCS).claims(locale).values()}
    found = [
        numbers.get(target) or target.removeprefix(f"{own}#")
        for _, target in heads(twin(site, locale, address))
        if target in numbers or target.startswith(f"{own}#")
    ]
    nodes = built(site, locale, address).css(
        "article :is(h2, h3, p, li, tr, .terms > div)[id], article .claim-list .claim__number"
    )
    wanted = [
        str(node.id or numbers[f"{home}{text(node)}/"])
        for node in nodes
        if "moved" not in (node.attributes.get("class") or "")
    ]
    assert found == wanted


@pytest.mark.parametrize("locale", LOCALES)
def test_a_twin_holds_every_claim_with_number_voice_and_places_in_words(site: Path, locale: str) -> None:
    count = 0
    for address in PAGES:
        paragraphs = {squeezed(text(node)) for node in shown(twin(site, locale, address)).css("p, li")}
        for node in built(site, locale, address).css(".claim"):
            number, voice, says = (
                squeezed(reading_text(node.css_first(f".claim__{part}")))
                for part in ("number", "voice", "text")
            )
            mine = [
                found for found in paragraphs if found.startswith(number + voice) and found.endswith(says)
            ]
            assert len(mine) == 1, number
            between = mine[0].removeprefix(number + voice).removesuffix(says)
            assert all(squeezed(text(place)) in between for place in node.css(".claim__place"))
            assert (
                words(locale)["restored"] in re.sub(r"\s", " ", mine[0])
                or squeezed(words(locale)["restored"]) in between
            ) == (node.css_first(".claim__restored") is not None)
            count += 1
    assert count == 114


@pytest.mark.parametrize(("locale", "address"), EVERY)
def test_a_twin_has_the_title_and_all_running_text_of_its_page(site: Path, locale: str, address: str) -> None:
    # A copy, since parts of it are taken out.
    copy = LexborHTMLParser(built(site, locale, address).html or "")
    whole = squeezed(text(shown(twin(site, locale, address)).body))
    front = load_argument(DOCS).page("index" if address == "." else address, locale)
    assert front is not None and front.front is not None
    assert squeezed(front.front.title) in whole.partition(squeezed(words(locale)["twins"]["page"]))[0]
    generated = "figure, .comparison, .plain-table, .page-head, .page-foot, .record, .terms, .predictions"
    for node in copy.css(f"{generated}, .claim-list, .voice-filter, .table-filters, .print-notes"):
        node.decompose()
    texts = copy.css(
        "article :is(h2, h3, .note__text, .page-head__thesis), article p:not([class]), article li"
    )
    assert len(texts) > 2 or address in {"claims", "glossary"}
    assert [found for node in texts if (found := squeezed(reading_text(node))) not in whole] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_generated_parts_say_what_the_page_says(site: Path, locale: str) -> None:
    parts = {
        "comparison": ".comparison__says, .comparison__topic, .comparison .relation, .plain-table td",
        "sources": ".record__head cite, .record li > p:nth-child(2), .plain-table tbody :is(td, time)",
        "glossary": ".terms__other, .terms__inferred, .terms__wrong",
        "outlook": ".predictions__says, .predictions dd, .roadmap tbody b",
        "layers/3-memory": ".comparison__says, .memory tbody b, .memory li",
        ".": ".layers__thesis, .plain-table td:not(.number)",
    }
    for address, selector in parts.items():
        whole = squeezed(text(shown(twin(site, locale, address)).body))
        found = [squeezed(reading_text(node)) for node in built(site, locale, address).css(selector)]
        # References stand in brackets of their own, and addresses apart.
        # Those with a voice have it in the bracket of each number.
        found = [one for one in found if not re.fullmatch(r"([0-9RAD]+\.\d+\D*)+", one)]
        found = [re.sub(r"https?:.*|\d{4}(?:-\d\d)*V\d.*", "", one) for one in found]
        assert len(found) > 4 and [one for one in found if one not in whole] == [], address


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


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_on_citing_links_the_files_for_machines(site: Path, locale: str) -> None:
    citing = built(site, locale, "citing")
    section = citing.css_first("#citing-machines")
    assert section is not None
    up = "../" if locale == "ja" else "../../"
    wanted = {f"{up}argument.json", f"{up}argument.schema.json", "index.md"}
    wanted |= {"../llms.txt", f"{up}{'en/' if locale == 'ja' else ''}llms.txt"}
    assert {node.attributes["href"] for node in citing.css("article .downloads a")} == wanted


def test_every_marker_has_a_twin_or_is_a_picture() -> None:
    made = {file.stem for file in (TEMPLATES / FOLDER).glob("*.md")}
    assert made | PICTURES == markers(TEMPLATES) and not made & PICTURES


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
        r"a*b* _c_ snake_case `d` [e](f) <g> &amp; \h",
        "1. one",
        "2026) x",
        "# x",
        "- x",
        "+",
        "---",
        "> q",
        "*",
        "a]b[",
    ],
)
def test_literal_text_comes_through_commonmark_as_itself(found: str) -> None:
    html = LexborHTMLParser(COMMONMARK.render(literal(found)))
    assert html.body is not None and html.body.text().strip() == found
    assert [node.tag for node in html.css("body *")] == ["p"]


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("[a](b.md#c)", "[a](!b.md#c)"),
        ('[a](<b c.md> "t")', '[a](!b%20c.md "t")'),
        ("![a](b_(c).png)", "![a](!b_%28c%29.png)"),
        ("`[a](b.md)` <https://x.example/>", "`[a](b.md)` <https://x.example/>"),
        ('x <span lang="ja">「y」</span><br>z', "x 「y」z"),
        ("a < b <!-- c --> d", "a < b  d"),
    ],
)
def test_links_are_made_whole_and_raw_html_is_dropped(markdown: str, wanted: str) -> None:
    assert plain(markdown, lambda target: f"!{target}") == wanted
