"""The lines that the benchmarks print: what was measured, what was aimed at, and whether that was reached."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

MISSED: list[str] = []
"""The aims that were missed, and what could not be measured."""


def report(label: str, text: str) -> None:
    print(f"{label:11}{text}", flush=True)


def most(label: str, found: float, aim: float, unit: str = "") -> str:
    """Return a figure with the aim that it is not to be over, and note where it is."""
    return _judged(label, found, f"at most {_shown(aim)}", unit, hit=found <= aim)


def least(label: str, found: float, aim: float, unit: str = "") -> str:
    """Return a figure with the aim that it is not to be under, and note where it is."""
    return _judged(label, found, f"at least {_shown(aim)}", unit, hit=found >= aim)


def left_out(label: str, why: str) -> None:
    """Say loudly that something was not measured: an aim of which nobody knows is not reached."""
    MISSED.append(f"{label} NOT MEASURED")
    report(label, f"NOT MEASURED: {why}")


def summary() -> str:
    """Return the last line."""
    return f"missed: {'; '.join(MISSED)}" if MISSED else "every aim was met"


def peak_memory() -> float:
    """Return the most memory that this process has had, in mebibytes.

    Linux counts the parent's memory in `ru_maxrss` too, as it stood when the process was started, but not in VmHWM.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii", errors="replace").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _judged(label: str, found: float, aim: str, unit: str, *, hit: bool) -> str:
    said = f"{_shown(found)}{unit}"
    if not hit:
        MISSED.append(f"{label} {said}, {aim}{unit}")
    return f"{said} (aim: {aim}{unit}): {'hit' if hit else 'MISSED'}"


def _shown(number: float) -> str:
    """Return a number in three digits or so."""
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.{1 if number >= 10 else 2}f}"
