"""Two harbours, one tide: Liverpool on the left, Busan on the right."""

from drawing.busan import container_quay, right_shore
from drawing.canvas import Canvas, arc
from drawing.liverpool import left_shore, warehouse
from drawing.palette import CORAL, CREAM, NAVY
from drawing.water import LAYERS, container_ship, ferry, glitter, wave

HORIZON = 436
SUN = (590, 384)


def quay() -> Canvas:
    """Draw the picture of the agreement, from the sky to the nearest wave."""
    canvas = Canvas(CREAM)
    _sky(canvas)
    left_shore(canvas, HORIZON - 8)
    right_shore(canvas, HORIZON - 8)
    _water(canvas, 0, 3)
    ferry(canvas, 356, HORIZON + 47)
    _water(canvas, 3, 4)
    container_ship(canvas, 716, HORIZON + 68)
    _water(canvas, 4, 5)
    warehouse(canvas, HORIZON + 86)
    container_quay(canvas, HORIZON + 86)
    _water(canvas, 5, LAYERS)
    return canvas


def _water(canvas: Canvas, first: int, end: int) -> None:
    for layer in range(first, end):
        wave(canvas, layer, HORIZON)
        glitter(canvas, layer, HORIZON, SUN[0])


def _sky(canvas: Canvas) -> None:
    for radius, colour in ((560, "#faecd3"), (430, "#f9e3c1"), (310, "#f8d8ac"), (210, "#f7c996"), (136, "#f4b07d")):
        canvas.disc(*SUN, radius, fill=colour)
    canvas.disc(*SUN, 84, fill=CORAL)
    for x, y, length in (
        (330, 96, 150),
        (392, 112, 110),
        (700, 150, 170),
        (770, 134, 90),
        (486, 214, 96),
        (60, 60, 120),
        (930, 66, 140),
    ):
        canvas.box(x, y, length, 11, "#fffaf0", 5.5)
    for x, y, size in ((640, 236, 13), (676, 212, 9), (604, 262, 9), (300, 160, 9), (760, 92, 8)):
        _gull(canvas, x, y, size)


def _gull(canvas: Canvas, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        wing = arc(
            x + side * size * 0.75, y, size * 0.75, size * 0.5, 180 if side > 0 else 0, 300 if side > 0 else -120
        )
        canvas.line(wing, NAVY, 2.2)
