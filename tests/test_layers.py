"""An eighth layer, added as a contributor adds one: two pages, its claim in the register, a line of `nav`."""

import subprocess
import sys
from pathlib import Path

from html_site import LOCALES, page, text
from playwright.sync_api import Browser, expect
from serving import served

from argument.templates import environment
from publishing.cards import Card

PAGE = """---
title: {title}
description: {text}
layer: 8
line: {text}
thesis: {text}
comparison:
  - id: tools
    topic: {title}
    tang: {{says: {text}, claims: [c8-1]}}
    karpathy: {{record: {{says: {text}, entries: [dwarkesh-2025]}}}}
    bridge: []
    in_source: silent
    on_record: agree
    verdict: {title}
---

## {title} {{#l8-tools}}

{text}
{{: #c8-1 .claim voice="tang" at="post-1" }}

<!-- argument:comparison -->
"""
TITLES = {"ja": "道具", "en": "Tools"}
TEXTS = {"ja": "エージェントには道具が要る。", "en": "An agent needs tools."}
CLAIM = """  - id: c8-1
    voice: tang
    passages:
      - {at: post-1, offset: 1, opening: "道具"}
"""


def add(project: Path) -> None:
    for locale in LOCALES:
        content = PAGE.format(title=TITLES[locale], text=TEXTS[locale])
        (project / "docs" / "layers" / f"8-tools.{locale}.md").write_text(content, encoding="utf-8")
    for name, before, line in (
        ("docs/register.yml", "  - id: r-1\n", CLAIM),
        ("mkdocs.yml", "  - comparison.md\n", "      - layers/8-tools.md\n"),
    ):
        old = (project / name).read_text(encoding="utf-8")
        assert old.count(before) == 1, name
        (project / name).write_text(old.replace(before, line + before), encoding="utf-8")


def test_an_eighth_layer_is_there_wherever_the_seven_are(
    project: Path, tmp_path: Path, browser: Browser
) -> None:
    add(project)
    site = tmp_path / "site"
    for command in (["accept"], ["site", str(site)]):
        done = subprocess.run(
            [sys.executable, str(project / "hooks"), *command], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    for locale in LOCALES:
        title = TITLES[locale]
        assert len(page(site, locale, "").css("article .strata li")) == 8
        for name in ("", "citing", "layers/1-pretraining"):
            assert text(page(site, locale, name).css_first(".menu [href$='8-tools/']")).endswith(title)
        assert text(page(site, locale, "layers/8-tools").css_first(".depth [aria-current]")) == "8"
        assert page(site, locale, "edition").css_first("#c8-1") and page(site, locale, "claims").css(
            "[href$='#c8-1']"
        )
        for short in ("8", "8.1"):
            (link,) = page(site, locale, short).css("a[rel=bookmark]")
            assert "layers/8-tools/" in (link.attributes["href"] or "")
        assert TEXTS[locale] in (site / "search" / f"{locale}.json").read_text(encoding="utf-8")
    with served(site) as address:
        tab = browser.new_page()
        tab.goto(f"{address}/comparison/")
        rows = tab.locator(".comparison tbody tr")
        tab.locator("[name=table-layer][value='8']").check(force=True)
        expect(rows.locator("visible=true")).to_have_count(1)
        expect(rows.locator("visible=true")).to_have_attribute("data-layer", "8")
    card = environment().get_template("card.html").render(card=Card("en", "S", "L", "T", "x", 8, 8))
    assert card.count("<i") == 8 and '<i class="here">8</i>' in card
