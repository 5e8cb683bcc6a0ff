"""A folder of built files: what is new is written, what is no longer made is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.beside import write_file


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
