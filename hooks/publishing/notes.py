"""Links to other sites as numbered notes for paper, where nobody can follow a link to see its address."""

import html
import re

_LINK = re.compile(r'<a [^>]*?href="(https?://[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
# In a page, what `with_notes` puts in.
NOTES = ".print-note, .print-notes"


def with_notes(content: str, own: str, title: str = "") -> str:
    """Return the HTML of a page's content with a number at each link to another site, and a list of them.

    `own` is the address of the site, `title` stands above the list. A link whose text is its address needs
    no note.
    """
    numbers: dict[str, int] = {}

    def noted(link: re.Match[str]) -> str:
        address, text = link.groups()
        if address.startswith(own) or text.strip() == address:
            return link[0]
        number = numbers.setdefault(address, len(numbers) + 1)
        return f'{link[0]}<sup class="print-note" data-search-exclude>{number}</sup>'

    content = _LINK.sub(noted, content)
    if not numbers:
        return content
    items = "".join(f"<li>{html.escape(html.unescape(address))}</li>" for address in numbers)
    above = f' data-title="{html.escape(title)}"' if title else ""
    return f'{content}<ol class="print-notes" data-search-exclude{above}>{items}</ol>'
