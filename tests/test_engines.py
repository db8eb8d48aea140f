"""What a reader meets in each of three engines: Chromium, Firefox, and WebKitGTK."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DOCS
from engines import Engine
from html_site import KINDS, LOCALES, OTHER, ROOTS
from serving import served

from argument.model import load_argument
from argument.publication import page_url

ARGUMENT = load_argument(DOCS)
# Set before anything else of a page runs, since WebKit tells its driver nothing of its console.
LISTEN = """window.said = [];
for (const kind of ['error', 'unhandledrejection', 'securitypolicyviolation'])
    addEventListener(kind, event => {
        said.push([kind, event.message ?? event.blockedURI ?? `${event.reason}`]);
    }, true);
"""
IN_VIEW = """const box = document.getElementById(location.hash.slice(1))?.getBoundingClientRect();
    return document.readyState == 'complete' && location.pathname == arguments[0]
        && (!arguments[1] || location.hash == arguments[1])
        && box.top >= document.querySelector('.md-header').offsetHeight - 1 && box.top < innerHeight - 60"""


def copied(site: Path, folder: Path) -> Path:
    """Return a copy of the site; what is written anew in it leaves the site as it is."""
    return Path(shutil.copytree(site, folder / "site", copy_function=os.link))


@pytest.fixture(scope="session")
def listening(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the site that notes what goes wrong in it."""
    copy = copied(site, tmp_path_factory.mktemp("listening"))
    (copy / "listen.js").write_text(LISTEN, encoding="utf-8")
    for file in copy.rglob("*.html"):
        text = re.sub(r"(Content-Security-Policy.*?>)", r'\1<script src="/listen.js"></script>',
                      file.read_text(encoding="utf-8"), count=1)  # fmt: skip
        file.unlink()
        file.write_text(text, encoding="utf-8")
    with served(copy) as address:
        yield address


@pytest.mark.parametrize("locale", LOCALES)
def test_each_kind_of_page_opens_without_an_error(engine: Engine, listening: str, locale: str) -> None:
    found = {}
    for path in (*KINDS, "edition/", "3/"):
        engine.open(f"{listening}/{ROOTS[locale]}{path}", width=390 if locale == "ja" else 1440)
        heard = engine.wait("return document.readyState == 'complete' && window.said && [window.said]")[0]
        # What is fetched ahead is fetched when the page has come to rest.
        engine.run("scrollTo(0, document.body.scrollHeight)")
        engine.wait("return new Promise(done => setTimeout(() => done(true), 120))")
        found[path] = [heard, engine.run("return window.said"), engine.said()]
    assert {path: one for path, one in found.items() if any(one)} == {}


# Of the root, and how wide a letter is drawn.
SIZES = """const range = document.createRange(), text = document.querySelector('article p').firstChild;
    range.setStart(text, 0);
    range.setEnd(text, 1);
    const root = getComputedStyle(document.documentElement).fontSize;
    return [parseFloat(root), range.getBoundingClientRect().width]"""


@pytest.mark.parametrize("locale", LOCALES)
def test_letters_are_as_large_as_the_reader_has_set(engine: Engine, address: str, locale: str) -> None:
    sizes = []
    for text in (1, 2):
        engine.open(f"{address}/{ROOTS[locale]}citing/", text=text)
        sizes.append(engine.run(SIZES))
    assert sizes[0][0] == 20 and sizes[1] == pytest.approx([2 * one for one in sizes[0]], rel=0.02)


# --- addresses -----------------------------------------------------------------------------------


# In Chromium every anchor of every page is gone to; in the others each claim, by turns in one language.
@pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_address_of_each_claim_leads_to_it(engine: Engine, address: str, locale: str) -> None:
    engine.open(f"{address}/{ROOTS[locale]}")
    for claim in list(ARGUMENT[locale].claims.values())[LOCALES.index(locale) :: len(LOCALES)]:
        engine.load(f"{address}/{ROOTS[locale]}{claim.number}/")
        engine.wait(IN_VIEW, f"/{page_url(claim.source.name, locale)}", f"#{claim.id}")


