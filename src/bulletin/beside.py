"""Files that are never half written: each is written beside its place, then renamed."""

from __future__ import annotations

import os
import tempfile
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
        raise ConfigError(
            f"{path}: expected a place that can be written to, found: {reason}; choose another with --out DIR"
        ) from problem
