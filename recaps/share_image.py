"""The picture that stands beside a link to a recap elsewhere: title, date, the line of light."""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = 1200, 630
SCALE = 2  # drawn larger and reduced: Pillow's circles and lines have hard edges
EDGE = 80

# The dark colours of site.css: light is best seen in the dark.
NIGHT, WHITE, MUTED = "#0b1526", "#ffffff", "#b4c2d8"
BLUE, GLOW, GOLD = (0x9C, 0xC0, 0xFF), (0xDB, 0xE6, 0xFF), (0xFF, 0xC4, 0x2E)

FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
REGULAR, BOLD, HEAVY = 500, 700, 800
# What the two files hold, as in site.css.
LATIN = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2010, 0x2026)),
    *((0x202F, 0x202F), (0x2039, 0x203A), (0x20AC, 0x20AC), (0x2212, 0x2212)),
)
LATIN_EXT = ((0x100, 0x151), (0x154, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E))

TITLE_SIZES = range(108, 43, -4)
TITLE_WIDTH, TITLE_TOP, TITLE_BOTTOM = SIZE[0] - 2 * EDGE, 130, 444
MOST_LINES = 3  # more only where even the smallest letters need them
LEADING = 1.08
ROUTE_Y = 492
LENS = 24  # radius
MOST_STATIONS = 6


@lru_cache(maxsize=64)
def draw(title: str, date_line: str, stations: tuple[str, ...]) -> bytes:
    """The picture as a PNG of 1200 × 630 pixels."""
    image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), NIGHT)
    canvas = ImageDraw.Draw(image)
    _head(canvas, drawable(date_line))
    _title(canvas, drawable(title))
    _route(canvas, [drawable(station) for station in stations[:MOST_STATIONS]])
    buffer = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _head(canvas: ImageDraw.ImageDraw, date_line: str) -> None:
    """What it is and of which day, underlined in gold; opposite, whose page it is."""
    name = _shortened(drawable(settings.SITE_NAME), 28, BOLD, 440)
    _write(canvas, (SIZE[0] - EDGE - _width(name, 28, BOLD), 64), name, 28, BOLD, MUTED)
    kicker = _shortened(date_line, 30, BOLD, 560)
    _write(canvas, (EDGE, 62), kicker, 30, BOLD, WHITE)
    if kicker:
        _line(canvas, EDGE, EDGE + _width(kicker, 30, BOLD), 107, 5, [GOLD, GOLD])


def _title(canvas: ImageDraw.ImageDraw, title: str) -> None:
    """As large as it fits without breaking a word, in lines of about the same length."""
    for size in TITLE_SIZES:
        lines = balanced(title, size, TITLE_WIDTH)
        if " ".join(lines) == title and len(lines) <= MOST_LINES:
            break
    space = TITLE_BOTTOM - TITLE_TOP - len(lines) * size * LEADING
    y = TITLE_TOP + max(0.0, space / 2)
    for line in lines:
        _write(canvas, (EDGE, y), line, size, HEAVY, WHITE)
        y += size * LEADING


def _route(canvas: ImageDraw.ImageDraw, stations: Sequence[str]) -> None:
    """The line with a lens for each station; it runs on to the edge, as the city does."""
    _line(canvas, EDGE, SIZE[0], ROUTE_Y, 8, [BLUE, GLOW, GOLD])
    step = (SIZE[0] - 2 * EDGE) / max(1, len(stations))
    size = 28 if len(stations) <= 4 else 23
    for number, station in enumerate(stations):
        x = EDGE + LENS + number * step
        _lens(canvas, x, last=number == len(stations) - 1 and number > 0)
        first, *others = balanced(station, size, step - 24, BOLD) or [""]
        for row, line in enumerate([first, " ".join(others)]):
            text = _shortened(line, size, BOLD, step - 24)
            place = x - LENS, ROUTE_Y + LENS + 12 + row * size * 1.2
            _write(canvas, place, text, size, BOLD, WHITE)


