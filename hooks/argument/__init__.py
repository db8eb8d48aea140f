"""The argument: claims in seven layers, in two languages, and everything that follows from them.

This package knows nothing of MkDocs. Data flows one way through it:

    sources      files on disk -> text of a page in one language; what lies beside the pages
    frontmatter  text -> the records of `schema`, read by `strict_yaml`, each value as `fields` say
    markup       text -> blocks: headings, paragraphs, items, markers; by `inline` their links and texts
    claims       blocks -> claims; notes on conflicts, and on what lies beyond the two documents
    register     which claims there are, and where exactly each stands in the documents
    permalinks   what was ever published at which address, and where it is now
    model        all of a page -> a `Page`; all pages, and what lies beside them -> the `Argument`
    checks       the `Argument` -> faults, all of a run at once
    view         the `Argument` -> what a template can ask, as seen from one page
    rendering    a page -> the Markdown that the site generator gets, with the glossary's `terms` marked
    data         the `Argument` -> JSON for programs; the table of Tang and Karpathy -> CSV and JSON
    outputs      all that the generator is given for one language; every claim and layer -> its short address

The number of a claim comes from its id, in `claims.number_of`. A row of a layer's front matter becomes a line
of the table in `overrides/argument/markers/comparison.html`. A new layer needs a page in both languages, its
claims in the register, and its place in the navigation of `mkdocs.yml`.
"""
