"""What is done to built pages: by `finish` in every build, and beside the build what is printed from them.

built       each page read and parsed once
search      the index of each language
twins       each page a second time, as Markdown
edition     the whole argument on one page, its links numbered for paper
policy      the Content-Security-Policy, with a hash for every inline script that is there, and other headers
documents   PDFs from Debian's Chromium, which `browser` starts
cards       one picture for each page and language
fonts       the fonts of paper, cut down to the characters that the pages use
"""
