"""Checks on content and on translations. They return findings; only a threshold raises."""
