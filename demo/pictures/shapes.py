"""Points and colours: what the drawings are made of, before anything is drawn."""

from collections.abc import Iterable, Sequence
from math import cos, pi, radians, sin

type Point = tuple[float, float]
type Points = Sequence[Point]
type Stops = Sequence[tuple[float, str]]

# The product's own colours, and the tints between them.
ABYSS = "#0a1530"
NIGHT = "#0f1f3d"
INK = "#15305f"
DEEP = "#0e2f73"
BLUE = "#1746a2"
SKY = "#3a6fd0"
GLOW = "#7fa3e6"
PALE = "#b4caf2"
TINT = "#dbe6fa"
MIST = "#f3f6fa"
WHITE = "#ffffff"
GOLD = "#ffc42e"
AMBER = "#f0a21c"
HONEY = "#ffdc82"
CREAM = "#fff1cc"

# From blue to gold by way of white, for straight across it would turn grey.
DAWN: Stops = ((0, SKY), (0.42, PALE), (0.66, CREAM), (1, GOLD))
FADING: Stops = ((0, GOLD), (0.3, HONEY), (0.55, CREAM), (0.8, PALE), (1, SKY))
MORNING: Stops = ((0, SKY), (0.4, PALE), (0.7, MIST), (1, CREAM))


def rgb(colour: str) -> tuple[int, int, int]:
    """The three numbers of a colour like #1746a2."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """A colour between two others; a share of 0 is the first, 1 the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def shaded(colour: str) -> str:
    """The colour in the shade; gold and white would turn grey if they were mixed with blue."""
    own = {GOLD: AMBER, HONEY: GOLD, WHITE: TINT, TINT: PALE, PALE: GLOW, NIGHT: ABYSS}
    return own.get(colour) or mix(colour, NIGHT, 0.25)


def path(text: str) -> list[Point]:
    """Points written the short way: "12,30 40,8"."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def taper(x: float, y: float, top: float, bottom: float, tall: float) -> list[Point]:
    """A glass, a pot, a cone of light: centred on x, y is its upper edge."""
    upper, lower = top / 2, bottom / 2
    return [(x - upper, y), (x + upper, y), (x + lower, y + tall), (x - lower, y + tall)]


def curve(points: Points, *, closed: bool = False, steps: int = 14) -> list[Point]:
    """A soft line through all points (Catmull-Rom)."""
    ends = [points[-1], *points, points[0], points[1]] if closed else None
    knots = ends or [points[0], *points, points[-1]]
    path = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        for n in range(steps):
            t = n / steps
            path.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return path if closed else [*path, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    bend = (2 * a - 5 * b + 4 * c - d) * t + (3 * b - a - 3 * c + d) * t * t
    return b + ((c - a) + bend) * t / 2


def arc(
    x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360, steps: int = 48
) -> list[Point]:
    """Points along an ellipse; degrees, clockwise from three o'clock."""
    turns = (start + (end - start) * n / steps for n in range(steps + 1))
    return [(x + rx * cos(radians(turn)), y + ry * sin(radians(turn))) for turn in turns]


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> list[Point]:
    """A rectangle, with round corners if there is a radius."""
    right, bottom = x + width, y + height
    if not radius:
        return [(x, y), (right, y), (right, bottom), (x, bottom)]
    centres = (
        (right - radius, y + radius, -90),
        (right - radius, bottom - radius, 0),
        (x + radius, bottom - radius, 90),
        (x + radius, y + radius, 180),
    )
    return [p for cx, cy, a in centres for p in arc(cx, cy, radius, radius, a, a + 90, 10)]


def capsule(start: Point, end: Point, width: float, taper: float = 1) -> list[Point]:
    """A stroke with round ends; `taper` is how wide the end is, compared with the start."""
    (x, y), (u, v) = start, end
    length = max(((u - x) ** 2 + (v - y) ** 2) ** 0.5, 1e-6)
    ux, uy = (u - x) / length, (v - y) / length
    ends = []
    for (cx, cy), r, side in ((start, width / 2, 1), (end, width * taper / 2, -1)):
        for n in range(13):
            c, s = side * r * cos(pi * n / 12), side * r * sin(pi * n / 12)
            ends.append((cx - uy * c - ux * s, cy + ux * c - uy * s))
    return ends


def ribbon(path: Points, width: float) -> list[Point]:
    """A line of even width as a shape."""
    sides: tuple[list[Point], list[Point]] = [], []
    for n, (x, y) in enumerate(path):
        before, after = path[max(0, n - 1)], path[min(len(path) - 1, n + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        half = width / 2 / max((dx * dx + dy * dy) ** 0.5, 1e-6)
        sides[0].append((x - dy * half, y + dx * half))
        sides[1].append((x + dy * half, y - dx * half))
    return [*sides[0], *reversed(sides[1])]


def place(
    points: Iterable[Point], x: float, y: float, scale: float = 1, turn: float = 0
) -> list[Point]:
    """The same shape elsewhere: scaled, turned by degrees, then moved."""
    c, s = cos(radians(turn)) * scale, sin(radians(turn)) * scale
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


def ring_part(
    x: float, y: float, outer: float, inner: float, start: float, end: float
) -> list[Point]:
    """A piece of a ring between two angles: the shine on a glass."""
    return [*arc(x, y, outer, outer, start, end), *arc(x, y, inner, inner, end, start)]


def both_sides(half: Points) -> list[Point]:
    """A soft outline and its mirror image: shoulders, a coat."""
    right = curve(half)
    return [*right, *reversed(flip(right, 0))]


def flip(points: Iterable[Point], x: float) -> list[Point]:
    """The mirror image on the other side of a vertical line."""
    return [(2 * x - px, py) for px, py in points]
