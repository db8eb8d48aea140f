"""Each page a second time, as plain CommonMark beside it, for whatever reads no HTML.

It is made from the built page, so it says what the page says: what only a screen has a use for is left out,
every link is whole, and what has an address begins with a link to it. Claims, tables, and facts become lists.
Source: CommonMark 0.31.2, "Backslash escapes", "Emphasis and strong emphasis", "List items".
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publishing.built import absolute, class_names

_LEFT_OUT = (
    ".page-head, .page-tools, .page-foot, .claim__parallel, .claim__lead, .fold > summary, .fold__number,"
    ".fold__voice, .fold__facts > div:has(.claim__twin), .term__meaning, .print-note, .print-notes,"
    ".voice-filter, .table-filters, .glance, .standing, .findings__key, .strata__number, .chapter,"
    ".edition-contents__page, [aria-hidden=true], script, style, template, svg, button"
)
# What has an address, unless a link to it begins it on the page too, and what of it becomes the link.
_NAMED = ":is(li, .terms > div, .withdrawn)[id], tr[id]:not([data-layer])"
_NAME = ".note__label, time, .terms__own, th > span:not(.comparison__layer)"
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = _HEADINGS.keys() | {
    *("article", "aside", "blockquote", "details", "div", "figure", "nav", "section"),
    *("p", "ul", "ol", "dl", "table", "pre"),
}
# Each is an item of a list, and the others are not; in all of them paragraphs run on in one line.
_ITEMS = frozenset({"claim-block", "conflict"})
_RUN_ON = _ITEMS | {"beyond", "withdrawn", "predictions"}
_STRONG = frozenset(
    {"note__label", "comparison__label", "claim__voice", "conflict__lead", "admonition-title"}
)
# What the page sets apart by style alone; `{1}` is the colon of the language.
_SET_APART = {
    "claim__mark": "{0}{1}",
    "note__label": "{0}{1}",
    "comparison__label": "{0}{1}",
    "claim__restored": "({0})",
    "changed": "({0})",
    "comparison__layer": "{0} / ",
    "record__seen": " / {0}",
    "record__layers": " / {0}",
    "strata__line": "{1}{0}",
    "verdicts__text": "{1}{0}",
}

# An underscore inside a word is no emphasis, an ampersand means something before an entity alone, and an
# exclamation mark before a link.
_SIGNS = re.compile(
    r"[\\`*\[\]<>_&!](?:(?<![_&!])|(?<=_)(?:(?<![^\W_]_)|(?![^\W_]))|(?<=&)(?=#?\w+;)|(?<=!)\Z)"
)
_MARK_OF_LINE = re.compile(r"\d{1,9}(?=[.)](?:\s|$))|(?=#+(?:\s|$)|[+-](?:\s|$|-)|~~~)")
# Between a letter and a letter, asterisks mark emphasis whatever is around them.
_WORD_TO_WORD = re.compile(r"[^\W_](?:[^*]*[^\W_*])?")
_LINK = re.compile(r"\[([^\[\]]*)\]\((\S+)\)")
_LIST = re.compile(r"(?:-|\d+\.) ")
_BLOCK = re.compile(r"(?:-|\d+\.|#+|`{3,}\w*)[ \n]")


def render_twin(page: LexborHTMLParser) -> str:
    """Return a page of the site as Markdown."""
    writer, article = _Writer(page), page.css_first("article")
    return "\n\n".join([*writer.head(page), *(writer.blocks(article) if article else ())]) + "\n"


class _Writer:
    """Writes the elements of a page; what is left out, and what is a name, goes by its id in memory."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self.own = _attribute(page, 'link[rel="canonical"]', "href")
        # Between a label and its text.
        self.colon = "：" if _attribute(page, "html", "lang") == "ja" else ": "
        self.left_out = {node.mem_id for node in page.css(_LEFT_OUT)}
        named = ((node, node.css_first(_NAME)) for node in page.css(_NAMED))
        self.names = {name.mem_id: f"#{node.id}" for node, name in named if name and not name.css_first("a")}

    def head(self, page: LexborHTMLParser) -> Iterator[str]:
        """Yield title and thesis of a page, and a list: its address, its edition and licence, its pair."""
        title = _attribute(page, 'meta[property="og:title"]', "content")
        yield f"# {paragraph(literal(title))}"
        thesis = page.css_first("article > .page-head > .page-head__thesis")
        description = _attribute(page, 'meta[name="description"]', "content")
        yield self.line(thesis) if thesis else paragraph(literal(description))
        items = [f"<{self.own}>", *map(self.line, page.css(".md-copyright"))]
        for pair in page.css("a.language-switch")[:1]:
            items.append(link(self.inside(pair), absolute(self.own, f"{pair.attributes['href']}index.md")))
        yield "\n".join(item([found]) for found in items)

    def blocks(self, parent: LexborNode) -> list[str]:
        """Return the blocks that an element holds; what is no block is a paragraph."""
        found, line = [], ""
        for node in parent.iter(include_text=True):
            if node.tag not in _BLOCKS:
                line += self.inline(node)
            elif node.mem_id not in self.left_out:
                found += [paragraph(line), *self._block(node)]
                line = ""
        blocks = [block for block in (*found, paragraph(line)) if block]
        return run_on(blocks) if class_names(parent) & _RUN_ON else blocks

    def _block(self, node: LexborNode) -> list[str]:
        tag, classes = str(node.tag), class_names(node)
        if tag == "p":
            return [self.line(node)]
        if tag in _HEADINGS:
            return [f"{_HEADINGS[tag]} {link(self.line(node), f'{self.own}#{node.id}')}"]
        if tag == "pre":
            return [f"```text\n{node.text().strip()}\n```"]
        if tag == "table":
            return self._table(node)
        if tag == "dl":
            facts = [self._fact(group) for group in node.iter() if group.mem_id not in self.left_out]
            return ["\n".join(map(item, facts))]
        if tag in {"ul", "ol"}:
            marks = (f"{number}." if tag == "ol" else "-" for number in itertools.count(1))
            together = run_on if classes & _RUN_ON else list
            return ["\n".join(map(item, (together(self.blocks(one)) for one in node.iter()), marks))]
        return [item(self.blocks(node))] if classes & _ITEMS else self.blocks(node)

    def _fact(self, group: LexborNode) -> list[str]:
        """Return a term and what it means; where it means several things, they are a list of their own."""
        meanings = [run_on(self.blocks(meaning)) for meaning in group.css("dd")]
        blocks = meanings[0] if len(meanings) == 1 else ["\n".join(map(item, meanings))]
        return self._labelled(" ".join(map(self.line, group.css("dt"))), blocks)

    def _labelled(self, label: str, blocks: list[str]) -> list[str]:
        return run_on([paragraph(f"{label}{self.colon}"), *blocks]) if label and blocks else blocks or [label]

    def _table(self, table: LexborNode) -> list[str]:
        """Return a table as a list of its rows; a cell that stands beside several rows comes below these."""
        heads = [self.line(head) for head in table.css("thead th")]
        is_short = table.css_first("td :is(p, ul, ol)") is None
        rows, beside = list[str](), list[str]()
        for row in table.css("tbody tr"):
            first, *cells = row.css("th, td")
            name, facts = self.line(first), list[list[str]]()
            # A cell that reaches down from a row above is missing on the left.
            for head, cell in zip(heads[-len(cells) :], cells, strict=False):
                fact = self._labelled("" if "colspan" in cell.attributes else head, run_on(self.blocks(cell)))
                if "rowspan" in cell.attributes:
                    beside.append(item(fact))
                else:
                    facts.append(fact)
            short = " / ".join([name, *(fact[0] for fact in facts)])
            rows.append(item([short] if is_short else [name, *map(item, facts)]))
        # To the caption the head of the names adds nothing but a link.
        said = [*map(self.line, table.css("caption")), *(head for head in heads[:1] if "](" in head)]
        return [self.colon.join(said), "\n".join([*rows, *beside])]

    def line(self, node: LexborNode) -> str:
        return paragraph(self.inline(node))

    def inside(self, node: LexborNode) -> str:
        line = ""
        for part in map(self.inline, node.iter(include_text=True)):
            line = (line.rstrip() if part.startswith(self.colon) else line) + part
        return line

    def inline(self, node: LexborNode) -> str:
        """Return an element as a part of a line."""
        tag = str(node.tag)
        if tag == "-text":
            text = node.text_content or ""
            return text if text.isspace() else literal(text)
        if node.mem_id in self.left_out:
            return ""
        attributes, classes = node.attributes, class_names(node)
        if tag == "code":
            return f"`{' '.join(node.text().split())}`"
        text = f"({literal(attributes['title'] or '')})" if tag == "abbr" else self.inside(node)
        if tag in {"b", "strong"} or classes & _STRONG:
            text = marked(text, "**", "strong", is_apart=bool(classes & _STRONG))
        elif tag in {"em", "i", "cite"}:
            text = marked(text, "*", "em")
        target = attributes.get("href") if tag == "a" else self.names.get(node.mem_id)
        if target:
            path, sign, anchor = target.partition("#")
            text = link(text, f"{absolute(self.own, path)}{sign}{anchor}")
        for name in classes & _SET_APART.keys():
            text = _SET_APART[name].format(text, self.colon)
        return f" {text} " if tag in _BLOCKS or tag == "br" else text


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str:
    node = page.css_first(selector)
    return (node.attributes.get(name) or "") if node else ""


