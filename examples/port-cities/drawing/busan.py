"""The right shore: towers and small houses on a hillside, a suspension bridge, a container quay."""

from collections.abc import Sequence
from random import Random

from drawing.canvas import Canvas, Point, arc, curve
from drawing.palette import BRICK, CORAL, CREAM, INK, MIST, NAVY, OCHRE, SAND, SEA, TEAL

FAR_HILL = "#a9c8b8"
NEAR_HILL = "#4a9794"

FAR_RIDGE = [
    (640, -14),
    (690, 2),
    (740, 32),
    (790, 74),
    (850, 104),
    (910, 172),
    (970, 214),
    (1030, 262),
    (1090, 284),
    (1140, 258),
    (1204, 288),
]
NEAR_RIDGE = [(862, 0), (900, 34), (960, 92), (1020, 168), (1080, 206), (1140, 192), (1204, 226)]


def right_shore(canvas: Canvas, ground: float) -> None:
    """Draw everything that stands on the right, with its feet at y = ground."""
    _hill(canvas, FAR_RIDGE, ground, FAR_HILL)
    _bridge(canvas, ground)
    _hill(canvas, NEAR_RIDGE, ground, NEAR_HILL)
    _hillside_houses(canvas, ground)
    _towers(canvas, ground)
    for x, width in ((1094, 44), (1142, 62)):
        canvas.box(x, ground - 22, width, 22, INK)
        canvas.box(x - 2, ground - 25, width + 4, 5, SAND)
    canvas.box(862, ground - 1, 342, 8, SAND)
    canvas.polygon([(862, ground + 7), (1204, ground + 7), (1204, ground + 26), (870, ground + 26)], INK)


def _hill(canvas: Canvas, ridge: Sequence[Point], ground: float, fill: str) -> None:
    line = curve([(x, ground - height) for x, height in ridge])
    canvas.polygon([*line, (ridge[-1][0], ground + 14), (ridge[0][0], ground + 14)], fill)


def _bridge(canvas: Canvas, ground: float) -> None:
    deck, top = ground - 44, ground - 142
    left, right, start, end = 746, 846, 690, 904
    canvas.box(start - 6, deck, end - start + 60, 4, TEAL)
    canvas.box(start - 6, deck + 9, end - start + 60, 2.5, TEAL)
    for x in range(start, end + 40, 9):
        canvas.line([(x, deck + 2), (x + 4.5, deck + 10), (x + 9, deck + 2)], TEAL, 0.9)
    sag = (deck - 8 - top) / ((right - left) / 2) ** 2
    middle = (left + right) / 2
    main = [(x, deck - 8 - sag * (x - middle) ** 2) for x in range(left, right + 1)]
    for cable in (main, _side_cable((left, top), (start, deck)), _side_cable((right, top), (end, deck))):
        canvas.line(cable, TEAL, 2)
        for hanger, y in cable[6:-3:8]:
            canvas.line([(hanger, y), (hanger, deck)], TEAL, 0.7)
    for x in (left, right):
        canvas.polygon([(x - 7, ground), (x - 4, top - 5), (x + 4, top - 5), (x + 7, ground)], TEAL)
        canvas.polygon([(x - 3, ground), (x - 1.4, top + 4), (x + 1.4, top + 4), (x + 3, ground)], SEA)
        for y in (top + 2, top + 34, top + 66):
            canvas.box(x - 5, y, 10, 4, TEAL)
        canvas.box(x - 11, ground - 7, 22, 10, INK, 2)
    canvas.polygon([(start - 15, ground), (start - 10, deck - 3), (start + 7, deck - 3), (start + 11, ground)], TEAL)
    canvas.polygon([(start - 15, ground), (start - 10, deck - 3), (start - 4, deck - 3), (start - 8, ground)], SEA)


def _side_cable(top: Point, foot: Point) -> list[Point]:
    span = round(abs(foot[0] - top[0]))
    way = (foot[0] - top[0]) / span
    return [(top[0] + way * step, foot[1] - (foot[1] - top[1]) * (1 - step / span) ** 1.6) for step in range(span + 1)]


def _hillside_houses(canvas: Canvas, ground: float) -> None:
    dice = Random(140)  # noqa: S311  a seed, so that the picture is the same each time
    colours = [CREAM, OCHRE, CORAL, MIST, SAND, CREAM, SEA]
    for row in reversed(range(5)):
        for start in range(1093 + row % 2 * 8, 1200, 16):
            x = start + dice.uniform(-2, 2)
            y = ground - 94 - row * 18 - (x - 1036) * 0.1 + dice.uniform(-3, 3)
            _house(canvas, x, y, dice.choice(colours))


