"""What is worked out once and kept in the user's cache folder: compiled templates, tables of CLDR.

Like ``__pycache__`` it holds code: a folder that somebody else can write to is not used. Without a folder, or with
``BULLETIN_CACHE=off``, nothing is kept, and everything is worked out each time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from bulletin.beside import write_file
from bulletin.errors import ConfigError


def read_kept(folder: str, name: str) -> bytes | None:
    """Return what was kept under a name in one of our folders of the cache; None where that is nothing, or not ours."""
    try:
        if (kept := _usable(folder)) is None or (file := kept / name).stat().st_uid != os.getuid():
            return None
        return file.read_bytes()
    except OSError:
        return None


def write_kept(folder: str, name: str, data: bytes) -> None:
    """Keep octets under a name, written beside their place and then renamed; without a folder, do nothing."""
    with suppress(OSError, ConfigError):
        if kept := _usable(folder):
            write_file(kept / name, data)


def _usable(folder: str) -> Path | None:
    base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return _checked(base / "bulletin" / folder) if os.environ.get("BULLETIN_CACHE") != "off" else None


@cache
def _checked(folder: Path) -> Path | None:
    """Return a folder, made where it is not there, if nobody else can write to it."""
    if not folder.is_absolute() or not hasattr(os, "getuid"):
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    return folder if status.st_uid == os.getuid() and not status.st_mode & 0o022 else None