def literal(text: str) -> str:
    """Return text that CommonMark shows as it is, anywhere but where a line begins."""
    return _SIGNS.sub(r"\\\g<0>", text)


def paragraph(line: str) -> str:
    """Return a line that begins neither list nor heading, its spaces single: '1\\. x' for '1.  x'."""
    line = " ".join(line.split())
    if "：" in line:
        line = line.replace("： ", "：")
    if found := _MARK_OF_LINE.match(line):
        return f"{found[0]}\\{line[found.end() :]}"
    return line


def marked(text: str, marks: str, tag: str, is_apart: bool = False) -> str:
    """Return text with emphasis: by asterisks where every reader sees them so, else by a tag.

    `is_apart` says that spaces will stand around it.
    """
    if found := _LINK.fullmatch(text):
        return link(marked(found[1], marks, tag), found[2])
    if _WORD_TO_WORD.fullmatch(text.strip()) or (is_apart and "*" not in text):
        return _around(text, marks, marks)
    return _around(text, f"<{tag}>", f"</{tag}>")


def link(text: str, address: str) -> str:
    """Return a link, its address as it can stand between brackets; the text is Markdown already."""
    address = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    if "://" in text and text == literal(address):
        return f"<{address}>"
    return _around(text, "[", f"]({address})")


def item(blocks: Iterable[str], mark: str = "-") -> str:
    """Return blocks as an item of a list; what is a list itself follows without a blank line."""
    first, *others = [*blocks] or [""]
    text = first + "".join(f"\n{other}" if _LIST.match(other) else f"\n\n{other}" for other in others)
    return re.sub(r"\n(?=[^\n])", "\n" + " " * (len(mark) + 1), f"{mark} {text}").rstrip()


def run_on(blocks: Iterable[str]) -> list[str]:
    """Return blocks with the paragraphs that follow each other in one line."""
    found: list[str] = []
    for block in blocks:
        if found and not _BLOCK.match(found[-1]) and not _BLOCK.match(block):
            found[-1] = paragraph(f"{found[-1]} {block}")
        else:
            found.append(block)
    return found


def _around(text: str, before: str, after: str) -> str:
    """Return text between two marks, the spaces around it outside of them."""
    inner = text.strip()
    return text.replace(inner, f"{before}{inner}{after}", 1) if inner else text
