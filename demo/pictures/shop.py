"""The shop for trying things out: its window, and two people learning side by side."""

from demo.pictures.canvas import Canvas
from demo.pictures.figures import Look, bust, standing
from demo.pictures.shapes import (
    ABYSS,
    AMBER,
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
    TINT,
    WHITE,
    box,
    curve,
    taper,
)
from demo.pictures.things import hanging_lamp, plant


def shop_window(canvas: Canvas) -> None:
    """The lit shop window at dusk; inside people stand around a table with tablets."""
    canvas.wash([(0, DEEP), (1, NIGHT)], 0, 640)
    canvas.wash([(0, INK), (1, ABYSS)], 640, 800)
    for x in (150, 450, 750, 1050):
        canvas.rect(x - 60, -60, 120, 112, HONEY if x == 450 else BLUE)
        canvas.rect(x - 3, -60, 6, 112, NIGHT)
        canvas.rect(x - 72, 52, 144, 9, SKY)
    window = box(300, 150, 812, 460)
    canvas.glow(706, 380, 640, GOLD, 0.4)
    canvas.rect(284, 134, 844, 492, ABYSS)
    canvas.shade(window, [(0, GOLD), (0.5, HONEY), (1, CREAM)], (0, 150), (0, 610))
    with canvas.clip(window):
        _inside(canvas)
    for x in (404, 1000):
        canvas.rect(x, 150, 8, 460, ABYSS)
    canvas.poly([(300, 150), (430, 150), (300, 420)], WHITE, 0.3)
    canvas.rect(268, 96, 876, 44, BLUE)
    canvas.rect(268, 96, 876, 8, SKY)
    canvas.light_line([(330 + n * 20, 120) for n in range(38)], 7)
    for x in (330, 706, 1082):
        canvas.lens(x, 120, 15, NIGHT)
    _door(canvas)
    canvas.shade(
        [(300, 660), (1112, 660), (1290, 800), (180, 800)],
        [(0, HONEY), (0.5, CREAM), (1, GLOW)],
        (0, 640),
        (0, 860),
    )
    canvas.rect(260, 624, 892, 36, ABYSS)
    canvas.beam(
        [(232, 736), (300, 736), (286, 830), (176, 830)], BLUE, (0, 736), (0, 830), (0.9, 0.4)
    )
    passer = Look(coat=SKY, tone=ABYSS, legs=ABYSS, skin=GLOW, hair="bob", accent=GOLD)
    standing(canvas, 262, 744, 370, passer, stride=0.04)


def _inside(canvas: Canvas) -> None:
    for x in (330, 890):
        for y in (240, 318):
            canvas.rect(x, y, 190, 8, AMBER)
        for n, tall in enumerate((44, 52, 38, 48, 40)):
            canvas.rect(x + 12 + n * 18, 240 - tall, 13, tall, (BLUE, WHITE, SKY, GOLD, DEEP)[n])
            canvas.rect(x + 90 + n * 17, 318 - tall, 12, tall, (WHITE, SKY, BLUE, DEEP, PALE)[n])
    for x in (566, 720, 868):
        hanging_lamp(canvas, x, 250, 48, WHITE, NIGHT)
    for x, look in (
        (560, Look(coat=BLUE, tone=NIGHT, hair="bun", skin=PALE)),
        (720, Look(coat=WHITE, tone=INK, hair="short", skin=PALE)),
        (872, Look(coat=DEEP, tone=NIGHT, hair="scarf", skin=PALE)),
    ):
        bust(canvas, x, 372, 33, look, down=8)
    canvas.rect(430, 516, 556, 20, NIGHT)
    canvas.rect(450, 536, 516, 80, BLUE)
    canvas.rect(450, 536, 516, 8, DEEP)
    for x in (500, 640, 790, 902):
        canvas.poly([(x - 44, 516), (x - 34, 452), (x + 42, 452), (x + 32, 516)], NIGHT)
        canvas.poly(
            [(x - 37, 510), (x - 29, 458), (x + 35, 458), (x + 27, 510)], (TINT, WHITE)[x % 4 == 0]
        )
        canvas.disc(x - 2, 484, 10, (BLUE, GOLD)[x % 4 == 0])
    plant(canvas, 1056, 612, 190, BLUE, NIGHT)


