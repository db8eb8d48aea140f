"""Style sheets and scripts as a first visit waits for them: one of each, without what a browser skips."""

import hashlib
import re
from pathlib import Path

from rjsmin import jsmin

from publishing.built import BuiltPage

_CSS_STRING_OR_BLANK = re.compile(r'("[^"\n]*")|/\*.*?\*/|\s+', re.DOTALL)
_CSS_STRING_OR_SIGN = re.compile(r'("[^"\n]*")| *([{};,]) *')


def _without_blanks(css: str) -> str:
    """Return a style sheet without comments, and without blanks where there is no doubt of what they mean."""
    single = _CSS_STRING_OR_BLANK.sub(lambda found: found[1] or " ", css)
    return _CSS_STRING_OR_SIGN.sub(lambda found: found[1] or found[2], single).replace(";}", "}").strip()


# How a page names those that all pages have, one after another, and what leaves out comments and blanks.
_KINDS = {
    "css": (r'<link rel="stylesheet" href="([^"]*/)([^"/]+)">\s*', _without_blanks),
    "js": (r'<script src="([^"]*/)([^"/]+)" defer></script>\s*', jsmin),
}


def publish_assets(folder: Path, pages: list[BuiltPage]) -> None:
    """Make the files of each kind that all pages have one, and shrink it and every other.

    The name of the one holds the hash of its content, so a host may let browsers keep it for good.
    """
    for kind, (tag, shrink) in _KINDS.items():
        first = pages[0]
        named = re.findall(tag, first.text)
        joined = [(first.file.parent / prefix / name).resolve() for prefix, name in named]
        texts = {file: shrink(file.read_text(encoding="utf-8")) for file in folder.rglob(f"*.{kind}")}
        content = "\n".join(texts.pop(file) for file in joined)
        name = f"site.{hashlib.sha256(content.encode()).hexdigest()[:8]}.{kind}"
        texts[joined[0].with_name(name)] = content
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
        for file in joined:
            file.unlink()
        run = re.compile(f"(?:{tag}){{{len(named)}}}")
        one = tag.replace(r'([^"]*/)([^"/]+)', rf"\g<1>{name}").removesuffix(r"\s*") + "\n    "
        for page in pages:
            page.text = run.sub(one, page.text, count=1)
