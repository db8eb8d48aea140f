"""The print fonts: open fonts of Debian's packages, cut down to the characters that the pages use.

Chromium puts TrueType into a PDF as it is, and takes each character from the font's own table; with one
character for each glyph, the text of the PDF is the text of the page. Chinese comes from a font with another
kind of outlines, which are turned into TrueType's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

FONTS = Path("/usr/share/fonts")
# What Latin text is made of within Japanese, where punctuation is that of the Japanese font.
LATIN = frozenset((*range(0x20, 0x7F), *range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x250)))
# A fixed day, in seconds since 1904, so that the same characters give the same bytes.
_DAY = 3_800_000_000
# Fields of TrueType fonts that concern the programs of hinting, of which there are none here.
_UNUSED = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)


class FontError(Exception):
    """A font is missing, or a character is in none; the message says what to do."""


@dataclass(frozen=True)
class Cut:
    """One file to make; `kind` names the characters that it is cut to, `number` its place in a collection."""

    file: str
    source: str
    package: str
    kind: str
    number: int = -1


_MORISAWA = "fonts-morisawa-bizud-"
CUTS = (
    Cut("mincho.woff2", "truetype/bizud-mincho/BIZUDMincho-Regular.ttf", _MORISAWA + "mincho", "ja"),
    Cut("gothic-bold.woff2", "truetype/bizud-gothic/BIZUDGothic-Bold.ttf", _MORISAWA + "gothic", "ja"),
    Cut(
        "gothic-bold-latin.woff2",
        "truetype/bizud-gothic/BIZUDPGothic-Bold.ttf",
        _MORISAWA + "gothic",
        "latin",
    ),
    Cut("latin.woff2", "truetype/charis/CharisSIL-Regular.ttf", "fonts-sil-charis", "en"),
    Cut("latin-bold.woff2", "truetype/charis/CharisSIL-Bold.ttf", "fonts-sil-charis", "en"),
    Cut("chinese.woff2", "opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk", "zh", number=2),
)


def used_characters(site: Path) -> dict[str, frozenset[int]]:
    """Return the characters that the pages of a built site show: Chinese, and all others."""
    chinese: set[int] = set()
    others: set[int] = set()
    for file in site.rglob("*.html"):
        page = LexborHTMLParser(file.read_text(encoding="utf-8"))
        for node in page.css("script, style"):
            node.decompose()
        for node in page.css("[lang=zh]"):
            chinese |= set(map(ord, node.text()))
            node.decompose()
        body = page.body
        others |= set(map(ord, body.text() if body else ""))
        title = page.css_first("title")
        others |= set(map(ord, title.text() if title else ""))
    # The foot of a page has the date and the address.
    others |= set(range(0x20, 0x7F))
    return {"zh": _visible(chinese), "other": _visible(others)}


def _visible(characters: set[int]) -> frozenset[int]:
    return frozenset(one for one in characters if one >= 0x20 and not re.match(r"[\u200b\ufe0f]", chr(one)))


def wanted(kind: str, used: dict[str, frozenset[int]]) -> frozenset[int]:
    """Return the characters that a file of a kind is for, whether or not its source has them."""
    if kind == "zh":
        return used["zh"]
    if kind == "latin":
        return used["other"] & LATIN
    if kind == "ja":
        return used["other"] - LATIN
    return frozenset(one for one in used["other"] if one < 0x2E80)


def make_fonts(site: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Make every file anew, and yield its name and size in bytes."""
    used = used_characters(site)
    folder.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        source = FONTS / cut.source
        if not source.is_file():
            raise FontError(f"{source} is missing. On Debian: sudo apt-get install {cut.package}")
        _make(cut, source, wanted(cut.kind, used), folder / cut.file)
        yield cut.file, (folder / cut.file).stat().st_size


def _make(cut: Cut, source: Path, characters: frozenset[int], target: Path) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source, fontNumber=cut.number, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "palt", "halt", "chws", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.notdef_outline = True
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
    # A changed font has to have another name than the one that its licence reserves.
    name = f"Seven Layers {cut.file.partition('.')[0]}"
    for number, text in ((1, name), (3, name), (4, name), (6, name.replace(" ", "-"))):
        for record in [found for found in font["name"].names if found.nameID == number]:
            font["name"].setName(text, record.nameID, record.platformID, record.platEncID, record.langID)
    font["head"].created = font["head"].modified = _DAY
    font.flavor = "woff2"
    font.save(target)


def _to_truetype(font: Any) -> None:
    """Turn the outlines of a font from cubic curves into quadratic ones, within a thousandth of an em."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table
    maximum = font["maxp"]
    maximum.tableVersion = 0x00010000
    maximum.maxZones = 1
    for field in _UNUSED:
        setattr(maximum, field, 0)
    for gone in ("CFF ", "VORG"):
        if gone in font:
            del font[gone]
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
