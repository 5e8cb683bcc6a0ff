"""Files that are never half written: each is written beside its place, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bulletin.errors import ConfigError

_MODE = 0o644


def write_file(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the permissions that it had. Raises ConfigError where it cannot be."""
    file = file.resolve()  # a link stays one
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = file.stat().st_mode & 0o777 if file.exists() else _MODE
        handle, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(data)
            Path(beside).chmod(mode)
            Path(beside).replace(file)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ConfigError(
            f"{file}: expected a place that can be written to, found: {reason}; check its permissions, or name another"
        ) from problem
