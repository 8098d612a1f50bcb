"""Quality: exposure before sharpness, at any size; advice only."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFilter

from station.photos.quality import quality


def scene(width: int = 1200) -> Image.Image:
    """A garment-like thing on a table: soft shading, a few hard edges, a printed tag."""
    image = Image.radial_gradient("L").resize((width, width * 3 // 4)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(12):
        left = width * (step + 1) // 16
        draw.rectangle((left, width // 5, left + width // 40, width // 2), fill=(60 + 12 * step, 90, 200 - 14 * step))
        draw.text((left, width // 2 + step * 9), f"SIZE M {step}", fill=(20, 20, 20), font_size=width // 40)
    return image


def judged(image: Image.Image) -> str:
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return quality(out.getvalue()).advice


@pytest.mark.parametrize("width", [600, 1200, 3000])
def test_that_a_sharp_picture_is_fine_and_a_blurred_one_is_said_to_be(width: int) -> None:
    assert judged(scene(width)) == ""
    assert judged(scene(width).filter(ImageFilter.GaussianBlur(width / 150))) == "PHOTO_BLURRED"


def test_that_exposure_is_judged_before_sharpness() -> None:
    blurred = scene().filter(ImageFilter.GaussianBlur(12))
    for image in (scene(), blurred):
        assert judged(image.point(lambda value: value // 8)) == "PHOTO_TOO_DARK"
        assert judged(image.point(lambda value: min(255, value + 230))) == "PHOTO_TOO_BRIGHT"


def test_that_a_low_contrast_picture_is_not_taken_for_a_blurred_one() -> None:
    assert judged(scene().point(lambda value: 100 + value // 5)) == ""


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (640, 480)])
def test_that_an_even_surface_shows_nothing(size: tuple[int, int]) -> None:
    assert judged(Image.new("RGB", size, (120, 120, 120))) == "PHOTO_EMPTY"
