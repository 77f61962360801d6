"""The handbook for machines: as JSON under a schema, as Markdown, as llms.txt and as canned replies (see README.md)."""
