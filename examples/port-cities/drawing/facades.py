"""The houses of the cloth street."""

from dataclasses import dataclass

from drawing.canvas import Canvas, Point
from drawing.cloth import Cloth, basket, diamond, herringbone, lay, plain, twill
from drawing.palette import BRICK, CORAL, CREAM, NAVY, OCHRE, SAND, TEAL
from drawing.sewing import button, stitches

STREET = 510
PANE_WIDTH, PANE_HEIGHT = 25, 37


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """A house and what it is made of."""

    x: int
    width: int
    roof: tuple[Point, ...]
    """The roofline from left to right: shares of the width, heights above the street."""
    cloth: Cloth
    piping: str
    patch: str
    """What its windows are cut from."""
    seam: str
    """The thread its windows are sewn on with."""
    windows: tuple[int, ...] = (2, 2)
    """How many to a floor, from the lowest floor up."""

    @property
    def outline(self) -> list[Point]:
        """Its edge, from the foot on the left over the roof to the foot on the right."""
        top = [(self.x + share * self.width, STREET - height) for share, height in self.roof]
        return [(self.x, STREET), *top, (self.x + self.width, STREET)]


SAWTOOTH = ((0, 206), (0, 268), (0.333, 206), (0.333, 268), (0.667, 206), (0.667, 268), (1, 206))
GABLE = ((0, 232), (0.5, 322), (1, 232))
STEPPED = (
    (0, 240),
    (0.17, 240),
    (0.17, 278),
    (0.34, 278),
    (0.34, 316),
    (0.66, 316),
    (0.66, 278),
    (0.83, 278),
    (0.83, 240),
    (1, 240),
)
TOWERED = ((0, 330), (0.1, 374), (0.2, 330), (0.2, 262), (0.8, 262), (0.8, 330), (0.9, 374), (1, 330))
PARAPET = ((0, 290), (0.12, 290), (0.12, 274), (0.88, 274), (0.88, 290), (1, 290))
LOW_GABLE = ((0, 206), (0.5, 280), (1, 206))
VAULT = ((0, 244), *((x / 20, 244 + 200 * (x / 20) * (1 - x / 20)) for x in range(1, 20)), (1, 244))

TARTAN = "nnnntttccrrrcctttnnnn"
HOUSES = (
    House(
        x=-12,
        width=150,
        roof=SAWTOOTH,
        cloth=Cloth(warp="t", weft="s", weave=herringbone),
        piping=NAVY,
        patch=CREAM,
        seam=CORAL,
    ),
    House(
        x=138,
        width=132,
        roof=GABLE,
        cloth=Cloth(warp="rrrrcccc", weft="rrrrcccc", weave=plain),
        piping=BRICK,
        patch=NAVY,
        seam=OCHRE,
        windows=(2, 2, 1),
    ),
    House(
        x=270,
        width=144,
        roof=STEPPED,
        cloth=Cloth(warp="o", weft="d", weave=diamond),
        piping=BRICK,
        patch=TEAL,
        seam=CREAM,
        windows=(2, 2, 1),
    ),
    House(
        x=414,
        width=252,
        roof=TOWERED,
        cloth=Cloth(warp=TARTAN, weft=TARTAN, weave=twill),
        piping=OCHRE,
        patch=CREAM,
        seam=NAVY,
        windows=(4, 4),
    ),
    House(
        x=666,
        width=126,
        roof=PARAPET,
        cloth=Cloth(warp="r", weft="b", weave=basket),
        piping=NAVY,
        patch=CREAM,
        seam=TEAL,
        windows=(2, 2, 2),
    ),
    House(
        x=792,
        width=138,
        roof=LOW_GABLE,
        cloth=Cloth(warp="nnnncccc", weft="nnnncccc", weave=twill),
        piping=OCHRE,
        patch=CORAL,
        seam=CREAM,
    ),
    House(
        x=930,
        width=138,
        roof=VAULT,
        cloth=Cloth(warp="c", weft="oorrssoott", weave=herringbone),
        piping=TEAL,
        patch=NAVY,
        seam=OCHRE,
        windows=(2, 2, 1),
    ),
    House(
        x=1068,
        width=144,
        roof=SAWTOOTH,
        cloth=Cloth(warp="ttttttssoss", weft="t", weave=twill),
        piping=CORAL,
        patch=SAND,
        seam=BRICK,
    ),
)


def house(canvas: Canvas, home: House) -> None:
    """Draw a house: its cloth, the piping round it, windows and a door sewn on."""
    outline = home.outline
    height = int(max(height for _, height in home.roof))
    height += -height % home.cloth.thread
    with canvas.inside(outline):
        lay(canvas, home.cloth, home.x, STREET - height, home.width, height)
    canvas.line(outline, home.piping, 7)
    _door(canvas, home)
    for floor, count in enumerate(home.windows):
        for place in range(count):
            step = home.width / (count + 0.5 if count > 1 else 2)
            middle = home.x + home.width / 2 + (place - (count - 1) / 2) * step
            _pane(canvas, home, middle - PANE_WIDTH / 2, STREET - 124 - floor * 62)
    if home.roof is TOWERED:
        for share in (0.1, 0.9):
            button(canvas, home.x + share * home.width, STREET - 306, 15, face=OCHRE, rim=BRICK, thread=CREAM)


def _pane(canvas: Canvas, home: House, x: float, y: float) -> None:
    _patch(canvas, home, x, y, PANE_WIDTH, PANE_HEIGHT)
    canvas.box(x + PANE_WIDTH / 2 - 1, y, 2, PANE_HEIGHT, home.seam)
    for row in (1, 2):
        canvas.box(x, y + row * PANE_HEIGHT / 3 - 1, PANE_WIDTH, 2, home.seam)


def _door(canvas: Canvas, home: House) -> None:
    width = 62 if home.roof is TOWERED else 34
    x = home.x + (home.width - width) / 2
    _patch(canvas, home, x, STREET - 58, width, 58)
    canvas.disc(x + width - 9, STREET - 27, 3, fill=home.seam)


def _patch(canvas: Canvas, home: House, x: float, y: float, width: float, height: float) -> None:
    """Sew a plain piece of cloth on the wall, with the wall's edging and a seam inside it."""
    canvas.box(x - 4, y - 4, width + 8, height + 4 + 4 * (y + height < STREET), home.piping, 3)
    canvas.box(x, y, width, height, home.patch, 2)
    if width > PANE_WIDTH:
        inset = 5
        seam = [
            (x + inset, STREET),
            (x + inset, y + inset),
            (x + width - inset, y + inset),
            (x + width - inset, STREET),
        ]
        stitches(canvas, seam, home.seam, 1.8)
