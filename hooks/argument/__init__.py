"""The argument: claims in seven layers, in two languages, and everything that follows from them.

This package knows nothing of MkDocs. Data flows one way through it:

    sources      files on disk -> text of a page in one language
    frontmatter  text -> typed records (`schema`), with the line of every key
    markup       text -> blocks: headings, claims, paragraphs, lists, tables
    claims       blocks -> claims; `notes` -> conflicts and what lies beyond the two documents
    pages        all of them -> a `Page`
    register     which claims there are, and where exactly each stands in the documents
    model        all pages and the register -> the `Argument`
    checks       the `Argument` -> problems, all of a run at once
    comparison   the `Argument` -> the table of Tang and Karpathy; CSV and JSON
    rendering    the `Argument` -> the Markdown that the site generator gets, by way of `view` and
                 `templates`, with the glossary's `terms` marked
    exchange     a built folder -> put in the place of the old one, whole or not at all
"""
