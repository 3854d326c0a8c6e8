"""Whatever is uploaded becomes a clean picture, or a sentence that says why not."""

import io
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from recaps import images
from tests.recaps import hostile
from tests.recaps.hostile import MARKER, animated, chunk, drawn, plain, png, saved

ROOT = Path(__file__).resolve().parent.parent.parent
HEIC = (hostile.FILES / "drawn.heic").read_bytes()
KINDS = ("JPEG", "PNG", "WEBP", "AVIF")
RED, GREEN, BLUE = (230, 40, 40), (40, 180, 70), (30, 90, 160)
Color = tuple[int, int, int]


def take(data: bytes) -> Image.Image:
    """The clean picture, opened again."""
    picture = images.take(io.BytesIO(data), len(data))
    image = Image.open(io.BytesIO(picture.data))
    assert (image.format, image.mode, image.size) == (
        "JPEG",
        "RGB",
        (picture.width, picture.height),
    )
    return image


def corners(image: Image.Image) -> list[Color]:
    """Top left, top right, bottom left, bottom right; a little inside."""
    width, height = image.size
    return [pixel(image, x, y) for y in (9, height - 9) for x in (9, width - 9)]


def pixel(image: Image.Image, x: int = 50, y: int = 50) -> Color:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    red, green, blue = found
    return int(red), int(green), int(blue)


