"""The left shore: three grand buildings on a pier head, and a brick warehouse at a dock."""

from drawing.canvas import Canvas, arc
from drawing.palette import BRICK, CORAL, CREAM, INK, MIST, NAVY, OCHRE, SAND, SEA, TEAL

Size = tuple[float, float]

SHADE = "#0e3350"
DEEP_BRICK = "#8f3638"


def left_shore(canvas: Canvas, ground: float) -> None:
    """Draw everything that stands on the left, with its feet at y = ground."""
    _streets_behind(canvas, ground)
    _clock_towers(canvas, 148, ground)
    _palace(canvas, 300, ground)
    _dome(canvas, 386, ground)
    _pier_head(canvas, ground)


def _streets_behind(canvas: Canvas, ground: float) -> None:
    blocks = [
        (-4, 62, 96),
        (54, 30, 128),
        (80, 46, 84),
        (122, 26, 108),
        (262, 30, 116),
        (290, 34, 84),
        (352, 32, 104),
        (480, 26, 62),
    ]
    for x, width, height in blocks:
        canvas.box(x, ground - height, width, height, MIST)
    canvas.polygon([(62, ground - 128), (69, ground - 178), (76, ground - 128)], MIST)


def _windows(
    canvas: Canvas, x: float, y: float, columns: int, rows: int, step: Size, pane: Size, dark: str = SHADE
) -> None:
    """Draw rows of windows; every so often one is lit."""
    for row in range(rows):
        for column in range(columns):
            lit = (column * 5 + row * 3) % 7 in (0, 3)
            canvas.box(x + column * step[0], y + row * step[1], *pane, OCHRE if lit else dark)


def _wall(canvas: Canvas, x: float, ground: float, width: float, height: float, fill: str, light: str) -> None:
    """Draw a wall with its right edge, towards the sun, lit."""
    canvas.box(x, ground - height, width, height, fill)
    canvas.box(x + width - 5, ground - height, 5, height, light)


def _clock_towers(canvas: Canvas, x: float, ground: float) -> None:
    _wall(canvas, x, ground, 138, 132, TEAL, SEA)
    canvas.box(x - 3, ground - 136, 144, 6, SEA)
    canvas.box(x - 2, ground - 104, 142, 3, SEA)
    _windows(canvas, x + 9, ground - 126, 12, 2, (10.4, 11), (5, 7))
    _windows(canvas, x + 9, ground - 96, 12, 6, (10.4, 13), (5, 8))
    canvas.box(x, ground - 16, 138, 16, INK)
    for step in range(9):
        canvas.box(x + 7 + step * 14.4, ground - 12, 8, 12, NAVY, 3)
    for left in (x + 8, x + 92):
        _clock_tower(canvas, left, ground - 136)


def _clock_tower(canvas: Canvas, x: float, base: float) -> None:
    middle = x + 19
    _wall(canvas, x, base, 38, 46, TEAL, SEA)
    canvas.box(x - 3, base - 50, 44, 5, SEA)
    canvas.disc(middle, base - 25, 14, fill=SEA)
    canvas.disc(middle, base - 25, 12, fill=CREAM)
    canvas.line([(middle, base - 34), (middle, base - 25), (middle + 6, base - 21)], NAVY, 1.8)
    for inset, foot, height in ((3, 50, 16), (8, 68, 12)):
        _wall(canvas, x + inset, base - foot + 1, 38 - 2 * inset, height, TEAL, SEA)
        canvas.box(x + inset - 2, base - foot - height, 42 - 2 * inset, 3.5, SEA)
        for step in range(-1, 2):
            canvas.box(middle + step * (9 - inset / 2) - 1.8, base - foot - height + 5, 3.6, height - 6, OCHRE, 1.5)
    canvas.polygon(arc(middle, base - 82, 10, 15, 180, 360), TEAL)
    canvas.polygon([(middle + 2, base - 97), *arc(middle, base - 82, 10, 15, 300, 360), (middle + 5, base - 82)], SEA)
    canvas.line([(middle, base - 96), (middle, base - 104)], TEAL, 2)
    _copper_bird(canvas, middle, base - 104)


def _copper_bird(canvas: Canvas, x: float, y: float) -> None:
    canvas.polygon(
        [
            (x - 1, y + 2),
            (x - 9, y - 11),
            (x - 2, y - 6),
            (x, y - 10),
            (x + 3, y - 12),
            (x + 2, y - 6),
            (x + 9, y - 11),
            (x + 2, y + 2),
        ],
        INK,
    )


