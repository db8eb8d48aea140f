"""Addresses that never die: short pages, pages of redirects, and the list of all that was ever published."""

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCS, PROJECT, TEMPLATES
from html_site import LOCALES, ROOTS, parse, resolve, text, without_chapters

from argument.addresses import page_url
from argument.checks import check_argument
from argument.claims import is_claim_id
from argument.inline import plain_text
from argument.model import Argument, load_argument
from argument.publication import DEFAULT_CARD, PrintedFile, Publication
from argument.rendering import markers
from argument.short_pages import Short, render_addresses, shorts
from argument.templates import words
from argument.checks.permalinks import digest

ARGUMENT = load_argument(DOCS)
PUBLICATION = Publication(
    "https://site.test/sub/", {"ja": "七つの層", "en": "Seven Layers"}, "Us", "2026-11-24"
)
SHORT = [(locale, short) for locale in LOCALES for short in shorts(ARGUMENT, locale, PUBLICATION)]
RIGHT = Path(__file__).parent / "right"


def accept(docs: Path, edition: str = "2027-01-05") -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        str(PROJECT / "hooks"),
        "accept",
        "--docs",
        str(docs),
        "--edition",
        edition,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def with_cards(argument: Argument) -> Publication:
    """Return the publication with a card of its own for every page."""
    pages = [(page.name, locale) for locale in LOCALES for page in argument[locale].pages]
    cards = {(*page, "card"): PrintedFile(f"{page[0]}.{page[1]}.png", 1, 0) for page in pages}
    return dataclasses.replace(PUBLICATION, printed=cards)


def card_of(page: str) -> tuple[str, str]:
    """Return file and words of the card that a page shows in previews."""
    found = dict(re.findall(r'<meta property="og:(image|image:alt)" content="([^"]*)">', page))
    return found["image"].removeprefix(PUBLICATION.url), found["image:alt"]


def faults(docs: Path) -> list[str]:
    return [str(found) for found in check_argument(load_argument(docs), markers(TEMPLATES))]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RIGHT, tmp_path / "docs"))


