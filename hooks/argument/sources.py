"""A text file of the site as it was read: of a page in one language, or of what lies beside the pages."""

from dataclasses import dataclass
from pathlib import Path

from argument.characters import find_unfit
from faults import Fault

LOCALES = ("ja", "en")
DEFAULT_LOCALE = "ja"


@dataclass(frozen=True)
class Source:
    """One file: `docs/layers/3-memory.ja.md` is page `layers/3-memory` in locale `ja`.

    A file beside the pages, such as the register, has its own name and no locale.
    """

    path: str
    name: str
    locale: str
    text: str


def read_text(file: Path, path: str) -> str | Fault | None:
    """Return the text of a file, what keeps it from being read, or None where there is no such file."""
    return decode(file.read_bytes(), path) if file.is_file() else None


def decode(data: bytes, path: str) -> str | Fault:
    """Return the text of a UTF-8 file with `\\n` line ends, or the first reason why it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"Byte 0x{data[error.start]:02x} is not UTF-8."
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            what = "The file is in UTF-16."
        return Fault(path, line, what, "Save the file as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := find_unfit(text):
        at, what, mend = found
        column = at - text.rfind("\n", 0, at)
        return Fault(path, text.count("\n", 0, at) + 1, what, mend, column=column)
    return text