def _lens(canvas: ImageDraw.ImageDraw, x: float, *, last: bool) -> None:
    """A ring with a golden core; the last one shines as a whole."""
    rings = [(LENS, GOLD)] if last else [(LENS, BLUE), (LENS - 6, NIGHT), (LENS - 12, GOLD)]
    for radius, colour in [(LENS + 7, NIGHT), *rings]:
        box = (x - radius, ROUTE_Y - radius, x + radius, ROUTE_Y + radius)
        canvas.ellipse([side * SCALE for side in box], fill=colour)


def _line(
    canvas: ImageDraw.ImageDraw,
    x0: float,
    x1: float,
    y: float,
    width: int,
    colours: Sequence[tuple[int, int, int]],
) -> None:
    """A horizontal line that runs through these colours."""
    start, end = round(x0 * SCALE), round(x1 * SCALE)
    top, bottom = (y - width / 2) * SCALE, (y + width / 2) * SCALE
    for x in range(start, end):
        place = (x - start) / (end - start) * (len(colours) - 1)
        before = min(int(place), len(colours) - 2)
        pairs = zip(colours[before], colours[before + 1], strict=True)
        mixed = tuple(round(a + (b - a) * (place - before)) for a, b in pairs)
        canvas.line([(x, top), (x, bottom)], fill=mixed)


def balanced(text: str, size: int, most: float, weight: int = HEAVY) -> list[str]:
    """As few lines as possible, then as narrow as possible with that many."""
    words = [part for word in text.split() for part in _parts(word, size, most, weight)]
    lines = _wrapped(words, size, most, weight)
    widest = max((_width(word, size, weight) for word in words), default=0)
    for width in range(int(most), int(widest), -20):
        narrower = _wrapped(words, size, width, weight)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _wrapped(words: Sequence[str], size: int, width: float, weight: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and _width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _parts(word: str, size: int, most: float, weight: int) -> Iterator[str]:
    """The word, in pieces with a hyphen if it is wider than that."""
    while len(word) > 1 and _width(word, size, weight) > most:
        ends = range(len(word) - 1, 1, -1)
        end = next((n for n in ends if _width(f"{word[:n]}-", size, weight) <= most), 1)
        yield f"{word[:end].removesuffix('-')}-"
        word = word[end:]
    yield word


def _shortened(text: str, size: int, weight: int, width: float) -> str:
    if _width(text, size, weight) <= width:
        return text
    while text and _width(f"{text}…", size, weight) > width:
        text = text[:-1].rstrip(" -–:,")
    return f"{text}…"


def _write(
    canvas: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    size: int,
    weight: int,
    colour: str,
) -> None:
    x, y = place
    for name, run in _runs(text):
        font = _font(name, size * SCALE, weight)
        canvas.text((x * SCALE, y * SCALE), run, font=font, fill=colour)
        x += font.getlength(run) / SCALE


def _width(text: str, size: int, weight: int) -> float:
    lengths = (_font(name, size * SCALE, weight).getlength(run) for name, run in _runs(text))
    return sum(lengths) / SCALE


def drawable(text: str) -> str:
    """What the fonts can write of it; of a stranger the plain letters it is made of (ḱ: k)."""
    known = "".join(c if _file_of(c) else _plain(c) for c in text)
    return " ".join(known.split())


def _plain(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    return "".join(c for c in parts if _file_of(c)) or " " * character.isspace()


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces of one font file each."""
    for name, run in groupby(text, key=_file_of):
        yield name, "".join(run)


def _file_of(character: str) -> str:
    """The font file with this character, or nothing."""
    for name, spans in (("figtree-latin", LATIN), ("figtree-latin-ext", LATIN_EXT)):
        if any(first <= ord(character) <= last for first, last in spans):
            return name
    return ""


@lru_cache(maxsize=64)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONTS / f"{name}.woff2"), size)
    font.set_variation_by_axes([weight])
    return font
