"""The handbook as plain values: what it must hold, what it holds, and what is wrong with it.

Nothing in this package knows of MkDocs. Files are read once, by `load`; everything else works on its result.
"""

from handbook.load import Handbook, load

__all__ = ["Handbook", "load"]
