"""Draw the pictures of the June issue anew: `python draw.py`."""

from pathlib import Path

from drawing.fabric import fabric
from drawing.quay import quay

IMAGES = Path(__file__).parent / "issues" / "2023-06" / "images"

if __name__ == "__main__":
    quay().save(IMAGES / "quay.png")
    fabric().save(IMAGES / "fabric.png")
