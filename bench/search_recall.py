"""How much of what stands on the pages a search finds, in a real browser: ours, or the theme's own.

The sample is drawn from the visible text of claims, with a fixed seed.
"""

import random
import re
import statistics
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

SEED = 20261124
TOP = 5
ROOTS = {"ja": "", "en": "en/"}

# Asks each query and returns what was found, and the milliseconds to the last change of what is shown.
ASK = """async ([boxName, event, listName, linkName, queries]) => {
    const box = document.querySelector(boxName), list = document.querySelector(listName), answers = [];
    for (const query of queries) {
        const start = performance.now();
        let last = start;
        const seen = new MutationObserver(() => last = performance.now());
        seen.observe(list, {childList: true, subtree: true, characterData: true});
        box.value = query;
        box.dispatchEvent(new Event(event));
        while (performance.now() - start < 1000 && (last === start || performance.now() - last < 20)) {
            await new Promise(done => setTimeout(done, 5));
        }
        seen.disconnect();
        const links = [...list.querySelectorAll(linkName)].map(link => [link.href, link.innerText]);
        answers.push([links, last - start]);
    }
    return answers;
}"""
# The box, the event that it answers, where results come, and what of them leads on.
Search = tuple[str, str, str, str]
OURS: Search = (".search__box", "input", ".search__panel", ".search__results a")
STOCK: Search = (".md-search__input", "keyup", ".md-search-result", ".md-search-result__item > a")
SEGMENTS = """text => [...new Intl.Segmenter('ja', {granularity: 'word'}).segment(text)]
    .filter(part => part.isWordLike).map(part => part.segment)"""


@dataclass(frozen=True)
class Query:
    """What is asked, in which language, and the page and anchor that it was taken from."""

    text: str
    locale: str
    page: str
    anchor: str


@dataclass(frozen=True)
class Result:
    """What became of a kind of queries: counts, and the median time in milliseconds.

    `right` are those whose own claim or page is among the first five; `all_hold` are further ones, where each
    of the first five holds what was asked, so that more than five places were as good.
    """

    asked: int
    empty: int
    right: int
    all_hold: int
    foreign: int
    time: float


def visible_claims(site: Path, locale: str) -> Iterator[tuple[str, str, str]]:
    """Yield page, anchor, and visible text of each claim of a language."""
    for file in sorted(site.rglob("index.html")):
        page = "".join(f"{part}/" for part in file.parent.relative_to(site).parts)
        if page.startswith("en/") != (locale == "en"):
            continue
        html = LexborHTMLParser(file.read_text(encoding="utf-8"))
        if html.css_first(".edition"):
            # It says again what the pages say, and the search leaves it out.
            continue
        for meaning in html.css(".term__meaning, .print-note"):
            meaning.decompose()
        for claim in html.css(".claim[id]"):
            text = claim.css_first(".claim__text")
            if text and claim.id:
                yield page, claim.id, " ".join(text.text().split())


def samples(site: Path, tab: Page, share: float = 1.0) -> dict[str, list[Query]]:
    """Return the queries by kind; `share` shrinks the drawn kinds, those of numbers and terms are whole."""
    draw = random.Random(SEED)
    claims = {locale: list(visible_claims(site, locale)) for locale in ROOTS}

    def drawn(count: int, locale: str, take: Any) -> list[Query]:
        found: list[Query] = []
        while len(found) < round(count * share):
            page, anchor, text = draw.choice(claims[locale])
            if query := take(text):
                found.append(Query(query, locale, page, anchor))
        return found

    def substring(text: str) -> str:
        length = draw.randint(4, 10)
        start = draw.randrange(max(1, len(text) - length))
        return text[start : start + length].strip()

    def japanese_word(text: str) -> str:
        words = [word for word in tab.evaluate(SEGMENTS, text) if len(word) > 1]
        return draw.choice(words) if words else ""

    def english_words(text: str, count: int, least: int = 3) -> str:
        words = re.findall(r"[A-Za-z][A-Za-z’'-]*", text)
        start = draw.randrange(max(1, len(words) - count + 1))
        found = words[start : start + count]
        return " ".join(found) if count > 1 or len(found[0]) >= least else ""

    def slip(text: str) -> str:
        word = english_words(text, 1, least=5)
        if not word:
            return ""
        at = draw.randrange(1, len(word) - 1)
        letter = draw.choice(string.ascii_lowercase)
        return draw.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )

    found = {
        "Japanese substrings": drawn(200, "ja", substring),
        "Japanese words": drawn(200, "ja", japanese_word),
        "English words": drawn(200, "en", lambda text: english_words(text, 1)),
        "English phrases": drawn(100, "en", lambda text: english_words(text, draw.choice([2, 3]))),
        "English slips": drawn(100, "en", slip),
    }
    found["Numbers"] = [
        Query(anchor.removeprefix("c").replace("-", ".").upper(), locale, page, anchor)
        for locale in ROOTS
        for page, anchor, _ in claims[locale]
    ]
    found["Terms and wrong forms"] = [query for locale in ROOTS for query in _terms(site, locale)]
    return found


def _terms(site: Path, locale: str) -> Iterator[Query]:
    page = f"{ROOTS[locale]}glossary/"
    html = LexborHTMLParser((site / page / "index.html").read_text(encoding="utf-8"))
    for term in html.css(".terms > div[id]"):
        name, wrong = term.css_first("dt"), term.css_first(".terms__wrong [lang]")
        assert name is not None and term.id
        forms = [node.text() for node in name.css(".terms__other")]
        for form in [*forms, *(wrong.text().split(" / ") if wrong else [])]:
            yield Query(form.strip(), locale, page, term.id)


def ask(tab: Page, address: str, queries: list[Query], search: Search) -> Result:
    """Ask queries of one kind on a served site; the search has been opened before it is timed."""
    empty = right = all_hold = foreign = 0
    times = []
    for locale in dict.fromkeys(query.locale for query in queries):
        own = [query for query in queries if query.locale == locale]
        tab.goto(f"{address}/{ROOTS[locale]}")
        box = tab.locator(".search__box, .md-search__input").first
        if search == STOCK:
            tab.locator("label[for=__search]").first.evaluate("label => label.click()")
        box.focus()
        box.press_sequentially("a")
        tab.locator(search[3]).first.wait_for()
        for query, (links, time) in zip(
            own, tab.evaluate(ASK, [*search, [one.text for one in own]]), strict=True
        ):
            places = [re.sub(r"\?[^#]*", "", link.removeprefix(f"{address}/")) for link, _ in links]
            top = places[:TOP]
            pages = {place.partition("#")[0] for place in top}
            empty += not links
            is_right = query.page in pages
            right += is_right
            texts = [text.lower() for _, text in links[:TOP]]
            all_hold += (
                not is_right and len(texts) == TOP and all(query.text.lower() in text for text in texts)
            )
            foreign += any(place.startswith("en/") != (locale == "en") for place in places)
            times.append(time)
    return Result(len(queries), empty, right, all_hold, foreign, statistics.median(times))


def measure(
    browser: Browser, site: Path, address: str, search: Search, share: float = 1.0
) -> dict[str, Result]:
    """Return the results by kind of query."""
    tab = browser.new_page()
    tab.goto(address)
    found = {kind: ask(tab, address, queries, search) for kind, queries in samples(site, tab, share).items()}
    tab.close()
    return found
