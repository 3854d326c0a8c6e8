"""The hub: a wall of notes, the showroom, people in conversation."""

from demo.pictures.canvas import Canvas
from demo.pictures.figures import Look, standing
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
    MIST,
    NIGHT,
    PALE,
    SKY,
    TINT,
    WHITE,
    arc,
    box,
    curve,
    mix,
    path,
    place,
    ring_part,
    taper,
)
from demo.pictures.things import hanging_lamp, plant

NOTES = path(
    "252,184 376,172 268,306 396,312 412,420 286,428 546,182 666,172 550,306"
    " 680,312 566,440 692,444 822,174 832,300 816,424 954,432"
)


def workshop(canvas: Canvas) -> None:
    """A wall full of notes; one person adds a golden one, others look on."""
    canvas.wash([(0, MIST), (1, TINT)], 0, 690)
    canvas.wash([(0, PALE), (1, GLOW)], 690, 800)
    light = path("-10,260 330,-10 760,-10 -10,620")
    canvas.shade(light, [(0, CREAM), (1, WHITE)], (0, 500), (600, 0))
    canvas.rect(150, 70, 900, 470, BLUE)
    canvas.rect(162, 82, 876, 446, DEEP)
    canvas.poly(path("162,300 420,82 700,82 162,528"), BLUE, 0.55)
    thread = path("252,148 396,276 546,146 680,276 822,138 980,166")
    canvas.light_line(curve(thread, steps=20), 6)
    _notes(canvas)
    for x, y in thread[:-1]:
        canvas.lens(x, y, 15, DEEP, 0)
    canvas.shadow(arc(620, 752, 470, 22), 40, 0.5, BLUE)
    look = Look(coat=GOLD, tone=NIGHT, hair="bun", skin=PALE, legs=NIGHT)
    standing(canvas, 866, 752, 520, look, right=((0.155, -0.86), (0.19, -1.03)))
    canvas.poly(place(box(-44, -44, 88, 88), 978, 196, 1, 7), GOLD)
    canvas.poly(place(box(-44, -44, 88, 14), 978, 196, 1, 7), HONEY)
    canvas.bar((962, 246), (972, 222), 24, PALE, 0.8)
    look = Look(coat=WHITE, tone=INK, hair="short", skin=PALE, legs=BLUE, accent=SKY)
    standing(canvas, 300, 760, 500, look)
    look = Look(coat=SKY, tone=ABYSS, hair="scarf", skin=PALE, legs=NIGHT)
    standing(canvas, 448, 768, 470, look, left=((-0.21, -0.6), (-0.1, -0.5)))
    plant(canvas, 1120, 720, 300, BLUE, WHITE)


def _notes(canvas: Canvas) -> None:
    tones = (WHITE, PALE, HONEY, GLOW, WHITE, CREAM, PALE)
    for n, (x, y) in enumerate(NOTES):
        turn, tone = (n * 37 % 11) - 5, tones[n % len(tones)]
        note = place(box(-46, -40, 92, 84), x, y, 1, turn)
        canvas.poly([(px + 6, py + 9) for px, py in note], ABYSS, 0.35)
        canvas.poly(note, tone)
        faint = AMBER if tone in (HONEY, CREAM) else mix(BLUE, tone, 0.45)
        for row, wide in enumerate((58, 44, 52)[: 2 + n % 2]):
            line = place(box(-30, -16 + row * 19, wide, 7, 3.5), x, y, 1, turn)
            canvas.poly(line, faint if row else BLUE)


def showroom(canvas: Canvas) -> None:
    """A large round lamp like a lens lights up a dark room; two people look at it."""
    canvas.wash([(0, ABYSS), (0.55, NIGHT), (1, DEEP)], 0, 560)
    canvas.wash([(0, INK), (1, ABYSS)], 560, 800)
    _banners(canvas, 0, 1, (DEEP, BLUE, SKY))
    _banners(canvas, 1200, -1, (GOLD, SKY, BLUE))
    canvas.poly(arc(600, 668, 372, 84), BLUE)
    cone = taper(600, 290, 400, 744, 378)
    canvas.shade(cone, [(0, GLOW), (0.5, BLUE), (1, BLUE)], (0, 300), (0, 690))
    canvas.poly(arc(600, 668, 372, 84, 0, 180), BLUE)
    canvas.poly(arc(600, 668, 288, 62), GLOW)
    canvas.poly(arc(600, 668, 196, 40), CREAM)
    canvas.glow(600, 250, 560, GLOW, 0.5)
    canvas.bar((600, -20), (600, 80), 8, GLOW)
    tones = (WHITE, BLUE, SKY, GLOW, PALE, CREAM, GOLD)
    for r, tone in zip((206, 186, 164, 144, 126, 112, 96), tones, strict=True):
        canvas.disc(600, 250, r, tone)
    canvas.poly(ring_part(600, 250, 176, 166, 205, 250), WHITE)
    look = Look(coat=NIGHT, tone=ABYSS, hair="bob", skin=PALE, legs=ABYSS, accent=GOLD)
    standing(canvas, 500, 752, 330, look)
    look = Look(coat=WHITE, tone=ABYSS, hair="short", skin=PALE, legs=NIGHT)
    standing(canvas, 704, 752, 352, look)


