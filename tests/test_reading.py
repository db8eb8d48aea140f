"""How a page is read: the idea stands open, and the proof of every sentence is folded beside it."""

import re
from collections import Counter
from pathlib import Path

from conftest import DOCS
from html_site import page, pages, reading_text, resolve, standing_open, text

from argument.claims import Claim, Note
from argument.inline import plain_text
from argument.model import load_argument
from argument.publication import page_url
from argument.schema import LEVELS
from argument.templates import words

ARGUMENT = load_argument(DOCS)
# A layer's line, the first paragraph, and what came after, in words or in characters.
MOST = {"en": {"line": 15, "minute": 140, "since": 100}, "ja": {"line": 30, "minute": 360, "since": 260}}
PROOF = ".claim__place, .claim__opening, .claim__twin, .fold__facts, .conflict, .note__references"
# These pages speak of Japanese words.
OF_WORDS = {"glossary", "sources"}


def measured(found: str, locale: str) -> int:
    """Return the words of an English text, the characters of a Japanese one without white space."""
    return len(re.findall(r"[A-Za-z0-9][\w’'.%-]*", found) if locale == "en" else re.sub(r"\s", "", found))


def hosts(locale: str) -> dict[str, str]:
    """Return the claim that each conflict stands directly below, by their ids."""
    found: dict[str, str] = {}
    for source in ARGUMENT[locale].pages:
        ones: tuple[Claim | Note, ...] = (*source.claims, *source.notes)
        marked = {one.block.line: one for one in ones}
        host = ""
        for one in (marked.get(block.line) for block in source.blocks):
            if one is None or isinstance(one, Claim) or one.kind != "conflict":
                host = one.id if isinstance(one, Claim) else ""
            elif host:
                found[one.id or ""] = host
    return found


def test_of_a_conflict_one_sentence_stands_open_once_and_the_rest_is_folded(site: Path, locale: str) -> None:
    above = hosts(locale)
    assert 0 < len(above) < len(ARGUMENT[locale].conflicts), "Some stand below a claim, some by themselves."
    for note in ARGUMENT[locale].conflicts:
        own = page(site, locale, page_url(note.source.name, "ja"))
        (fold,) = own.css(f"details.fold:has([id='{note.id}'])")
        (body,) = fold.css(f".fold__body > [id='{note.id}'].conflict")
        assert text(body.css_first(".conflict__lead")) == note.lead
        assert reading_text(body.css_first(".note__text")) == plain_text(note.rest(note.block.text))
        shown = standing_open(own)
        (lead,) = [one for one in shown.css(".claim__lead, .fold--note > summary") if text(one) == note.lead]
        assert lead.parent is not None and text(shown.css_first("article")).count(note.lead) == 1
        beside = fold.parent.css(".claim") if fold.parent else []
        claims = [lead.parent.id, *(one.id for one in beside)] if lead.tag == "p" else []
        assert claims == ([above[note.id or ""]] * 2 if note.id in above else []), note.id


def test_no_proof_stands_open_no_japanese_in_english_and_no_code(site: Path, locale: str) -> None:
    for name, found in pages(site, locale).items():
        shown = standing_open(found)
        assert not shown.css(PROOF), name
        if locale == "en" and name not in OF_WORDS:
            assert re.findall("[「」ぁ-ヿ一-鿿]+", text(shown.css_first("article"))) == [], name
        # The levels stand as codes in the data; one sentence says which is which.
        titles = " ".join(node.attributes["title"] or "" for node in found.css("[title]"))
        codes = re.findall(r"(?<![A-Za-z0-9])V[0-9](?![A-Za-z0-9])", f"{text(found.body)} {titles}")
        assert sorted(codes) == (sorted(LEVELS) if name == "sources" else []), name


def test_a_change_shows_where_it_stands_and_in_the_list(site: Path, locale: str) -> None:
    listed = page(site, locale, "sources").css("ul.changes > li")
    changes = sorted(ARGUMENT[locale].sources.changes, key=lambda one: one.date, reverse=True)
    assert changes
    for item, change in zip(listed, changes, strict=True):
        told = f"{change.date}{words(locale)['was']}{change.was}"
        (link,) = item.css("a")
        path, of = resolve(page_url("sources", locale), link.attributes["href"] or "") or ("", "")
        assert (item.id, of) == (change.id, change.of)
        before = words(locale)["before"]
        assert text(item) == f"{change.date} {text(link)} {before}{change.was}" and text(link)
        found = page(site, "ja", path)
        places = found.css(f"[id='{of}'] .changed, .claim-block:has([id='{of}'].claim) .fold__facts > div")
        assert [text(one) for one in places if told in text(one)] != [], change.id


