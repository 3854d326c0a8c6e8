"""On the tables of the hub: the cards of a quiz, drinks and snacks."""

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
    INK,
    NIGHT,
    PALE,
    SKY,
    TINT,
    WHITE,
    Point,
    Points,
    arc,
    box,
    capsule,
    curve,
    mix,
    place,
    ribbon,
    shaded,
)

GLASSES = (
    *((570, 320, GOLD), (612, 476, SKY), (500, 580, GLOW), (1040, 236, GOLD), (1128, 344, SKY)),
    *((1010, 96, BLUE), (78, 430, SKY), (560, 728, GOLD), (1120, 700, GLOW)),
)


def quiz(canvas: Canvas) -> None:
    """Cards of a quiz, fanned out; the golden one in front carries the question mark."""
    canvas.wash([(0, BLUE), (1, DEEP)])
    canvas.shade(
        [(-10, 520), (900, -10), (1210, -10), (1210, 130), (60, 810), (-10, 810)],
        [(0, SKY), (1, BLUE)],
        (200, 800),
        (900, 100),
    )
    for x, y, turn, kind in (
        (236, 330, -26, 0),
        (420, 262, -12, 1),
        (800, 268, 13, 2),
        (980, 346, 28, 3),
    ):
        _card(canvas, x, y, turn, kind)
    _question(canvas, 604, 388, 2)
    for x, y, turn, tone in ((226, 690, -16, WHITE), (932, 716, 22, GOLD)):
        pencil = place([(-120, 0), (100, 0)], x, y, 1, turn)
        canvas.shadow(ribbon([(px + 8, py + 14) for px, py in pencil], 18), 14, 0.6, ABYSS)
        canvas.bar(pencil[0], pencil[1], 20, tone)
        canvas.poly(place([(96, -10), (96, 10), (136, 0)], x, y, 1, turn), CREAM)
        canvas.poly(place([(122, -4), (122, 4), (136, 0)], x, y, 1, turn), NIGHT)
        canvas.bar(pencil[0], place([(-100, 0)], x, y, 1, turn)[0], 20, GLOW)


def _card(canvas: Canvas, x: float, y: float, turn: float, kind: int) -> None:
    def on(points: Points) -> list[Point]:
        return place(points, x, y, 1, turn)

    canvas.shadow(
        [(px + 10, py + 22) for px, py in on(box(-150, -212, 300, 424, 26))], 34, 0.6, ABYSS
    )
    canvas.poly(on(box(-150, -212, 300, 424, 26)), (PALE, WHITE, WHITE, PALE)[kind])
    canvas.poly(on(box(-130, -192, 260, 190, 14)), (BLUE, SKY, DEEP, SKY)[kind])
    if kind == 0:
        for n in range(4):
            canvas.poly(
                on(box(-92 + n * 50, -78 - n * 22, 34, 76 + n * 22)), (GLOW, PALE, WHITE, GOLD)[n]
            )
    elif kind == 1:
        canvas.poly(on(arc(0, -98, 66, 66)), WHITE)
        canvas.poly(on(arc(0, -98, 48, 48)), SKY)
        canvas.poly(on(arc(0, -98, 26, 26)), GOLD)
    elif kind == 2:
        canvas.poly(on(box(-58, -158, 116, 132, 18)), GLOW)
        canvas.poly(on(arc(0, -92, 30, 30)), WHITE)
    else:
        canvas.poly(on([(-100, -20), (-30, -130), (10, -70), (44, -116), (104, -20)]), WHITE)
        canvas.poly(on(arc(78, -150, 22, 22)), GOLD)
    for row in range(3):
        dot = on([(-106, 44 + row * 56)])[0]
        right = row == (kind * 2) % 3
        canvas.disc(*dot, 17, GOLD if right else (WHITE, TINT, TINT, WHITE)[kind])
        canvas.ring(*dot, 17, 4, BLUE)
        canvas.poly(
            on(box(-74, 34 + row * 56, (190, 150, 172)[(row + kind) % 3], 20, 10)),
            GLOW if row else SKY,
        )


def _question(canvas: Canvas, x: float, y: float, turn: float) -> None:
    def on(points: Points) -> list[Point]:
        return place(points, x, y, 1, turn)

    canvas.shadow(
        [(px + 14, py + 34) for px, py in on(box(-186, -262, 372, 524, 32))], 54, 0.8, ABYSS
    )
    canvas.poly(on(box(-186, -262, 372, 524, 32)), GOLD)
    canvas.poly(on([(-186, 60), *arc(-154, -230, 32, 32, 180, 270, 10), (120, -262)]), HONEY)
    frame = box(-162, -238, 324, 476, 20)
    canvas.line(on([*frame, frame[0]]), AMBER, 5)
    hook = [*arc(0, -70, 84, 84, -172, 58, 40), *curve([(44, 2), (14, 30), (2, 58), (0, 92)])]
    canvas.poly(on(ribbon(hook, 52)), NIGHT)
    for end in (hook[0], hook[-1]):
        canvas.poly(on(arc(*end, 26, 26)), NIGHT)
    canvas.lens(*on([(0, 172)])[0], 40, NIGHT, 0)


