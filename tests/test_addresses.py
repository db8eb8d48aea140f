"""Addresses that never die: short pages, pages of redirects, and the list of all that was ever published."""

import dataclasses
import re
import shutil
from pathlib import Path

import pytest
from conftest import DOCS, TEMPLATES
from html_site import LOCALES, ROOTS, parse, resolve, text, without_chapters
from mkdocs.exceptions import Abort
from test_checks import RIGHT, messages

from argument.claims import is_claim_id
from argument.model import Argument, load_argument
from argument.outputs import Short, render_addresses, shorts
from argument.publication import DEFAULT_CARD, PrintedFile, Publication, page_url
from argument.templates import words
from cli import accept

ARGUMENT = load_argument(DOCS)
PUBLICATION = Publication(
    "https://site.test/sub/", {"ja": "七つの層", "en": "Seven Layers"}, "Us", "2026-11-24"
)
FORWARD = (TEMPLATES / "forward.html").read_text(encoding="utf-8").rpartition("#}\n")[2].strip()
SHORT = [(locale, short) for locale in LOCALES for short in shorts(ARGUMENT, locale, PUBLICATION)]


class Docs:
    """A copy of the right pages, to be changed and accepted."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys

    def accept(self, edition: str = "2027-01-05") -> str:
        """Return what is said in the end, or all that is refused."""
        try:
            accept(self.path, edition)
        except (Abort, OSError) as error:
            return f"{self.capsys.readouterr().err}{error}"
        return self.capsys.readouterr().out

    def read(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text, or where the name is that of no file, one that both pages hold."""
        for file in [name] if "." in name else [f"{name}.{locale}.md" for locale in LOCALES]:
            assert old in self.read(file)
            self.write(file, self.read(file).replace(old, new))

    def drop_claim_of_spoons(self, instead: str) -> None:
        """Take the claim 2.2 out of the register, and put something in its place on the pages."""
        texts = (("ja", "量りがなければ、匙で足りる。"), ("en", "Without scales, a spoon will do."))
        for locale, told in texts:
            claim = f'{told}\n{{: #c2-2 .claim voice="commentator" at="article-6" }}'
            self.replace(f"layers/2-second.{locale}.md", claim, instead)
        register = self.read("register.yml")
        self.write("register.yml", re.sub(r"  - id: c2-2\n(?:    .*\n)+", "", register))


@pytest.fixture
def docs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Docs:
    return Docs(Path(shutil.copytree(RIGHT, tmp_path / "docs")), capsys)


def with_cards(argument: Argument) -> Publication:
    """Return the publication with a card of its own for every page."""
    pages = [(page.name, locale) for locale in LOCALES for page in argument[locale].pages]
    cards = {(*page, "card"): PrintedFile(f"{page[0]}.{page[1]}.png", 1, 0) for page in pages}
    return dataclasses.replace(PUBLICATION, printed=cards)


def card_of(page: str) -> tuple[str, str]:
    """Return file and words of the card that a page shows in previews."""
    found = dict(re.findall(r'<meta property="og:(image|image:alt)" content="([^"]*)">', page))
    return found["image"].removeprefix(PUBLICATION.url), found["image:alt"]


def test_every_claim_layer_and_series_has_a_short_page_in_both_languages() -> None:
    for locale in LOCALES:
        names = {short.name for found, short in SHORT if found == locale}
        numbers = {claim.number for claim in ARGUMENT[locale].claims.values()}
        assert names == numbers | {"1", "2", "3", "4", "5", "6", "7", "0", "R", "A", "D"}


