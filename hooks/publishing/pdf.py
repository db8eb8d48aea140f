"""A PDF that Chromium has printed, made a finished document: described, dated, the same bytes each time."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Description:
    """What a document says of itself; `date` is ISO 8601 with the time zone."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    date: str


def page_numbers(data: bytes) -> dict[str, int]:
    """Return the page, counted from 1, on which each anchor falls that a link of the document leads to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        named: Any = pdf.Root.get("/Dests", {})
        return {name.removeprefix("/"): pages[named[name][0].objgen] for name in list(named)}


def count_pages(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def finish_pdf(data: bytes, description: Description, headings: Sequence[str]) -> bytes:
    """Return a printed document with its description, heads and feet marked as such, links with a text.

    `headings` are those of the page in their order, which the bookmarks are named after.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _mark_artifacts(pdf, page)
            _describe_links(page)
        _set_figures(pdf.Root.StructTreeRoot)
        _number_elements(pdf)
        _name_bookmarks(pdf, headings)
        pdf.Root.Lang = pikepdf.String(description.language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        _describe(pdf, description)
        target, mode = io.BytesIO(), pikepdf.ObjectStreamMode.generate
        pdf.save(target, deterministic_id=True, compress_streams=True, object_stream_mode=mode)
    return target.getvalue()


def _mark_artifacts(pdf: Any, page: Any) -> None:
    """Mark text outside of all structure, which is that of a page's head and foot, as no part of the text."""
    found = []
    depth, is_opened = 0, False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        depth += (operator in {"BMC", "BDC"}) - (operator == "EMC")
        if operator == "BT" and depth == 0:
            found.append(_instruction([pikepdf.Name.Artifact], "BMC"))
            is_opened = True
        found.append(instruction)
        if operator == "ET" and is_opened:
            found.append(_instruction([], "EMC"))
            is_opened = False
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))


def _set_figures(root: Any) -> None:
    """Make figures without a text of their own divisions: they hold a table or a list, and no picture."""
    for found in _elements(root):
        if found.get("/S") == "/Figure" and "/Alt" not in found:
            found.S = pikepdf.Name.Div


def _name_bookmarks(pdf: Any, headings: Sequence[str]) -> None:
    """Name the bookmarks anew: Chromium's lack the space where a line of the heading ends."""
    found, waiting = [], [pdf.Root.Outlines.get("/First")]
    while waiting:
        if item := waiting.pop():
            found.append(item)
            waiting += [item.get("/Next"), item.get("/First")]
    for item, heading in zip(found, headings, strict=True):
        item.Title = pikepdf.String(heading)


def _number_elements(pdf: Any) -> None:
    """Number the ids of the structure in the order of the document: Chromium's differ from run to run."""
    root = pdf.Root.StructTreeRoot
    elements = [found for found in _elements(root) if "/ID" in found]
    new = {str(found.ID): pikepdf.String(f"node{number:08}") for number, found in enumerate(elements, 1)}
    for element in elements:
        element.ID = new[str(element.ID)]
    for element in _elements(root):
        attributes = element.get("/A", [])
        for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if "/Headers" in attribute:
                attribute.Headers = pikepdf.Array([new[str(header)] for header in attribute.Headers])
    if elements:
        names = pikepdf.Array([part for element in elements for part in (element.ID, element)])
        root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=names))


def _elements(root: Any) -> Iterator[Any]:
    """Yield the elements of the structure in the order of the document."""
    waiting = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting.extend(reversed(list(found)))
        elif isinstance(found, pikepdf.Dictionary):
            yield found
            if "/K" in found:
                waiting.append(found.K)


def _instruction(operands: list[Any], operator: str) -> Any:
    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))


def _describe_links(page: Any) -> None:
    """Give each link the text that a reader hears in its place: where it leads."""
    for annotation in page.get("/Annots", []):
        if annotation.get("/Subtype") == "/Link" and "/Contents" not in annotation:
            action = annotation.get("/A", {})
            destination = annotation.get("/Dest", action.get("/D", ""))
            text = str(action.get("/URI", "")) or "#" + str(destination).removeprefix("/")
            annotation.Contents = pikepdf.String(text)


def _describe(pdf: Any, description: Description) -> None:
    keywords = ", ".join(description.keywords)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = description.title
        metadata["dc:creator"] = [description.author]
        metadata["dc:description"] = description.subject
        metadata["dc:subject"] = list(description.keywords)
        metadata["dc:language"] = [description.language]
        metadata["pdf:Keywords"] = keywords
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = description.date
    stamp = datetime.fromisoformat(description.date).strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.docinfo["/Title"] = description.title
    pdf.docinfo["/Author"] = description.author
    pdf.docinfo["/Subject"] = description.subject
    pdf.docinfo["/Keywords"] = keywords
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
