"""The workroom for light: rays through a lens, a bench, a town on its head."""

from demo.pictures.canvas import Canvas
from demo.pictures.shapes import (
    ABYSS,
    AMBER,
    BLUE,
    CREAM,
    DEEP,
    GLOW,
    GOLD,
    HONEY,
    NIGHT,
    PALE,
    SKY,
    WHITE,
    Point,
    Points,
    arc,
    box,
    capsule,
    curve,
    path,
    place,
    ring_part,
)
from demo.pictures.things import hills

FOCUS: Point = (884, 400)
# Left edge, width, height.
HOUSES = (
    *((-30, 110, 120), (206, 140, 90), (356, 120, 150)),
    *((486, 190, 100), (686, 130, 170), (826, 160, 110)),
)


def rays(canvas: Canvas) -> None:
    """Parallel rays pass a large glass lens and meet in one bright point."""
    canvas.wash([(0, ABYSS), (1, NIGHT)])
    canvas.glow(*FOCUS, 300, SKY, 0.8)
    heights = [160 + n * 80 for n in range(7)]
    for n, y in enumerate(heights):
        _ray(canvas, y, n % 2 == 1)
    glass = [*arc(752, 400, 396, 396, 133.4, 226.6), *arc(208, 400, 396, 396, -46.6, 46.6)]
    canvas.shade(glass, [(0, SKY), (0.55, GLOW), (1, SKY)], (356, 0), (604, 0))
    with canvas.clip(glass):
        for y in heights:
            bent = y + (400 - y) * 0.3
            inside = [(340, y - 15), (640, bent - 11), (640, bent + 11), (340, y + 15)]
            canvas.shade(inside, [(0, PALE), (1, WHITE)], (360, 0), (600, 0))
    for start, end in ((140, 196), (201, 207)):
        canvas.poly(ring_part(752, 400, 382, 368, start, end), WHITE)
    for y in (92, 672):
        canvas.rect(432, y, 96, 36, BLUE, radius=7)
        canvas.rect(432, y, 96, 8, SKY, radius=4)
    canvas.rect(470, 708, 20, 100, BLUE)
    canvas.rect(470, -10, 20, 102, BLUE)
    canvas.lens(*FOCUS, 24, NIGHT, 0)


def _ray(canvas: Canvas, y: float, odd: bool) -> None:
    """From the left to the lens, from there to the focus, and on to the other side."""
    x, middle = FOCUS
    canvas.shade(
        box(-10, y - 15, 500, 30), [(0, BLUE), (1, SKY if odd else GLOW)], (0, 0), (460, 0)
    )
    cone = [(480, y - 15), (480, y + 15), (x, middle + 3), (x, middle - 3)]
    canvas.shade(cone, [(0, GLOW), (0.4, PALE), (0.7, CREAM), (1, GOLD)], (480, 400), FOCUS)
    far = middle - (y - middle) * 0.86
    spread = [(x, middle - 3), (x, middle + 3), (1210, far + 15), (1210, far - 15)]
    stops = [(0, CREAM), (0.4, GOLD), (1, AMBER if odd else GOLD)]
    canvas.shade(spread, stops, FOCUS, (1210, 400))


def bench(canvas: Canvas) -> None:
    """An optical bench: lamp, arrow, lens and a screen on which the arrow stands upside down."""
    canvas.wash([(0, NIGHT), (0.7, DEEP), (1, BLUE)], 0, 650)
    canvas.wash([(0, SKY), (1, BLUE)], 640, 800)
    canvas.glow(190, 330, 380, SKY, 0.7)
    canvas.shade(
        [(240, 330), (410, 200), (410, 460)], [(0, GOLD), (1, CREAM)], (240, 330), (410, 330)
    )
    top, tip, foot = (410, 216), (648, 200), (1031, 452)
    for start, middle, end, tone in (
        (top, tip, foot, GOLD),
        (top, (648, 330), foot, GOLD),
        ((410, 444), (648, 330), (1031, 208), PALE),
        ((410, 444), (648, 460), (1031, 208), PALE),
    ):
        canvas.line([start, middle, end], tone, 7)
    _rail(canvas)
    _lamp(canvas)
    canvas.rect(370, 168, 80, 324, ABYSS, radius=8)
    canvas.rect(380, 178, 60, 304, PALE, radius=4)
    _arrow(canvas, 410, 330, 1)
    canvas.shade(
        [*arc(760, 330, 190, 190, 126.1, 233.9), *arc(536, 330, 190, 190, -53.9, 53.9)],
        [(0, GLOW), (0.5, WHITE), (1, PALE)],
        (580, 0),
        (710, 0),
    )
    for y in (164, 474):
        canvas.rect(612, y, 72, 22, ABYSS, radius=5)
    canvas.poly([(980, 142), (1076, 100), (1076, 518), (980, 560)], WHITE)
    canvas.poly([(1076, 100), (1090, 100), (1090, 518), (1076, 518)], GLOW)
    canvas.poly([(990, 160), (1066, 128), (1066, 502), (990, 534)], CREAM)
    _arrow(canvas, 1029, 330, -1)


def _rail(canvas: Canvas) -> None:
    canvas.shadow(box(70, 664, 1060, 36), 30, 0.7)
    canvas.rect(60, 590, 1080, 44, NIGHT, radius=8)
    canvas.rect(60, 590, 1080, 8, SKY, radius=4)
    for n in range(53):
        canvas.rect(80 + n * 20, 608, 2.5, 16 if n % 5 == 0 else 9, GLOW)
    for x in (120, 1050):
        canvas.poly([(x - 40, 634), (x + 60, 634), (x + 84, 690), (x - 64, 690)], NIGHT)
    for x, top in ((150, 420), (410, 484), (648, 492), (1031, 536)):
        canvas.rect(x - 8, top, 16, 570 - top, GLOW)
        canvas.poly([(x - 38, 560), (x + 38, 560), (x + 48, 602), (x - 48, 602)], BLUE)
        canvas.disc(x, 582, 9, GOLD)


