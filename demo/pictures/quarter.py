"""The quarter from outside: flats with balconies, parcel lockers, a courtyard."""

from demo.pictures.canvas import Canvas
from demo.pictures.figures import Look, bust, standing
from demo.pictures.shapes import (
    ABYSS,
    AMBER,
    BLUE,
    CREAM,
    DEEP,
    FADING,
    GLOW,
    GOLD,
    HONEY,
    INK,
    MIST,
    MORNING,
    NIGHT,
    PALE,
    SKY,
    TINT,
    WHITE,
    Point,
    arc,
    box,
    curve,
    mix,
    path,
    place,
)
from demo.pictures.things import hills, tree


def apartments(canvas: Canvas) -> None:
    """A renovated block with balconies, crossed by a broad band of light."""
    canvas.wash(MORNING, 0, 560)
    sun: Point = (236, 196)
    for y in (-60, 180, 420):
        canvas.beam([sun, (-60, y), (-60, y + 90)], WHITE, sun, (-60, y), (0.6, 0.15))
    for left in (60, 330, 640, 1010):
        ray = [sun, (left, -30), (left + 110, -30)]
        canvas.beam(ray, WHITE, sun, (left, -30), (0.6, 0.1))
    canvas.glow(*sun, 260, WHITE, 0.8)
    canvas.disc(*sun, 92, GOLD)
    canvas.poly(hills([(0, 470), (120, 430), (280, 440), (420, 500)], 420, 700), GLOW)
    canvas.rect(60, 380, 240, 330, SKY)
    canvas.rect(288, 380, 12, 330, BLUE)
    for row in range(5):
        for column in range(5):
            tone = GOLD if (row * 2 + column * 3) % 8 == 1 else DEEP
            canvas.rect(82 + column * 42, 404 + row * 52, 20, 26, tone)
    _facade(canvas)
    _garden(canvas)


def _facade(canvas: Canvas) -> None:
    canvas.rect(330, 118, 900, 572, MIST)
    canvas.rect(318, 104, 900, 16, BLUE)
    canvas.rect(330, 120, 30, 570, WHITE)
    canvas.poly([(360, 120), (1200, 120), (1200, 690), (860, 690)], PALE, 0.55)
    band = [(330, 470), (330, 210), (820, 690), (556, 690)]
    canvas.shade(band, [(0, HONEY), (1, CREAM)], (330, 330), (690, 690))
    for column in range(4):
        left = 392 + column * 206
        for row in range(5):
            _bay(canvas, left, 138 + row * 109, row, column)


def _bay(canvas: Canvas, x: float, y: float, row: int, column: int) -> None:
    kind = (row * 3 + column * 5) % 7
    canvas.rect(x, y, 132, 84, DEEP)
    canvas.rect(x + 8, y + 8, 52, 76, GOLD if kind in (1, 4) else SKY)
    canvas.rect(x + 66, y + 8, 52, 76, HONEY if kind in (1, 4) else GLOW)
    if kind in (2, 4):
        canvas.poly(place(path("66,8 118,8 118,22 88,84 66,84"), x, y), WHITE, 0.5)
    if kind in (0, 5):
        look = Look(
            coat=(WHITE, GOLD)[row % 2], tone=NIGHT, hair=("bun", "short")[column % 2], skin=PALE
        )
        bust(canvas, x + 44, y + 30, 10, look)
    if kind in (3, 6):
        for n in range(4):
            canvas.disc(x + 82 + n * 12, y + 44 - (n % 2) * 7, 10, (INK, BLUE)[n % 2])
    front = (BLUE, SKY, WHITE, BLUE, GOLD, WHITE, SKY)[kind]
    canvas.poly(
        [(x - 10, y + 92), (x + 142, y + 92), (x + 176, y + 116), (x + 24, y + 116)], NIGHT, 0.16
    )
    canvas.rect(x - 10, y + 48, 152, 46, front)
    canvas.rect(x - 10, y + 48, 152, 7, mix(front, WHITE, 0.45))
    canvas.rect(x - 10, y + 88, 152, 6, mix(front, NIGHT, 0.3))


