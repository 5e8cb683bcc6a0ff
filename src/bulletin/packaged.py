"""Where the built-in themes and the interface catalogs are: in the wheel, or in the checkout.

Starts from this file's own path, never from ``importlib.resources``: an editable install leaves stale copies of
the mapped folders in site-packages, and those must not win over the checkout.
"""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def packaged_folder(name: str) -> Path:
    """Return the folder `name` (``templates`` or ``locales``) that ships with this copy of the library.

    Raises FileNotFoundError where the installation is incomplete.
    """
    beside, checkout = _HERE / name, _HERE.parent.parent / name
    for folder in (beside, checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"expected the folder {name!r} at {beside} or {checkout}: install bulletin again")
