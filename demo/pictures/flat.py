"""The quarter from inside: a consultation by screen, a panel beside the door of a flat."""

from demo.pictures.canvas import Canvas
from demo.pictures.figures import Look, bust
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
    NIGHT,
    PALE,
    SKY,
    TINT,
    WHITE,
    arc,
    both_sides,
    box,
    curve,
    mix,
    path,
    place,
)
from demo.pictures.things import plant


def consultation(canvas: Canvas) -> None:
    """A consultation by screen: somebody listens, the doctor is a shape without a face."""
    canvas.wash([(0, TINT), (1, MIST)], 0, 640)
    canvas.wash([(0, PALE), (1, GLOW)], 640, 800)
    canvas.poly([(0, 90), (0, 640), (210, 640), (70, 0), (0, 0)], WHITE, 0.6)
    _screen(canvas)
    canvas.beam(
        [(250, 640), (930, 640), (1130, 800), (60, 800)], WHITE, (0, 640), (0, 800), (0.7, 0.1)
    )
    _device(canvas)
    plant(canvas, 1106, 688, 300, BLUE, WHITE)
    canvas.shadow(arc(800, 812, 260, 24), 40, 0.4)
    canvas.shade(box(560, 560, 420, 300, 70), [(0, BLUE), (1, DEEP)], (560, 0), (980, 0))
    look = Look(coat=NIGHT, tone=INK, hair="bob", skin=PALE, accent=GOLD)
    bust(canvas, 770, 440, 76, look)
    canvas.poly([*arc(770, 660, 216, 96, 180, 360), (986, 830), (554, 830)], BLUE)
    canvas.poly(
        [*arc(770, 660, 216, 96, 180, 360), *reversed(arc(770, 674, 216, 96, 180, 360))], SKY
    )


def _screen(canvas: Canvas) -> None:
    canvas.glow(530, 320, 560, WHITE, 0.6)
    canvas.shadow(box(190, 90, 690, 470), 40, 0.35, BLUE)
    canvas.rect(176, 70, 708, 466, NIGHT, radius=18)
    frame = box(194, 88, 672, 430, 6)
    canvas.shade(frame, [(0, BLUE), (0.6, SKY), (1, GLOW)], (194, 88), (760, 560))
    with canvas.clip(frame):
        canvas.beam(
            [(194, 88), (420, 88), (866, 518), (640, 518)],
            WHITE,
            (194, 88),
            (800, 518),
            (0.22, 0.05),
        )
        canvas.disc(430, 300, 196, GOLD)
        canvas.disc(430, 300, 196, HONEY, 0.3)
        _doctor(canvas, 430, 268, 66)
    canvas.rect(690, 106, 158, 106, NIGHT, radius=8)
    canvas.shade(box(696, 112, 146, 94, 5), [(0, TINT), (1, PALE)], (0, 112), (0, 206))
    with canvas.clip(box(696, 112, 146, 94, 5)):
        bust(canvas, 769, 154, 21, Look(coat=NIGHT, tone=INK, hair="bob", skin=PALE))
        canvas.poly(arc(769, 159, 15, 18), PALE)
    canvas.disc(530, 79, 4, GLOW)


def _doctor(canvas: Canvas, x: float, y: float, r: float) -> None:
    """Seen from the front, but without a face."""
    coat = both_sides([*path("0,1 0.5,1.22 1.7,1.66 2.2,2.6"), (2.35, 5)])
    canvas.poly(place(coat, x, y, r), WHITE)
    canvas.poly(place(path("-0.55,1.15 0.55,1.15 0,2.7"), x, y, r), SKY)
    neck = path("-0.36,0.5 0.36,0.5 0.36,1.2 0,1.62 -0.36,1.2")
    canvas.poly(place(neck, x, y, r), mix(PALE, SKY, 0.35))
    canvas.poly(arc(x, y - r * 0.1, r * 1.0, r * 1.06, 150, 390), NIGHT)
    canvas.poly(arc(x, y + r * 0.12, r * 0.78, r * 0.92), PALE)
    canvas.poly(
        [*arc(x, y - r * 0.05, r * 0.9, r * 0.92, 180, 360), (x + r * 0.3, y - r * 0.42)], NIGHT
    )
    tube = curve(path("-0.62,1.2 -0.9,2.1 -0.5,2.9 0.2,3.1 0.8,2.6 0.62,1.2"))
    canvas.line(place(tube, x, y, r), DEEP, r * 0.09)
    canvas.disc(x - r * 0.42, y + r * 3.0, r * 0.2, GOLD)


