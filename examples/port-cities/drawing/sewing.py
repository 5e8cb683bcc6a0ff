"""What holds cloth together: running stitches, buttons, a needle and thread."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from drawing.canvas import Canvas, Point, arc
from drawing.palette import NAVY, SEA, TEAL

STITCH, GAP = 9, 7


def stitches(canvas: Canvas, path: Sequence[Point], thread: str, width: float = 2.4) -> None:
    """Sew a running stitch along a path."""
    walked = list(_walk(path))
    for start in range(GAP // 2, len(walked) - STITCH, STITCH + GAP):
        canvas.line(walked[start : start + STITCH + 1], thread, width, round_ends=True)


def _walk(path: Sequence[Point]) -> Iterator[Point]:
    """Points about one unit apart along a path."""
    for (x, y), (to_x, to_y) in pairwise(path):
        steps = max(1, round(hypot(to_x - x, to_y - y)))
        for step in range(steps):
            yield (x + (to_x - x) * step / steps, y + (to_y - y) * step / steps)


def holes(x: float, y: float, size: float) -> list[Point]:
    """Give the middles of a button's four holes: upper left, upper right, lower right, lower left."""
    reach = size * 0.2
    return [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]


def button(canvas: Canvas, x: float, y: float, size: float, *, face: str, rim: str, thread: str) -> None:
    """Draw a button with four holes, sewn on with two stitches."""
    canvas.disc(x, y, size, fill=rim)
    canvas.disc(x, y, size * 0.93, fill=face)
    canvas.disc(x, y, size * 0.74, fill=rim)
    canvas.disc(x, y, size * 0.7, fill=face)
    upper_left, upper_right, lower_right, lower_left = holes(x, y, size)
    for hole in (upper_left, upper_right, lower_right, lower_left):
        canvas.disc(*hole, size * 0.085, fill=NAVY)
    for pair in ((upper_left, lower_right), (upper_right, lower_left)):
        canvas.line(pair, thread, size * 0.065, round_ends=True)


def needle(canvas: Canvas, eye: Point, point: Point) -> None:
    """Draw a needle between two places."""
    length = hypot(point[0] - eye[0], point[1] - eye[1])
    along = ((point[0] - eye[0]) / length, (point[1] - eye[1]) / length)

    def at(distance: float, side: float) -> Point:
        return (eye[0] + along[0] * distance - along[1] * side, eye[1] + along[1] * distance + along[0] * side)

    canvas.polygon(
        [at(-15, 0), at(-11, 4), at(0, 6), at(length * 0.6, 4), point, at(length * 0.6, -4), at(0, -6), at(-11, -4)],
        TEAL,
    )
    canvas.polygon([at(14, 0.6), at(length * 0.6, 0.6), point, at(length * 0.6, -2), at(14, -3)], SEA)
    canvas.line([at(-7, 0), at(7, 0)], "#fbf2e0", 3, round_ends=True)


def loop(middle: Point, across: float, down: float, start: float, end: float) -> list[Point]:
    """Give a turn of thread, as a few points for a curve."""
    return arc(*middle, across, down, start, end)[::8]
