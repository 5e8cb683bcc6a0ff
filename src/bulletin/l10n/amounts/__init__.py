"""Numbers as they are written in a text, by value. What formats them stands in `formatter`."""

from bulletin.l10n.amounts.reading import Amount, amounts
from bulletin.l10n.amounts.spelled import spelled, spells

__all__ = ["Amount", "amounts", "spelled", "spells"]
