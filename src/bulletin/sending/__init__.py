"""Sending: who receives what, when, and what became of it."""
