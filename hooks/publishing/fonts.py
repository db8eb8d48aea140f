"""The print fonts: open fonts of Debian's packages, cut down to the characters that the pages use.

Readers print with them too, so they are published: with one character for each glyph, the text of a PDF that
Chromium makes is the text of the page, which it is not with the fonts of most systems. Chinese comes from a
font with another kind of outlines, which are turned into TrueType's.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from publishing.browser import BrowserError

FONTS = Path("/usr/share/fonts")
# What Latin text is made of within Japanese, where punctuation is that of the Japanese font.
LATIN = frozenset((*range(0x20, 0x7F), *range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x250)))
# Zero-width spaces and selectors of variants.
_INVISIBLE = frozenset((*range(0x20), 0x200B, 0xFE0F))
# A fixed day, in seconds since 1904, so that the same characters give the same bytes.
_DAY = 3_800_000_000


class Cut(NamedTuple):
    """One file to make; `kind` names the characters that it is cut to, `number` its place in a collection."""

    file: str
    source: str
    package: str
    kind: str
    number: int = -1


_MINCHO, _GOTHIC, _CHARIS = "fonts-morisawa-bizud-mincho", "fonts-morisawa-bizud-gothic", "fonts-sil-charis"
CUTS = (
    Cut("mincho.woff2", "truetype/bizud-mincho/BIZUDMincho-Regular.ttf", _MINCHO, "ja"),
    Cut("gothic-bold.woff2", "truetype/bizud-gothic/BIZUDGothic-Bold.ttf", _GOTHIC, "ja"),
    Cut("gothic-bold-latin.woff2", "truetype/bizud-gothic/BIZUDPGothic-Bold.ttf", _GOTHIC, "latin"),
    Cut("latin.woff2", "truetype/charis/CharisSIL-Regular.ttf", _CHARIS, "en"),
    Cut("latin-bold.woff2", "truetype/charis/CharisSIL-Bold.ttf", _CHARIS, "en"),
    Cut("chinese.woff2", "opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk", "zh", number=2),
)


def find_font(source: str, package: str) -> Path:
    """Return where a font of one of Debian's packages is; raises `BrowserError` where it is not."""
    if not (found := FONTS / source).is_file():
        raise BrowserError(f"{found} is missing. On Debian: sudo apt-get install {package}")
    return found


def wanted_characters(site: Path) -> dict[str, frozenset[int]]:
    """Return the characters that the pages of a built site show, by the kind of font they are to be in."""
    chinese = ""
    # The foot of a page on paper has the date and the address.
    others = set(map(chr, range(0x20, 0x7F)))
    for file in site.rglob("*.html"):
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        chinese += "".join(node.text() for node in page.css("[lang=zh]"))
        for node in page.css("script, style, [lang=zh]"):
            node.decompose()
        others |= set(page.text())
    every = frozenset(map(ord, others)) - _INVISIBLE
    return {
        "zh": frozenset(map(ord, chinese)) - _INVISIBLE,
        "latin": every & LATIN,
        "ja": every - LATIN,
        "en": frozenset(one for one in every if one < 0x2E80),
    }


def make_fonts(site: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Make every file anew, and yield its name and size in bytes."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    characters = wanted_characters(site)
    features, names = ["kern", "palt", "halt", "chws", "mark", "mkmk"], [0, 1, 2, 3, 4, 6, 13, 14]
    for cut in CUTS:
        font = TTFont(find_font(cut.source, cut.package), fontNumber=cut.number, recalcTimestamp=False)
        options = Options(layout_features=features, name_IDs=names, notdef_outline=True, hinting=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters[cut.kind])
        subsetter.subset(font)
        if "CFF " in font:
            _to_truetype(font)
        # A changed font has to have another name than the one that its licence reserves.
        name = f"Seven Layers {cut.file.partition('.')[0]}"
        for record in font["name"].names:
            if record.nameID in {1, 3, 4, 6}:
                record.string = name.replace(" ", "-") if record.nameID == 6 else name
        font["head"].created = font["head"].modified = _DAY
        font.flavor = "woff2"
        font.save(folder / cut.file)
        yield cut.file, (folder / cut.file).stat().st_size


def _to_truetype(font: Any) -> None:
    """Turn the outlines of a font from cubic curves into quadratic ones, within a thousandth of an em."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for gone in {"CFF ", "VORG"} & set(font.keys()):
        del font[gone]
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupMaxp()
    font["maxp"].maxZones = 1
    builder.setupGlyf(glyphs)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
