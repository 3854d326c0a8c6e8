"""On the way: the tram crosses the river."""

from demo.pictures.canvas import Canvas
from demo.pictures.shapes import (
    BLUE,
    CREAM,
    DEEP,
    GLOW,
    GOLD,
    INK,
    NIGHT,
    PALE,
    SKY,
    WHITE,
    arc,
    curve,
    path,
)
from demo.pictures.things import hills, tram

# Height, shift to the side, width.
REFLECTIONS = ((652, 0, 560), (672, 26, 470), (694, -22, 520), (718, 30, 380), (744, 0, 300))


def tram_bridge(canvas: Canvas) -> None:
    """The tram crosses an old bridge in the evening; the river doubles everything."""
    canvas.wash([(0, DEEP), (0.4, BLUE), (0.75, GLOW), (1, PALE)], 0, 600)
    canvas.glow(300, 300, 330, WHITE, 0.6)
    canvas.disc(300, 300, 128, CREAM)
    far = hills(path("0,430 160,360 420,372 640,440 900,400 1060,330 1200,318"), 1200, 640)
    canvas.shade(far, [(0, GLOW), (1, SKY)], (300, 400), (1100, 400))
    for x, r in ((470, 40), (534, 54), (596, 38), (850, 44), (912, 60), (990, 46)):
        canvas.disc(x, 566, r, BLUE)
    canvas.rect(0, 566, 1200, 60, BLUE)
    canvas.wash([(0, SKY), (0.35, BLUE), (1, NIGHT)], 606, 800)
    _bridge(canvas)
    for x in (120, 590, 1060):
        canvas.bar((x, 452), (x, 262), 7, NIGHT, 0.6)
        canvas.bar((x, 276), (x + 66, 282), 5, NIGHT)
    wire = path("-20,302 186,283 420,298 656,283 890,298 1126,283 1220,290")
    canvas.line(curve(wire), NIGHT, 2.5)
    tram(canvas, 236, 452, 720)
    light = [(954, 402), (1210, 366), (1210, 470), (954, 420)]
    canvas.beam(light, CREAM, (954, 410), (1210, 410), (0.85, 0.1))
    for y, shift, wide in REFLECTIONS:
        for n in range(5):
            left = 606 + shift - wide / 2 + n * wide / 5
            canvas.bar((left, y), (left + wide / 5 - 34, y), 6, GOLD)
    for y, half in ((640, 96), (660, 70), (682, 84), (706, 52), (732, 38)):
        canvas.bar((300 - half, y), (300 + half, y), 5, CREAM)


def _bridge(canvas: Canvas) -> None:
    bottom = [p for x in (1100, 800, 500, 200, -100) for p in arc(x, 626, 116, 118, 0, -180)]
    wall = [(0, 452), (1200, 452), (1200, 626), *bottom, (0, 626)]
    canvas.poly([(x, 626 + (626 - y) * 0.62) for x, y in wall], NIGHT, 0.55)
    canvas.shade(wall, [(0, DEEP), (1, NIGHT)], (0, 460), (0, 600))
    canvas.rect(0, 446, 1200, 14, GLOW)
    canvas.rect(0, 460, 1200, 8, INK)
    for x in (50, 350, 650, 950):
        canvas.poly([(x - 26, 540), (x + 26, 540), (x + 34, 640), (x, 654), (x - 34, 640)], INK)
        canvas.poly([(x - 26, 540), (x - 10, 540), (x - 12, 648), (x - 34, 640)], BLUE)
