"""The sheet the demo draws on: flat shapes, gradients, beams of light, a fine grain at the end.

Everything is drawn twice as large and scaled down, which gives clean edges without another library.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from math import ceil, floor
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.pictures.shapes import (
    DAWN,
    GOLD,
    NIGHT,
    WHITE,
    Point,
    Points,
    Stops,
    box,
    capsule,
    mix,
    rgb,
)

OVERSIZE = 2
QUALITY = 88
GRAIN = 1.8


class Canvas:
    """A sheet of `shape` units; `width` is the width of the finished picture in pixels."""

    def __init__(self, width: int, shape: tuple[int, int], ground: str = WHITE) -> None:
        self.w, self.h = shape
        self.k = width * OVERSIZE / self.w
        self.size = width, round(width * self.h / self.w)
        self.image = Image.new("RGB", (width * OVERSIZE, self.size[1] * OVERSIZE), ground)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def poly(self, points: Points, colour: str, alpha: float = 1) -> None:
        """A flat shape."""
        self.pen.polygon([(x * self.k, y * self.k) for x, y in points], fill=_ink(colour, alpha))

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: str,
        alpha: float = 1,
        radius: float = 0,
    ) -> None:
        """A flat rectangle."""
        self.poly(box(x, y, w, h, radius), colour, alpha)

    def disc(self, x: float, y: float, r: float, colour: str, alpha: float = 1) -> None:
        """A flat circle."""
        self.oval(x, y, r, r, colour, alpha)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str, alpha: float = 1) -> None:
        """A flat ellipse."""
        k = self.k
        corners = ((x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k)
        self.pen.ellipse(corners, fill=_ink(colour, alpha))

    def ring(
        self, x: float, y: float, r: float, width: float, colour: str, alpha: float = 1
    ) -> None:
        """A circle line; the radius is that of its outer edge."""
        k = self.k
        corners = ((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k)
        self.pen.ellipse(corners, outline=_ink(colour, alpha), width=max(1, round(width * k)))

    def line(self, points: Points, colour: str, width: float) -> None:
        """A line with round ends and corners."""
        px = [(x * self.k, y * self.k) for x, y in points]
        self.pen.line(px, fill=colour, width=round(width * self.k), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def bar(self, start: Point, end: Point, width: float, colour: str, taper: float = 1) -> None:
        """A straight stroke with round ends."""
        self.poly(capsule(start, end, width, taper), colour)

    def shade(self, points: Points, stops: Stops, start: Point, end: Point) -> None:
        """A shape whose colour changes on the way from `start` to `end`."""
        if found := self._mask(points):
            mask, origin = found
            ramp = self._ramp(mask.size, origin, start, end)
            bands = (ramp.point(table) for table in _tables(tuple(stops)))
            self.image.paste(Image.merge("RGB", tuple(bands)), origin, mask)

    def wash(self, stops: Stops, top: float = 0, bottom: float | None = None) -> None:
        """A gradient from edge to edge, downwards: a sky, a wall, a floor."""
        first = round(top * self.k)
        last = (
            round(bottom * self.k) if bottom is not None and bottom < self.h else self.image.height
        )
        column = Image.new("RGB", (1, 256))
        column.putdata(list(zip(*_tables(tuple(stops)), strict=True)))
        band = column.resize((1, last - first), Image.Resampling.BILINEAR)
        self.image.paste(band.resize((self.image.width, band.height)), (0, first))

    def beam(
        self,
        points: Points,
        colour: str,
        start: Point,
        end: Point,
        alpha: tuple[float, float],
    ) -> None:
        """Light or shadow lying over the picture, fading on the way from `start` to `end`."""
        if found := self._mask(points):
            mask, origin = found
            first, last = (255 * share for share in alpha)
            table = [round(first + (last - first) * n / 255) for n in range(256)]
            ramp = self._ramp(mask.size, origin, start, end).point(table)
            self.image.paste(colour, origin, ImageChops.multiply(mask, ramp))

    def glow(self, x: float, y: float, r: float, colour: str, alpha: float) -> None:
        """A soft round light."""
        side = round(2 * r * self.k)
        mask = _halo(round(alpha * 100)).resize((side, side), Image.Resampling.BILINEAR)
        left, top = round((x - r) * self.k), round((y - r) * self.k)
        crop = max(0, -left), max(0, -top)
        mask = mask.crop((*crop, side, side))
        self.image.paste(colour, (left + crop[0], top + crop[1]), mask)

    def shadow(self, points: Points, blur: float, alpha: float, colour: str = NIGHT) -> None:
        """A soft shadow in that shape."""
        small = 8 * OVERSIZE
        px = [(x * self.k / small, y * self.k / small) for x, y in points]
        reach = ceil(blur * self.k / small * 2) + 1
        xs, ys = [x for x, _ in px], [y for _, y in px]
        left, top = floor(min(xs)) - reach, floor(min(ys)) - reach
        size = ceil(max(xs)) + reach - left, ceil(max(ys)) + reach - top
        mask = Image.new("L", size)
        moved = [(x - left, y - top) for x, y in px]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.k / small / 2))
        mask = mask.resize((size[0] * small, size[1] * small), Image.Resampling.BICUBIC)
        x, y = left * small, top * small
        mask = mask.crop((max(0, -x), max(0, -y), *mask.size))
        self.image.paste(colour, (max(0, x), max(0, y)), mask)

    @contextmanager
    def clip(self, points: Points) -> Iterator[None]:
        """What is drawn inside the block shows only inside the shape."""
        before = self.image.copy()
        yield
        if found := self._mask(points):
            mask, origin = found
            inside = self.image.crop((*origin, origin[0] + mask.width, origin[1] + mask.height))
            self.image.paste(before)
            self.image.paste(inside, origin, mask)

    def lens(self, x: float, y: float, r: float, ground: str = NIGHT, shine: float = 0.4) -> None:
        """The sign of the series: a ring with a core of light."""
        if shine:
            self.glow(x, y, r * 3, GOLD, shine)
        self.disc(x, y, r, WHITE)
        self.disc(x, y, r * 0.74, ground)
        self.disc(x, y, r * 0.42, GOLD)

    def light_line(self, points: Points, width: float) -> None:
        """The line that runs through the product, from blue to gold."""
        colours = _tables(tuple(DAWN))
        pieces = len(points) - 1
        for n in range(pieces):
            at = 255 * n // max(1, pieces - 1)
            colour = "#" + "".join(f"{band[at]:02x}" for band in colours)
            self.bar(points[n], points[n + 1], width, colour)

    def finish(self) -> bytes:
        """The picture as a JPEG."""
        image = self.image.reduce(OVERSIZE)
        grain = Image.new("L", image.size)
        tile = _grain()
        for x in range(0, image.width, tile.width):
            for y in range(0, image.height, tile.height):
                grain.paste(tile, (x, y))
        image = ImageChops.add(image, Image.merge("RGB", (grain,) * 3), 1, -128)
        out = BytesIO()
        image.save(out, "JPEG", quality=QUALITY, subsampling=0)
        return out.getvalue()

    def _mask(self, points: Points) -> tuple[Image.Image, tuple[int, int]] | None:
        """The shape in white on black, no larger than needed, and where it lies."""
        px = [(x * self.k, y * self.k) for x, y in points]
        left, top = (max(0, floor(min(values))) for values in zip(*px, strict=True))
        xs, ys = zip(*px, strict=True)
        right = min(self.image.width, ceil(max(xs)) + 1)
        bottom = min(self.image.height, ceil(max(ys)) + 1)
        if right <= left or bottom <= top:
            return None
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in px], fill=255)
        return mask, (left, top)

    def _ramp(
        self, size: tuple[int, int], origin: tuple[int, int], start: Point, end: Point
    ) -> Image.Image:
        """Black at `start`, white at `end`; a small image scaled up, for that is fast."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = dx * dx + dy * dy
        cells = 40
        values = bytearray()
        for row in range(cells):
            y = (origin[1] + size[1] * (row + 0.5) / cells) / self.k - start[1]
            for column in range(cells):
                x = (origin[0] + size[0] * (column + 0.5) / cells) / self.k - start[0]
                values.append(round(255 * min(1, max(0, (x * dx + y * dy) / length))))
        small = Image.frombytes("L", (cells, cells), bytes(values))
        return small.resize(size, Image.Resampling.BILINEAR)


