"""The demo shop's shift: the scans as text, and drawn pictures in place of a camera. Comes in: a folder; goes out: JPEG files.

The same number always gives the same picture, so that a demo shift can be compared with the one before.
"""

from collections.abc import Sequence
from hashlib import shake_256
from math import cos, radians, sin
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from station.resources import resource_text

SIZE: Final = (1280, 960)
_FINE: Final = (2 * SIZE[0], 2 * SIZE[1])  # outlines are drawn twice as large, for smooth edges
_FABRIC: Final = (320, 240)

Point = tuple[float, float]
Colour = tuple[int, int, int]


class _Thing(NamedTuple):
    """What is drawn: a name, its outline, and lines on it; points in thousandths of the picture's height from its centre."""

    name: str
    outline: Sequence[Point]
    lines: Sequence[Sequence[Point]]


def _mirrored(*right: Point) -> list[Point]:
    """A closed outline from its right half, listed from the top down."""
    return [*right, *((-x, y) for x, y in reversed(right))]


_THINGS: Final = (
    _Thing(
        "T-shirt",
        _mirrored((70, -330), (150, -345), (340, -220), (270, -100), (190, -150), (200, 340)),
        [[(-70, -330), (-35, -290), (35, -290), (70, -330)]],
    ),
    _Thing(
        "Sweatshirt",
        _mirrored((60, -380), (120, -330), (210, -310), (330, 170), (270, 190), (190, -60), (200, 330)),
        [[(-60, -380), (0, -270), (60, -380)], [(-110, 120), (110, 120), (150, 260), (-150, 260), (-110, 120)]],
    ),
    _Thing(
        "Jeans",
        _mirrored((150, -380), (160, -300), (190, 380), (60, 380), (0, -130)),
        [[(-150, -335), (150, -335)], [(0, -335), (0, -130)], [(90, -320), (150, -250)], [(-90, -320), (-150, -250)]],
    ),
    _Thing(
        "Dress",
        _mirrored((60, -390), (110, -360), (120, -220), (85, -90), (270, 390)),
        [[(-85, -90), (85, -90)], [(-60, -60), (-140, 380)], [(60, -60), (140, 380)]],
    ),
    _Thing(
        "Jacket",
        _mirrored((80, -390), (190, -330), (320, 180), (250, 200), (190, -100), (200, 350)),
        [[(0, -390), (0, 350)], [(-150, 80), (-60, 160)], [(150, 80), (60, 160)]],
    ),
    _Thing("Cap", _mirrored((40, -180), (170, -130), (220, 20), (320, 90), (180, 110)), [[(-220, 20), (220, 20)], [(0, -180), (0, 20)]]),
    _Thing("Bottle", _mirrored((60, -400), (60, -330), (110, -270), (110, 400)), [[(-60, -330), (60, -330)], [(-110, 120), (110, 120)]]),
    _Thing(
        "Mug",
        [(-200, -220), (200, -220), (200, -130), (300, -130), (320, 110), (190, 120), (170, 250), (-170, 250)],
        [[(215, -70), (255, -70), (262, 50), (205, 60), (215, -70)], [(-190, -180), (190, -180)]],
    ),
    _Thing("Carton", _mirrored((330, -260), (330, 280)), [[(-330, -90), (330, -90)], [(-40, -260), (-40, -90)], [(40, -260), (40, -90)]]),
    _Thing("Bag", _mirrored((90, -380), (130, -200), (240, -200), (270, 350)), [[(-130, -200), (-60, -330), (60, -330), (130, -200)]]),
)
_COLOURS: Final[tuple[Colour, ...]] = (
    (38, 40, 46),
    (214, 208, 196),
    (112, 118, 126),
    (52, 74, 120),
    (166, 40, 48),
    (46, 104, 168),
    (40, 110, 78),
    (206, 120, 40),
    (176, 140, 98),
)


def demo_shift() -> list[str]:
    """The lines of the demo shift, comments and empty lines included: each other line is one scan or one key."""
    return resource_text("demo/shift.txt").splitlines()


def demo_photos(folder: Path, count: int) -> tuple[Path, ...]:
    """Draws `count` different pictures (1280 × 960, JPEG) into `folder`, made if it is not there; their names sort in order.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(folder / f"{number:04d}.jpg" for number in range(1, count + 1))
    for number, file in enumerate(files, start=1):
        _picture(number).save(file, quality=86)
    return files


def _picture(number: int) -> Image.Image:
    thing = _THINGS[number % len(_THINGS)]
    colour = _COLOURS[number % len(_COLOURS)]
    picture = _bench(number)
    _put(picture, thing, colour, number)
    _card(picture, f"DEMO {number:04d}", thing.name)
    return picture


def _noise(seed: str) -> Image.Image:
    """Grain that is the same for the same seed, in grey around 128."""
    grain = shake_256(seed.encode()).digest(_FABRIC[0] * _FABRIC[1])
    return Image.frombytes("L", _FABRIC, grain).resize(SIZE, Image.Resampling.BILINEAR)


def _bench(number: int) -> Image.Image:
    """The table under the lamp: lighter in the middle, with a little grain."""
    lamp = Image.radial_gradient("L").resize(SIZE)
    table = Image.merge("RGB", [lamp.point([base - value // 4 for value in range(256)]) for base in (214, 212, 206)])
    grain = Image.merge("RGB", [_noise(f"table {number}")] * 3)
    return Image.blend(table, grain, 0.05)


def _put(picture: Image.Image, thing: _Thing, colour: Colour, number: int) -> None:
    """The thing with its shadow, slightly turned, as somebody lays it down."""
    turn = radians(number * 37 % 13 - 6)
    shape, lines = Image.new("L", _FINE), Image.new("L", _FINE)
    ImageDraw.Draw(shape).polygon([_place(point, turn) for point in thing.outline], fill=255)
    for line in thing.lines:
        ImageDraw.Draw(lines).line([_place(point, turn) for point in line], fill=150, width=8, joint="curve")
    shape, lines = shape.reduce(2), lines.reduce(2)
    shadow = shape.reduce(8).filter(ImageFilter.GaussianBlur(3)).resize(SIZE).point([value // 3 for value in range(256)])
    picture.paste((20, 20, 24), (11, 14), shadow)
    cloth = Image.blend(Image.new("RGB", SIZE, colour), Image.merge("RGB", [_noise(f"cloth {number}")] * 3), 0.08)
    picture.paste(cloth, (0, 0), shape)
    picture.paste(tuple(part // 2 for part in colour), (0, 0), lines)


def _place(point: Point, turn: float) -> Point:
    """Where a point of an outline lies in a fine picture, turned by so many radians around its centre."""
    x, y = (part * _FINE[1] / 1000 for part in point)
    return (_FINE[0] / 2 + x * cos(turn) - y * sin(turn), _FINE[1] / 2 + x * sin(turn) + y * cos(turn))


def _card(picture: Image.Image, *lines: str) -> None:
    """A card in the corner that says what this is: nobody shall take a drawing for evidence."""
    draw = ImageDraw.Draw(picture)
    draw.rectangle((32, 32, 336, 152), fill=(250, 250, 246), outline=(90, 90, 90), width=2)
    for row, line in enumerate(lines):
        draw.text((52, 46 + row * 50), line, fill=(30, 30, 30), font=ImageFont.load_default(38))
