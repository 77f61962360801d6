"""The search: for each language an index that a worker in the browser reads, made at build time.

`analysis` makes words comparable, `lemmas` brings in what libraries know of a language, `tables` numbers the words,
`index` and `parts` write them down, and `site_files` puts everything into the site.
What the worker does with it stands in `theme/assets/javascripts/search/`.
"""
