"""Checking a built folder: every rule over every file, each finding with its line, sorted."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from links.loading import REDIRECTS, Loaded, load
from links.page import Page
from links.references import ID, Reference
from links.report import Fault, Finding
from links.rules.alternates import Alternates, check_canonical, check_codes, check_sets
from links.rules.ids import check_ids
from links.rules.own import PAGE_ENDINGS, check_announced, check_sitemap
from links.rules.redirects import check_redirects, redirect_reference
from links.site import Context, Site
from links.trouble import judge
from links.urls import parse_site_url
from links.wording import Words


def check_site(folder: Path, url: str, own_rules: bool = True) -> list[Fault]:
    """Return the faults in the links of a built folder that is served at `url`, sorted by path and line.

    `own_rules` adds what only this site asks. Raises `ValueError` if `url` is not the address of a site and
    `OSError` if `folder` is not a folder.
    """
    # Everything that is read stays until the end: looking for garbage would only take time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        loaded = load(str(folder), parse_site_url(url))
        if not any(file.lower().endswith(PAGE_ENDINGS) for file in loaded.site.folder.files):
            return [Fault(".", 1, "The folder holds no page.", "Name the folder of a built site.")]
        return _located(loaded, _findings(loaded, own_rules))
    finally:
        if collecting:
            gc.enable()


def _findings(loaded: Loaded, own_rules: bool) -> Iterator[tuple[str, Finding]]:
    site, words = loaded.site, Words(loaded.site)
    yield from loaded.findings
    for file, context in loaded.contexts.items():
        page = site.pages[file]
        for finding in [
            *check_page(site, words, context, page),
            *(check_own(site, context, page) if own_rules else ()),
        ]:
            yield file, finding
    for context, references in loaded.mentions:
        for finding in check_references(site, words, context, references):
            yield context.file, finding
    yield from check_sets(site, list(_sets(loaded)))
    for context, entry in loaded.entries:
        for finding in check_codes(site, context, entry.alternates):
            yield context.file, finding
    for finding in _redirect_findings(site, words):
        yield REDIRECTS, finding
    if own_rules:
        yield from check_sitemap(site, loaded.contexts, loaded.entries)


def _redirect_findings(site: Site, words: Words) -> Iterator[Finding]:
    chains = list(check_redirects(site))
    told = {finding.reference for finding in chains}
    references = [redirect_reference(redirect) for redirect in site.redirects if not redirect.is_open]
    left = [reference for reference in references if reference not in told]
    yield from chains
    yield from check_references(site, words, Context(REDIRECTS, site.url.href, site.url.prefix), left)


def check_page(site: Site, words: Words, context: Context, page: Page) -> Iterator[Finding]:
    """Yield what is wrong on a page, with the documents in its frames, whose faults stand at the frame."""
    base = [page.base] if page.base else []
    yield from check_references(site, words, site.context(context.file), base)
    yield from check_references(site, words, context, page.references)
    yield from check_ids(page)
    yield from check_canonical(site, context, page)
    announced = [(code, reference) for reference, code in page.languages.items()]
    yield from check_codes(site, context, [*page.alternates, *announced])
    for reference, reason in page.damaged:
        yield Finding(
            reference, f"The JSON-LD is no JSON: {reason}.", "Mend it; search engines drop it whole."
        )
    if page.charset:
        what = f"The page says that it is written in '{page.charset.url}'."
        yield Finding(page.charset, what, "Write 'utf-8', and save it so.")
    for at, frame in page.frames:
        for finding in check_page(site, words, _in_frame(site, context, frame), frame):
            yield finding._replace(reference=at)


def _in_frame(site: Site, context: Context, frame: Page) -> Context:
    """Return the place of a `srcdoc` document, whose base is that of the page around it."""
    inner = site.context(context.file, frame) if frame.base else context
    return inner._replace(frame=frame)


def check_references(
    site: Site, words: Words, context: Context, references: list[Reference]
) -> Iterator[Finding]:
    """Yield what is wrong with references that stand in one document."""
    sound = set()
    for reference in references:
        key = (reference.url, reference.use)
        if key in sound:
            continue
        verdict = judge(site, context, reference)
        if verdict is None:
            sound.add(key)
        else:
            yield Finding(reference, *words.tell(context, reference, verdict))


def check_own(site: Site, context: Context, page: Page) -> Iterator[Finding]:
    """Yield what is wrong on a page by the site's own rules."""
    yield from check_announced(site, context, page)
    for at, frame in page.frames:
        for finding in check_own(site, _in_frame(site, context, frame), frame):
            yield finding._replace(reference=at)


def _sets(loaded: Loaded) -> Iterator[Alternates]:
    """Yield the alternates of each page but that for what is not found, and of each sitemap entry."""
    for file, context in loaded.contexts.items():
        listed = loaded.site.pages[file].alternates
        if listed and not context.is_not_found_page:
            yield Alternates(file, context, listed, listed[0][1])
    for context, entry in loaded.entries:
        target = loaded.site.resolve(context, entry.loc.url)
        if entry.alternates and target and target.file:
            yield Alternates(target.file, context, entry.alternates, entry.loc)


# --- lines --------------------------------------------------------------------------------------------


def _located(loaded: Loaded, findings: Iterator[tuple[str, Finding]]) -> list[Fault]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for file, finding in findings:
        by_file[file].append(finding)
    faults = {fault for file, found in by_file.items() for fault in _with_lines(loaded, file, found)}
    return sorted(faults)


def _with_lines(loaded: Loaded, file: str, findings: list[Finding]) -> Iterator[Fault]:
    """Yield the findings of one file as faults; the file is read again only if a line is not known."""
    if all(finding.reference.line for finding in findings):
        for finding in findings:
            yield Fault(file, finding.reference.line, finding.what, finding.mend)
        return
    from links.locate import Lines

    lines = Lines(loaded.site.folder.read(file).decode("utf-8-sig", "replace"))
    occurrences = _occurrences(loaded.site.pages.get(file) or Page())
    for what in findings:
        reference = what.reference
        line = reference.line or lines.find(
            reference.tag, reference.attribute, reference.value, occurrences.get(id(reference), 0)
        )
        yield Fault(file, line, what.what, what.mend)


def _occurrences(page: Page) -> dict[int, int]:
    """Return for each reference how many before it stand in the same attribute with the same value."""
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    found = {}
    frames = [at for at, _ in page.frames]
    names = [reference for _, reference in page.id_references]
    charset = [page.charset] if page.charset else []
    for reference in [*page.references, *page.locals, *names, *frames, *charset, *page.doubled]:
        if reference.attribute == "id":
            # The first to have the id is in no list.
            seen[ID.label, reference.url] = seen[ID.label, reference.url] or 1
            key: tuple[str, ...] = (ID.label, reference.url)
        else:
            key = (reference.tag, reference.attribute, reference.value, reference.url)
        found[id(reference)] = seen[key]
        seen[key] += 1
    return found
