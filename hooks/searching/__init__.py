"""The search: an index of each language, made from the built pages, for `docs/assets/search.js`."""