def buffet(canvas: Canvas) -> None:
    """Glasses and small plates on a table, seen from above in low light."""
    canvas.shade(box(0, 0, 1200, 800), [(0, WHITE), (1, TINT)], (0, 0), (1200, 800))
    canvas.shade(
        [(-10, 330), (560, -10), (960, -10), (-10, 570)],
        [(0, CREAM), (1, HONEY)],
        (0, 450),
        (760, 0),
    )
    canvas.shade(
        [(560, 810), (1210, 420), (1210, 760), (1130, 810)],
        [(0, SKY), (1, BLUE)],
        (600, 800),
        (1210, 500),
    )
    for x, y, r in ((330, 250, 160), (846, 520, 180), (770, 150, 116), (290, 620, 132)):
        canvas.shadow(arc(x + 26, y + 30, r, r), 34, 0.5)
        canvas.disc(x, y, r, WHITE)
        canvas.ring(x, y, r * 0.86, 4, PALE)
    _canapes(canvas, 846, 520)
    _bread(canvas, 330, 250)
    for n, spot in enumerate(_round(770, 150, 54, 8)):
        canvas.disc(*spot, 24, (BLUE, INK, SKY)[n % 3])
        canvas.disc(spot[0] - 7, spot[1] - 8, 6, PALE)
    for n, spot in enumerate(_round(290, 620, 62, 5)):
        _lemon(canvas, *spot, 38, n * 17)
    for n, (x, y, drink) in enumerate(GLASSES):
        _glass(canvas, x, y, drink, n)


def _round(x: float, y: float, r: float, count: int) -> list[Point]:
    """So many spots in a circle, and the one in the middle."""
    return [*arc(x, y, r, r, 0, 360, count)[:count], (x, y)]


def _canapes(canvas: Canvas, x: float, y: float) -> None:
    for n, spot in enumerate(_round(x, y, 106, 6)):

        def on(points: Points, at: Point = spot, turn: float = n * 23) -> list[Point]:
            return place(points, *at, 1, turn)

        canvas.poly(on(box(-36, -36, 72, 72, 12)), AMBER)
        canvas.poly(on(box(-30, -30, 60, 60, 9)), (CREAM, HONEY, TINT)[n % 3])
        if n % 3 == 0:
            canvas.poly(on(arc(0, 0, 23, 18)), WHITE)
            canvas.poly(on(arc(2, 0, 10, 10)), GOLD)
        elif n % 3 == 1:
            for dx, dy in ((-10, -8), (11, -5), (0, 11)):
                canvas.poly(on(arc(dx, dy, 10, 10)), BLUE)
        else:
            for dx in (-14, 0, 14):
                canvas.poly(on(capsule((dx, -15), (dx, 15), 9)), SKY if dx else BLUE)


def _lemon(canvas: Canvas, x: float, y: float, r: float, turn: float) -> None:
    canvas.disc(x, y, r, GOLD)
    canvas.disc(x, y, r * 0.84, CREAM)
    for n in range(7):
        wedge = [(0.0, 0.0), *arc(0, 0, r * 0.74, r * 0.74, n * 360 / 7 + 5, n * 360 / 7 + 46, 6)]
        canvas.poly(place(wedge, x, y, 1, turn), HONEY)


def _bread(canvas: Canvas, x: float, y: float) -> None:
    for dx, dy, turn in ((-58, -34, -18), (40, -62, 24), (64, 40, -40), (-34, 60, 30)):
        canvas.poly(place(arc(0, 0, 60, 38), x + dx, y + dy, 1, turn), AMBER)
        canvas.poly(place(arc(-3, -4, 52, 30), x + dx, y + dy, 1, turn), GOLD)
        for cut in (-20, 4, 28):
            canvas.poly(
                place(capsule((cut - 6, -14), (cut + 2, 8), 7), x + dx, y + dy, 1, turn), CREAM
            )


def _glass(canvas: Canvas, x: float, y: float, drink: str, number: int) -> None:
    fall = capsule((x + 10, y + 10), (x + 118, y + 84), 92, 0.8)
    canvas.beam(fall, NIGHT, (x, y), (x + 130, y + 92), (0.4, 0))
    shine = capsule((x + 30, y + 24), (x + 96, y + 68), 40, 0.7)
    canvas.beam(shine, mix(drink, WHITE, 0.3), (x, y), (x + 120, y + 84), (0.9, 0.1))
    canvas.disc(x, y, 50, WHITE)
    canvas.ring(x, y, 50, 4, PALE)
    canvas.disc(x, y, 40, drink)
    canvas.poly([*arc(x, y, 40, 40, 20, 160), *arc(x, y - 10, 40, 40, 160, 20)], shaded(drink))
    if number % 3 == 0:
        _lemon(canvas, x + 20, y - 24, 26, 30)
    else:
        for dx, dy, turn in ((-12, -8, 18), (12, 8, -24)):
            canvas.poly(
                place(box(-12, -12, 24, 24, 5), x + dx, y + dy, 1, turn), mix(drink, WHITE, 0.6)
            )
