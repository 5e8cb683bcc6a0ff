"""Writing of one column a character, for which no tables need be loaded."""

from __future__ import annotations

import re

ONE_COLUMN = (
    " -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0621-\u063a\u0641-\u064a"
    "\u0660-\u0669\u2010-\u2027\u2030-\u205e\u202f"
)
"""Characters that nothing before or behind them changes: no marks, no joiners."""
NARROW = re.compile(f"[{ONE_COLUMN}]*")