def _lamp(canvas: Canvas) -> None:
    canvas.rect(70, 232, 150, 196, BLUE, radius=20)
    canvas.rect(70, 232, 150, 10, SKY, radius=5)
    for n in range(3):
        canvas.rect(108 + n * 26, 252, 12, 36, DEEP, radius=6)
    canvas.poly([(214, 290), (244, 262), (244, 398), (214, 370)], SKY)
    canvas.lens(146, 346, 36, NIGHT)


def _arrow(canvas: Canvas, x: float, y: float, up: int) -> None:
    canvas.bar((x, y + 108 * up), (x, y - 50 * up), 14, BLUE)
    canvas.poly([(x - 25, y - 46 * up), (x + 25, y - 46 * up), (x, y - 122 * up)], BLUE)


def upside_down(canvas: Canvas) -> None:
    """A hand holds a lens before the town; in it the town stands on its head."""
    canvas.wash([(0, BLUE), (0.25, SKY), (0.5, GLOW), (0.66, PALE), (0.8, CREAM)])
    sun: Point = (850, 560)
    for left, right in ((-300, -40), (260, 430), (700, 830), (1080, 1200)):
        canvas.beam(
            [sun, (left, -30), (right, -30)], WHITE, sun, ((left + right) / 2, -30), (0.55, 0.04)
        )
    canvas.disc(*sun, 92, GOLD)
    _town_upright(canvas)
    centre: Point = (480, 520)
    canvas.shadow(arc(500, 556, 300, 300), 60, 0.6)
    canvas.disc(*centre, 312, NIGHT)
    canvas.disc(*centre, 290, WHITE)
    with canvas.clip(arc(*centre, 278, 278, 0, 360, 90)):
        _town_upside_down(canvas)
    for start, end in ((195, 250), (256, 264)):
        canvas.poly(ring_part(*centre, 254, 238, start, end), WHITE)
    _grip(canvas)


def _town_upright(canvas: Canvas) -> None:
    canvas.poly(hills(path("0,690 200,610 420,640 640,690 960,640"), 960, 1200), GLOW)
    canvas.rect(84, 420, 110, 560, SKY)
    canvas.rect(172, 420, 22, 560, HONEY)
    for x, wide, tall in HOUSES:
        eaves = 931 - tall
        canvas.rect(x, eaves - 1, wide, tall + 60, BLUE)
        canvas.poly([(x - 6, eaves), (x + wide / 2, eaves - 55), (x + wide + 6, eaves)], DEEP)
        for n in range(2):
            lit = (x + n) % 3 != 0
            canvas.rect(x + wide * (0.2 + n * 0.4), eaves + 27, 22, 30, GOLD if lit else SKY)
    canvas.wash([(0, DEEP), (1, NIGHT)], 970, 1200)


def _town_upside_down(canvas: Canvas) -> None:
    canvas.shade(
        box(190, 230, 600, 580),
        [(0, CREAM), (0.35, PALE), (0.8, GLOW), (1, SKY)],
        (0, 500),
        (0, 800),
    )
    canvas.disc(350, 560, 74, GOLD)
    ridge: list[Point] = [(190, 500), (330, 524), (480, 540), (640, 580), (780, 550)]
    canvas.poly([*curve(ridge), (780, 230), (190, 230)], GLOW)
    canvas.rect(598, 300, 66, 390, SKY)
    canvas.rect(598, 300, 16, 390, HONEY)
    for x, wide, tall in (
        (206, 84, 84),
        (296, 100, 112),
        (402, 84, 74),
        (492, 96, 100),
        (672, 110, 80),
    ):
        canvas.rect(x, 300, wide, 30 + tall, BLUE)
        canvas.poly(
            [(x - 4, 329 + tall), (x + wide / 2, 370 + tall), (x + wide + 4, 329 + tall)], DEEP
        )
        for n in range(2):
            canvas.rect(x + wide * (0.22 + n * 0.38), 294 + tall, 14, 19, GOLD)
    canvas.wash([(0, NIGHT), (1, DEEP)], 230, 322)


def _grip(canvas: Canvas) -> None:
    def on(points: Points) -> list[Point]:
        return place(points, 668, 968, 1, -24)

    skin, fold = WHITE, GLOW
    canvas.poly(on(box(-34, -208, 68, 60)), NIGHT)
    canvas.poly(on([(40, 40), (170, 30), (250, 420), (40, 420)]), skin)
    palm = path("20,-110 110,-104 166,-30 174,70 120,160 20,150")
    canvas.poly(on(curve(palm, closed=True)), skin)
    canvas.poly(on(box(-36, -170, 72, 360, 26)), NIGHT)
    canvas.poly(on(box(-36, -170, 20, 360, 10)), BLUE)
    for n in range(4):
        y = -74 + n * 54
        canvas.poly(on(capsule((-50, y), (-2 - n * 4, y + 6), 52, 0.94)), skin)
        if n:
            canvas.line(on([(-62, y - 27), (-8 - n * 4, y - 22)]), fold, 5)
    canvas.poly(on(capsule((118, 10), (2, -138), 64, 0.82)), skin)
    canvas.line(on([(112, 62), (40, -40)]), fold, 5)
    canvas.poly(on(capsule((0, -144), (8, -133), 26)), CREAM)
    canvas.poly(on([(20, 190), (226, 172), (300, 560), (60, 560)]), GOLD)
    canvas.poly(on(capsule((28, 186), (222, 170), 62)), HONEY)
