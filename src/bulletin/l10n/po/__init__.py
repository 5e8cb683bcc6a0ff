"""PO files: a strict scan that loses nothing, and a writer whose output never varies."""
