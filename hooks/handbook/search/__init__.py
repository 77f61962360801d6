"""The search: for each language an index that a worker in the browser reads, made at build time.

`analysis` makes words comparable, `lemmas` brings in what libraries know of a language, `index` puts both together.
What the worker does with it stands in `theme/assets/javascripts/search/`.
"""
