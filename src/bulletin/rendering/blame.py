"""What went wrong in a template, and where: for the sentences of errors."""

from __future__ import annotations

import textwrap
from pathlib import Path


def shortened(problem: BaseException) -> str:
    """Return a sentence; Jinja's can hold the whole of an issue."""
    return textwrap.shorten(str(problem) or type(problem).__name__, 300)


def where(problem: BaseException, template: str) -> str:
    """Return file and line of the template in which an exception arose: the innermost of those on the way."""
    found = template
    trace = problem.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            found = f"{_called(file)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _called(file: str) -> str:
    """Return a template's file as its author knows it, from its theme's folder on."""
    parts = Path(file).parts
    start = max((index for index, part in enumerate(parts[:-1]) if part == "templates"), default=len(parts) - 2)
    return "/".join(parts[start + 1 :])