def _garden(canvas: Canvas) -> None:
    canvas.poly(hills([(0, 690), (400, 676), (800, 690), (1200, 678)], 1200, 800), DEEP)
    canvas.poly(
        [
            *curve([(0, 790), (320, 742), (700, 738), (1200, 700)]),
            *reversed(curve([(0, 830), (340, 790), (720, 784), (1200, 736)])),
        ],
        PALE,
    )
    canvas.poly(hills([(0, 836), (320, 794), (700, 788), (1200, 740)], 1200, 900), NIGHT)
    for x, y, r, tone in (
        (66, 720, 58, INK),
        (170, 712, 40, BLUE),
        (1086, 704, 66, INK),
        (1182, 700, 44, BLUE),
    ):
        tree(canvas, x, y, r, tone, HONEY, -1 if x > 236 else 1)
    bag = Look(coat=GOLD, tone=NIGHT, hair="bob", legs=NIGHT, skin=PALE)
    standing(canvas, 560, 766, 128, bag, stride=0.05)
    standing(canvas, 630, 762, 138, Look(coat=BLUE, tone=INK, legs=ABYSS, hair="cap"), stride=0.05)


def parcels(canvas: Canvas) -> None:
    """A wall of parcel lockers in the evening; one door stands open, light falls out."""
    canvas.wash([(0, ABYSS), (0.6, NIGHT), (1, INK)])
    canvas.wash([(0, INK), (1, NIGHT)], 668, 800)
    canvas.rect(96, 112, 1008, 562, ABYSS)
    canvas.rect(60, 76, 1080, 40, BLUE)
    canvas.rect(60, 76, 1080, 8, SKY)
    widths = (150, 150, 150, 172, 150, 150)
    left = 118.0
    for column, wide in enumerate(widths):
        if column == 3:
            _terminal(canvas, left, wide)
        else:
            _lockers(canvas, left, wide, column)
        left += wide + 8
    canvas.shade([(404, 674), (620, 674), (820, 800), (250, 800)], FADING[:4], (0, 610), (0, 960))
    for x in (193, 509, 1007):
        cone = [(x - 16, 116), (x + 16, 116), (x + 150, 690), (x - 150, 690)]
        canvas.beam(cone, PALE, (x, 116), (x, 640), (0.3, 0))
        canvas.rect(x - 24, 112, 48, 7, CREAM)
    _open_door(canvas)
    canvas.shadow(arc(676, 748, 120, 13), 30, 0.7, ABYSS)
    canvas.rect(668, 462, 150, 100, HONEY)
    canvas.rect(668, 500, 150, 18, AMBER)
    look = Look(coat=GLOW, tone=ABYSS, hair="bun", legs=ABYSS, skin=TINT, accent=GOLD)
    standing(
        canvas,
        640,
        748,
        486,
        look,
        left=((-0.175, -0.69), (-0.262, -0.765)),
        right=((0.185, -0.6), (0.2, -0.425)),
    )


def _lockers(canvas: Canvas, x: float, wide: float, column: int) -> None:
    heights = (
        (92, 92, 174, 92, 62),
        (62, 140, 92, 92, 126),
        (92, 200, 62, 92, 66),
        (),
        (126, 62, 92, 140, 92),
        (62, 92, 140, 92, 126),
    )[column]
    y = 132.0
    for row, tall in enumerate(heights):
        tone = (BLUE, DEEP, BLUE, mix(BLUE, SKY, 0.5), DEEP)[(row + column * 2) % 5]
        canvas.rect(x, y, wide, tall, tone, radius=5)
        canvas.rect(x, y, wide, 5, mix(tone, WHITE, 0.22), radius=2)
        canvas.ring(x + wide - 22, y + tall / 2, 8, 3, mix(tone, WHITE, 0.5))
        y += tall + 6


def _terminal(canvas: Canvas, x: float, wide: float) -> None:
    canvas.rect(x, 132, wide, 536, INK, radius=5)
    canvas.glow(x + wide / 2, 250, 150, GLOW, 0.5)
    canvas.rect(x + 24, 178, wide - 48, 138, NIGHT, radius=10)
    canvas.shade(box(x + 33, 187, wide - 66, 120, 5), [(0, WHITE), (1, PALE)], (0, 187), (0, 307))
    for row in range(3):
        for column in range(3):
            canvas.disc(
                x + 60 + column * 26, 216 + row * 28, 8, BLUE if (row, column) != (1, 2) else GOLD
            )
    canvas.rect(x + 44, 348, wide - 88, 12, ABYSS, radius=6)
    canvas.lens(x + wide / 2, 410, 20, INK)


