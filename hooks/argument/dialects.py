"""What dialects of Markdown have and these pages have not: how it is known, what to say, which form to use.

Python-Markdown prints most of it as it is written, or makes something else of it than its author means.
`{}` is what was found; where only a noun is said, such things have no place here.
"""

import re

from argument.characters import ODD_SPACE
from faults import shown

LINK_FORM = "Write a link as '[text](page.md)'; a plain bracket has a '\\' before it."
PLAIN_FORM = "A plain sign has a '\\' before it; what is full of signs stands in backquotes, as code."
HARD_BREAK = ("A hard line break ends the line.", "Delete it; paragraphs have a blank line between them.")
LATE_LIST = (
    "An attribute list stands at the end of the text's own line, where it is printed.",
    "Put it alone on the line below its text, a blank line after it.",
)
_CODE_FORM = "Write it in backquotes, as code."
_WEB_FORM = "Write '[text](https://…)', or the address in backquotes, as code."
_HTML = ("HTML tags such as {}", 'Write Markdown, code in backquotes, or <span lang="ja">…</span>.')
_COMMENT = ("Comments such as {}", "A marker is written '<!-- argument:… -->', alone on its line.")
_FOOTNOTES = ("Footnotes", "Write a note, a paragraph with '{: .beyond entries=\"…\" }' below it.")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
BOX = re.compile(r"\s*(?:!!!|\?\?\?|===|:::|///)")
# What begins a line; the first that fits counts.
_BEGINNINGS = (
    (r"(?:<{7}|>{7}|\|{7}|={7})(?: .*)?$", "Lines of a merge such as {}", "Choose one version."),
    (r"[>＞]", "Quotations", "Write a paragraph that says whose words they are."),
    (FENCE.pattern, "Blocks of code", "Write code in backquotes, inside of a paragraph."),
    (BOX.pattern, "Boxes such as {}", "Write a paragraph."),
    (r"[|｜]|:?-+:? *\|", "Tables", "Write a list, '- …', with an item for each row."),
    (r"([-*_])(?: *\1){2,} *$", "Rules across the page", "Begin a part with a heading, '## … {#id}'."),
    (r"\[\^[^\]]*\]:", *_FOOTNOTES),
    (r"\*?\[[^\]]+\]:", "Definitions of names", LINK_FORM),
    (rf":(?: |{ODD_SPACE})", "Lists of definitions", "Write a list, '- …'."),
    (r"<!--", *_COMMENT),
    (r"<(?!/?span\b|(?:https?|mailto):)(?=[A-Za-z/!?])", *_HTML),
)
_COMPILED = [(re.compile(rf"\s*(?:{pattern})"), what, mend) for pattern, what, mend in _BEGINNINGS]
# What stands anywhere in a line, by name.
SIGNS: dict[str, tuple[str, str, str]] = {
    "edge": (
        rf"^ *{ODD_SPACE}|{ODD_SPACE} *$",
        "The line begins or ends with {}, white space.",
        "Delete it.",
    ),
    "indent": (r"^ +", "The line is indented.", "Begin it with its text, or with '- ' for a list."),
    "tab": (r"\t", "Tabs", "Write a space."),
    "image": (r"!\[[^\]]*\](?:\([^()]*\))?|!\[", "Images", "Say in words what they show."),
    "note": (r"\[\^[^\]\[]*\]?", *_FOOTNOTES),
    "task": (r"^\[[ xX]\](?!\()", "Boxes to tick", "Say in words what is done."),
    "wiki": (r"\[\[", "'[[' begins no link.", LINK_FORM),
    "opens": (r"\[", "The bracket '[' begins no link.", LINK_FORM),
    "closes": (r"\]", "The bracket ']' ends no link.", LINK_FORM),
    "address": (r"<(?:(?:https?|mailto):[^<>]*|[^<>]*@[^<>]*)>", "Addresses in angle brackets", _WEB_FORM),
    "comment": (r"<!--.*", *_COMMENT),
    "html": (r"<(?=[A-Za-z/!?])[^<>]*>?", *_HTML),
    "entity": (r"&#?[A-Za-z0-9]+;", "References such as {}", "Write the character itself."),
    "list": (r"[{｛]\s*[:：].*", *LATE_LIST),
    "brace": (r"[{}]", "The brace {} can give attributes to what stands before it.", _CODE_FORM),
    "quote": (r"`+", "The code that {} opens does not end on its line.", f"Close it. {PLAIN_FORM}"),
    "break": (r"\\$|  +$", *HARD_BREAK),
    "escapes": (r"\\", "The sign '\\' stands before none that it could make plain.", PLAIN_FORM),
    "under": (r"_+", "The sign '_' marks nothing here.", f"Write emphasis as '*…*'. {PLAIN_FORM}"),
    "struck": (
        r"~~|==|\^\^|\|\||\+\+(?=[^\s+][^+]*\+\+)|[~^](?=[A-Za-z0-9]+[~^])",
        "The sign {} marks nothing here and is printed.",
        f"Write emphasis as '*…*'. {PLAIN_FORM}",
    ),
    "math": (r"\$\$|\$(?=\S)[^$]*[^$\s]\$(?!\d)", "Formulas such as {}", f"Use words. {PLAIN_FORM}"),
    "emoji": (
        r"(?<![A-Za-z0-9:]):[a-z][a-z0-9_+-]*:(?![A-Za-z0-9:])",
        "Names of emoji such as {}",
        "Write the character itself.",
    ),
    "bare": (r"(?:https?://|www\.)[^\s<>]+", "The address {} is no link.", _WEB_FORM),
}


def refusal_of(line: str) -> tuple[str, str] | None:
    """Return what is wrong with the beginning of a line that is no block of ours, and the form to use."""
    for pattern, what, mend in _COMPILED:
        if pattern.match(line):
            return said(what, shown(line)), mend
    return None


def said(what: str, found: str) -> str:
    """Return the sentence on what was found."""
    return (what if what.endswith(".") else f"{what} have no place here.").replace("{}", found)
