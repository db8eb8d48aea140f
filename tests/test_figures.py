"""The pictures of the argument: drawn from the data, the same in both languages, and a way in."""

from pathlib import Path

import pytest
from conftest import DOCS
from html_site import LOCALES, page, resolve, text
from playwright.sync_api import Browser

from argument.model import load_argument

ARGUMENT = load_argument(DOCS)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_layers_are_a_way_in_each_with_its_one_line(site: Path, locale: str) -> None:
    items = page(site, locale, "").css("nav.strata li")
    assert len(items) == 7
    for item, (source, front) in zip(items, ARGUMENT[locale].layers, strict=True):
        (link,) = item.css("a")
        assert link.attributes["href"] == f"{source.name}/"
        assert text(link) == f"{front.layer} {front.title} {front.line}"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_claim_has_its_place_in_the_picture_of_what_was_kept(site: Path, locale: str) -> None:
    cells = page(site, locale, "").css(".standing a")
    claims = ARGUMENT[locale].claims
    assert [text(cell) for cell in cells] == [claim.number for claim in claims.values()]
    counts = {"both": 0, "post": 0, "article": 0}
    for cell, claim in zip(cells, claims.values(), strict=True):
        documents = {place.partition("-")[0] for place in claim.at}
        wanted = "both" if len(documents) == 2 else next(iter(documents))
        assert cell.attributes["data-standing"] == wanted
        counts[wanted] += 1
        address = "" if locale == "ja" else "en/"
        target = resolve(address, cell.attributes["href"] or "")
        assert target is not None and target[1] == claim.id
    keys = page(site, locale, "").css(".standing__key .standing__cell")
    assert {key.attributes["data-standing"]: int(text(key)) for key in keys} == counts
    assert sum(counts.values()) == len(claims)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_layer_shows_where_it_is(site: Path, locale: str) -> None:
    for source, front in ARGUMENT[locale].layers:
        links = page(site, locale, source.name).css(".depth a")
        here = [text(link) for link in links if "aria-current" in link.attributes]
        assert (len(links), here) == (7, [str(front.layer)])


@pytest.mark.parametrize("width", [390, 1440])
def test_a_picture_fits_its_column_and_its_cells_can_be_touched(
    browser: Browser, address: str, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(f"{address}/en/")
    for name in (".strata", ".standing"):
        fits = tab.locator(name).evaluate("figure => figure.scrollWidth <= figure.clientWidth")
        assert fits, name
    boxes = [cell.bounding_box() for cell in tab.locator(".standing a").all()]
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    tab.goto(f"{address}/en/layers/4-online-learning/")
    tops = {round(box["y"]) for cell in tab.locator(".depth a").all() if (box := cell.bounding_box())}
    assert len(tops) == 1
    tab.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_memory_shows_what_each_document_claims(site: Path, locale: str) -> None:
    figure = page(site, locale, "layers/3-memory").css_first("figure.memory")
    assert figure is not None
    cited = {link.attributes["href"].rpartition("#")[2] for link in figure.css("a")}  # type: ignore[union-attr]
    assert cited == {"c3-3", "c3-6", "c3-7", "x-5", "x-23"}
    rows = figure.css("tbody tr")
    assert [len(row.css("td[data-voice=commentator]")) for row in rows] == [1, 1, 1, 0]
    assert len(figure.css("td[data-voice=tang]")) == 1, "The post assigns nothing to a stage."


@pytest.mark.parametrize("locale", LOCALES)
def test_the_roadmap_shows_its_two_conflicts(site: Path, locale: str) -> None:
    rows = page(site, locale, "outlook").css("figure.roadmap tbody tr")
    numbers = [text(row.css_first("th .reference")) for row in rows]
    assert numbers == ["R.1", "R.2", "R.3", "R.4", "R.5"]
    conflicts = [number for number, row in zip(numbers, rows, strict=True) if row.css(".drawn__flag")]
    assert conflicts == ["R.4", "R.5"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_glance_has_both_relations_of_every_row(site: Path, locale: str) -> None:
    comparison = page(site, locale, "comparison")
    names = [text(head) for head in comparison.css("figure.glance thead th")][1:]
    drawn = {}
    for row in comparison.css("figure.glance tbody tr"):
        link, cells = row.css_first("a"), row.css("td")
        assert link is not None
        drawn[(link.attributes["href"] or "")[1:]] = [
            names[place]
            for mark in ("source", "record")
            for place, cell in enumerate(cells)
            if cell.css(f".glance__mark--{mark}")
        ]
    wanted = {
        row.attributes["id"]: [text(relation) for relation in row.css(".relation")]
        for row in comparison.css(".comparison tbody tr")
    }
    assert drawn == wanted


def test_the_table_is_filtered_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/en/comparison/")
    rows = tab.locator(".comparison tbody tr")

    def shown() -> list[str | None]:
        return [row.get_attribute("data-row") for row in rows.all() if row.is_visible()]

    every = shown()
    assert len(every) == len(ARGUMENT["en"].rows)
    for layer in [*"1234567", "overall"]:
        tab.locator(f'[name="table-layer"][value="{layer}"]').check()
        assert 0 < len(shown()) < len(every)
        assert {row.get_attribute("data-layer") for row in rows.all() if row.is_visible()} == {layer}
    tab.locator('[name="table-layer"][value="all"]').check()
    seen = []
    for relation in ("agree", "extend", "mixed", "differ"):
        tab.locator(f'[name="table-relation"][value="{relation}"]').check()
        seen += shown()
    assert sorted(map(str, seen)) == sorted(map(str, every)), "Each row has one relation on the record."
    tab.locator('[name="table-relation"][value="all"]').check()
    tab.locator('[name="table-voice"][value="source"]').check()
    assert not tab.locator(".comparison__record, [data-cell=on_record]").filter(visible=True).count()
    context.close()


def test_the_heads_of_the_columns_stay_in_view(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(f"{address}/comparison/")
    tab.locator(".comparison tbody tr").nth(12).scroll_into_view_if_needed()
    box = tab.locator(".comparison thead th").first.bounding_box()
    assert box and 0 < box["y"] < 120
    tab.close()


def test_a_japanese_heading_breaks_between_phrases(browser: Browser, address: str) -> None:
    lines = """heading => {
        const range = document.createRange(), found = [];
        for (const node of [...heading.childNodes].filter(node => node.nodeType === 3)) {
            range.selectNodeContents(node);
            const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
            if (tops.size > 1) found.push(node.textContent);
        }
        return found;
    }"""
    broken = []
    for width in (320, 390, 600, 768, 1440):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        for path in ("/layers/4-online-learning/", "/sources/", "/comparison/"):
            tab.goto(address + path)
            headings = tab.locator(".md-content :is(h1, h2, h3):has(wbr)").all()
            assert headings
            broken += [(width, text) for heading in headings for text in heading.evaluate(lines)]
        tab.close()
    assert broken == []


@pytest.mark.parametrize("path", ["/", "/en/", "/layers/3-memory/", "/comparison/", "/en/comparison/"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_a_page_loads(browser: Browser, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    tab = context.new_page()
    tab.add_init_script(
        "window.shifts = [];"
        "new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(found => found.value)))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    tab.goto(address + path, wait_until="networkidle")
    # A busy machine paints between any two words; what that moves is below what is measured in thousandths.
    assert round(tab.evaluate("window.shifts.reduce((sum, found) => sum + found, 0)"), 3) == 0
    context.close()
