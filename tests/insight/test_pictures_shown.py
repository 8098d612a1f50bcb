"""What `show` tells of photographs: circles, and pictures that were kept at the second attempt."""

from typing import Any

from station.insight.details import Details
from station.insight.pictured import picture_lines
from station.model import facts as kinds
from station.model.facts import Fact

PHOTOS: list[dict[str, Any]] = [
    {"sha256": "a" * 64, "shot": "FRONT", "finding": None, "source": "camera"},
    {"sha256": "b" * 64, "shot": "CLOSE", "finding": "STAIN", "source": "camera", "marks": [{"x": 424, "y": 300, "radius": 80}]},
    {"sha256": "c" * 64, "shot": "EXTRA", "finding": None, "source": "camera", "doubt": "PHOTO_TOO_DARK"},
]
TOLD = [
    'picture "Close-up with the 10 mm scale": a circle at 42 % from the left, 30 % from the top',
    'picture "One more picture" was kept at the second attempt (too dark)',
]


def test_that_only_pictures_with_something_to_say_are_told() -> None:
    assert picture_lines(PHOTOS, "en") == TOLD


def test_that_the_pictures_of_the_decision_that_stands_are_shown_with_their_circles() -> None:
    held = Fact("B02:x:3", "B02", "x", 3, kinds.ITEM_HELD, 1, "2026-11-21T20:18:25.123Z", "I-01", "L", {"photos": PHOTOS[:1]}, None, "", "")
    graded = Fact("B02:x:4", "B02", "x", 4, kinds.ITEM_GRADED, 1, "2026-11-21T20:19:25.123Z", "I-01", "L", {"photos": PHOTOS}, None, "", "")
    details = Details.of([held, graded])
    assert details.as_json()["photos"] == PHOTOS
    assert details.lines(str, lambda check, answer: (check, answer), "en") == TOLD