def _banners(canvas: Canvas, edge: float, side: int, tones: tuple[str, str, str]) -> None:
    """A side wall in perspective, with three banners on it."""
    wall = [(0.0, 0.0), (210.0, 120.0), (210.0, 560.0), (0.0, 700.0)]
    canvas.poly([(edge + side * x, y) for x, y in wall], ABYSS)
    for n, tone in enumerate(tones):
        near, far, drop = 192 - (2 - n) * 62, 152 - (2 - n) * 62, 26 * (2 - n)
        top, bottom = 226 - drop, 440 + drop / 26 * 40
        banner = [(near, top), (far, top - 17), (far, bottom + 24), (near, bottom)]
        canvas.poly([(edge + side * x, y) for x, y in banner], tone)


def conversation(canvas: Canvas) -> None:
    """People with glasses around high tables under lamps, before a large window."""
    canvas.wash([(0, NIGHT), (1, INK)], 0, 640)
    canvas.wash([(0, INK), (1, ABYSS)], 640, 800)
    _window(canvas)
    for x, y in ((300, 196), (600, 150), (900, 196)):
        hanging_lamp(canvas, x, y, 70, CREAM, ABYSS)
    for x in (330, 884):
        _table(canvas, x, 470)
    looks = (
        Look(coat=NIGHT, tone=ABYSS, hair="bun", skin=GLOW, legs=ABYSS),
        Look(coat=PALE, tone=NIGHT, hair="short", skin=TINT, legs=ABYSS),
        Look(coat=BLUE, tone=ABYSS, hair="bob", skin=PALE, legs=ABYSS, accent=HONEY),
        Look(coat=WHITE, tone=GLOW, hair="short", skin=PALE, legs=NIGHT),
    )
    size = ((190, 776, 520), (480, 770, 500), (750, 776, 510), (1030, 778, 540))
    for n, (x, feet, tall) in enumerate(size):
        if n % 2:
            standing(canvas, x, feet, tall, looks[n], left=((-0.16, -0.66), (-0.21, -0.78)))
        else:
            standing(canvas, x, feet, tall, looks[n], right=((0.16, -0.66), (0.21, -0.78)))
    for x, y in ((299, 356), (375, 366), (857, 364), (917, 344)):
        _glass(canvas, x, y + 12, GOLD, WHITE)


def _window(canvas: Canvas) -> None:
    for x in (70, 430, 790):
        stops = [(0, BLUE), (0.5, SKY), (0.8, PALE), (1, CREAM)]
        canvas.shade(box(x, 120, 340, 520), stops, (0, 100), (0, 660))
        left, right = 600 + (x - 600) * 1.5, 600 + (x - 260) * 1.5
        floor = [(x, 660), (x + 340, 660), (right, 830), (left, 830)]
        fading = [(0, CREAM), (0.3, PALE), (0.7, SKY), (1, BLUE)]
        canvas.shade(floor, fading, (0, 640), (0, 860))
    canvas.glow(616, 480, 160, CREAM, 0.7)
    canvas.disc(616, 500, 74, GOLD)
    ridge = path("70,500 200,478 340,520 470,566 600,560 760,572 960,540 1130,490")
    canvas.poly([*curve(ridge), (1130, 640), (70, 640)], SKY)
    for x in (410, 770):
        canvas.shade(box(x, 120, 20, 520), [(0, NIGHT), (1, INK)], (0, 0), (0, 640))


def _table(canvas: Canvas, x: float, y: float) -> None:
    canvas.bar((x, y), (x, 770), 18, ABYSS)
    canvas.poly(arc(x, 772, 74, 12), ABYSS)
    canvas.poly(arc(x, y, 124, 18), ABYSS)
    canvas.poly(arc(x, y - 6, 124, 18), WHITE)
    _glass(canvas, x - 46, y - 6, GOLD, PALE)
    _glass(canvas, x + 34, y - 6, SKY, PALE)


def _glass(canvas: Canvas, x: float, foot: float, drink: str, glass: str) -> None:
    canvas.poly(taper(x, foot - 50, 28, 20, 50), glass, 0.9)
    canvas.poly(taper(x, foot - 32, 26, 20, 32), drink)