def replace(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")


# --- short pages --------------------------------------------------------------------------------


def test_every_claim_layer_and_series_has_a_short_page_in_both_languages() -> None:
    for locale in LOCALES:
        names = {short.name for found, short in SHORT if found == locale}
        numbers = {claim.number for claim in ARGUMENT[locale].claims.values()}
        assert names == numbers | {"1", "2", "3", "4", "5", "6", "7", "0", "R", "A", "D"}


@pytest.mark.parametrize(
    ("locale", "short"), SHORT, ids=[f"{locale} {short.name}" for locale, short in SHORT]
)
def test_a_short_page_shows_what_it_points_at_and_leads_on(site: Path, locale: str, short: Short) -> None:
    name, title, what = short.name, short.title, short.text
    folders = [site / ROOTS[locale] / found for found in {name, name.lower()}]
    for folder in folders:
        file = folder / "index.html"
        assert file.stat().st_size <= 4000
        html = parse(file)
        root = html.root
        assert root is not None and root.attributes["lang"] == locale
        head = {
            node.attributes.get("property") or node.attributes.get("name"): node.attributes.get("content")
            for node in html.css("meta")
        }
        own = f"https://seven-layers.example/{ROOTS[locale]}{name}/"
        assert head["og:title"] == title and head["og:description"] == head["description"] == what
        assert head["og:url"] == own
        canonical = html.css_first("link[rel=canonical]")
        assert canonical is not None and canonical.attributes["href"] == own
        languages = {node.attributes["hreflang"] for node in html.css("link[hreflang]")}
        assert languages == ({"ja", "en", "x-default"} if folder.name == name else set())
        onward = html.css_first("a[rel=bookmark]")
        assert onward is not None
        link = onward.attributes["href"] or ""
        path, _, anchor = link.partition("#")
        target = (folder / path).resolve() / "index.html"
        assert anchor == short.anchor
        assert not anchor or parse(target).css_first(f"[id='{anchor}']") is not None
        assert what in text(html.body)


def test_the_preview_of_a_claim_shows_no_thesis_and_that_of_a_layer_its_own() -> None:
    files = render_addresses(ARGUMENT, with_cards(ARGUMENT), TEMPLATES)
    for locale, short in SHORT:
        site, known = PUBLICATION.names[locale], words(locale)["short"]
        neutral = known["site_card"].format(site=site)
        wanted = (DEFAULT_CARD, neutral)
        if not is_claim_id(short.anchor):
            title = known["card"].format(site=site, title=short.title)
            wanted = (f"{short.view.page.name}.{locale}.png", neutral if short.title == site else title)
        assert card_of(files[f"{ROOTS[locale]}{short.name}/index.html"]) == wanted, short.name


def test_the_claim_is_the_same_on_its_short_page_and_in_its_layer(site: Path) -> None:
    for locale in LOCALES:
        for claim in ARGUMENT[locale].claims.values():
            html = parse(site / ROOTS[locale] / claim.number / "index.html")
            assert plain_text(claim.text) in text(html.body)
            assert claim.number in text(html.css_first("h1"))


def test_short_pages_are_neither_in_the_sitemap_nor_in_the_search_index(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    index = (site / "search" / "ja.json").read_text(encoding="utf-8")
    assert "/3.5/" not in sitemap and '"3.5/' not in index
    assert "/layers/3-memory/" in sitemap


# --- redirects ----------------------------------------------------------------------------------


def test_a_renamed_page_and_a_removed_claim_keep_their_addresses(docs: Path) -> None:
    for locale in LOCALES:
        (docs / f"layers/2-second.{locale}.md").rename(docs / f"layers/2-leaves.{locale}.md")
        replace(docs / f"layers/1-first.{locale}.md", "(2-second.md)", "(2-leaves.md)")
    rules = "redirects:\n  - {old: layers/2-second, new: layers/2-leaves}\n"
    rules += "  - {old: 'layers/2-second#c2-2', new: 'layers/2-leaves#c2-1'}\n"
    for locale in LOCALES:
        page = docs / f"layers/2-leaves.{locale}.md"
        page.write_text(
            page.read_text(encoding="utf-8").split("\n\n" + {"ja": "量りが", "en": "Without"}[locale])[0]
        )
    register = (docs / "register.yml").read_text(encoding="utf-8")
    start, end = register.index("  - id: c2-2"), register.index("  - id: r-1")
    (docs / "register.yml").write_text(register[:start] + register[end:], encoding="utf-8")
    (docs / "redirects.yml").write_text(rules, encoding="utf-8")
    done = accept(docs)
    assert done.returncode == 0, done.stderr
    assert faults(docs) == []
    files = render_addresses(load_argument(docs), PUBLICATION, TEMPLATES)
    moved = files["en/layers/2-second/index.html"]
    assert 'href="../2-leaves/"' in moved and '<a id="c2-2" href="../2-leaves/#c2-1">' in moved
    assert '<link rel="canonical" href="https://site.test/sub/en/layers/2-leaves/">' in moved
    assert 'href="../layers/2-leaves/#c2-1"' in files["2.2/index.html"]


def test_a_page_that_is_no_layer_is_renamed_and_keeps_the_ids_of_its_sections(docs: Path) -> None:
    texts = {
        "ja": "## 急須 {#tools-pot}\n\n土で作る。\n",
        "en": "## The pot {#tools-pot}\n\nIt is made of clay.\n",
    }
    for locale in LOCALES:
        head = f"---\ntitle: {'道具' if locale == 'ja' else 'Tools'}\ndescription: x\n---\n\n"
        (docs / f"tools.{locale}.md").write_text(head + texts[locale], encoding="utf-8")
    assert accept(docs, "2026-12-01").returncode == 0
    for locale in LOCALES:
        (docs / f"tools.{locale}.md").rename(docs / f"utensils.{locale}.md")
    assert "'tools' is gone with its 2 anchors." in accept(docs).stderr
    (docs / "redirects.yml").write_text("redirects:\n  - {old: tools, new: utensils}\n", encoding="utf-8")
    done = accept(docs)
    assert done.returncode == 0, done.stderr
    assert faults(docs) == []


def test_a_withdrawn_claim_keeps_its_short_page(docs: Path) -> None:
    for locale, told in (("ja", "量りがなければ、匙で足りる。"), ("en", "Without scales, a spoon will do.")):
        page = docs / f"layers/2-second.{locale}.md"
        replace(page, told, "–")
        replace(page, '{: #c2-2 .claim voice="commentator" at="article-6" }', "{: #c2-2 .withdrawn }")
    register = (docs / "register.yml").read_text(encoding="utf-8")
    start, end = register.index("  - id: c2-2"), register.index("  - id: r-1")
    (docs / "register.yml").write_text(register[:start] + register[end:], encoding="utf-8")
    assert accept(docs).returncode == 0
    assert faults(docs) == []
    argument = load_argument(docs)
    files = render_addresses(argument, with_cards(argument), TEMPLATES)
    assert 'href="../layers/2-second/#c2-2"' in files["en/2.2/index.html"]
    assert card_of(files["en/2.2/index.html"])[0] == DEFAULT_CARD
    assert card_of(files["en/2/index.html"])[0] == "layers/2-second.en.png"


@pytest.mark.parametrize("locale", LOCALES)
def test_an_anchor_that_left_its_page_stands_there_with_the_way_to_where_it_went(
    site: Path, locale: str
) -> None:
    rules = [rule for rule in ARGUMENT.redirects if rule.old_id]
    for rule in rules:
        own, new = page_url(rule.old_page, locale), page_url(rule.new_page, locale)
        (link,) = parse(site / own / "index.html").css(f"[id='{rule.old_id}'] a")
        assert resolve(own, link.attributes["href"] or "") == (new, rule.new_id)
        assert parse(site / new / "index.html").css_first(f"[id='{rule.new_id}']"), rule.new
    assert rules


# --- the permanent list -------------------------------------------------------------------------


def test_every_published_anchor_is_on_the_built_page_and_every_anchor_there_is_published(site: Path) -> None:
    published = ARGUMENT.permalinks
    assert published is not None and ARGUMENT.faults == ()
    for locale in LOCALES:
        for page in {name for name, _ in published.in_force}:
            html = without_chapters(site / ROOTS[locale] / page.removeprefix("index") / "index.html")
            found = {str(node.attributes["id"]) for node in html.css(".md-content [id]")}
            listed = {anchor for name, anchor in published.in_force if name == page}
            # Captions name a table for screen readers; the list of claims has a heading for each series.
            own = {anchor for anchor in found if anchor.endswith("-caption")}
            own |= {f"claims-{series}" for series in "01234567rad"} if page == "claims" else set()
            assert found == listed | own, (locale, page)


def test_accepting_adds_an_edition_and_leaves_what_was_there(docs: Path) -> None:
    before = (docs / "permalinks.txt").read_text(encoding="utf-8")
    replace(docs / "layers/1-first.ja.md", "湯気の立ち方を見ればよい", "湯気を見ればよい")
    assert len(faults(docs)) == 1
    done = accept(docs)
    assert (done.returncode, done.stdout) == (
        0,
        "Accepted as new or changed: 1. Commit docs/permalinks.txt.\n",
    )
    after = (docs / "permalinks.txt").read_text(encoding="utf-8")
    assert after.startswith(before) and "\nedition 2027-01-05\nlayers/1-first#c1-2 claim" in after
    assert faults(docs) == []
    assert accept(docs).stdout == "All is in step.\n"


def test_nothing_is_accepted_while_something_is_lost_or_wrong(docs: Path) -> None:
    before = (docs / "permalinks.txt").read_bytes()
    for locale in LOCALES:
        replace(docs / f"layers/1-first.{locale}.md", "{#l1-degrees}", "{#l1-grades}")
    done = accept(docs)
    assert done.returncode == 1 and "is gone" in done.stderr
    replace(docs / "layers/1-first.en.md", "{#l1-grades}", "{#l1-steps}")
    assert accept(docs).returncode == 1
    assert (docs / "permalinks.txt").read_bytes() == before


def words_of(file: Path) -> list[tuple[int, int]]:
    """Return line and column of one letter in each line of a page that a reader could miss."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n")):
        letters = re.sub(
            r"^\s*(?:- )?\{?\w+:|\]\([^()]*\)|<[^<>]*>|\{.*\}|\[.*\]$", lambda one: " " * len(one[0]), line
        )
        found += [(number, word.start()) for word in re.finditer(r"[a-z](?=[a-z])", letters)][:1]
    return found


@pytest.mark.parametrize("file", sorted(RIGHT.rglob("*.en.md")), ids=lambda file: file.stem)
def test_no_letter_changes_unread(docs: Path, file: Path) -> None:
    page = docs / file.relative_to(RIGHT)
    lines = page.read_text(encoding="utf-8").split("\n")
    places = words_of(page)
    assert places
    for number, at in places:
        line = lines[number]
        changed = f"{line[:at]}{'y' if line[at] == 'x' else 'x'}{line[at + 1 :]}"
        page.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]), encoding="utf-8")
        assert faults(docs), changed


def test_the_title_of_a_link_is_read_and_its_address_is_not() -> None:
    assert digest(['[a](b "c")']) != digest(['[a](b "d")'])
    assert digest(["[a](b)"]) == digest(["[a](c)"])
