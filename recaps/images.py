"""Pictures: what comes from outside is decoded with limits and written anew, without metadata."""

import io
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pi_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
# Their decoders hold up to four copies of it at once; no camera writes them that large.
MOST_PIXELS_OF = {"WEBP": 16_000_000, "AVIF": 16_000_000}
LEAST_SIDES = (400, 200)  # pixels; less looks bad even on a phone
MASTER_SIDE = 2560  # pixels of the longer side: the widest rendition, and room for turning
# A JPEG may go over the picture again and again, a few bytes each time: 1,000 took 80 seconds.
MOST_SCANS = 40
STRIP_PIXELS = 500_000
WIDTHS = (480, 720, 960, 1440, 2240)
EXTENSIONS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
SAVE: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 3},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
_SIGNATURES = {
    "JPEG": rb"\xff\xd8\xff",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "WEBP": rb"RIFF....WEBP",
    "AVIF": rb"....ftyp(?:avi[fs]|mif1.{0,64}avi[fs])",
    "HEIF": rb"....ftyp(?:hei[cmsx]|hev[cmsx]|m[is]f1)",
}
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_SRGB = ImageCms.createProfile("sRGB")
# One picture at a time in a process: ten people uploading must not add up in memory.
_one_at_a_time = threading.Lock()


class BadPictureError(Exception):
    """This file is no picture we can use; the message is a sentence for people."""


@dataclass(frozen=True)
class Picture:
    """A clean JPEG: upright, sRGB, without metadata."""

    data: bytes
    width: int
    height: int


class _Heif:
    """A HEIC picture: its rows, which libheif has turned upright, without a second copy of all."""

    def __init__(self, data: bytes) -> None:
        self._file = pi_heif.open_heif(data)
        self.size: tuple[int, int] = self._file.size
        profile = self._file.info.get("icc_profile")
        self.info = {"icc_profile": profile} if profile else {}

    def crop(self, box: tuple[int, int, int, int]) -> Image.Image:
        pixels, mode, stride = self._file.data, self._file.mode, self._file.stride
        if self._file.size != self.size:
            raise ValueError("The head of the file said another size.")
        left, top, right, bottom = box
        rows = pixels[top * stride : bottom * stride]
        size = (right - left, bottom - top)
        return Image.frombuffer(mode, size, rows, "raw", mode, stride, 1)


def take(file: IO[bytes], size: int) -> Picture:
    """The clean picture in an uploaded file of `size` bytes. Raises BadPictureError."""
    if size == 0:
        raise BadPictureError(_("The file is empty."))
    if size > MOST_BYTES:
        raise BadPictureError(_("The file is larger than 15 MB."))
    with _one_at_a_time:
        return _encode(_decode(file.read()))


