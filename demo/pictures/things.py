"""What recurs in the pictures: hills, trees, plants, lamps, trams."""

from demo.pictures.canvas import Canvas
from demo.pictures.shapes import (
    BLUE,
    GOLD,
    HONEY,
    INK,
    NIGHT,
    WHITE,
    Point,
    arc,
    curve,
    flip,
    mix,
    path,
    place,
    taper,
)

LEAF = curve(path("0,0 -0.11,-0.35 -0.06,-0.62 0,-0.72 0.06,-0.62 0.11,-0.35"), closed=True)


def plant(canvas: Canvas, x: float, ground: float, tall: float, colour: str, pot: str) -> None:
    """Some big leaves in a pot."""
    for turn, size in ((-38, 0.72), (36, 0.78), (-14, 1), (15, 0.9)):
        tone = mix(colour, WHITE, 0.12 if turn > 0 else 0)
        canvas.poly(place(LEAF, x, ground - tall * 0.26, tall * size, turn), tone)
    canvas.poly(taper(x, ground - tall * 0.3, tall * 0.3, tall * 0.22, tall * 0.3), pot)


def hills(ridge: list[Point], width: float, bottom: float) -> list[Point]:
    """A soft ridge, filled down to the bottom."""
    return [*curve(ridge), (width, bottom), (0, bottom)]


def tree(
    canvas: Canvas, x: float, ground: float, r: float, colour: str, light: str, side: int
) -> None:
    """A round tree; the light comes from the right (1) or from the left (-1)."""
    canvas.bar((x, ground), (x, ground - r * 2), r * 0.16, mix(colour, NIGHT, 0.45), 0.6)
    canvas.disc(x, ground - r * 2.1, r, colour)
    # A crescent: two arcs that meet 66 degrees above and below the middle.
    middle = ground - r * 2.1
    rim = [
        *arc(x, middle, r, r, -66, 66),
        *arc(x + r * 0.407, middle, r * 0.26, r * 0.9135, 90, -90),
    ]
    canvas.poly(rim if side > 0 else flip(rim, x), light)


def hanging_lamp(canvas: Canvas, x: float, y: float, r: float, light: str, shade: str) -> None:
    """A lamp from the ceiling; y is the lower edge of its shade."""
    canvas.glow(x, y + r * 0.2, r * 2.4, light, 0.75)
    canvas.bar((x, -10), (x, y - r * 0.7), r * 0.06, shade)
    canvas.disc(x, y + r * 0.04, r * 0.29, light)
    canvas.poly(arc(x, y, r, r * 0.8, 180, 360), shade)


def tram(canvas: Canvas, x: float, rails: float, length: float) -> None:
    """A tram of three cars from the side, driving to the right; x is its rear end."""
    tall, part = length * 0.135, length / 3
    top = rails - tall
    canvas.rect(x + part * 0.5, top + tall * 0.12, length - part, tall * 0.74, INK)
    for n in range(3):
        _car(canvas, x + n * part, rails, part - (0 if n == 2 else tall * 0.08), tall, n)
    nose = place(path("-0.38,0.12 -0.26,0.12 -0.06,0.54 -0.38,0.54"), x + length, top, tall)
    canvas.poly(nose, INK)
    arm = place(path("0,0 0.4,-0.32 -0.12,-0.62"), x + part * 0.5, top, tall)
    canvas.line(arm, NIGHT, tall * 0.03)


def _car(canvas: Canvas, x: float, rails: float, width: float, tall: float, number: int) -> None:
    top, right = rails - tall, x + width
    nose = tall * (0.42 if number == 2 else 0.1)
    for share in (0.3, 0.62):
        canvas.disc(x + width * share, rails - tall * 0.06, tall * 0.1, NIGHT)
    floor, belt = rails - tall * 0.1, rails - tall * 0.42
    rear = tall * 0.2 if number == 0 else 0
    shape = [(x + rear, top), (right - nose, top), (right, belt), (right, floor), (x, floor)]
    canvas.poly([*shape, (x, belt)], WHITE)
    canvas.rect(x, rails - tall * 0.34, width, tall * 0.24, BLUE)
    panes = max(2, round((width - nose) / tall / 0.62))
    step = (width - nose - rear / 2) / panes
    for n in range(panes):
        left, door = x + rear / 2 + step * (n + 0.14), n == panes // 2
        size = step * 0.76, tall * (0.72 if door else 0.4)
        canvas.rect(left, top + tall * 0.14, *size, HONEY if door else GOLD, radius=tall * 0.03)
