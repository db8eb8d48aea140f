"""What in HTML refers to something: which attribute of which element, and what is asked of the reference.

Source: HTML Standard, "Attributes" and the obsolete features that browsers still follow; SVG 2; WAI-ARIA 1.3.
An attribute is a reference on the elements named here and nowhere else: `<div href>` leads nowhere by right.
"""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """A way of referring, and what it asks.

    Attributes:
        label: How a report names the reference.
        empty: It may be empty and then means the document itself.
        absolute: It is read apart from the page and has to be a full URL.
        anchor: Its fragment has to exist; not so where the URL is a mere name, as '@id' in JSON-LD.
        is_prefix: It is what other URLs begin with, and nothing has to be there.
    """

    label: str
    empty: bool = False
    absolute: bool = False
    anchor: bool = True
    is_prefix: bool = False


class Reference(NamedTuple):
    """A URL as it is written, and where: in an attribute, whose whole value is kept, or on a known line."""

    use: Use
    url: str
    tag: str = ""
    attribute: str = ""
    value: str = ""
    line: int = 0


# Stands for the tag of a reference in the text of `<style>` or `<script>`; `value` is that text.
TEXT = "#text"

LINK = Use("Link", empty=True)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _of(attribute: str, tags: str, *, empty: bool = False) -> dict[tuple[str, str], Use]:
    return {(tag, attribute): Use(f"{attribute} of <{tag}>", empty) for tag in tags.split()}


# Attributes that hold one URL.
SINGLE: dict[tuple[str, str], Use] = {
    ("a", "href"): LINK,
    ("area", "href"): LINK,
    **_of("src", "audio embed frame iframe img input script source track video"),
    **_of("poster", "video"),
    **_of("data", "object"),
    **_of("action", "form", empty=True),
    **_of("formaction", "button input", empty=True),
    **_of("cite", "blockquote q ins del", empty=True),
    **_of("background", "body table thead tbody tfoot tr td th"),
    **_of("longdesc", "img iframe frame"),
    **_of("manifest", "html"),
}
SRCSET = {**_of("srcset", "img source"), **_of("imagesrcset", "link")}
PING = _of("ping", "a area")
# By rel, `<link>` is a link between pages or names a file; all of it has to be there.
LINK_ELEMENT = Use("href of <link>")
BASE = Use("href of <base>", is_prefix=True)
CANONICAL = Use("Canonical address")
ALTERNATE = Use("Alternate", absolute=True)
REFRESH = Use("Refresh", empty=True)
STYLE = Use("url() of a style")
ID = Use("id")

# Elements of SVG whose `href` or `xlink:href` refers; '#x' there is the document itself in spite of `<base>`.
SVG_TAGS = _words(
    "use image lineargradient radialgradient pattern textpath feimage mpath animate "
    "animatemotion animatetransform set script filter cursor tref glyphref"
)
# Presentation attributes that may hold url().
SVG_STYLES = _words("fill stroke clip-path mask filter marker marker-start marker-mid marker-end cursor")

# Metadata that holds a URL, by `property`, `name`, or `itemprop`.
META = {
    name: Use(name, absolute=True)
    for name in _words(
        "og:url og:image og:image:url og:image:secure_url og:video og:video:url "
        "og:video:secure_url og:audio og:audio:url og:audio:secure_url og:see_also twitter:image "
        "twitter:image:src twitter:url twitter:player twitter:player:stream"
    )
} | {
    name: Use(name)
    for name in [
        "msapplication-config",
        "msapplication-tileimage",
        "msapplication-square70x70logo",
        "msapplication-square150x150logo",
        "msapplication-wide310x150logo",
        "msapplication-square310x310logo",
    ]
}
META_ITEM = {name: Use(f"itemprop {name}") for name in ("url", "image", "logo", "thumbnailUrl", "contentUrl")}


# Keys of JSON-LD under which a relative text is a URL as well.
JSON_LD_KEYS = _words(
    "url image logo contentUrl thumbnailUrl embedUrl downloadUrl installUrl sameAs mainEntityOfPage"
    " discussionUrl license codeRepository"
)


class IdUse(NamedTuple):
    """An attribute that names ids of the same document; `wanted` are the elements that it may name."""

    many: bool
    wanted: frozenset[str] = frozenset()


_MANY, _ONE, _FORM = IdUse(many=True), IdUse(many=False), IdUse(many=False, wanted=frozenset({"form"}))
MAP = IdUse(many=False, wanted=frozenset({"map"}))
ANY_TAG = "*"
_ARIA = _words(
    "aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-flowto"
    " aria-activedescendant aria-errormessage aria-actions"
)
# Attributes that name ids, by attribute and element.
IDS: dict[str, dict[str, IdUse]] = {
    **{name: {ANY_TAG: _MANY} for name in _ARIA},
    "for": {"label": _ONE, "output": _MANY},
    "form": dict.fromkeys(_words("button fieldset input object output select textarea"), _FORM),
    "list": {"input": IdUse(many=False, wanted=frozenset({"datalist"}))},
    "headers": dict.fromkeys(("td", "th"), IdUse(many=True, wanted=frozenset({"td", "th"}))),
    "popovertarget": dict.fromkeys(("button", "input"), _ONE),
    "commandfor": {"button": _ONE},
    "itemref": {ANY_TAG: _MANY},
}
