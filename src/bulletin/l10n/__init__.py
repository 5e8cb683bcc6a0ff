"""Localising: messages, catalogs, editions and the formatting of values."""
