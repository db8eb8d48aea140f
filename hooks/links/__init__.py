"""The links of a built site: everything by which browsers and crawlers get from a file to another.

This package knows nothing of MkDocs, nor of the argument: any folder of HTML and its address will do. It
reads files and nothing else; what leads to other hosts is only parsed. Data flows one way through it:

    folder       a folder as a static host serves it: path -> file
    urls         URLs by the WHATWG standard -> where they lead, seen from the site's address
    references   which attributes refer to something, and what is asked of each
    page         HTML -> what it refers to and what can be pointed at in it; with `srcset`, `css`, `jsonld`
    xmltree      XML -> a tree with lines; `sitemaps`, `feeds`, `drawings`, `descriptions` -> references
    texts, data  robots.txt, llms.txt, _redirects; manifests and the search index -> references
    loading      the folder -> a `site` and all references, by file
    trouble      one reference -> what is wrong with it; `wording`, with checked `suggestions` -> sentences
    rules        ids, alternates, redirects, and what only this site promises
    check        all of them -> faults, with the lines that `locate` finds on pages at fault
"""