@pytest.mark.parametrize(("locale", "short"), SHORT, ids=lambda part: getattr(part, "name", part))
def test_a_short_page_shows_what_it_points_at_and_leads_on(site: Path, locale: str, short: Short) -> None:
    own = f"https://seven-layers.example/{ROOTS[locale]}{short.name}/"
    said = dict.fromkeys(("og:description", "description"), short.text)
    said |= {"og:title": short.title, "og:url": own}
    for name in {short.name, short.name.lower()}:
        folder = site / ROOTS[locale] / name
        assert (folder / "index.html").stat().st_size <= 4000
        html = parse(folder / "index.html")
        assert html.root is not None and html.root.attributes["lang"] == locale
        metas = [node.attributes for node in html.css("meta")]
        head = {one.get("property") or one.get("name"): one.get("content") for one in metas}
        assert said.items() <= head.items()
        assert [node.attributes["href"] for node in html.css("link[rel=canonical]")] == [own]
        languages = {node.attributes["hreflang"] for node in html.css("link[hreflang]")}
        assert languages == ({"ja", "en", "x-default"} if name == short.name else set())
        (onward,) = html.css("a[rel=bookmark]")
        link, source = onward.attributes["href"] or "", (folder / "index.html").read_text(encoding="utf-8")
        path = page_url(short.view.page.name, locale)
        assert resolve(f"{ROOTS[locale]}{name}/", link) == (path, short.anchor)
        assert not short.anchor or parse(site / path / "index.html").css_first(f"[id='{short.anchor}']")
        assert short.text in text(html.body)
        # With script and without.
        assert f'<noscript><meta http-equiv="refresh" content="0; url={link}"></noscript>' in source
        assert FORWARD in source


def test_the_preview_of_a_claim_shows_no_thesis_and_that_of_a_layer_its_own() -> None:
    files = render_addresses(ARGUMENT, with_cards(ARGUMENT))
    for locale, short in SHORT:
        site, known = PUBLICATION.names[locale], words(locale)["short"]
        neutral = known["site_card"].format(site=site)
        wanted = (DEFAULT_CARD, neutral)
        if not is_claim_id(short.anchor):
            title = known["card"].format(site=site, title=short.title)
            wanted = (f"{short.view.page.name}.{locale}.png", neutral if short.title == site else title)
        assert card_of(files[f"{ROOTS[locale]}{short.name}/index.html"]) == wanted, short.name


def test_a_renamed_page_and_a_removed_claim_keep_their_addresses(docs: Docs) -> None:
    docs.drop_claim_of_spoons("")
    docs.replace("layers/1-first", "(2-second.md)", "(2-leaves.md)")
    for locale in LOCALES:
        (docs.path / f"layers/2-second.{locale}.md").rename(docs.path / f"layers/2-leaves.{locale}.md")
    rules = "redirects:\n  - {old: layers/2-second, new: layers/2-leaves}\n"
    rules += "  - {old: 'layers/2-second#c2-2', new: 'layers/2-leaves#c2-1'}\n"
    docs.write("redirects.yml", rules)
    assert "Accepted" in docs.accept() and messages(docs.path) == []
    files = render_addresses(load_argument(docs.path), PUBLICATION)
    moved = files["en/layers/2-second/index.html"]
    assert 'href="../2-leaves/"' in moved and '<a id="c2-2" href="../2-leaves/#c2-1">' in moved
    assert '<link rel="canonical" href="https://site.test/sub/en/layers/2-leaves/">' in moved
    assert 'href="../layers/2-leaves/#c2-1"' in files["2.2/index.html"]


def test_a_page_that_is_no_layer_is_renamed_and_keeps_the_ids_of_its_sections(docs: Docs) -> None:
    for locale, title, pot in (("ja", "道具", "急須"), ("en", "Tools", "The pot")):
        head = f"---\ntitle: {title}\ndescription: {title}\n---\n\n"
        docs.write(f"tools.{locale}.md", f"{head}## {pot} {{#tools-pot}}\n\n{title}\n")
    assert "Accepted" in docs.accept("2026-12-01")
    for locale in LOCALES:
        (docs.path / f"tools.{locale}.md").rename(docs.path / f"utensils.{locale}.md")
    assert "'tools' is gone. Is it 'utensils' now?" in docs.accept()
    docs.write("redirects.yml", "redirects:\n  - {old: tools, new: utensils}\n")
    assert "Accepted" in docs.accept() and messages(docs.path) == []


