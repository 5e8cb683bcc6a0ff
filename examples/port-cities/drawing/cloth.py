"""Cloth, woven thread by thread: warp runs down, weft across, and a weave says which lies on top."""

from collections.abc import Callable
from dataclasses import dataclass

from drawing.canvas import Canvas, blend
from drawing.palette import BRICK, CORAL, CREAM, NAVY, OCHRE, SAND, SEA, TEAL

Weave = Callable[[int, int], bool]
"""Whether the warp lies on top where thread `column` meets thread `row`."""

DYES = {"n": NAVY, "t": TEAL, "s": SEA, "c": CREAM, "d": SAND, "o": OCHRE, "r": CORAL, "b": BRICK}


def plain(column: int, row: int) -> bool:
    """Weave over one, under one."""
    return (column + row) % 2 == 0


def twill(column: int, row: int) -> bool:
    """Weave over two, under two, one thread on in each row: with bands of four, a houndstooth."""
    return (column + row) // 2 % 2 == 0


def basket(column: int, row: int) -> bool:
    """Weave four threads as if they were one."""
    return (column // 4 + row // 4) % 2 == 0


def herringbone(column: int, row: int) -> bool:
    """Weave a twill that turns back every six threads."""
    return (abs(column % 12 - 6) + row) // 3 % 2 == 0


def diamond(column: int, row: int) -> bool:
    """Weave a twill that turns back both ways."""
    return (abs(column % 16 - 8) + abs(row % 16 - 8)) // 4 % 2 == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Cloth:
    """A pattern to weave."""

    warp: str
    """Letters of DYES, one a thread, repeated for as long as the cloth goes on."""
    weft: str
    weave: Weave
    thread: int = 6
    """The width of a thread, a whole number of units: it keeps the picture's file small."""


def lay(canvas: Canvas, cloth: Cloth, x: int, y: int, width: int, height: int) -> None:
    """Cover an area with cloth; its pattern starts at the upper left corner."""
    size = cloth.thread
    for column in range(-(-width // size)):
        for row in range(-(-height // size)):
            over = cloth.weave(column, row)
            dye = DYES[cloth.warp[column % len(cloth.warp)] if over else cloth.weft[row % len(cloth.weft)]]
            _crossing(canvas, x + column * size, y + row * size, size, dye, over=over)


def _crossing(canvas: Canvas, x: int, y: int, size: int, dye: str, *, over: bool) -> None:
    """Draw the thread on top, with a darker edge on its shadow side."""
    canvas.box(x, y, size, size, dye)
    shade = blend(dye, NAVY, 0.16)
    if over:
        canvas.box(x + size - 1, y, 1, size, shade)
    else:
        canvas.box(x, y + size - 1, size, 1, shade)
