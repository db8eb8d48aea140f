"""Plain CommonMark: text that it takes for nothing else, and emphasis that it takes for emphasis.

Source: CommonMark 0.31.2, "Backslash escapes", "Emphasis and strong emphasis", "List items".
"""

import re
from collections.abc import Iterable

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


def literal(text: str) -> str:
    """Return text that CommonMark shows as it is, anywhere but where a line begins."""
    return _SIGNS.sub(r"\\\g<0>", text)


def paragraph(line: str) -> str:
    """Return a line that begins neither list nor heading, its spaces single: '1\\. x' for '1.  x'."""
    line = " ".join(line.split())
    if "：" in line:
        line = line.replace(" ：", "：").replace("： ", "：")
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


def code_block(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text.strip()}\n{fence}"


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