def _palace(canvas: Canvas, x: float, ground: float) -> None:
    _wall(canvas, x, ground, 72, 104, SEA, MIST)
    canvas.box(x - 4, ground - 109, 80, 7, MIST)
    canvas.box(x + 2, ground - 114, 68, 5, SEA)
    _windows(canvas, x + 8, ground - 94, 6, 5, (10, 14), (5, 9), TEAL)
    canvas.box(x, ground - 22, 72, 3, MIST)
    for step in range(5):
        canvas.box(x + 7 + step * 12.4, ground - 15, 7, 15, NAVY, 3.5)


def _dome(canvas: Canvas, x: float, ground: float) -> None:
    middle = x + 53
    _wall(canvas, x, ground, 106, 86, TEAL, SEA)
    canvas.box(x - 3, ground - 90, 112, 6, SEA)
    _windows(canvas, x + 9, ground - 78, 9, 5, (10.2, 14.5), (5, 9))
    for left in (x + 1, x + 91):
        canvas.box(left, ground - 106, 14, 18, TEAL)
        canvas.polygon(arc(left + 7, ground - 106, 8, 11, 180, 360), SEA)
        canvas.line([(left + 7, ground - 115), (left + 7, ground - 124)], SEA, 1.6)
    canvas.polygon([(middle - 30, ground - 88), (middle, ground - 106), (middle + 30, ground - 88)], SEA)
    _wall(canvas, middle - 23, ground - 96, 46, 28, TEAL, SEA)
    for step in range(5):
        canvas.box(middle - 19 + step * 8.4, ground - 119, 4, 16, OCHRE, 2)
    canvas.box(middle - 27, ground - 127, 54, 4.5, SEA)
    canvas.polygon(arc(middle, ground - 126, 23, 32, 180, 360), TEAL)
    canvas.polygon(
        [*arc(middle, ground - 126, 23, 32, 285, 360), *reversed(arc(middle, ground - 126, 12, 32, 285, 360))], SEA
    )
    for across in (-13, -5):
        canvas.line(arc(middle, ground - 126, across, 32, 270, 360), SEA, 1.1)
    _wall(canvas, middle - 5, ground - 155, 10, 14, INK, SEA)
    canvas.polygon(arc(middle, ground - 168, 6, 8, 180, 360), TEAL)
    canvas.line([(middle, ground - 175), (middle, ground - 188)], TEAL, 1.8)


def _pier_head(canvas: Canvas, ground: float) -> None:
    canvas.box(-4, ground, 536, 9, SAND)
    canvas.polygon([(-4, ground + 8), (536, ground + 8), (528, ground + 26), (-4, ground + 26)], INK)
    for x in range(6, 528, 26):
        canvas.box(x, ground + 12, 3, 16, NAVY)
    for x in (288, 296, 380, 498, 510, 519):
        canvas.disc(x, ground - 6, 5 + x % 3, 7, fill=SEA)


def warehouse(canvas: Canvas, ground: float) -> None:
    """Draw the brick warehouse of the dock in front, with its colonnade on the water."""
    top = ground - 118
    canvas.box(-4, top, 146, 118, BRICK)
    canvas.box(134, top, 8, 118, CORAL)
    canvas.polygon([(-4, top + 1), (-4, top - 16), (126, top - 16), (146, top + 1)], DEEP_BRICK)
    for row in range(4):
        for column in range(6):
            x, y = 2 + column * 22, top + 12 + row * 19
            canvas.box(x, y, 10, 12, DEEP_BRICK, 3)
            canvas.box(x + 1.5, y + 2, 7, 9, OCHRE if (column + 2 * row) % 5 == 1 else NAVY, 2)
    canvas.box(-4, ground - 34, 146, 3, DEEP_BRICK)
    for x in range(-4, 120, 22):
        canvas.box(x, ground - 28, 16, 40, NAVY, 8)
        canvas.box(x + 16, ground - 20, 6, 20, CORAL)
    canvas.box(-4, ground, 172, 8, SAND)
    canvas.polygon([(-4, ground + 8), (168, ground + 8), (162, ground + 46), (-4, ground + 46)], INK)
    canvas.box(150, ground - 8, 6, 8, NAVY)
    canvas.box(147, ground - 11, 12, 4, NAVY, 2)
