"""The built site: all pages, all claims, the same in both languages, and no link that leads nowhere."""

import json
import os
import re
import urllib.parse
from datetime import datetime
from pathlib import Path

import pytest
from conftest import DOCS
from html_site import LOCALES, page, pages, parse, resolve, standing_open, text

from argument.claims import number_of
from argument.model import Argument, load_argument
from argument.templates import words

LAYERS = "1-pretraining 2-agents 3-memory 4-online-learning 5-job-replacement 6-domain-models"
LAYERS += " 7-multimodal-embodied"
PAGES = [".", "citing", "claims", "comparison", "edition", "glossary"]
PAGES += [*(f"layers/{name}" for name in LAYERS.split()), "outlook", "sources"]
# Of the claims that the first edition published. More may come; of these none may go or change its voice.
VOICE_COUNTS = {"tang": 55, "commentator": 41, "bridge": 12, "karpathy": 6}


@pytest.fixture(scope="session")
def argument() -> Argument:
    return load_argument(DOCS)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_site_has_fifteen_pages_in_each_language(site: Path, locale: str) -> None:
    assert list(pages(site, locale)) == PAGES


def test_the_register_holds_the_114_claims_of_the_first_edition_in_their_voices(argument: Argument) -> None:
    editions = (DOCS / "permalinks.txt").read_text(encoding="utf-8").split("\nedition ")
    first = set(re.findall(r"#(\S+)", editions[1]))
    voices = [claim.voice for claim in argument.registered.values() if claim.id in first]
    assert {voice: voices.count(voice) for voice in VOICE_COUNTS} == VOICE_COUNTS


