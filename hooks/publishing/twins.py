"""Each page a second time, as plain CommonMark beside it, for whatever reads no HTML.

It is made from the built page, so it says what the page says: what only a screen has a use for is left out,
every link is whole, and what has an address begins with a link to it. Claims, tables, and facts become lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publishing.commonmark import (
    code,
    code_block,
    document,
    emphasis,
    is_list,
    item,
    link,
    literal,
    paragraph,
    strong,
)

# The second fact of a claim says what its voice means; another, how the claim reads in the other language.
_LEFT_OUT = (
    ".page-head, .page-tools, .page-foot, .claim__parallel, .claim__lead, .fold > summary, .fold__number,"
    ".fold__facts > div:nth-child(2), .fold__facts > div:has(.claim__twin), .term__meaning, .print-note,"
    ".print-notes, .voice-filter, .table-filters, .glance, .standing, .findings__key, .strata__number,"
    ".chapter, .edition-contents__page, [aria-hidden=true], script, style, template, svg, button"
)
# What has an address, unless a link to it begins it on the page too, and what of it becomes the link.
_NAMED = ":is(li, .terms > div, .withdrawn)[id], tr[id]:not([data-row])"
_NAME = ".note__label, time, .terms__own, th > span"
_CONTAINERS = frozenset({"article", "aside", "blockquote", "details", "div", "figure", "nav", "section"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _CONTAINERS | _HEADINGS | frozenset({"p", "ul", "ol", "dl", "table", "pre"})
_ITEMS = frozenset({"claim", "conflict"})
# Where paragraphs run on in one line.
_RUN_ON = _ITEMS | frozenset({"beyond", "withdrawn", "predictions"})
_LABELS = frozenset({"claim__mark", "note__label", "comparison__label"})
_STRONG = frozenset(
    {"note__label", "comparison__label", "claim__voice", "conflict__lead", "admonition-title"}
)
# What the page sets apart by style alone; the cells of a row stand apart as well.
_BRACKETED = frozenset({"claim__restored", "changed"})
_AFTER = frozenset({"record__seen", "record__layers"})
_APART = " / "
# What stands in a link beside the name of what it leads to.
_BESIDE = frozenset({"relation", "strata__line", "verdicts__text"})


def write_twins(site: Path) -> None:
    """Write the twin of every page of a built site that has one, as `index.md` beside the page."""
    for file in site.rglob("index.html"):
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        if page.css_first('link[rel="alternate"][type="text/markdown"]'):
            file.with_name("index.md").write_text(render_twin(page), encoding="utf-8")


def render_twin(page: LexborHTMLParser) -> str:
    """Return a page of the site as Markdown; parts of the page are taken out of it."""
    own = _attribute(page, 'link[rel="canonical"]', "href")
    writer = _Writer(own, "：" if _attribute(page, "html", "lang") == "ja" else ": ")
    head = list(_head(page, writer))
    for node in page.css(_LEFT_OUT):
        node.decompose()
    _name(page)
    home = urljoin(own, _attribute(page, ".md-logo", "href"))
    for claim in page.css(".claim-list a:has(.claim__number)"):
        # Here, too, the number of a claim leads to its short address.
        claim.attrs["href"] = f"{home}{claim.text()}/"
    article = page.css_first("article")
    return document([*head, *(writer.blocks(article) if article else ())])


def _name(page: LexborHTMLParser) -> None:
    """Mark what is to link what has an address, and let the name of a row begin it."""
    for node in page.css(_NAMED):
        name = node.css_first(_NAME)
        if name and node.id and not name.css_first("a"):
            name.attrs["data-name-of"] = node.id
    for layer in page.css("th > .comparison__layer"):
        if layer.parent:
            layer.parent.insert_child(_APART)
            layer.parent.insert_child(layer)
        layer.decompose()


def _head(page: LexborHTMLParser, writer: _Writer) -> Iterator[str]:
    """Yield title and thesis of a page, and a list: its address, its edition and licence, its pair."""
    title = _attribute(page, 'meta[property="og:title"]', "content")
    yield f"# {literal(title)}"
    thesis = page.css_first("article > .page-head > .page-head__thesis")
    description = _attribute(page, 'meta[name="description"]', "content")
    yield writer.line(thesis) if thesis else paragraph(literal(description))
    licence, pair = page.css_first(".md-copyright"), page.css_first("a.language-switch")
    items = [f"<{writer.own}>", writer.line(licence) if licence else ""]
    if pair:
        items.append(link(writer.text(pair), urljoin(writer.own, f"{pair.attributes['href']}index.md")))
    yield "\n".join(item([found]) for found in items if found)


@dataclass(frozen=True)
class _Writer:
    """Writes the elements of a page, given its own address and what stands between a label and its text."""

    own: str
    colon: str

    def blocks(self, node: LexborNode, run_on: bool = False) -> list[str]:
        """Return the blocks that an element holds; with `run_on`, its paragraphs are one line."""
        found, line = [], ""
        for child in node.iter(include_text=True):
            if child.tag in _BLOCKS and not (run_on and child.tag in {"p", "div"} and not _is_item(child)):
                found += [paragraph(line), *self._block(child)]
                line = ""
            else:
                line += self.inline(child)
        return [block for block in (*found, paragraph(line)) if block]

    def _block(self, node: LexborNode) -> list[str]:
        tag = str(node.tag)
        if tag in {"ul", "ol"}:
            return ["\n".join(self._items(node))]
        if tag == "dl":
            return ["\n".join(self._fact(group) for group in node.iter())]
        if tag == "table":
            return self._table(node)
        if tag == "pre":
            return [code_block(node.text())]
        if tag in _CONTAINERS:
            blocks = self.blocks(node, bool(_classes(node) & _RUN_ON))
            return [item(blocks)] if _is_item(node) else blocks
        if tag == "p":
            return [self.line(node)]
        text = self.line(node)
        return [f"{'#' * int(tag[1])} {link(text, f'{self.own}#{node.id}') if node.id else text}"]

    def _items(self, node: LexborNode) -> Iterator[str]:
        run_on = bool(_classes(node) & _RUN_ON)
        for number, child in enumerate(node.iter(), 1):
            yield item(self.blocks(child, run_on), f"{number}." if node.tag == "ol" else "-")

    def _fact(self, group: LexborNode) -> str:
        """Return a term and what it means; where it means several things, they are a list of their own."""
        label = " ".join(self.line(term) for term in group.css("dt"))
        meanings = [self.blocks(meaning, run_on=True) for meaning in group.css("dd")]
        several = ["\n".join(map(item, meanings))]
        return item(self._labelled(label, meanings[0] if len(meanings) == 1 else several))

    def _table(self, table: LexborNode) -> list[str]:
        """Return a table as a list of its rows; a cell that stands beside several rows comes below these."""
        heads = [self.line(head) for head in table.css("thead th")]
        is_short = table.css_first("td :is(p, ul, ol)") is None
        rows, beside = list[str](), list[str]()
        for row in table.css("tbody tr"):
            name, *cells = row.css("th, td") or [row]
            facts = list[list[str]]()
            # A cell that reaches down from a row above is missing on the left.
            for head, cell in zip(heads[-len(cells) :], cells, strict=False):
                fact = self._labelled("" if "colspan" in cell.attributes else head, self.blocks(cell, True))
                if "rowspan" in cell.attributes:
                    beside.append(item(fact))
                else:
                    facts.append(fact)
            first = self.line(name)
            line = [_APART.join([first, *(fact[0] for fact in facts)])]
            rows.append(item(line if is_short else [first, *map(item, facts)]))
        return [*self._caption(table, *heads[:1]), "\n".join([*rows, *beside])]

    def _caption(self, table: LexborNode, head: str = "") -> list[str]:
        """Return what a table is called; to it the head of its names adds nothing but a link."""
        caption = table.css_first("caption")
        said = [self.line(caption)] if caption else []
        if "](" in head:
            said.append(head)
        return [self.colon.join(said)] if said else []

    def _labelled(self, label: str, blocks: list[str]) -> list[str]:
        """Return blocks that begin with a label: on one line with the first, unless that is a list."""
        if not label or not blocks:
            return blocks or [label]
        label = f"{label}{self.colon}"
        return [label.strip(), *blocks] if is_list(blocks[0]) else [f"{label}{blocks[0]}", *blocks[1:]]

    def line(self, node: LexborNode) -> str:
        return paragraph(self.inline(node))

    def inline(self, node: LexborNode) -> str:
        """Return an element as a part of a line."""
        tag, classes = node.tag, _classes(node)
        if tag == "-text":
            return literal(node.text_content or "")
        if tag == "code":
            return code(" ".join(node.text().split()))
        if title := node.attributes.get("title") if tag == "abbr" else None:
            return f"({literal(title)})"
        text = self._link(node) if tag == "a" else self.text(node)
        if name_of := node.attributes.get("data-name-of"):
            text = link(text, f"{self.own}#{name_of}")
        if tag in {"b", "strong"} or classes & _STRONG:
            text = strong(text)
        elif tag in {"em", "i", "cite"}:
            text = emphasis(text)
        if classes & _LABELS:
            text += self.colon
        elif classes & _AFTER:
            text = f"{_APART}{text}"
        elif classes & _BRACKETED:
            text = f"({text})"
        return f" {text} " if tag in _BLOCKS or tag == "br" else text

    def _link(self, node: LexborNode) -> str:
        """Return a link with its whole address; what is more than a name stands behind it."""
        beside = [child for child in node.iter() if _classes(child) & _BESIDE]
        said = [self.line(child) for child in beside]
        for child in beside:
            child.decompose()
        text = self.text(node).rstrip() if beside else self.text(node)
        target = node.attributes.get("href")
        return self.colon.join([link(text, urljoin(self.own, target)) if target else text, *said])

    def text(self, node: LexborNode) -> str:
        return "".join(self.inline(child) for child in node.iter(include_text=True))


def _classes(node: LexborNode) -> frozenset[str]:
    return frozenset((node.attributes.get("class") or "").split())


def _is_item(node: LexborNode) -> bool:
    return bool(_classes(node) & _ITEMS)


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str:
    node = page.css_first(selector)
    return (node.attributes.get(name) or "") if node else ""