def test_a_work_says_in_words_how_firm_it_is_and_on_what_it_bears(site: Path, locale: str) -> None:
    known, claims = words(locale), ARGUMENT[locale].claims
    for entry in ARGUMENT[locale].entries.values():
        (node,) = page(site, locale, "sources").css(f".record > [id='{entry.id}']")
        assert text(node.css_first(".record__level")) == known["levels"][entry.level]
        bearing = []
        for kind, ids in entry.bearing.kinds() if entry.bearing else ():
            told = [known["bearing"][kind]["does"]]
            for claim in (claims[one] for one in ids):
                told += [claim.number, known["voices"][claim.voice]["name"]][: 1 + (claim.voice != "tang")]
            bearing.append(" ".join(told))
        assert [text(one) for one in node.css(".record__bearing > span")] == bearing, entry.id


def test_what_stands_first_and_what_came_after_are_short(site: Path, locale: str) -> None:
    minute = standing_open(page(site, locale, "")).css_first(".opening > p")
    assert minute is not None
    lengths = {("minute", "index"): text(minute)}
    # Each layer has a step, which names the claim that it rests on.
    steps = {str(link.attributes["href"]).partition("#c")[0] for link in minute.css("a[href*='#c']")}
    assert steps == {f"{source.name}/" for source, _ in ARGUMENT[locale].layers}
    for source, front in ARGUMENT[locale].layers:
        (since,) = standing_open(page(site, locale, source.name)).css(".beyond > .note__text")
        (entries,) = [note.references for note in source.notes if note.kind == "beyond"]
        linked = {
            str(link.attributes["href"]).partition("#")[2] for link in since.css("a[href*='sources/#']")
        }
        assert set(entries) <= linked, source.name
        lengths |= {("line", source.name): front.line, ("since", source.name): text(since)}
    found = {place: measured(shown, locale) for place, shown in lengths.items()}
    assert [place for place, length in found.items() if not 0 < length <= MOST[locale][place[0]]] == []


def test_the_layers_are_a_way_in_and_each_shows_where_it_is(site: Path, locale: str) -> None:
    items = page(site, locale, "").css("nav.strata li")
    for item, (source, front) in zip(items, ARGUMENT[locale].layers, strict=True):
        (link,) = item.css("a")
        assert link.attributes["href"] == f"{source.name}/"
        assert text(link) == f"{front.layer} {front.title} {front.line}"
        depth = page(site, locale, source.name).css(".depth a")
        assert [text(one) for one in depth if "aria-current" in one.attributes] == [str(front.layer)]
        assert len(depth) == len(items)


def test_every_claim_has_its_place_in_the_picture_of_what_was_kept(site: Path, locale: str) -> None:
    front = page(site, locale, "")
    wanted = []
    for claim in ARGUMENT[locale].claims.values():
        documents = {place.partition("-")[0] for place in claim.at}
        wanted.append((claim.number, "both" if len(documents) == 2 else documents.pop(), claim.id))
    shown = [
        (text(cell), cell.attributes["data-standing"], str(cell.attributes["href"]).partition("#")[2])
        for cell in front.css(".standing a")
    ]
    assert shown == wanted
    keys = {
        one.attributes["data-standing"]: int(text(one)) for one in front.css(".standing__key .standing__cell")
    }
    assert keys == Counter(kind for _, kind, _ in wanted)


def test_memory_and_the_roadmap_show_what_each_document_claims(site: Path, locale: str) -> None:
    (figure,) = page(site, locale, "layers/3-memory").css("figure.memory")
    cited = {str(link.attributes["href"]).rpartition("#")[2] for link in figure.css("a")}
    assert cited == {"c3-3", "c3-6", "c3-7", "x-5", "x-23"}
    assert [len(row.css("td[data-voice=commentator]")) for row in figure.css("tbody tr")] == [1, 1, 1, 0]
    assert len(figure.css("td[data-voice=tang]")) == 1, "The post assigns nothing to a stage."
    rows = page(site, locale, "outlook").css("figure.roadmap tbody tr")
    numbers = [(text(row.css_first("th .reference")), bool(row.css(".drawn__flag"))) for row in rows]
    assert numbers == [("R.1", False), ("R.2", False), ("R.3", False), ("R.4", True), ("R.5", True)]
