"""Dates, times, numbers and lists as a locale writes them. The home of Babel.

`Formatter` asks one module for each kind of value; each takes the locale's `Conventions`: Babel's CLDR data, and our
own overrides from `formats/`.
"""

from bulletin.l10n.formatter.conventions import babel_locale, direction, language_name
from bulletin.l10n.formatter.day_names import DayNames, day_names
from bulletin.l10n.formatter.formatter import Formatter

__all__ = ["DayNames", "Formatter", "babel_locale", "day_names", "direction", "language_name"]