def _ink(colour: str, alpha: float) -> tuple[int, int, int, int]:
    return (*rgb(colour), round(255 * alpha))


@cache
def _tables(stops: tuple[tuple[float, str], ...]) -> list[list[int]]:
    """For each band, the 256 values a gradient runs through."""
    colours = []
    for n in range(256):
        at = n / 255
        before = [stop for stop in stops if stop[0] <= at][-1:] or [stops[0]]
        after = [stop for stop in stops if stop[0] > at][:1] or [stops[-1]]
        span = after[0][0] - before[0][0]
        share = (at - before[0][0]) / span if span > 0 else 0
        colours.append(rgb(mix(before[0][1], after[0][1], share)))
    return [list(band) for band in zip(*colours, strict=True)]


@cache
def _halo(percent: int) -> Image.Image:
    # radial_gradient grows with the distance and reaches 181 in the middle of each side.
    def fade(value: int) -> int:
        return round(2.55 * percent * max(0, 1 - value / 180) ** 2)

    return Image.radial_gradient("L").point([fade(n) for n in range(256)])


@cache
def _grain() -> Image.Image:
    chance = Random(1846)  # noqa: S311  the same grain every time, not a secret
    values = bytes(min(255, max(0, round(chance.gauss(128, GRAIN)))) for _ in range(256 * 256))
    return Image.frombytes("L", (256, 256), values)
