"""A surface to draw on in picture units, smooth at its edges."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

Point = tuple[float, float]

WIDTH, HEIGHT = 1200, 675
FLAT = 64  # palette entries kept for the most frequent colours; the others serve the edges
SCALE = 4  # drawn this many times larger, then reduced: that smooths the edges


class Canvas:
    """A picture of WIDTH × HEIGHT units.

    A colour is `#rrggbb`, or `#rrggbbaa` to let what lies beneath shine through.
    """

    def __init__(self, ground: str) -> None:
        """Start with an even ground."""
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self._pen = ImageDraw.Draw(self._image, "RGBA")

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Fill the shape that the points go round."""
        self._pen.polygon(_scaled(points), fill)

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        """Fill a rectangle whose upper left corner is x, y."""
        corners = _scaled([(x, y), (x + width, y + height)])
        right, bottom = corners[1]
        self._pen.rounded_rectangle([corners[0], (right - 1, bottom - 1)], radius * SCALE, fill)

    def disc(self, x: float, y: float, across: float, down: float | None = None, *, fill: str) -> None:
        """Fill an ellipse round x, y; `across` and `down` are its radii."""
        down = across if down is None else down
        self._pen.ellipse(_scaled([(x - across, y - down), (x + across, y + down)]), fill)

    def line(self, points: Sequence[Point], fill: str, width: float = 1, *, round_ends: bool = False) -> None:
        """Draw a line through the points."""
        self._pen.line(_scaled(points), fill, round(width * SCALE), joint="curve")
        if round_ends:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, fill=fill)

    @contextmanager
    def inside(self, points: Sequence[Point]) -> Iterator[None]:
        """Keep everything drawn in this block within the polygon."""
        before = self._image.copy()
        yield
        mask = Image.new("L", self._image.size, 255)
        ImageDraw.Draw(mask).polygon(_scaled(points), 0)
        self._image.paste(before, mask=mask)

    def save(self, path: Path) -> None:
        """Write a palette PNG in which flat colours stay exact and edges stay smooth."""
        picture = self._image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        palette = Image.new("P", (1, 1))
        palette.putpalette([*_flat_colours(picture), *_edge_colours(picture)])
        picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def arc(x: float, y: float, across: float, down: float, start: float, end: float) -> list[Point]:
    """Give points on an ellipse from one angle to another, in degrees clockwise from the right."""
    steps = 48
    angles = [(start + (end - start) * step / steps) * pi / 180 for step in range(steps + 1)]
    return [(x + across * cos(angle), y + down * sin(angle)) for angle in angles]


def curve(points: Sequence[Point]) -> list[Point]:
    """Give a smooth line through the points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    line: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        line += [_between(before, start, end, after, step / 16) for step in range(16)]
    return [*line, points[-1]]


def blend(first: str, second: str, share: float) -> str:
    """Give the colour that lies `share` of the way from one `#rrggbb` to another."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * share) for a, b in pairs).hex()


def _flat_colours(picture: Image.Image) -> list[int]:
    data = picture.tobytes()
    counted = Counter(zip(data[::3], data[1::3], data[2::3], strict=True))
    return [channel for colour, _ in counted.most_common(FLAT) for channel in colour]


def _edge_colours(picture: Image.Image) -> list[int]:
    return picture.quantize(256 - FLAT, method=Image.Quantize.MAXCOVERAGE).getpalette() or []


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    def along(p: float, q: float, r: float, s: float) -> float:
        return q + t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p))) / 2

    return (along(before[0], start[0], end[0], after[0]), along(before[1], start[1], end[1], after[1]))


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(round(x * SCALE), round(y * SCALE)) for x, y in points]
