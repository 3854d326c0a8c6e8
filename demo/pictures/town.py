"""The cover: the city with its hills, its tower and its tram."""

from demo.pictures.canvas import Canvas
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
    Point,
    box,
    curve,
    mix,
    path,
)
from demo.pictures.things import hills, tram, tree

# Left edge, width, height.
BLOCKS = ((-30, 110, 96), (104, 120, 150), (246, 170, 104), (438, 92, 170), (552, 120, 84))
BACK_ROW = ((650, 50, 62), (796, 56, 70), (884, 48, 50), (970, 60, 58), (1076, 50, 44))
FRONT_ROW = (
    *((622, 64, 34), (698, 58, 50), (764, 74, 36), (846, 62, 46)),
    *((916, 82, 34), (1004, 62, 44), (1056, 84, 28), (1146, 60, 36)),
)


def cover(canvas: Canvas) -> None:
    """Hills, a tower and a tram in low sun; a line of light joins three lenses."""
    sun: Point = (1120, 446)
    canvas.wash([(0, DEEP), (0.17, BLUE), (0.33, SKY), (0.44, GLOW), (0.5, PALE), (0.56, CREAM)])
    for left, right in path("-420,-190 60,300 520,700 900,1010 1270,1380 1640,1800"):
        ray = [sun, (left, -40), (right, -40)]
        canvas.beam(ray, CREAM, sun, ((left + right) / 2, -40), (0.4, 0.03))
    canvas.beam([sun, (1700, 150), (1700, 225)], CREAM, sun, (1700, 190), (0.4, 0.04))
    canvas.glow(*sun, 520, CREAM, 0.85)
    canvas.disc(*sun, 176, CREAM, 0.4)
    canvas.disc(*sun, 132, GOLD)
    _ridges(canvas)
    _town(canvas)
    _river(canvas)
    _foreground(canvas)


def _ridges(canvas: Canvas) -> None:
    far = "0,396 90,352 250,344 390,350 480,392 600,436 830,474 1010,492 1180,496 1310,446"
    near = "0,500 140,470 330,474 520,520 760,552 1000,560 1230,546 1390,494 1500,474 1600,478"
    ridge = hills(path(far + " 1400,420 1520,414 1600,418"), 1600, 640)
    canvas.shade(ridge, [(0, SKY), (0.6, GLOW), (0.85, PALE), (1, CREAM)], (0, 400), (1180, 440))
    ridge = hills(path(near), 1600, 700)
    canvas.shade(ridge, [(0, BLUE), (0.7, SKY), (1, GLOW)], (0, 500), (1180, 520))


def _town(canvas: Canvas) -> None:
    for x, wide, tall in BLOCKS:
        _block(canvas, x, 648 - tall, wide, tall)
    _tower(canvas, 742, 236, 640)
    for x, wide, tall in BACK_ROW:
        _house(canvas, x, wide, tall, BLUE)
    for x, wide, tall in FRONT_ROW:
        _house(canvas, x, wide, tall, INK)
    for n, (x, r) in enumerate(((1250, 30), (1312, 40), (1462, 34), (1530, 46))):
        tree(canvas, x, 648, r, INK if n % 2 else DEEP, HONEY, -1)


def _block(canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
    canvas.rect(x, y, wide, tall + 40, INK)
    canvas.rect(x + wide - 9, y, 9, tall + 40, HONEY)
    for row in range(int(tall // 22)):
        for column in range(int((wide - 24) // 20)):
            lit = (row * 5 + column * 3 + int(x)) % 7 == 0
            tone = GOLD if lit else mix(INK, SKY, 0.4)
            canvas.rect(x + 12 + column * 20, y + 10 + row * 22, 11, 11, tone)


def _house(canvas: Canvas, x: float, wide: float, tall: float, wall: str) -> None:
    eaves, ridge, middle = 648 - tall, 648 - tall - wide * 0.5, x + wide / 2
    canvas.rect(x, eaves, wide, tall + 30, wall)
    canvas.poly([(x - 3, eaves), (middle, ridge), (x + wide + 3, eaves)], wall)
    canvas.poly(
        [(middle, ridge), (x + wide + 3, eaves), (x + wide - 7, eaves), (middle, ridge + 10)], HONEY
    )
    for n in range(2):
        lit = (int(x) + n) % 3 != 0
        canvas.rect(
            x + wide * (0.24 + 0.36 * n), eaves + 4, 9, 13, GOLD if lit else mix(wall, SKY, 0.4)
        )


def _tower(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    shaft = [(0, NIGHT), (0.45, INK), (0.451, DEEP), (0.8, DEEP), (0.801, HONEY), (1, CREAM)]
    canvas.shade(box(x - 40, top, 80, bottom - top), shaft, (x - 40, 0), (x + 40, 0))
    for y in range(int(top) + 24, int(bottom), 16):
        canvas.rect(x - 40, y, 80, 3.5, NIGHT, 0.32)
    canvas.shade(box(x - 27, top - 20, 54, 20), shaft, (x - 27, 0), (x + 27, 0))
    canvas.bar((x, top - 20), (x, top - 84), 5, NIGHT, 0.4)


def _river(canvas: Canvas) -> None:
    bed = [
        *curve([(0, 652), (400, 646), (800, 650), (1200, 646), (1600, 640)]),
        *reversed(curve([(0, 700), (400, 692), (900, 706), (1300, 690), (1600, 664)])),
    ]
    canvas.shade(bed, [(0, BLUE), (0.4, GLOW), (0.75, CREAM), (1, PALE)], (0, 660), (1560, 660))
    for y, half in ((655, 118), (664, 92), (673, 120), (682, 70), (691, 84)):
        canvas.bar((1120 - half, y), (1120 + half * 0.9, y), 4.6, GOLD)


def _foreground(canvas: Canvas) -> None:
    canvas.poly(
        hills([(0, 700), (400, 690), (900, 706), (1300, 690), (1600, 660)], 1600, 900), NIGHT
    )
    route = path("-40,836 150,826 420,790 760,784 1060,790 1330,758 1640,660")
    canvas.poly([*curve([(x, y + 30) for x, y in route]), (1600, 900), (0, 900)], ABYSS)
    canvas.light_line(curve(route, steps=30), 10)
    tram(canvas, 462, 784, 500)
    light = [(962, 750), (1330, 694), (1330, 806), (962, 764)]
    canvas.beam(light, HONEY, (962, 758), (1330, 750), (0.8, 0))
    for x, y in ((258, 813), (1094, 789), (1412, 737)):
        canvas.lens(x, y, 32)