# Where the other language would open after each anchor of a page was gone to.
WALK = """return (async () => {
    const link = document.querySelector('a.language-switch'), found = [];
    for (const {id} of [...document.querySelectorAll('.md-content [id]:not(.moved)')]) {
        location.hash = id;
        await new Promise(done => setTimeout(done));
        link.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
        if (new URL(link.href).hash != '#' + id) found.push([id, link.href]);
    }
    return found;
})()"""
# What stands above a line in the upper part of the window, the last of it.
PASSED = """const line = Math.max(innerHeight / 5, 110);
    return [...document.querySelectorAll('.md-content [id]')].filter(one =>
        one.getClientRects().length && one.getBoundingClientRect().top <= line).at(-1)?.id ?? ''"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_other_language_opens_at_the_same_place(engine: Engine, address: str, kind: str) -> None:
    locale = "ja" if len(kind) % 2 else "en"
    engine.open(f"{address}/{ROOTS[locale]}{kind}", width=1280)
    if kind:
        assert engine.run(WALK) == []
    for part in (0.15, 0.4, 0.7, 1):
        engine.load(f"{address}/{ROOTS[locale]}{kind}")
        height = "document.documentElement.scrollHeight - innerHeight"
        engine.run(f"scrollTo({{top: ({height}) * arguments[0], behavior: 'instant'}})", part)
        passed = engine.wait(PASSED)
        engine.click("a.language-switch")
        engine.wait(IN_VIEW, f"/{ROOTS[OTHER[locale]]}{kind}", f"#{passed}")


def test_the_middle_button_keeps_the_place_too(engine: Engine, address: str) -> None:
    engine.open(f"{address}/layers/3-memory/#c3-5")
    engine.wait(IN_VIEW, "/layers/3-memory/", "#c3-5")
    engine.click("a.language-switch", button=1)
    wanted = f"{address}/en/layers/3-memory/#c3-5"
    if engine.name == "webkit":
        # Where it is driven, it opens in the same window.
        engine.wait("return location.href == arguments[0]", wanted)
    else:
        assert engine.other() == wanted


# --- search --------------------------------------------------------------------------------------

FOUND = "return [...document.querySelectorAll('.search__results a')].map(link => link.href)"
PASTE = """const box = document.querySelector('.search__box');
    box.focus();
    box.value = arguments[0];
    box.dispatchEvent(new InputEvent('input', {bubbles: true}))"""
STATUS = "return document.querySelector('.search__status').textContent"


def test_the_search_is_asked_by_address_and_by_key(engine: Engine, address: str) -> None:
    focus = "document.querySelector('.search__box').focus()"
    engine.open(f"{address}/en/claims/?q=3.5")
    assert engine.wait(f"{FOUND}[0]") == f"{address}/en/layers/3-memory/#c3-5"
    engine.run(focus)
    engine.press("Enter")
    engine.wait(IN_VIEW, "/en/layers/3-memory/", "#c3-5")
    engine.open(f"{address}/")
    engine.click(".search__box")
    engine.press("3.5")
    engine.wait(f"{FOUND}[0]?.endsWith('#c3-5')")
    engine.press("ArrowDown", "Enter")
    engine.wait(IN_VIEW, "/layers/3-memory/", "#c3-5")
    engine.open(f"{address}/en/?q=memory")
    engine.wait(f"{FOUND}.length > 2")
    engine.run(focus)
    stops = "[...document.querySelectorAll('.search__box, .search__results a')]"
    for key, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("ArrowUp", 0)):
        engine.press(key)
        assert engine.run(f"return {stops}.indexOf(document.activeElement)") == place
    engine.press("Escape")
    assert not engine.run("return document.querySelector('.search__panel').offsetHeight")


def test_a_single_sign_of_any_script_is_found_and_marked(engine: Engine, site: Path, tmp_path: Path) -> None:
    copy = copied(site, tmp_path)
    index = json.loads((copy / "search/ja.json").read_text(encoding="utf-8"))
    index["docs"][0]["text"] = "𠮷野家で𠮟られた。서울とЖも。" + "𠮷" * 200 + "𩸽を焼く。" + "𠮷" * 200
    (copy / "search/ja.json").unlink()
    (copy / "search/ja.json").write_text(json.dumps(index), encoding="utf-8")
    shown = (
        "[...document.querySelectorAll('.search__results li:first-child mark')].map(one => one.textContent)"
    )
    with served(copy) as address:
        engine.open(f"{address}/citing/")
        for sign in ("𠮟", "𩸽", "서울", "ж", "々", "層"):
            # As pasted: not every driver has keys for such signs.
            engine.run(PASTE, sign)
            marks = engine.wait(f"const found = {shown}; return found.length && found")
            assert {one.lower() for one in marks} == {sign}
            text = engine.run(
                "return document.querySelector('.search__results li .search__text').textContent"
            )
            assert text.isprintable(), "half of a sign"


def test_the_search_waits_for_the_end_of_a_composition(engine: Engine, address: str) -> None:
    engine.open(f"{address}/layers/3-memory/")
    engine.click(".search__box")
    engine.wait("return document.querySelector(\"script[src$='search.js']\")")
    engine.press("X5")
    engine.wait(f"{FOUND}.length")
    engine.run("document.activeElement.select()")
    before = engine.run(STATUS)
    choose = engine.compose("きお")
    engine.wait("return document.activeElement.value == 'きお'")
    engine.run("return new Promise(done => setTimeout(() => done(true), 60))")
    assert engine.run(STATUS) == before, "half of a word was asked for"
    choose("記憶")
    engine.wait(f"{STATUS} != arguments[0]", before)
    assert engine.run("return document.activeElement.value") == "記憶" and engine.run(f"{FOUND}.length") > 3


@pytest.mark.parametrize("missing", ["search", "assets/search.js"])
def test_a_search_that_cannot_be_loaded_says_so_and_leads_on(
    engine: Engine, site: Path, tmp_path: Path, missing: str
) -> None:
    copy = copied(site, tmp_path)
    (copy / missing).rename(tmp_path / "gone")
    with served(copy) as address:
        for locale in LOCALES:
            engine.open(f"{address}/{ROOTS[locale]}citing/")
            engine.click(".search__box")
            engine.press("3")
            shown = (
                "return [...document.querySelectorAll('.search__failed a')].filter(one => one.offsetHeight)"
            )
            links = engine.wait(f"{shown}.length == 2 && {shown[7:]}.map(link => link.href)")
            assert links == [f"{address}/{ROOTS[locale]}{name}/" for name in ("claims", "glossary")]
        engine.press("Enter")
        engine.wait("return location.pathname.endsWith('/claims/') || document.activeElement.matches('a')")
        if missing == "search":
            (tmp_path / "gone").rename(copy / missing)
            engine.click(".search__box")
            engine.press(".5")
            engine.wait(f"{FOUND}.length && !document.querySelector('.search__failed').offsetHeight")


def test_no_letter_is_a_shortcut(engine: Engine, address: str) -> None:
    engine.open(f"{address}/layers/3-memory/")
    before = engine.run("return document.activeElement.tagName")
    engine.press("s", "f", "/")
    assert engine.run("return document.activeElement.tagName") == before == "BODY"
