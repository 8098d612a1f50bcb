"""Small pictures with circles over them: the photograph itself stays as it was taken."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from station.photos.overlays import circled
from station.photos.store import PhotoState, PhotoStore
from station.photos.thumbnails import pixels, thumbnail

MARK = {"x": 500, "y": 250, "radius": 100}


def stored(folder: Path, size: tuple[int, int] = (1200, 800)) -> tuple[PhotoStore, str]:
    photos = PhotoStore(folder)
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, "JPEG")
    return photos, photos.put(out.getvalue())


def test_that_a_circle_lies_where_its_thousandths_say() -> None:
    drawn = circled(Image.new("RGB", (1000, 400), (200, 30, 30)), [MARK])
    red = (200, 30, 30)
    assert drawn.getpixel((500, 100)) == red, "the middle of the circle is at half the width and a quarter of the height, and empty"
    for x, y in ((600, 100), (400, 100), (500, 200)):
        ring = [drawn.getpixel((x + dx, y + dy)) for dx in range(-9, 10) for dy in range(-9, 10) if 0 <= y + dy < 400]
        assert (255, 255, 255) in ring
    assert drawn.getpixel((500, 300)) == red


def test_that_a_thumbnail_is_small_keeps_proportions_and_changes_nothing(tmp_path: Path) -> None:
    photos, digest = stored(tmp_path / "photos")
    data = thumbnail(photos, digest, 300, [MARK])
    assert data is not None
    with Image.open(BytesIO(data)) as image:
        assert image.size == (300, 200)
    assert data != thumbnail(photos, digest, 300)
    assert photos.check(digest) is PhotoState.OK


def test_that_a_picture_that_is_gone_or_damaged_has_no_thumbnail(tmp_path: Path) -> None:
    photos, digest = stored(tmp_path / "photos")
    place = photos.path(digest)
    assert place is not None
    place.write_bytes(place.read_bytes()[:100])
    assert thumbnail(photos, digest, 300) is None
    photos.erase(digest)
    assert thumbnail(photos, digest, 300) is None
    assert thumbnail(photos, "../../etc/passwd", 300) is None


def test_that_a_screen_gets_the_same_picture_as_plain_pixels(tmp_path: Path) -> None:
    photos = PhotoStore(tmp_path / "photos")
    out = BytesIO()
    Image.new("RGB", (600, 400), (200, 100, 50)).save(out, "PNG")
    found = pixels(photos, photos.put(out.getvalue()), 300)
    assert found
    assert (found.width, found.height, len(found.data), found.data[:3]) == (300, 200, 4 * 300 * 200, bytes((50, 100, 200)))
    assert pixels(photos, "0" * 64, 300) is None
