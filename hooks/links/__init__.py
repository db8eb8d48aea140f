"""The links of a built site: everything by which browsers and crawlers get from a file to another.

This package knows nothing of MkDocs, nor of the argument: any folder of HTML and its address will do. It
reads files and nothing else; what leads to other hosts is only parsed. Data flows one way through it:

    urls, document  what a URL is; what one file says: references with their lines, ids, language
    tags, page      HTML -> its start tags -> a document
    texts           style sheets, Markdown, sitemaps, JSON -> documents
    site            a folder as a host serves it -> all of its documents, and where each URL leads
    check           references, languages, sitemaps -> all faults, with checked suggestions
"""
