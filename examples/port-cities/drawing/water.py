"""One tide: layered waves from shore to shore, and the boats on it."""

from math import cos, pi, sin

from drawing.canvas import HEIGHT, WIDTH, Canvas, Point, blend
from drawing.palette import BRICK, CORAL, CREAM, INK, MIST, NAVY, OCHRE, SAND, SEA, TEAL

LAYERS = 9
DEEP = "#0a3a52"
TURN = 0.4  # how far from the horizon to the front the water changes from pale to deep


def wave_top(layer: int, horizon: float) -> float:
    """Give the y of a layer's crests; the nearer the layer, the wider the step."""
    return horizon + 6 * layer + 2.75 * layer**2


def wave(canvas: Canvas, layer: int, horizon: float) -> None:
    """Draw one layer of water from edge to edge down to the bottom."""
    near = layer / (LAYERS - 1)
    fill = blend(MIST, SEA, near / TURN) if near < TURN else blend(SEA, DEEP, (near - TURN) / (1 - TURN))
    top = wave_top(layer, horizon)
    length, swell = 40 + 25 * layer, 1.5 + 1.55 * layer
    crest = _crest(top, length, swell, layer * 0.37)
    canvas.polygon([*crest, (WIDTH + 60, HEIGHT), (-60, HEIGHT)], fill)
    canvas.line(crest, blend(fill, CREAM, 0.42), 1 + 0.22 * layer)
    for depth, light in ((1, 0.17), (2, 0.09)):
        lower = [(x, y + depth * (4 + 1.5 * layer)) for x, y in crest]
        canvas.line(lower, blend(fill, CREAM, light), 1 + 0.16 * layer)


def _crest(top: float, length: float, swell: float, shift: float) -> list[Point]:
    """Give a trochoid, the profile of a rolling wave: narrow crests, wide troughs."""
    turn = 2 * pi / length
    starts = range(-60, WIDTH + 61, 2)
    return [
        (x - swell * 1.9 * sin(x * turn + shift * 2 * pi), top + swell * (1 - cos(x * turn + shift * 2 * pi)))
        for x in starts
    ]


def glitter(canvas: Canvas, layer: int, horizon: float, sun: float) -> None:
    """Draw the sun's path across one layer as flat strokes."""
    top = wave_top(layer, horizon)
    thick = 2.6 + 0.3 * layer
    for step in range(3):
        y = top + 3 + 1.6 * layer + step * (3 + 1.9 * layer)
        half = 78 - 6.4 * layer - 9 * step + 10 * sin(layer * 2.1 + step)
        x = sun + 14 * sin(layer * 1.9 + step * 2.6)
        canvas.box(x - half, y, 2 * half, thick, OCHRE if (layer + step) % 3 == 0 else CORAL, thick / 2)


def ferry(canvas: Canvas, x: float, y: float) -> None:
    """Draw a river ferry heading for the far shore; x, y is its stern at the waterline."""
    canvas.polygon([(x, y - 15), (x + 118, y - 19), (x + 106, y + 8), (x + 10, y + 8)], NAVY)
    canvas.polygon([(x + 1, y - 11), (x + 116, y - 14), (x + 115, y - 11), (x + 2, y - 8)], CORAL)
    canvas.box(x + 12, y - 31, 84, 15, CREAM)
    canvas.box(x + 22, y - 44, 60, 14, CREAM)
    canvas.box(x + 62, y - 57, 20, 14, CREAM, 2)
    canvas.box(x + 8, y - 33, 92, 3, SAND)
    canvas.box(x + 18, y - 46, 68, 3, SAND)
    for step in range(7):
        canvas.box(x + 17 + step * 11, y - 27, 6, 7, TEAL, 1.5)
    for step in range(5):
        canvas.box(x + 27 + step * 10.5, y - 40, 5.5, 6, TEAL, 1.5)
    canvas.box(x + 65, y - 54, 14, 5, TEAL)
    canvas.polygon([(x + 38, y - 46), (x + 36, y - 70), (x + 50, y - 70), (x + 52, y - 46)], CORAL)
    canvas.polygon([(x + 36, y - 70), (x + 50, y - 70), (x + 50.5, y - 63), (x + 36.5, y - 63)], NAVY)
    canvas.line([(x + 90, y - 33), (x + 90, y - 66)], INK, 1.4)
    canvas.polygon([(x + 90, y - 66), (x + 104, y - 62), (x + 90, y - 57)], OCHRE)


def container_ship(canvas: Canvas, x: float, y: float) -> None:
    """Draw a laden ship coming the other way; x, y is its bow at the waterline."""
    canvas.polygon([(x - 12, y - 22), (x + 18, y - 18), (x + 186, y - 18), (x + 190, y + 18), (x + 12, y + 18)], BRICK)
    canvas.polygon([(x + 2, y), (x + 189, y), (x + 190, y + 18), (x + 12, y + 18)], NAVY)
    colours = [OCHRE, TEAL, CREAM, CORAL, SEA, CREAM, TEAL, OCHRE, CORAL, INK]
    for column, height in enumerate((2, 3, 4, 4, 3, 4)):
        for row in range(height):
            canvas.box(x + 20 + column * 21, y - 28 - row * 10, 20, 9.4, colours[(column * 3 + row * 7) % len(colours)])
    canvas.box(x + 150, y - 62, 24, 44, CREAM)
    canvas.box(x + 145, y - 66, 34, 7, SAND)
    for row in range(3):
        canvas.box(x + 153, y - 54 + row * 11, 18, 4, TEAL)
    canvas.box(x + 176, y - 46, 9, 28, CORAL)
    canvas.line([(x + 162, y - 66), (x + 162, y - 80)], INK, 1.6)
