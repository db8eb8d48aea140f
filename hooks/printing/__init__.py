"""What is printed from the argument with a browser, beside the build: the share cards.

browser     Debian's Chromium, started in the one way that gives the same picture everywhere
cards       one picture for each page and language
manifest    what was printed, for the build to offer
"""