def _device(canvas: Canvas) -> None:
    canvas.rect(60, 604, 330, 18, BLUE, radius=6)
    canvas.rect(96, 622, 12, 178, DEEP)
    canvas.rect(342, 622, 12, 178, DEEP)
    canvas.rect(112, 494, 170, 110, WHITE, radius=14)
    canvas.rect(126, 508, 142, 66, NIGHT, radius=6)
    beat = path("134,544 164,544 174,528 186,562 198,518 208,550 216,544 260,544")
    canvas.line(beat, GOLD, 4)
    canvas.disc(197, 590, 6, SKY)
    canvas.line(curve([(282, 580), (312, 590), (318, 560), (340, 556)]), INK, 6)
    canvas.oval(350, 572, 30, 34, SKY)
    canvas.oval(350, 572, 17, 21, DEEP)


def door_panel(canvas: Canvas) -> None:
    """A panel for light, warmth and door beside a flat door that stands ajar."""
    canvas.wash([(0, BLUE), (1, DEEP)], 0, 1060)
    canvas.wash([(0, INK), (1, ABYSS)], 1044, 1200)
    canvas.rect(0, 1044, 960, 18, NIGHT)
    canvas.beam(
        [(606, 170), (606, 1044), (-60, 1044), (-60, 800)], GLOW, (606, 600), (60, 700), (0.75, 0)
    )
    canvas.rect(586, 150, 374, 894, NIGHT)
    opening = box(606, 170, 354, 874)
    canvas.shade(opening, [(0, GOLD), (0.5, HONEY), (1, CREAM)], (606, 170), (960, 900))
    canvas.rect(606, 860, 354, 184, AMBER, 0.3)
    with canvas.clip(opening):
        plant(canvas, 684, 1040, 330, BLUE, WHITE)
    leaf = [(960, 96), (770, 170), (770, 1044), (960, 1130)]
    canvas.shade(leaf, [(0, SKY), (1, BLUE)], (770, 0), (960, 0))
    canvas.poly([(770, 170), (784, 164), (784, 1050), (770, 1044)], GLOW)
    canvas.bar((812, 620), (812, 690), 14, WHITE)
    canvas.disc(812, 620, 17, GOLD)
    light = [(606, 1044), (770, 1044), (540, 1200), (-40, 1200), (-40, 1190)]
    canvas.shade(light, FADING, (690, 1030), (60, 1290))
    _panel(canvas, 132, 286)


def _panel(canvas: Canvas, x: float, y: float) -> None:
    canvas.shadow(box(x - 24, y + 26, 340, 520, 40), 46, 0.65, ABYSS)
    canvas.rect(x, y, 340, 520, WHITE, radius=44)
    canvas.rect(x + 14, y + 14, 312, 492, NIGHT, radius=32)
    middle = x + 170
    canvas.glow(middle, y + 190, 190, GOLD, 0.35)
    canvas.ring(middle, y + 190, 122, 20, INK)
    canvas.light_line(arc(middle, y + 190, 112, 112, -220, 0, 44), 20)
    knob = arc(middle, y + 190, 112, 112, 0, 0, 1)[0]
    canvas.disc(*knob, 19, WHITE)
    canvas.lens(middle, y + 190, 56)
    for n, icon in enumerate((_bulb, _drop, _key)):
        cx = x + 82 + n * 88
        canvas.disc(cx, y + 416, 36, GOLD if n == 0 else INK)
        icon(canvas, cx, y + 416, NIGHT if n == 0 else PALE)


def _bulb(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.disc(x, y - 5, 13, colour)
    canvas.rect(x - 6, y + 5, 12, 12, colour, radius=3)


def _drop(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.bar((x, y - 14), (x, y + 8), 8, colour)
    canvas.disc(x, y + 8, 10, colour)


def _key(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.ring(x - 8, y, 10, 5, colour)
    canvas.rect(x, y - 2.5, 20, 5, colour)
    canvas.rect(x + 12, y, 5, 9, colour)
