"""Files that are never half written: each is written beside its place, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bulletin.errors import ConfigError


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises ConfigError where the folder does not let us."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(data)
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ConfigError(f"{path}: expected a place that can be written to, found: {reason}; choose another with --out DIR") from problem


def write_tree(folder: Path, files: Mapping[str, bytes], *, owned: tuple[str, ...]) -> None:
    """Write files into `folder` and delete what an earlier run left in the subfolders `owned`.

    Files that are the same already are not touched. Raises ConfigError before anything is written where the folder
    cannot be written to.
    """
    write_file(folder / ".writable", b"")
    (folder / ".writable").unlink()
    for name, data in files.items():
        path = folder / name
        if not (path.is_file() and path.read_bytes() == data):
            write_file(path, data)
    for subfolder in owned:
        for path in sorted((folder / subfolder).glob("*")):
            if path.is_file() and f"{subfolder}/{path.name}" not in files:
                path.unlink()
