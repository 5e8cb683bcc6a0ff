"""Rendering: an edition and a theme → subject, HTML and text with reader slots."""
