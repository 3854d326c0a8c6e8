"""Files as people upload them, by accident or on purpose, made here byte by byte."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

FILES = Path(__file__).parent / "files"
MARKER = "PLANTED-MARKER"  # must never come out again

# Red, green and blue of the colour space in XYZ under D50, and its gamma.
Primaries = tuple[tuple[float, float, float], ...]
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def drawn(width: int = 600, height: int = 400) -> Image.Image:
    """Red at the top left, green at the bottom right, blue elsewhere: one sees how it is turned."""
    image = Image.new("RGB", (width, height), (30, 90, 160))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(230, 40, 40))
    draw.rectangle((width // 2, height // 2, width, height), fill=(40, 180, 70))
    return image


def plain(color: Any, mode: str = "RGB", size: tuple[int, int] = (600, 400)) -> Image.Image:
    return Image.new(mode, size, color)


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    whole = name + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


def png(width: int, height: int, *, bits: int, kind: int, row: bytes) -> bytes:
    """A PNG whose rows are all the same; written without ever holding the picture."""
    packer = zlib.compressobj()
    data = b"".join(packer.compress(b"\0" + row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def many_scans(number: int) -> bytes:
    """A small JPEG that has the decoder go over the picture again and again."""
    whole = saved(plain(90, "L", (1000, 800)), "JPEG", progressive=True)
    last = whole[whole.rfind(b"\xff\xda") : -2]
    return whole[:-2] + last * number + whole[-2:]


def animated(kind: str) -> bytes:
    frames = [plain("navy"), plain("gold"), plain("white")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def with_everything(kind: str) -> bytes:
    """A picture with all the metadata this format can hold, the marker in each of them."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = MARKER  # description, artist, copyright
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 55.0, 37.0), 3: "E", 4: (11.0, 35.0, 11.0)})
    exif.get_ifd(0x8825)[29] = MARKER
    options: dict[str, Any] = {"exif": exif, "icc_profile": icc(DISPLAY_P3), "xmp": XMP}
    if kind == "JPEG":
        options["comment"] = MARKER
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", MARKER)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        texts.add_itxt("Author", MARKER, zip=True)
        options["pnginfo"] = texts
    data = saved(drawn(), kind, **options)
    return data[:2] + _iptc() + _thumbnail() + data[2:] if kind == "JPEG" else data


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d:creator>{MARKER}</d:creator></x:xmpmeta>'.encode()


def _segment(number: int, data: bytes) -> bytes:
    return bytes([0xFF, number]) + struct.pack(">H", len(data) + 2) + data


def _iptc() -> bytes:
    byline = struct.pack(">BBBH", 0x1C, 2, 80, len(MARKER)) + MARKER.encode()
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(byline)) + byline + b"\0"
    return _segment(0xED, b"Photoshop 3.0\0" + block)


def _thumbnail() -> bytes:
    """A preview of its own, as cameras add it; it shows what was cropped away since."""
    return _segment(
        0xE2, b"PREVIEW\0" + saved(plain("red", size=(160, 120)), "JPEG", comment=MARKER)
    )


def icc(primaries: Primaries) -> bytes:
    """A colour profile for a display."""
    text = MARKER.encode() + b"\0"
    tags = {b"desc": b"desc" + struct.pack(">II", 0, len(text)) + text + bytes(78)}
    tags[b"cprt"] = b"text" + bytes(4) + text
    tags[b"wtpt"] = _xyz(0.9642, 1.0, 0.8249)
    curve = b"curv" + struct.pack(">IIH", 0, 1, round(2.2 * 256))  # gamma
    for letter, values in zip(b"rgb", primaries, strict=True):
        tags[bytes([letter]) + b"XYZ"] = _xyz(*values)
        tags[bytes([letter]) + b"TRC"] = curve
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def cmyk_icc() -> bytes:
    """A profile of a strange press: paper is white, and any ink prints a dark grey."""
    matrix = b"".join(struct.pack(">i", value) for value in (65536, 0, 0, 0, 65536, 0, 0, 0, 65536))
    straight = bytes(range(256))
    corners = b"\xff\x80\x80" + b"\x80\x80\x80" * 15
    table = (
        b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + straight * 4 + corners + straight * 3
    )
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table, b"wtpt": _xyz(0.9642, 1.0, 0.8249)})


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def _profile(device: bytes, space: bytes, between: bytes, tags: dict[bytes, bytes]) -> bytes:
    index, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        index += name + struct.pack(">II", start + len(body), len(data))
        body += padded
    head = struct.pack(
        ">I4sI4s4s4s", start + len(body), b"none", 0x02400000, device, space, between
    )
    head += (
        struct.pack(">6H", 2026, 11, 23, 0, 0, 0)
        + b"acsp"
        + bytes(28)
        + _xyz(0.9642, 1, 0.8249)[8:]
    )
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + index + body
