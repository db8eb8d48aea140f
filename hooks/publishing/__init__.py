"""The last step of a build, on the finished pages: what a host and a browser need to keep them safe.

policy      the Content-Security-Policy, with a hash for every inline script that is there
headers     the response headers, as a file that hosts of static sites read
twins       each page a second time, as Markdown, by what `commonmark` lays down
finish      the first two put into the folder of the site, and source maps taken out
"""
