"""The square in the evening."""

from demo.pictures.canvas import Canvas
from demo.pictures.figures import Look, standing
from demo.pictures.shapes import (
    ABYSS,
    BLUE,
    CREAM,
    DEEP,
    GLOW,
    GOLD,
    HONEY,
    INK,
    NIGHT,
    PALE,
    SKY,
    arc,
    curve,
    mix,
    path,
    taper,
)

# Left edge, width, height of the eaves, wall.
FRONTS = (
    *((-20, 196, 196, INK), (176, 150, 140, NIGHT), (326, 208, 226, DEEP), (534, 146, 270, NIGHT)),
    *((680, 220, 180, INK), (900, 140, 244, NIGHT), (1040, 190, 160, DEEP)),
)
PEOPLE = (
    *((232, 690, 148, ABYSS), (304, 698, 158, BLUE), (770, 726, 190, ABYSS)),
    *((862, 716, 172, GOLD), (1096, 652, 126, ABYSS)),
)


def square(canvas: Canvas) -> None:
    """The square in the evening: lit windows, lamps on a wire, people with long shadows."""
    canvas.wash([(0, ABYSS), (0.45, DEEP), (0.8, BLUE), (1, SKY)], 0, 520)
    canvas.poly([*arc(972, 96, 46, 46, -60, 130), *arc(958, 90, 42, 42, 116, -46)], CREAM)
    canvas.rect(628, 96, 84, 400, BLUE)
    canvas.poly([(618, 98), (670, -6), (722, 98)], DEEP)
    canvas.disc(670, 140, 24, HONEY)
    canvas.line([(670, 126), (670, 140), (680, 146)], NIGHT, 3)
    canvas.wash([(0, INK), (1, ABYSS)], 500, 800)
    for n, (left, wide, eaves, wall) in enumerate(FRONTS):
        _roof(canvas, left, wide, eaves, wall, n)
        _windows(canvas, left, wide, eaves, wall, n)
        _shop(canvas, left, wide, wall, n)
    wire = curve(path("-20,300 210,372 430,392 640,372 830,318 1030,300 1220,226"))
    canvas.line(wire, GLOW, 2.5)
    for x, y in wire[7::8]:
        canvas.glow(x, y + 10, 46, GOLD, 0.55)
        canvas.disc(x, y + 10, 9, CREAM)
    for n, (at, feet, tall, coat) in enumerate(PEOPLE):
        away = at + (at - 600) * 0.22
        fall = [(at - 14, feet - 4), (at + 14, feet - 4), (away + 30, 830), (away - 34, 830)]
        canvas.beam(fall, ABYSS, (at, feet), (at, 830), (0.85, 0.1))
        hair = ("bob", "short", "cap")[n % 3]
        look = Look(coat=coat, tone=NIGHT, legs=ABYSS, skin=GLOW, hair=hair)
        standing(canvas, at, feet, tall, look)


def _roof(canvas: Canvas, x: float, wide: float, eaves: float, wall: str, number: int) -> None:
    middle = x + wide / 2
    if number in (1, 3, 5):
        canvas.poly([(x, eaves + 1), (middle, eaves - wide * 0.62), (x + wide, eaves + 1)], wall)
        canvas.rect(middle - 10, eaves - wide * 0.22, 20, 28, GOLD)
    else:
        canvas.poly(taper(middle, eaves - 46, wide - 52, wide, 47), mix(wall, SKY, 0.3))


def _windows(canvas: Canvas, x: float, wide: float, eaves: float, wall: str, number: int) -> None:
    canvas.rect(x, eaves, wide, 506 - eaves, wall)
    columns = round(wide / 50)
    step = wide / columns
    for row in range(int((410 - eaves) // 62)):
        for column in range(columns):
            lit = (number * 3 + row * 2 + column * 5) % 4 != 1
            tone = (GOLD, HONEY)[(row + column) % 2] if lit else mix(wall, SKY, 0.35)
            left, top = x + column * step + step / 2 - 12, eaves + 22 + row * 62
            canvas.rect(left, top, 24, 36, tone)
            canvas.rect(left + 11, top, 2.5, 36, wall)


def _shop(canvas: Canvas, x: float, wide: float, wall: str, number: int) -> None:
    left, right = x + 14, x + wide - 14
    canvas.rect(left, 424, wide - 28, 78, GOLD if number % 2 else CREAM)
    canvas.rect(x + 8, 412, wide - 16, 14, (BLUE, SKY, GOLD)[number % 3])
    for n in (1, 2):
        canvas.rect(left + (wide - 28) * n / 3, 424, 4, 78, wall)
    spread = (x + wide / 2 - 600) * 0.8
    patch = [(left, 502), (right, 502), (x + wide + spread, 700), (x + spread, 700)]
    near, far = HONEY if number % 2 else CREAM, mix(INK, ABYSS, 0.66)
    canvas.shade(patch, [(0, near), (0.3, PALE), (0.6, SKY), (1, far)], (0, 502), (0, 700))
