"""Files that are on the disk when the function returns, not only in its cache."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from bulletin.errors import DeliveryError


def write_durably(beside: Path, file: Path, data: bytes) -> None:
    """Write `data` beside its place, rename it into it, and wait for the disk.

    Raises OSError where nothing was written, and DeliveryError where the disk failed after the renaming.
    """
    try:
        with beside.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    try:
        _sync(file.parent)
    except OSError as problem:
        raise DeliveryError(
            f"{file}: written, but the disk does not confirm it: {problem.strerror}", retryable=False
        ) from problem


def make_folder(folder: Path) -> None:
    """Make a folder that can be written to. Raises DeliveryError where there can be none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)
    except OSError as problem:
        raise DeliveryError(
            f"{folder}: expected a folder that can be written to, found: {problem.strerror}; name another",
            retryable=False,
        ) from problem


def _sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; where folders cannot be opened (Windows), they are already."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
