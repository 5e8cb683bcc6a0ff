"""Posting: an issue of a newsletter's folder, from its files to its readers."""
