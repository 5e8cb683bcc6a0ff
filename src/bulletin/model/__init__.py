"""The nouns: frozen dataclasses holding tuples. No I/O, and no package but our own inline text."""
