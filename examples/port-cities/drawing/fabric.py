"""A street made of cloth: woven façades, a button for a sun, and one thread for all of them."""

from random import Random

from drawing.canvas import WIDTH, Canvas, curve
from drawing.cloth import DYES
from drawing.facades import HOUSES, STREET, house
from drawing.palette import CORAL, CREAM, INK, OCHRE
from drawing.sewing import button, holes, loop, needle, stitches

SUN = (812, 112, 70)
THREAD, STEP = 8, 12
FRINGE = "#ecd0a0"  # cream threads, seen on cream
WEFTS = "torcsrotn"


def fabric() -> Canvas:
    """Draw the picture of the Fabric District."""
    canvas = Canvas(CREAM)
    for x, y, length in (
        (40, 92, 130),
        (74, 110, 150),
        (452, 66, 96),
        (980, 70, 120),
        (1016, 88, 170),
        (1000, 106, 110),
        (540, 196, 70),
    ):
        stitches(canvas, [(x, y), (x + length, y)], "#ecd9b2", 4)
    _street(canvas)
    for home in HOUSES:
        house(canvas, home)
    _sky(canvas)
    return canvas


def _sky(canvas: Canvas) -> None:
    """Draw the button, and the thread that runs from it to the needle and to the far roof."""
    button(canvas, *SUN, face=OCHRE, rim="#d9943f", thread=CORAL)
    first, _, last, _ = holes(*SUN)
    to_needle = [
        first,
        (738, 72),
        (664, 112),
        *loop((566, 78), 38, 34, 70, 400),
        (548, 124),
        (480, 128),
        (390, 70),
        (318, 48),
        (282, 66),
    ]
    to_roof = [last, (884, 164), (938, 130), (992, 150), (1040, 206), (1071, 238)]
    needle(canvas, (280, 68), (216, 168))
    for path in (to_needle, to_roof):
        canvas.line(curve(path), CORAL, 4, round_ends=True)


def _street(canvas: Canvas) -> None:
    """Weave the loose ends of the houses into a street."""
    dice = Random(14)  # noqa: S311  a seed, so that the picture is the same each time
    canvas.box(0, STREET, WIDTH, 12 + len(WEFTS) * STEP, INK)
    for column, x in enumerate(range(-2, WIDTH, STEP)):
        dye = _warp_dye(x)
        end = STREET + 134 + dice.randrange(0, 26)
        canvas.box(x, STREET, THREAD, end - STREET, dye, THREAD / 2)
        for row, letter in enumerate(WEFTS):
            if (column + row) % 2:
                canvas.box(x - 2, STREET + 10 + row * STEP, STEP, THREAD, DYES[letter])


def _warp_dye(x: int) -> str:
    home = next(home for home in reversed(HOUSES) if x + THREAD / 2 >= home.x)
    warp = home.cloth.warp
    letter = warp[(x - home.x) // home.cloth.thread % len(warp)]
    return FRINGE if letter == "c" else DYES[letter]
