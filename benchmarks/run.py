"""`make bench`: what bulletin costs, beside what its peers cost in the same run; see `README.md` for what is measured.

`make bench ARGS="--only delivery ledger"` measures some of it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import audience
import builds
import catalogs
import delivery
import ledger
import messages
import transports
from aims import left_out, most, report, summary

from bulletin.errors import BulletinError


def in_catalogs() -> None:
    """Print (g)."""
    figures = catalogs.measured()
    reading = f"reading {catalogs.PARAGRAPHS:,} entries {most('g reading', figures.read, 1, ' s')}"
    report("g", reading)
    changed = catalogs.PARAGRAPHS // catalogs.EVERY
    lost = most("g not carried", changed - figures.carried, 0)
    shown = f"sync of {catalogs.PARAGRAPHS:,} paragraphs {figures.sync:.2f} s, of {changed} changed not carried {lost}"
    if figures.gnu is None:
        left_out("g", f"{shown}; msgmerge is missing (apt-get install gettext)")
        return
    gnu = f"msgmerge --previous {figures.gnu:.2f} s, {figures.gnu_carried} carried"
    report("", f"{shown}; {gnu}; ratio {most('g', figures.sync / figures.gnu, 1)}")


def sections(folder: Path) -> dict[str, Callable[[], None]]:
    """Return everything that can be measured, in order, by name."""

    def build() -> None:
        bench = builds.Bench(folder)
        bench.build()
        bench.fill()
        bench.growth()
        bench.locales()

    def deliver() -> None:
        delivery.run()
        delivery.million()

    return {
        "build": build,
        "catalogs": in_catalogs,
        "messages": messages.run,
        "ledger": ledger.run,
        "transports": transports.run,
        "delivery": deliver,
        "audience": audience.run,
    }


def measure(name: str, section: Callable[[], None]) -> None:
    """Measure one section; what goes wrong in it is told, and the others are measured all the same."""
    try:
        section()
    except (OSError, BulletinError, AssertionError) as problem:
        left_out(name, f"{type(problem).__name__}: {problem}")


def main() -> None:
    """Print every figure, then the aims that were missed."""
    os.environ.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # compiled modules are kept, as pip leaves them to those who install
    with tempfile.TemporaryDirectory() as name:
        known = sections(Path(name))
        reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        reading.add_argument(
            "--only", nargs="+", choices=known, default=list(known), metavar="NAME", help=", ".join(known)
        )
        wanted = reading.parse_args().only
        print(f"Python {sys.version.split()[0]}; each figure is the median of some runs, both sides in turn")
        for each, section in known.items():
            if each in wanted:
                measure(each, section)
    print(summary())


if __name__ == "__main__":
    main()
