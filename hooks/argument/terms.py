"""Marking terms of the glossary in running text, in Japanese as in English.

The stock `abbr` extension needs white space around a term and finds none inside Japanese text, so the
glossary's own data is matched here, on Markdown, outside of links, code, and raw HTML.
"""

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from argument.schema import Term

# What must stay as it is: escaped signs, code, links with their text, tags.
_PROTECTED = (
    r"\\[\\`*_{}\[\]()<>#+.!-]|(?P<ticks>`+).*?(?P=ticks)"
    r"|\[(?:\\.|[^\[\]\\])*\]\([^()\s]*\)|</?span[^<>]*>"
)
_KATAKANA = "[\u30a1-\u30fa\u30fc]"
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
_OTHER_NAME = re.compile(r"(?P<name>[^()（）]+)[(（](?P<other>[^()（）]+)[)）]")


class Matcher(NamedTuple):
    """The terms of one language by their forms; `pattern` finds them as 'term', and what is protected."""

    pattern: re.Pattern[str]
    terms: dict[str, Term]


def forms(term: Term, locale: str) -> list[str]:
    """Return the forms of a term in one language.

    Brackets at the end hold another name, 'X（Y）' is X and Y; elsewhere they hold what may be left out.
    """
    name = term.ja if locale == "ja" else term.en
    if found := _OTHER_NAME.fullmatch(name):
        return [found["name"].strip(), found["other"]]
    return list(dict.fromkeys((_BRACKETED.sub("", name).strip(), _BRACKETED.sub(r"\1", name))))


@functools.lru_cache(maxsize=8)
def matcher(terms: tuple[Term, ...], locale: str) -> Matcher:
    """Return the matcher for the terms of a glossary in one language; longer forms go before shorter ones."""
    by_form = {form.casefold(): term for term in terms for form in forms(term, locale)}
    choice = "|".join(re.escape(form) for form in sorted(by_form, key=len, reverse=True)) or "(?!)"
    if locale == "ja":
        # A katakana word is not marked inside a longer one, nor a Latin one inside a longer Latin one.
        word = f"(?<!{_KATAKANA})(?<![A-Za-z0-9])(?P<term>{choice})(?!{_KATAKANA})(?![A-Za-z0-9])"
    else:
        word = rf"(?<![\w-])(?P<term>(?:{choice})s?)(?![\w-])"
    return Matcher(re.compile(f"{_PROTECTED}|{word}", re.IGNORECASE), by_form)


def mark_terms(text: str, found_in: Matcher, seen: set[str], markup: Callable[[Term, str], str]) -> str:
    """Return Markdown with the first use of each term put into markup; `seen` takes the ids of terms met."""

    def replace(found: re.Match[str]) -> str:
        form = (found["term"] or "").casefold()
        term = found_in.terms.get(form) or found_in.terms.get(form.removesuffix("s"))
        if term is None or term.id in seen:
            return found[0]
        seen.add(term.id)
        return markup(term, found[0])

    return found_in.pattern.sub(replace, text)