def _door(canvas: Canvas) -> None:
    canvas.rect(66, 150, 178, 512, ABYSS)
    canvas.shade(box(82, 166, 146, 496), [(0, HONEY), (1, CREAM)], (0, 166), (0, 640))
    canvas.rect(82, 520, 146, 142, BLUE)
    canvas.bar((212, 380), (212, 470), 9, NIGHT)
    canvas.poly([(82, 166), (228, 166), (82, 400)], WHITE, 0.35)
    canvas.rect(118, 300, 74, 52, BLUE, radius=6)
    canvas.lens(155, 326, 14, BLUE)


def practice(canvas: Canvas) -> None:
    """Two people side by side at a table; between them a large tablet."""
    canvas.wash([(0, BLUE), (1, DEEP)], 0, 560)
    canvas.wash([(0, INK), (1, NIGHT)], 560, 800)
    canvas.rect(96, 70, 480, 330, ABYSS)
    pane = box(108, 82, 456, 306)
    canvas.shade(pane, [(0, SKY), (0.45, PALE), (0.75, CREAM), (1, HONEY)], (0, 82), (0, 388))
    with canvas.clip(pane):
        canvas.disc(430, 330, 76, GOLD)
        canvas.poly(
            [*curve([(90, 360), (220, 310), (380, 330), (580, 290)]), (580, 400), (90, 400)], GLOW
        )
        canvas.rect(196, 190, 44, 220, BLUE)
    canvas.rect(332, 82, 8, 306, ABYSS)
    canvas.beam(
        [(108, 388), (564, 388), (900, 800), (200, 800)], PALE, (0, 388), (0, 800), (0.3, 0)
    )
    for n, tone in enumerate((WHITE, GOLD, PALE)):
        left, top = 720 + n * 132, 120 + n % 2 * 26
        canvas.rect(left, top, 104, 138, tone)
        canvas.rect(left + 18, top + 22, 68, 46, (SKY, WHITE, BLUE)[n])
        for row, wide in enumerate((56, 40)):
            canvas.rect(left + 18, top + 84 + row * 18, wide, 9, (GLOW, CREAM, SKY)[n])
    plant(canvas, 1096, 562, 240, SKY, WHITE)
    canvas.poly(taper(600, 640, 1080, 1320, 160), PALE)
    canvas.poly(taper(600, 640, 1080, 1100, 14), WHITE)
    _monitor(canvas)
    for x, look, y in (
        (300, Look(coat=GOLD, tone=NIGHT, hair="bob", skin=TINT), 452),
        (884, Look(coat=WHITE, tone=ABYSS, hair="short", skin=PALE, accent=SKY), 430),
    ):
        bust(canvas, x, y, 66, look, down=7)
    canvas.bar((780, 590), (726, 716), 70, WHITE, 0.78)
    canvas.bar((688, 596), (674, 556), 34, PALE, 0.6)
    canvas.bar((726, 716), (692, 604), 62, TINT, 0.74)


def _monitor(canvas: Canvas) -> None:
    canvas.glow(600, 520, 330, WHITE, 0.65)
    canvas.poly([(566, 640), (580, 560), (620, 560), (634, 640), (690, 668), (510, 668)], NIGHT)
    canvas.rect(424, 396, 352, 236, NIGHT, radius=20)
    canvas.shade(box(440, 412, 320, 204, 8), [(0, WHITE), (1, TINT)], (0, 412), (0, 616))
    canvas.rect(464, 436, 128, 156, BLUE, radius=10)
    canvas.disc(528, 496, 34, GOLD)
    for row, wide in enumerate((128, 104, 120, 72)):
        canvas.rect(614, 444 + row * 38, wide, 16, GLOW if row else SKY, radius=8)