def close(found: Color, wanted: Color) -> bool:
    return all(abs(one - other) <= 6 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_taken_as_it_is(kind: str) -> None:
    image = take(saved(drawn(), kind))
    assert image.size == (600, 400)
    assert all(map(close, corners(image), [RED, BLUE, BLUE, GREEN]))


def test_a_picture_of_a_phone_is_taken_and_stands_upright() -> None:
    """HEIC: turned by the file itself, not once more by what its metadata say."""
    image = take(HEIC)
    assert image.size == (400, 600)
    in_p3 = [(0, 91, 166), (253, 0, 5), (0, 185, 48), (0, 91, 166)]
    assert all(map(close, corners(image), in_p3))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(orientation: int) -> None:
    turned = {
        1: [RED, BLUE, BLUE, GREEN],
        2: [BLUE, RED, GREEN, BLUE],
        3: [GREEN, BLUE, BLUE, RED],
        4: [BLUE, GREEN, RED, BLUE],
        5: [RED, BLUE, BLUE, GREEN],
        6: [BLUE, RED, GREEN, BLUE],
        7: [GREEN, BLUE, BLUE, RED],
        8: [BLUE, GREEN, RED, BLUE],
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = take(saved(drawn(), "JPEG", exif=exif, quality=95))
    assert image.size == ((600, 400) if orientation < 5 else (400, 600))
    assert all(map(close, corners(image), turned[orientation]))


def test_a_large_picture_becomes_smaller() -> None:
    assert take(saved(drawn(6000, 3000), "JPEG")).size == (2560, 1280)
    assert take(saved(drawn(2000, 5600), "PNG", compress_level=1)).size == (914, 2560)


class TestNothingOfWhatWasInTheFileComesOutAgain:
    @pytest.mark.parametrize("kind", [*KINDS, "HEIC"])
    def test_no_metadata(self, kind: str) -> None:
        data = HEIC if kind == "HEIC" else hostile.with_everything(kind)
        assert data.count(MARKER.encode()) >= 4
        clean = images.take(io.BytesIO(data), len(data)).data
        for name, made in [("master.jpg", clean), *images.renditions(io.BytesIO(clean))]:
            assert MARKER.encode() not in made, name
            image = Image.open(io.BytesIO(made))
            assert dict(image.getexif()) == {}, name
            held = {"exif", "icc_profile", "xmp", "comment", "photoshop", "mp"} & set(image.info)
            assert held == set(), name

    def test_nothing_that_follows_the_picture(self) -> None:
        clean = images.take(io.BytesIO(movie := _moving_photo()), len(movie)).data
        assert b"moov" not in clean


def _moving_photo() -> bytes:
    """A phone's photo with a film behind it, full of bytes that look like further pictures."""
    return saved(drawn(), "JPEG") + b"\0\0\0\x20ftypmp42moov" + b"\xff\xda" * 1000


class TestColours:
    @pytest.mark.parametrize(
        ("primaries", "wanted"),
        [(hostile.ADOBE_RGB, (227, 100, 42)), (hostile.DISPLAY_P3, (216, 93, 24))],
    )
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_wide_gamut_is_converted(
        self, kind: str, primaries: hostile.Primaries, wanted: Color
    ) -> None:
        data = saved(plain((200, 100, 50)), kind, icc_profile=hostile.icc(primaries), quality=95)
        assert close(pixel(take(data)), wanted)

    @pytest.mark.parametrize("profile", [b"broken", hostile.cmyk_icc(), b"\0" * 200])
    def test_a_profile_that_does_not_fit_is_left_out(self, profile: bytes) -> None:
        image = take(saved(plain((200, 100, 50)), "JPEG", icc_profile=profile))
        assert close(pixel(image), (200, 100, 50))

    @pytest.mark.parametrize(
        ("ink", "wanted"),
        [
            ((0, 0, 0, 0), (255, 255, 255)),
            ((0, 0, 0, 255), (0, 0, 0)),
            ((255, 0, 0, 0), (0, 255, 255)),
        ],
    )
    def test_four_inks_without_a_profile(self, ink: object, wanted: Color) -> None:
        assert close(pixel(take(saved(plain(ink, "CMYK"), "JPEG"))), wanted)

    def test_four_inks_with_a_profile(self) -> None:
        profile = hostile.cmyk_icc()
        for ink, wanted in (((0, 0, 0, 0), (255, 255, 255)), ((255, 0, 0, 0), (7, 7, 7))):
            assert close(
                pixel(take(saved(plain(ink, "CMYK"), "JPEG", icc_profile=profile))), wanted
            )

    @pytest.mark.parametrize(
        ("kind", "row", "wanted"),
        [
            (0, b"\x80\x12", (128, 128, 128)),
            (2, b"\x80\x12\x40\x99\x20\xff", (128, 64, 32)),
            (4, b"\x80\x12\x80\x00", (191, 191, 191)),
            (6, b"\x80\x12\x40\x99\x20\xff\x00\x00", (255, 255, 255)),
        ],
        ids=["grey", "colours", "grey half transparent", "colours transparent"],
    )
    def test_sixteen_bits_a_channel(self, kind: int, row: bytes, wanted: Color) -> None:
        assert close(pixel(take(png(600, 400, bits=16, kind=kind, row=row * 600))), wanted)

    def test_black_and_white(self) -> None:
        assert pixel(take(saved(plain(1, "1"), "PNG"))) == (255, 255, 255)
        assert close(pixel(take(saved(plain(90, "L"), "JPEG"))), (90, 90, 90))


class TestWhatIsTransparentBecomesWhite:
    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
    def test_a_channel_of_its_own(self, kind: str) -> None:
        assert close(pixel(take(saved(plain((0, 90, 0, 0), "RGBA"), kind))), (255, 255, 255))
        assert close(pixel(take(saved(plain((0, 0, 0, 128), "RGBA"), kind))), (127, 127, 127))

    @pytest.mark.parametrize(
        ("mode", "color", "transparent"),
        [("P", 7, 7), ("L", 90, 90), ("RGB", (1, 2, 3), (1, 2, 3))],
    )
    def test_one_colour(self, mode: str, color: object, transparent: object) -> None:
        image = plain(color, mode)
        if mode == "P":
            image.putpalette(bytes(range(256)) * 3)
        assert pixel(take(saved(image, "PNG", transparency=transparent))) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["JPEG", "MPO"])
def test_of_several_pictures_in_one_file_the_first_counts(kind: str) -> None:
    options = {"save_all": True, "append_images": [plain("white")]} if kind == "MPO" else {}
    assert all(map(close, corners(take(saved(drawn(), kind, **options))), [RED, BLUE, BLUE, GREEN]))


def test_a_phones_photo_with_a_film_behind_it_is_taken() -> None:
    assert take(_moving_photo()).size == (600, 400)


UNKNOWN = "Das ist kein Bild in einem Format, das wir kennen: JPEG, PNG, WebP, AVIF oder HEIC."
DAMAGED = "Die Datei ist beschädigt oder unvollständig."
TOO_MANY = "Das Bild hat mehr als 50 Megapixel."
TOO_SMALL = "Das Bild ist zu klein: Es braucht mindestens 400 mal 200 Pixel."
MOVING = "Bewegte Bilder können wir nicht zeigen."
TOO_LARGE_WEBP = "Ein Bild im Format WebP darf 16 Megapixel haben. Bitte speichern Sie es als JPEG."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOMB = b"Comment\0\0" + zlib.compress(b"a" * 80_000_000)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"\xff\xd8\xff" + bytes(40_000_000), "Die Datei ist größer als 15 MB."),
        (SVG, UNKNOWN),
        (b"<!doctype html><title>IMG_1.jpg</title>", UNKNOWN),
        (b"%PDF-1.7", UNKNOWN),
        (b"\0\0\0\x20ftypmp42moov", UNKNOWN),
        (saved(drawn(), "GIF"), UNKNOWN),
        (animated("GIF"), UNKNOWN),
        (b"\xff\xd8\xff", DAMAGED),
        (b"\xff\xd8\xff" + SVG, DAMAGED),
        *[(saved(drawn(), kind)[: len(saved(drawn(), kind)) // 2], DAMAGED) for kind in KINDS],
        (HEIC[: len(HEIC) // 2], DAMAGED),
        (HEIC.replace(b"ispe\0\0\0\0\0\0\x02\x58", b"ispe\0\0\0\0\0\0\x02\x59"), DAMAGED),
        (saved(drawn(), "PNG")[:33] + chunk(b"zTXt", BOMB) + saved(drawn(), "PNG")[33:], DAMAGED),
        (hostile.many_scans(1000), DAMAGED),
        (png(12_000, 12_000, bits=1, kind=0, row=bytes(1500)), TOO_MANY),
        (png(20_000, 20_000, bits=1, kind=0, row=bytes(2500)), TOO_MANY),
        (png(50_001, 1000, bits=1, kind=0, row=bytes(6251)), TOO_MANY),
        (saved(plain("navy", size=(4100, 4000)), "WEBP", method=0), TOO_LARGE_WEBP),
        *[(animated(kind), MOVING) for kind in ("PNG", "WEBP", "AVIF")],
        (saved(plain("navy", size=(399, 399)), "JPEG"), TOO_SMALL),
        (saved(plain("navy", size=(4000, 100)), "JPEG"), TOO_SMALL),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(data: bytes, sentence: str) -> None:
    with pytest.raises(images.BadPictureError, match=sentence):
        take(data)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_metadata_that_cannot_be_read_do_no_harm() -> None:
    for exif in (b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0" + b"\xff" * 40):
        assert take(saved(drawn(), "JPEG", exif=exif)).size == (600, 400)


# Run alone, so that only this one picture is measured: prints the highest memory in MB.
MEASURE = """
import io, json, sys
sys.path.insert(0, sys.argv[1])
from recaps import images
from tests.recaps import hostile
row = bytes(range(256)) * 96
data = hostile.png(8160, 6120, bits=8, kind=6, row=(row * 2)[:32640])
picture = images.take(io.BytesIO(data), len(data))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) // 1024
print(json.dumps([picture.width, picture.height, peak]))
"""


def test_fifty_megapixels_are_taken_with_less_than_400_megabytes() -> None:
    command = [sys.executable, "-c", MEASURE, str(ROOT)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    width, height, peak = json.loads(done.stdout)
    assert (width, height) == (2560, 1920)
    assert 100 < peak < 400


class TestRenditions:
    def test_every_width_in_every_format_and_none_larger_than_the_picture(self) -> None:
        master = io.BytesIO(saved(drawn(1000, 700), "JPEG"))
        made = {name: Image.open(io.BytesIO(data)) for name, data in images.renditions(master)}
        assert set(made) == {f"{w}.{e}" for w in (480, 720, 1000) for e in ("avif", "webp", "jpg")}
        for name, image in made.items():
            width = int(name.split(".")[0])
            assert image.size == (width, round(700 * width / 1000))
            assert (
                image.format
                == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[name[-4:].strip(".")]
            )
            assert all(map(close, corners(image.convert("RGB")), [RED, BLUE, BLUE, GREEN]))

    def test_a_very_wide_one(self) -> None:
        master = io.BytesIO(saved(plain("navy", size=(2560, 26)), "JPEG"))
        sizes = [Image.open(io.BytesIO(data)).size for _name, data in images.renditions(master)]
        assert sizes[-1] == (480, 5)

    @pytest.mark.parametrize(
        ("width", "wanted"),
        [(300, [300]), (480, [480]), (900, [480, 720, 900]), (2560, [480, 720, 960, 1440, 2240])],
    )
    def test_widths(self, width: int, wanted: list[int]) -> None:
        assert images.widths_for(width) == wanted