def _decode(data: bytes) -> Image.Image:
    kind = next((k for k, head in _SIGNATURES.items() if re.match(head, data, re.DOTALL)), "")
    if not kind:
        text = _("This is no picture in a format we know: JPEG, PNG, WebP, AVIF or HEIC.")
        raise BadPictureError(text)
    if kind == "JPEG" and _scans(data) > MOST_SCANS:
        raise _damaged()
    try:
        image = _Heif(data) if kind == "HEIF" else Image.open(io.BytesIO(data), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise BadPictureError(_too_many_pixels(kind)) from bomb
    except Exception as broken:  # a decoder may raise anything about hostile bytes
        raise _damaged() from broken
    _check(image, kind)
    try:
        return _normalise(image)
    except Exception as broken:
        raise _damaged() from broken


def _damaged() -> BadPictureError:
    return BadPictureError(_("The file is damaged or incomplete."))


def _scans(data: bytes) -> int:
    """How often the decoder has to go over the whole picture. What follows it does not count."""
    found, at = 0, 2
    while (marker := _MARKER.search(data, at)) and marker[1] != b"\xd9":
        found += marker[1] == b"\xda"
        at = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    return found


def _check(image: Image.Image | _Heif, kind: str) -> None:
    short, long = sorted(image.size)
    if short * long > MOST_PIXELS_OF.get(kind, MOST_PIXELS):
        raise BadPictureError(_too_many_pixels(kind))
    if long < LEAST_SIDES[0] or short < LEAST_SIDES[1]:
        text = _("The picture is too small: at least %(long)s by %(short)s pixels are needed.")
        raise BadPictureError(text % {"long": LEAST_SIDES[0], "short": LEAST_SIDES[1]})
    # A JPEG or HEIC may hold further pictures (depth, a preview): the first one counts.
    if kind not in {"JPEG", "HEIF"} and getattr(image, "is_animated", False):
        raise BadPictureError(_("Moving pictures cannot be used."))


def _too_many_pixels(kind: str) -> str:
    if kind not in MOST_PIXELS_OF:
        return _("The picture has more than 50 megapixels.")
    text = _("A picture in the format %(kind)s may have 16 megapixels. Please save it as JPEG.")
    return text % {"kind": {"WEBP": "WebP"}.get(kind, kind)}


def _normalise(image: Image.Image | _Heif) -> Image.Image:
    """Smaller, upright, in sRGB, on white; in this order, because less is quicker."""
    if isinstance(image, Image.Image):
        image.draft("RGB", (MASTER_SIDE, MASTER_SIDE))
        image.load()
    small = _shrunk(image)
    small.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.HAMMING)
    if isinstance(image, Image.Image):
        turn = _TURNS.get(_orientation(image))
        small = small if turn is None else small.transpose(turn)
    return _to_srgb(small, image.info.get("icc_profile"))


def _shrunk(image: Image.Image | _Heif) -> Image.Image:
    """A whole fraction of it, at least as large as the master, in a mode without surprises.

    Strip by strip: whole copies of 50 megapixels would take 200 MB each.
    """
    width, height = image.size
    factor = max(1, max(width, height) // MASTER_SIDE)
    step = factor * max(1, STRIP_PIXELS // (width * factor))
    small = None
    for top in range(0, height, step):
        box = (0, top, width, min(top + step, height))
        strip = _plain(image.crop(box)).reduce(factor)
        if small is None:
            small = Image.new(strip.mode, (strip.width, -(-height // factor)))
        small.paste(strip, (0, top // factor))
    assert small is not None
    return small


def _plain(image: Image.Image) -> Image.Image:
    """8 bits a channel, without a palette, what is transparent on white."""
    if image.mode.startswith("I") or image.mode == "F":  # 16 bit a channel, grey
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "RGB", "CMYK"} and "transparency" not in image.info:
        return image
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # metadata may be anything; the picture itself was fine
        return 1


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a profile for something else: the numbers are taken as they are
        if converted is not None:
            return converted
    return image.convert("RGB")


def _encode(image: Image.Image) -> Picture:
    image.info.clear()  # Pillow would write the comment of a JPEG into the new one
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92, subsampling=0)
    return Picture(buffer.getvalue(), image.width, image.height)


def widths_for(width: int) -> list[int]:
    """The widths a picture of this width is offered in: never larger than it is, never two that
    hardly differ.
    """
    widest = min(width, WIDTHS[-1])
    return [*(w for w in WIDTHS if w * 1.2 <= widest), widest]


def renditions(master: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The files pages show, as (name, data): `960.avif`, `960.webp`, `960.jpg` …

    Widest first, each made of the one before: that takes less time and memory.
    """
    with Image.open(master, formats=["JPEG"]) as opened:
        image: Image.Image = opened.convert("RGB")
    image.info.clear()
    for width in sorted(widths_for(image.width), reverse=True):
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        for extension, options in SAVE.items():
            buffer = io.BytesIO()
            image.save(buffer, **options)
            yield f"{width}.{extension}", buffer.getvalue()
