"""What people bring along: a tablet in two pairs of hands, phones on their cables."""

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
    TINT,
    WHITE,
    Point,
    Points,
    arc,
    box,
    capsule,
    curve,
    mix,
    path,
    place,
    ribbon,
)

# Middle, turn, colour; each one points its lower end at the charger.
PHONES: tuple[tuple[Point, float, str], ...] = (
    *(((262, 196), -72, BLUE), ((236, 588), -118, NIGHT), ((652, 70), -4, SKY)),
    *(((958, 214), 66, NIGHT), ((972, 606), 114, BLUE), ((566, 766), 172, DEEP)),
)


def tablet_hands(canvas: Canvas) -> None:
    """One hand holds the tablet, another one shows where to tap."""
    canvas.wash([(0, SKY), (1, BLUE)])
    canvas.shade(
        [(0, 260), (0, -10), (700, -10), (960, 180), (960, 760)],
        [(0, GLOW), (1, SKY)],
        (100, 0),
        (900, 600),
    )

    def on(points: Points) -> list[Point]:
        return place(points, 470, 580, 1, -12)

    canvas.shadow(place(box(-250, -330, 520, 700, 40), 486, 620, 1, -12), 60, 0.6, ABYSS)
    canvas.poly(on(box(-262, -352, 524, 704, 42)), NIGHT)
    canvas.shade(on(box(-232, -318, 464, 636, 14)), [(0, WHITE), (1, TINT)], (380, 280), (560, 880))
    canvas.poly(on(box(-204, -290, 408, 128, 16)), BLUE)
    canvas.poly(on(box(-180, -258, 200, 20, 10)), WHITE)
    canvas.poly(on(box(-180, -222, 130, 16, 8)), GLOW)
    canvas.poly(on(arc(142, -226, 40, 40)), GOLD)
    tiles = (PALE, GLOW, PALE, SKY, GOLD, GLOW, PALE, SKY, PALE)
    for n, tone in enumerate(tiles):
        canvas.poly(on(box(-204 + n % 3 * 142, -136 + n // 3 * 142, 124, 124, 22)), tone)
        canvas.poly(on(arc(-142 + n % 3 * 142, -74 + n // 3 * 142, 28, 28)), WHITE, 0.75)
    touch = on([(0, 68)])[0]
    for r, alpha in ((156, 0.4), (114, 0.8)):
        canvas.ring(*touch, r, 9, GOLD, alpha)
    _holding(canvas)
    _pointing(canvas, touch)


def _holding(canvas: Canvas) -> None:
    skin, dark = mix(PALE, WHITE, 0.3), GLOW
    palm = path("-60,1010 90,890 196,900 270,1000 170,1120 20,1260 -120,1240")
    canvas.poly(curve(palm, closed=True), skin)
    canvas.bar((196, 960), (292, 850), 92, skin, 0.78)
    canvas.bar((296, 842), (306, 826), 44, WHITE, 0.8)
    canvas.line(curve([(150, 1010), (210, 990), (250, 950)]), dark, 6)
    canvas.poly([(-40, 980), (190, 1200), (150, 1240), (-60, 1240), (-60, 1000)], GOLD)
    canvas.poly([(-44, 976), (-14, 946), (228, 1186), (196, 1216)], HONEY)


def _pointing(canvas: Canvas, tip: Point) -> None:
    skin, dark = WHITE, GLOW

    def on(points: Points) -> list[Point]:
        return place(points, tip[0] + 16, tip[1] + 8, 1, -40)

    canvas.shadow(on(capsule((16, 60), (30, 420), 150)), 40, 0.55, ABYSS)
    palm = path("-52,250 0,212 120,226 158,290 148,420 110,520 -10,520 -48,400")
    canvas.poly(on(curve(palm, closed=True)), skin)
    canvas.poly(on(capsule((0, 26), (6, 300), 58, 1.25)), skin)
    for n, (x, y) in enumerate(((58, 214), (104, 232), (146, 268))):
        canvas.poly(on(capsule((x, y), (x - 6, y + 92 - n * 8), 52)), skin)
        canvas.line(on([(x - 26, y + 6), (x - 30, y + 84 - n * 8)]), dark, 5)
    canvas.poly(on(capsule((-40, 360), (-60, 236), 54, 0.85)), skin)
    canvas.line(on([(-34, 246), (-22, 330)]), dark, 5)
    canvas.poly(on(capsule((0, 12), (0, 22), 34)), CREAM)
    canvas.poly(on(box(-40, 500, 176, 620)), DEEP)
    canvas.poly(on(box(-56, 486, 208, 62, 14)), BLUE)


def phones(canvas: Canvas) -> None:
    """Phones and charging cables on a table, seen from above."""
    canvas.wash([(0, TINT), (1, PALE)])
    canvas.shade(
        [(0, 800), (0, 560), (700, 0), (1200, 0), (1200, 60), (260, 800)],
        [(0, CREAM), (1, WHITE)],
        (0, 700),
        (1000, 0),
    )
    hub: Point = (600, 408)
    for at, turn, tone in PHONES:
        _cable(canvas, hub, at, turn, tone)
    canvas.shadow(arc(612, 434, 92, 92), 34, 0.5)
    canvas.disc(*hub, 90, WHITE)
    canvas.disc(*hub, 76, NIGHT)
    canvas.lens(*hub, 46)
    for n, (at, turn, tone) in enumerate(PHONES):
        _phone(canvas, *at, turn, tone, n)
    _cup(canvas, 1128, 408)
    _pencil(canvas)


def _cable(canvas: Canvas, hub: Point, at: Point, turn: float, tone: str) -> None:
    near, far = place([(0, 150), (26, 232)], *at, 1, turn)
    middle = (hub[0] + far[0]) / 2, (hub[1] + far[1]) / 2 + 16
    cable = curve([hub, middle, far, near], steps=24)
    canvas.shadow(ribbon([(x + 5, y + 9) for x, y in cable], 9), 8, 0.5)
    canvas.line(cable, BLUE if tone == NIGHT else GOLD, 8)


def _phone(canvas: Canvas, x: float, y: float, turn: float, tone: str, number: int) -> None:
    def on(points: Points) -> list[Point]:
        return place(points, x, y, 1, turn)

    canvas.shadow([(px + 12, py + 18) for px, py in on(box(-72, -142, 144, 284, 24))], 26, 0.5)
    canvas.poly(on(capsule((0, 140), (0, 166), 22)), WHITE)
    canvas.poly(on(box(-74, -144, 148, 288, 26)), tone)
    start, end = on([(0, -130), (0, 130)])
    stops = ([(0, WHITE), (1, PALE)], [(0, SKY), (1, PALE)], [(0, GOLD), (1, CREAM)])[number % 3]
    canvas.shade(on(box(-64, -132, 128, 264, 16)), stops, start, end)
    if number % 3 == 0:
        canvas.poly(on(box(-44, -100, 88, 60, 12)), BLUE)
        for row in range(4):
            canvas.poly(on(box(-44, -18 + row * 32, (88, 64, 80, 52)[row], 14, 7)), GLOW)
    elif number % 3 == 1:
        canvas.poly(on(arc(0, -20, 42, 42)), WHITE)
        canvas.poly(on(box(-9, -48, 18, 56, 9)), BLUE)
        canvas.poly(on(box(-28, -29, 56, 18, 9)), BLUE)
    else:
        canvas.poly(on(box(-34, -40, 68, 104, 12)), NIGHT)
        canvas.poly(on(box(-14, -54, 28, 16, 5)), NIGHT)
        canvas.poly(on(box(-24, 4, 48, 50, 6)), GOLD)
    canvas.poly(on(box(-18, -124, 36, 9, 4.5)), NIGHT)


def _cup(canvas: Canvas, x: float, y: float) -> None:
    canvas.shadow(arc(x + 12, y + 18, 58, 58), 24, 0.45)
    canvas.disc(x, y, 62, WHITE)
    canvas.disc(x, y, 44, SKY)
    canvas.bar((x - 30, y - 30), (x - 58, y - 56), 20, SKY)
    canvas.disc(x, y, 38, NIGHT)
    canvas.poly(arc(x, y, 30, 30, 200, 300), INK)


def _pencil(canvas: Canvas) -> None:
    canvas.shadow(ribbon([(90, 470), (122, 344)], 16), 12, 0.6)
    canvas.bar((80, 456), (112, 336), 16, GOLD)
    canvas.bar((109, 347), (112, 336), 16, BLUE)
    canvas.poly([(72, 454), (88, 458), (74, 484)], CREAM)
    canvas.poly([(75, 472), (80, 474), (74, 484)], NIGHT)