def test_a_withdrawn_claim_keeps_its_short_page(docs: Docs) -> None:
    docs.drop_claim_of_spoons("–\n{: #c2-2 .withdrawn }")
    assert "Accepted" in docs.accept() and messages(docs.path) == []
    argument = load_argument(docs.path)
    files = render_addresses(argument, with_cards(argument))
    assert 'href="../layers/2-second/#c2-2"' in files["en/2.2/index.html"]
    assert card_of(files["en/2.2/index.html"])[0] == DEFAULT_CARD
    assert card_of(files["en/2/index.html"])[0] == "layers/2-second.en.png"


def test_every_published_anchor_is_on_the_built_page_and_every_anchor_there_is_published(site: Path) -> None:
    published: dict[str, set[str]] = {}
    for name, anchor in ARGUMENT.permalinks or ():
        published.setdefault(name, set()).add(anchor)
    assert published and ARGUMENT.faults == ()
    for locale in LOCALES:
        for name, listed in published.items():
            html = without_chapters(site / ROOTS[locale] / name.removeprefix("index") / "index.html")
            found = {str(node.attributes["id"]) for node in html.css(".md-content [id]")}
            # The list of claims has a heading for each series.
            own = {f"claims-{series}" for series in "01234567rad"} if name == "claims" else set()
            assert found == listed | own, (locale, name)


def test_accepting_adds_a_whole_edition_below_the_others_or_nothing(docs: Docs) -> None:
    before = docs.read("permalinks.txt")
    docs.replace("layers/1-first.ja.md", "湯気の立ち方を見ればよい", "湯気を見ればよい")
    assert len(messages(docs.path)) == 1
    (docs.path / ".permalinks.txt.new").symlink_to("/dev/full")
    assert "No space left on device" in docs.accept()
    assert docs.read("permalinks.txt") == before and not list(docs.path.glob(".*"))
    assert docs.accept() == "Accepted as new or changed: 1. Commit docs/permalinks.txt.\n"
    after = docs.read("permalinks.txt")
    assert after.startswith(before) and "\nedition 2027-01-05\nlayers/1-first#c1-2 claim" in after
    assert messages(docs.path) == []
    assert docs.accept() == "All is in step.\n"


def test_nothing_is_accepted_while_something_is_lost_or_wrong(docs: Docs) -> None:
    before = docs.read("permalinks.txt")
    docs.replace("layers/1-first", "{#l1-degrees}", "{#l1-grades}")
    assert "is gone" in docs.accept()
    docs.replace("layers/1-first.en.md", "{#l1-grades}", "{#l1-steps}")
    assert "Make them equal." in docs.accept()
    assert docs.read("permalinks.txt") == before


def test_the_address_of_a_link_is_not_read_and_the_same_in_code_is(docs: Docs) -> None:
    docs.replace("layers/1-first", "(2-second.md)", "(../index.md)")
    assert messages(docs.path) == []
    docs.replace("layers/1-first", "`1:50`", r"`[a](b)` and \](c)")
    docs.accept()
    docs.replace("layers/1-first.en.md", "`[a](b)`", "`[a](x)`")
    assert len(messages(docs.path)) == 1
    docs.replace("layers/1-first.en.md", r"`[a](x)` and \](c)", r"`[a](b)` and \](x)")
    assert len(messages(docs.path)) == 1


@pytest.mark.parametrize("file", sorted(RIGHT.rglob("*.en.md")), ids=lambda file: file.stem)
def test_no_letter_changes_unread(docs: Docs, file: Path) -> None:
    name = str(file.relative_to(RIGHT))
    lines = docs.read(name).split("\n")
    for number, line in enumerate(lines):
        # One letter that a reader could miss, outside of keys, addresses, tags, and lists of values.
        seen = re.sub(
            r"^\s*(?:- )?\{?\w+:|\]\([^()]*\)|<[^<>]*>|\{.*\}|\[.*\]$",
            lambda found: " " * len(found[0]),
            line,
        )
        if letter := re.search(r"[a-z](?=[a-z])", seen):
            changed = f"{line[: letter.start()]}{'y' if letter[0] == 'x' else 'x'}{line[letter.end() :]}"
            docs.write(name, "\n".join([*lines[:number], changed, *lines[number + 1 :]]))
            assert messages(docs.path), changed