def _house(canvas: Canvas, x: float, y: float, fill: str) -> None:
    canvas.box(x, y, 13, 14, fill)
    canvas.box(x - 0.5, y - 2.5, 14, 3, BRICK if fill in (CREAM, SAND) else CREAM)
    canvas.box(x + 3, y + 4, 3, 4, INK)
    canvas.box(x + 8, y + 4, 3, 4, INK)


def _towers(canvas: Canvas, ground: float) -> None:
    for x, width, height, fill in (
        (872, 24, 84, SAND),
        (900, 24, 112, CREAM),
        (928, 24, 98, SAND),
        (956, 24, 128, CREAM),
    ):
        _apartments(canvas, x, ground, width, height, fill)
    for x, height, lean in ((984, 214, 1), (1020, 256, 1), (1058, 188, -1)):
        _sail_tower(canvas, x, ground, height, lean)


def _apartments(canvas: Canvas, x: float, ground: float, width: float, height: float, fill: str) -> None:
    canvas.box(x, ground - height, width, height, fill)
    canvas.box(x, ground - height, 5, height, CORAL)
    canvas.box(x + 8, ground - height - 6, width - 16, 7, fill)
    for step in range(int(height // 9) - 1):
        canvas.box(x + 8, ground - height + 7 + step * 9, width - 11, 3.6, SEA if step % 4 else TEAL)


def _sail_tower(canvas: Canvas, x: float, ground: float, height: float, lean: int) -> None:
    width, shoulder = 30.0, 54.0
    top = ground - height
    straight, tip = (x, x + width) if lean > 0 else (x + width, x)
    bow = curve([(tip, top + shoulder), (tip - lean * 5, top + 24), (straight + lean * 4, top)])
    outline = [(straight, ground), (straight, top), *reversed(bow), (tip, ground)]
    canvas.polygon(outline, INK)
    with canvas.inside(outline):
        canvas.box(x, top, 5, height, OCHRE)
        for step in range(int(height // 7)):
            canvas.box(x + 8, top + 6 + step * 7, width - 8, 2, SEA)
        canvas.box(x + width / 2 + 3, top, 2, height, INK)


def container_quay(canvas: Canvas, ground: float) -> None:
    """Draw the cranes and stacked containers of the port in front."""
    for x in (1014, 1116):
        _crane(canvas, x, ground)
    _stack(canvas, 1066, ground, 5, 3, 7)
    _stack(canvas, 1160, ground, 4, 4, 11)
    canvas.box(962, ground, 242, 8, SAND)
    canvas.polygon([(962, ground + 8), (1204, ground + 8), (1204, ground + 46), (968, ground + 46)], INK)
    for x in range(982, 1200, 30):
        canvas.box(x, ground + 14, 8, 18, NAVY, 3)


def _stack(canvas: Canvas, x: float, ground: float, columns: int, rows: int, seed: int) -> None:
    dice = Random(seed)  # noqa: S311  a seed, so that the picture is the same each time
    for column in range(columns):
        for row in range(dice.randint(rows - 1, rows)):
            _container(
                canvas, x + column * 23, ground - 11 * (row + 1), dice.choice((CORAL, OCHRE, TEAL, CREAM, BRICK, SEA))
            )


def _container(canvas: Canvas, x: float, y: float, fill: str) -> None:
    canvas.box(x, y, 22, 10.4, fill)
    for step in range(1, 6):
        canvas.box(x + step * 3.7, y + 1.6, 0.8, 7.2, NAVY + "55")


def _crane(canvas: Canvas, x: float, ground: float) -> None:
    beam, top = ground - 112, ground - 180
    for foot in (x, x + 44):
        canvas.box(foot - 3.5, beam, 7, 112, BRICK)
        canvas.box(foot - 8, ground - 6, 16, 6, NAVY, 2)
    canvas.line([(x, ground - 30), (x + 44, ground - 30)], BRICK, 4)
    canvas.line([(x, ground - 30), (x + 44, beam + 4)], BRICK, 2.4)
    canvas.line([(x, beam), (x + 12, top), (x + 44, beam)], BRICK, 5, round_ends=True)
    for reach in (-92, -46, 74):
        canvas.line([(x + 12, top), (x + reach, beam - 2)], BRICK, 1.8)
    canvas.box(x - 98, beam - 5, 178, 10, CORAL)
    for step in range(14):
        canvas.line([(x - 94 + step * 12.4, beam + 3), (x - 88 + step * 12.4, beam - 3)], BRICK, 1.2)
    canvas.box(x + 48, beam - 18, 26, 15, BRICK, 2)
    trolley = x - 56
    canvas.box(trolley - 7, beam + 3, 14, 6, NAVY)
    for side in (-6, 6):
        canvas.line([(trolley + side, beam + 8), (trolley + side, beam + 34)], NAVY, 1)
    _container(canvas, trolley - 11, beam + 34, OCHRE)
    canvas.polygon(arc(x + 12, top, 4, 4, 0, 360), BRICK)
