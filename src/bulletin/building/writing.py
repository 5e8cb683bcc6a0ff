"""A folder of built files: what is new is written, what is no longer made is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.beside import write_file


@contextmanager
def written_tree(folder: Path, *, owned: tuple[str, ...]) -> Iterator[Callable[[str, bytes], None]]:
    """Give what writes a file into `folder`; at the end delete what an earlier run left in the subfolders `owned`.

    Files that are the same already are not touched. Raises ConfigError before anything is written where the folder
    cannot be written to.
    """
    write_file(folder / ".writable", b"")
    (folder / ".writable").unlink()
    written: set[str] = set()

    def write(name: str, data: bytes) -> None:
        path = folder / name
        if name not in written and not (path.is_file() and path.read_bytes() == data):
            write_file(path, data)
        written.add(name)

    yield write
    for subfolder in owned:
        for path in sorted((folder / subfolder).glob("*")):
            if path.is_file() and f"{subfolder}/{path.name}" not in written:
                path.unlink()
