"""The pictures the demo draws."""

import io

import pytest
from PIL import Image

from demo import pictures

WIDTH = 240
SHAPES = {"cover": 16 / 9, "door-panel": 4 / 5, "tablet-hands": 4 / 5, "upside-down": 4 / 5}


@pytest.mark.parametrize("name", pictures.NAMES)
def test_every_picture_is_a_jpeg_of_its_shape(name: str) -> None:
    image = Image.open(io.BytesIO(pictures.draw(name, width=WIDTH)))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.width / image.height == pytest.approx(SHAPES.get(name, 3 / 2), abs=0.02)


def test_a_picture_is_the_same_every_time() -> None:
    assert pictures.draw("quiz", width=WIDTH) == pictures.draw("quiz", width=WIDTH)


def test_no_two_pictures_are_alike() -> None:
    assert len({pictures.draw(name, width=WIDTH) for name in pictures.NAMES}) == len(pictures.NAMES)
