"""What a browser says of the languages its owner reads."""

from __future__ import annotations

import re

_RANGE = re.compile(r"([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3})(?:\s*;\s*[qQ]\s*=\s*([01](?:\.\d{0,3})?))?")
_MANY = 16
"""Languages that are looked at; nobody reads more."""
_LONGEST = 500


def accepted_languages(header: str) -> tuple[str, ...]:
    """Return the languages of an `Accept-Language`, best first (RFC 9110 §12.5.4); what is not one is left out.

    >>> accepted_languages("en;q=0.5, ko-KR, *;q=0.1, de;q=0")
    ('ko-KR', 'en')
    """
    found = [match for each in header[:_LONGEST].split(",")[:_MANY] if (match := _RANGE.fullmatch(each.strip()))]
    weighed = [(float(match[2] or 1), match[1]) for match in found]
    return tuple(tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight > 0)