def _open_door(canvas: Canvas) -> None:
    x, y, wide, tall = 434, 230, 150, 200
    canvas.glow(x + wide / 2, y + tall / 2, 300, GOLD, 0.5)
    canvas.rect(x, y, wide, tall, HONEY)
    canvas.poly([(x, y), (x + 22, y + 20), (x + 22, y + tall - 26), (x, y + tall)], AMBER)
    canvas.poly(
        [(x, y + tall), (x + 22, y + tall - 26), (x + wide, y + tall - 26), (x + wide, y + tall)],
        GOLD,
    )
    canvas.rect(x + 22, y, wide - 22, 20, GOLD)
    canvas.poly([(x, y), (x - 96, y - 26), (x - 96, y + tall + 30), (x, y + tall)], SKY)
    canvas.poly(
        [(x - 96, y - 26), (x - 104, y - 26), (x - 104, y + tall + 30), (x - 96, y + tall + 30)],
        GLOW,
    )
    cone = [(x, y + tall), (x + wide, y + tall), (x + wide + 40, 674), (x - 30, 674)]
    canvas.beam(cone, CREAM, (x, y + tall), (x, 674), (0.5, 0.2))


def courtyard(canvas: Canvas) -> None:
    """Two people on a bench in the green courtyard between the blocks."""
    canvas.wash([(0, GLOW), (0.3, PALE), (0.55, MIST), (0.8, CREAM), (1, HONEY)], 0, 560)
    sun: Point = (610, 330)
    for left in (180, 420, 700, 960):
        canvas.beam([sun, (left, -40), (left + 110, -40)], WHITE, sun, (left, -40), (0.8, 0.1))
    canvas.disc(*sun, 150, GOLD)
    canvas.poly(hills([(280, 420), (480, 380), (720, 400), (900, 440)], 900, 620), GLOW)
    _side_block(canvas, -40, 400, 60, 1)
    _side_block(canvas, 880, 400, 110, -1)
    lawn = hills([(0, 560), (300, 520), (620, 508), (900, 520), (1200, 556)], 1200, 800)
    canvas.shade(lawn, [(0, SKY), (0.5, BLUE), (1, DEEP)], (0, 520), (0, 800))
    way = [
        *curve([(560, 512), (520, 560), (640, 620), (560, 690), (300, 800)]),
        *reversed(curve([(650, 512), (640, 560), (800, 626), (800, 700), (700, 800)])),
    ]
    canvas.shade(way, [(0, CREAM), (1, PALE)], (0, 510), (0, 800))
    for x, y, r, tone, side in (
        (420, 548, 48, BLUE, 1),
        (340, 566, 66, DEEP, 1),
        (836, 560, 58, BLUE, -1),
        (930, 592, 80, DEEP, -1),
    ):
        tree(canvas, x, y, r, tone, HONEY, side)
    _bench(canvas)


def _side_block(canvas: Canvas, x: float, wide: float, top: float, side: int) -> None:
    canvas.rect(x, top, wide, 560 - top + 40, INK)
    edge = x + wide - 14 if side > 0 else x
    canvas.rect(edge, top, 14, 600 - top, HONEY)
    for row in range(5):
        for column in range(3):
            left = x + 40 + column * 112
            y = top + 26 + row * 92
            lit = (row * 4 + column * 3 + (side > 0)) % 5 == 0
            canvas.rect(left, y, 78, 46, GOLD if lit else DEEP)
            canvas.rect(left + 36, y, 6, 46, INK)
            canvas.rect(left - 8, y + 34, 94, 26, (BLUE, SKY, WHITE)[(row + column) % 3])


def _bench(canvas: Canvas) -> None:
    canvas.shadow(arc(500, 776, 330, 20), 24, 0.6, ABYSS)
    for x, look in (
        (410, Look(coat=GOLD, tone=NIGHT, hair="bun", skin=PALE)),
        (590, Look(coat=WHITE, tone=INK, hair="cap", skin=PALE)),
    ):
        bust(canvas, x, 560, 38, look, down=5)
    for x in (236, 752):
        canvas.rect(x, 660, 14, 136, ABYSS)
    for y in (668, 700, 732):
        canvas.rect(214, y, 574, 22, NIGHT, radius=6)
        canvas.rect(214, y, 574, 4, GLOW, radius=2)