@pytest.mark.parametrize("locale", LOCALES)
def test_every_registered_claim_stands_once_with_its_voice_and_places(
    site: Path, argument: Argument, locale: str
) -> None:
    shown = {
        node.id: (node.attributes["data-voice"], node.attributes["data-number"])
        for found in pages(site, locale).values()
        for node in found.css(".claim")
    }
    assert shown == {claim.id: (claim.voice, number_of(claim.id)) for claim in argument.registered.values()}
    assert {claim.id: claim.at for claim in argument[locale].claims.values()} == {
        claim.id: claim.at for claim in argument.registered.values()
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reader_sees_number_voice_and_text_of_a_claim_and_nothing_else(
    site: Path, argument: Argument, locale: str
) -> None:
    parts = {"claim__mark", "claim__text", "claim__lead"}
    for found in pages(site, locale).values():
        for node in standing_open(found).css(".claim"):
            claim = argument[locale].claims[str(node.id)]
            link = node.css_first(".claim__number")
            assert text(link) == claim.number
            assert link is not None and (link.attributes["href"] or "").endswith(f"{claim.number}/")
            assert link.attributes["data-claim"] == claim.id
            mark = [claim.number, words(locale)["voices"][claim.voice]["name"]]
            if claim.voice == "tang" and all(place.startswith("post-") for place in claim.at):
                mark.append(words(locale)["restored"])
            assert text(node.css_first(".claim__mark")) == " ".join(mark)
            assert text(node.css_first(".claim__text")) == " ".join(claim.text.split())
            assert {one.attributes["class"] for one in node.iter()} <= parts


@pytest.mark.parametrize("locale", LOCALES)
def test_an_id_stands_once_in_a_language(site: Path, locale: str) -> None:
    ids = [
        (str(node.id), name)
        for name, found in pages(site, locale).items()
        for node in found.css("article [id]")
        if node.id and not node.id.startswith("__")
    ]
    doubled = {one for one, _ in ids if [other for other, _ in ids].count(one) > 1}
    assert doubled == set()
    assert [one for one, _ in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", one)] == []


@pytest.mark.parametrize("address", PAGES)
def test_both_languages_have_the_same_ids_in_the_same_order(site: Path, address: str) -> None:
    def ids(locale: str) -> list[tuple[str, str]]:
        nodes = page(site, locale, address).css("article [id]")
        return [(str(node.tag), str(node.id)) for node in nodes]

    assert ids("ja") == ids("en")


def test_every_heading_has_an_id_that_was_given_to_it(site: Path) -> None:
    for locale in LOCALES:
        for found in pages(site, locale).values():
            for node in found.css("article :is(h1, h2, h3, h4)"):
                assert node.id and not re.match(r"_\d+$", node.id), text(node)


def test_nothing_of_the_sources_markup_is_left_on_a_page(site: Path) -> None:
    for file in site.rglob("*.html"):
        article = parse(file).css_first("article")
        if article is None:
            continue
        assert "{:" not in article.text(), file
        assert not re.search("argument:|argument-(piece|text)", article.html or ""), file
        assert not article.css("[voice], [at]"), file


@pytest.mark.parametrize("locale", LOCALES)
def test_no_link_of_an_article_leads_nowhere(site: Path, locale: str) -> None:
    prefix = "" if locale == "ja" else "en/"
    broken = []
    for name, found in pages(site, locale).items():
        address = prefix + ("" if name == "." else f"{name}/")
        for node in found.css("article a[href]"):
            target = resolve(address, str(node.attributes["href"]))
            if target and not _exists(site, *target):
                broken.append((address, node.attributes["href"]))
    assert broken == []


def _exists(site: Path, path: str, fragment: str) -> bool:
    file = site / path
    file = file / "index.html" if file.is_dir() else file
    if not file.is_file():
        return False
    return not fragment or any(node.id == fragment for node in parse(file).css("[id]"))


@pytest.mark.parametrize("locale", LOCALES)
def test_titles_and_descriptions_come_from_the_front_matter(
    site: Path, argument: Argument, locale: str
) -> None:
    for address, found in pages(site, locale).items():
        source = argument.page("index" if address == "." else address, locale)
        assert source and source.front
        assert text(found.css_first("h1")) == source.front.title
        description = found.css_first('meta[name="description"]')
        assert description is not None and description.attributes["content"] == source.front.description
        site_name = "七つの層" if locale == "ja" else "Seven Layers"
        title = text(found.css_first("title"))
        assert title == site_name if address == "." else title.endswith(f"{source.front.title} - {site_name}")


def test_the_list_of_claims_shows_every_claim_in_the_order_of_its_number(
    site: Path, argument: Argument
) -> None:
    for locale in LOCALES:
        numbers = [text(node) for node in page(site, locale, "claims").css(".claim-list .claim__number")]
        assert numbers == [claim.number for claim in argument[locale].claims.values()]


def test_files_and_folders_can_be_read_by_a_web_server(site: Path) -> None:
    modes = {oct(file.stat().st_mode & 0o777) for file in site.rglob("*") if file.is_file()}
    folders = {oct(file.stat().st_mode & 0o777) for file in [site, *site.rglob("*")] if file.is_dir()}
    assert (modes, folders) == ({"0o644"}, {"0o755"})


def test_the_register_is_not_published(site: Path) -> None:
    assert not list(site.rglob("*.yml"))


@pytest.mark.parametrize("locale", LOCALES)
def test_on_every_page_an_error_can_be_reported_by_a_letter_that_names_it(site: Path, locale: str) -> None:
    for name, found in pages(site, locale).items():
        (link,), (own,) = found.css(".page-foot .report a"), found.css("link[rel=canonical]")
        letter = urllib.parse.urlsplit(link.attributes["href"] or "")
        asked = urllib.parse.parse_qs(letter.query)
        assert (text(link), letter.scheme) == (words(locale)["report"], "mailto"), name
        assert asked["subject"][0] and asked["body"] == [f"{own.attributes['href']}\n"], name


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_describes_itself_to_machines(site: Path, argument: Argument, locale: str) -> None:
    root = "https://seven-layers.example/" + ("en/" if locale == "en" else "")
    for address, found in pages(site, locale).items():
        script = found.css_first('script[type="application/ld+json"]')
        canonical = found.css_first("link[rel=canonical]")
        assert script is not None and canonical is not None
        data = json.loads(script.text())
        assert (data["@type"], data["inLanguage"]) == ("ScholarlyArticle", locale)
        assert data["@id"] == canonical.attributes["href"]
        alternates = {
            node.attributes["hreflang"]: node.attributes["href"] for node in found.css("link[hreflang]")
        }
        assert set(alternates) == {"ja", "en", "x-default"} and alternates[locale] == data["@id"]
        assert data["workTranslation"] == [{"@id": alternates["en" if locale == "ja" else "ja"]}]
        ids = [part["@id"].removeprefix(data["@id"]) for part in data.get("hasPart", [])]
        if address == ".":
            assert ids == [f"{page.name}/" for page, _ in argument[locale].layers]
        else:
            assert data["isPartOf"]["@id"] == root
            assert ids == [f"#{node.id}" for node in found.css(".claim")]


def test_what_names_a_moment_names_the_edition_s(site: Path) -> None:
    (day,) = set(re.findall(r"<lastmod>(.+?)</lastmod>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    packed = (site / "sitemap.xml.gz").read_bytes()
    moment = os.environ.get("SOURCE_DATE_EPOCH") or datetime.fromisoformat(f"{day}T00:00Z").timestamp()
    assert int.from_bytes(packed[4:8], "little") == int(moment)
