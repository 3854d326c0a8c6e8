"""People without faces."""

from dataclasses import dataclass

from demo.pictures.canvas import Canvas
from demo.pictures.shapes import (
    BLUE,
    NIGHT,
    PALE,
    SKY,
    WHITE,
    Point,
    arc,
    both_sides,
    box,
    capsule,
    curve,
    flip,
    mix,
    path,
    place,
    shaded,
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How somebody is dressed; `hair` is one of short, bun, bob, cap, scarf."""

    coat: str = BLUE
    legs: str = NIGHT
    skin: str = PALE
    hair: str = "short"
    tone: str = NIGHT
    accent: str = ""


TORSO = both_sides(
    path(
        "0,-0.815 0.05,-0.812 0.105,-0.79 0.122,-0.74 0.108,-0.62 0.112,-0.5 0.12,-0.4"
        " 0.06,-0.393 0,-0.392"
    )
)
SHOULDERS = path("0,1.12 0.6,1.19 1.4,1.42 2,1.95 2.28,2.9")
SCARF = curve(path("-0.95,0 0,-1.1 0.95,0 0.8,1.2 0,1.6 -0.8,1.2"), closed=True)


def head(canvas: Canvas, x: float, y: float, r: float, look: Look) -> None:
    """A head from behind, without a neck; the middle is at x, y."""
    if look.hair == "scarf":
        canvas.poly(place(SCARF, x, y, r), look.tone)
        return
    if look.hair in ("short", "bun", "cap"):
        for side in (-1, 1):
            canvas.disc(x + side * r * 0.88, y + r * 0.2, r * 0.14, look.skin)
    if look.hair == "cap":
        wool = look.accent or SKY
        brim = mix(wool, WHITE, 0.4)
        canvas.poly(arc(x, y, r * 0.86, r * 0.96), look.tone)
        canvas.poly(arc(x, y - r * 0.2, r * 0.96, r, 180, 360), wool)
        canvas.poly(box(x - r, y - r * 0.36, r * 2, r * 0.36, r * 0.16), brim)
        canvas.disc(x, y - r * 1.24, r * 0.24, brim)
        return
    _hair(canvas, x, y, r, look)


def _hair(canvas: Canvas, x: float, y: float, r: float, look: Look) -> None:
    drop = {"short": 0.86, "bun": 0.9, "bob": 0.95}[look.hair]
    wide = {"short": 0.88, "bun": 0.88, "bob": 1.04}[look.hair]
    hem = {"short": 0.28, "bun": 0.26, "bob": 0.5}[look.hair]
    side = [(wide, 0.0), (wide * 0.9, drop * 0.6), (hem, drop)]
    back = curve([*side, *reversed(flip(side, 0))])
    canvas.poly(place([*arc(0, -0.04, wide, 1, 180, 360), *back], x, y, r), look.tone)
    if look.hair == "bun":
        canvas.disc(x, y - r * 0.98, r * 0.4, look.tone)


def standing(
    canvas: Canvas,
    x: float,
    feet: float,
    tall: float,
    look: Look,
    *,
    left: tuple[Point, Point] = ((-0.14, -0.6), (-0.125, -0.43)),
    right: tuple[Point, Point] = ((0.14, -0.6), (0.125, -0.43)),
    stride: float = 0.03,
) -> None:
    """Somebody on their feet; the arms are elbow and hand, in shares of the height."""

    def at(points: list[Point]) -> list[Point]:
        return place(points, x, feet, tall)

    for side in (-1, 1):
        hip, foot = (side * 0.045, -0.45), (side * (0.05 + stride), -0.02)
        canvas.poly(at(capsule(hip, foot, 0.078, 0.6)), look.legs)
        canvas.poly(at(capsule(foot, (foot[0] + side * 0.012, -0.012), 0.045, 1.1)), look.legs)
    canvas.poly(at(box(-0.026, -0.89, 0.052, 0.1)), look.skin)
    for side, (elbow, hand) in ((-1, left), (1, right)):
        _arm(canvas, at([(side * 0.1, -0.76), elbow, hand]), tall, look)
    canvas.poly(at(TORSO), look.coat)
    if look.accent:
        canvas.poly(at(capsule((-0.05, -0.812), (0.05, -0.812), 0.05)), look.accent)
    head(canvas, x, feet - tall * 0.908, tall * 0.072, look)


def _arm(canvas: Canvas, joints: list[Point], tall: float, look: Look) -> None:
    shoulder, elbow, hand = joints
    sleeve = shaded(look.coat)
    cuff = elbow[0] + (hand[0] - elbow[0]) * 0.86, elbow[1] + (hand[1] - elbow[1]) * 0.86
    canvas.bar(cuff, hand, tall * 0.044, look.skin)
    canvas.bar(shoulder, elbow, tall * 0.062, sleeve, 0.9)
    canvas.bar(elbow, cuff, tall * 0.056, sleeve, 0.82)


def bust(canvas: Canvas, x: float, y: float, r: float, look: Look, *, down: float = 6) -> None:
    """Head and shoulders from behind; y is the middle of the head, r its radius."""
    body = place(both_sides([*SHOULDERS, (2.45, down)]), x, y, r)
    canvas.poly(box(x - r * 0.42, y + r * 0.3, r * 0.84, r * 1.3), look.skin)
    canvas.poly(body, look.coat)
    if look.accent:
        canvas.bar((x - r * 0.55, y + r * 1.22), (x + r * 0.55, y + r * 1.22), r * 0.5, look.accent)
    head(canvas, x, y, r, look)
