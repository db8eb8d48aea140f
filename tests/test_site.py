"""The built site: all pages, all claims, the same in both languages, and what a page says of itself."""

import json
import os
import re
import urllib.parse
from collections import Counter
from datetime import datetime
from pathlib import Path

from conftest import DOCS
from html_site import OTHER, ROOTS, page, pages, parse, standing_open, text

from argument.model import load_argument
from argument.publication import page_url
from argument.templates import words

ARGUMENT = load_argument(DOCS)
SITE_NAMES = {"ja": "七つの層", "en": "Seven Layers"}
LAYERS = "1-pretraining 2-agents 3-memory 4-online-learning 5-job-replacement 6-domain-models"
LAYERS += " 7-multimodal-embodied"
PAGES = [".", "citing", "claims", "comparison", "edition", "glossary"]
PAGES += [*(f"layers/{name}" for name in LAYERS.split()), "outlook", "sources"]
# Of the claims that the first edition published. More may come; of these none may go or change its voice.
VOICE_COUNTS = {"tang": 55, "commentator": 41, "bridge": 12, "karpathy": 6}


def test_each_language_has_fifteen_pages_with_ids_that_were_given(site: Path, locale: str) -> None:
    found = pages(site, locale)
    assert list(found) == PAGES
    ids = [str(node.id) for one in found.values() for node in one.css("article [id]:not([id^=__])")]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert [one for one in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", one)] == []
    for name in PAGES:
        assert not found[name].css("article :is(h1, h2, h3, h4):not([id])"), name
        nodes = [page(site, one, name).css("article [id]") for one in (locale, OTHER[locale])]
        own, twin = ([(node.tag, node.id) for node in one] for one in nodes)
        assert own == twin, name


def test_nothing_of_the_sources_markup_is_left_on_a_page(site: Path) -> None:
    for file in site.rglob("*.html"):
        for article in parse(file).css("article"):
            assert not re.search(r"argument:|argument-(piece|text)|\{:", article.html or ""), file
            assert not article.css("[voice], [at]"), file


def test_what_names_a_moment_names_the_edition_s(site: Path) -> None:
    (day,) = set(re.findall(r"<lastmod>(.+?)</lastmod>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    packed = (site / "sitemap.xml.gz").read_bytes()
    moment = os.environ.get("SOURCE_DATE_EPOCH") or datetime.fromisoformat(f"{day}T00:00Z").timestamp()
    assert int.from_bytes(packed[4:8], "little") == int(moment)


def test_the_register_holds_the_114_claims_of_the_first_edition_in_their_voices() -> None:
    editions = (DOCS / "permalinks.txt").read_text(encoding="utf-8").split("\nedition ")
    first = set(re.findall(r"#(\S+)", editions[1]))
    voices = Counter(claim.voice for claim in ARGUMENT.registered.values() if claim.id in first)
    assert voices == VOICE_COUNTS


def test_a_reader_sees_number_voice_and_text_of_every_claim_and_nothing_else(site: Path, locale: str) -> None:
    parts, shown = {"claim__mark", "claim__text", "claim__lead"}, []
    for found in pages(site, locale).values():
        for node in standing_open(found).css(".claim"):
            claim = ARGUMENT[locale].claims[str(node.id)]
            shown.append(claim.id)
            assert claim.voice == ARGUMENT.registered[claim.id].voice == node.attributes["data-voice"]
            (link,) = node.css(".claim__number")
            assert (link.attributes["href"] or "").endswith(f"{claim.number}/")
            assert text(link) == node.attributes["data-number"] == claim.number
            mark = [claim.number, words(locale)["voices"][claim.voice]["name"]]
            if claim.voice == "tang" and all(place.startswith("post-") for place in claim.at):
                mark.append(words(locale)["restored"])
            assert text(node.css_first(".claim__mark")) == " ".join(mark)
            assert text(node.css_first(".claim__text")) == " ".join(claim.text.split())
            assert {one.attributes["class"] for one in node.iter()} <= parts
    assert sorted(shown) == sorted(ARGUMENT.registered)
    # The list of claims has them in the order of their numbers.
    listed = [text(node) for node in page(site, locale, "claims").css(".claim-list .claim__number")]
    assert listed == [claim.number for claim in ARGUMENT[locale].claims.values()]


def test_a_page_has_its_title_its_description_and_a_letter_that_names_it(site: Path, locale: str) -> None:
    for source in ARGUMENT[locale].pages:
        found = parse(site / page_url(source.name, locale) / "index.html")
        front, name = source.front, SITE_NAMES[locale]
        assert front
        heading, title = text(found.css_first("h1")), text(found.css_first("title"))
        assert heading == front.title
        assert title == name if source.name == "index" else title.endswith(f"{heading} - {name}")
        (description,) = found.css('meta[name="description"]')
        assert description.attributes["content"] == front.description
        (link,), (own,) = found.css(".page-foot .report a"), found.css("link[rel=canonical]")
        letter = urllib.parse.urlsplit(link.attributes["href"] or "")
        asked = urllib.parse.parse_qs(letter.query)
        assert (text(link), letter.scheme) == (words(locale)["report"], "mailto"), name
        assert asked["subject"][0] and asked["body"] == [f"{own.attributes['href']}\n"], name


def test_a_page_describes_itself_to_machines(site: Path, locale: str) -> None:
    root = f"https://seven-layers.example/{ROOTS[locale]}"
    for address, found in pages(site, locale).items():
        (script,) = found.css('script[type="application/ld+json"]')
        (canonical,) = found.css("link[rel=canonical]")
        data = json.loads(script.text())
        assert (data["@type"], data["inLanguage"]) == ("ScholarlyArticle", locale)
        assert data["@id"] == canonical.attributes["href"]
        alternates = {
            one.attributes["hreflang"]: one.attributes["href"] for one in found.css("link[hreflang]")
        }
        assert set(alternates) == {"ja", "en", "x-default"} and alternates[locale] == data["@id"]
        assert data["workTranslation"] == [{"@id": alternates[OTHER[locale]]}]
        ids = [part["@id"].removeprefix(data["@id"]) for part in data.get("hasPart", [])]
        if address == ".":
            assert ids == [f"{page.name}/" for page, _ in ARGUMENT[locale].layers]
        else:
            assert data["isPartOf"]["@id"] == root
            assert ids == [f"#{node.id}" for node in found.css(".claim")]
