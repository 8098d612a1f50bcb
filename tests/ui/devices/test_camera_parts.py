"""The parts of the camera that need no frames: when it is well, when something is still, which format is chosen."""

from dataclasses import dataclass
from itertools import count

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QSize

from ui.devices.camera_health import Health, Patience, Watched, why_not
from ui.devices.camera_source import best_format, numbered, sizes_of
from ui.devices.camera_stillness import Stillness

PATIENCE = Patience()


def watched(frames: int, first: float, last: float) -> Watched:
    return Watched("C920", opened=first - 1, first=first, last=last, frames=frames)


def test_that_a_camera_is_ready_when_frames_and_time_enough_went_by() -> None:
    assert watched(PATIENCE.warm_frames, 10, 12).health(12, PATIENCE) is Health.STARTING, "too few frames"
    assert watched(100, 10, 10.1).health(10.1, PATIENCE) is Health.STARTING, "too early"
    assert watched(PATIENCE.warm_frames + 1, 10, 12).health(12, PATIENCE) is Health.LIVE


def test_that_one_late_look_is_no_stall_since_the_window_may_have_been_held_up() -> None:
    camera = watched(100, 10, 20)
    assert camera.health(22, PATIENCE) is Health.LIVE
    camera.saw_frame(22)
    assert camera.health(24, PATIENCE) is Health.LIVE
    assert camera.health(24.35, PATIENCE) is Health.STALLED


@pytest.mark.parametrize("phase", [place / 20 for place in range(20)])
def test_that_a_stall_is_noticed_within_two_seconds_whenever_the_looks_are(phase: float) -> None:
    camera = watched(100, 10, 20)
    looks = (20 + (place + phase) * PATIENCE.look for place in count())
    noticed = next(now for now in looks if camera.health(now, PATIENCE) is Health.STALLED)
    assert noticed - 20 < 2


def test_that_an_unplug_is_noticed_and_a_wait_for_a_picture_ends_within_two_seconds() -> None:
    assert PATIENCE.look < 2, "one look finds it"
    assert PATIENCE.shoot < 2


def test_that_a_camera_without_a_first_frame_is_taken_for_one_in_use_after_a_while() -> None:
    camera = Watched("C920", opened=10)
    assert camera.health(12, PATIENCE) is Health.STARTING
    assert camera.health(13, PATIENCE) is Health.BUSY
    camera.failed = "Device or resource busy"
    assert camera.health(10.1, PATIENCE) is Health.BUSY


@pytest.mark.parametrize("health", list(Health))
def test_that_every_state_has_a_sentence_for_who_asks_for_a_picture(health: Health) -> None:
    assert why_not(health, "C920").code.startswith("CAMERA_")


def grey(seed: int, shift: int = 0) -> Image.Image:
    picture = Image.effect_mandelbrot((160, 120), (-2, -1.5, 1 + seed / 5, 1.5), 60)
    return ImageChops.offset(picture, shift, 0)


def fed(stillness: Stillness, pictures: list[Image.Image], begin: float = 0, *, good: bool = True) -> list[bool]:
    return [stillness.fed(picture, begin + place / 10, good=good) for place, picture in enumerate(pictures)]


def test_that_a_thing_that_lies_still_is_told_once() -> None:
    told = fed(Stillness(0.5), [grey(1)] * 20)
    assert told.count(True) == 1
    assert 5 <= told.index(True) <= 7


def test_that_a_moving_hand_is_not_still() -> None:
    assert not any(fed(Stillness(0.3), [grey(1, shift) for shift in range(0, 400, 20)]))


def test_that_what_is_dark_or_blurred_is_not_told() -> None:
    assert not any(fed(Stillness(0.3), [grey(1)] * 20, good=False))


def test_that_what_was_photographed_is_not_told_again_and_the_next_thing_is() -> None:
    stillness = Stillness(0.3)
    assert any(fed(stillness, [grey(1)] * 10))
    stillness.taken()
    assert not any(fed(stillness, [grey(1)] * 20, 1))
    assert any(fed(stillness, [grey(9)] * 10, 3))


@dataclass(frozen=True)
class FakeFormat:
    """What is read of a QCameraFormat."""

    wide: int
    high: int
    rate: float = 30.0

    def resolution(self) -> QSize:
        return QSize(self.wide, self.high)

    def maxFrameRate(self) -> float:  # noqa: N802 -- Qt's name
        return self.rate


FORMATS = [
    FakeFormat(640, 480),
    FakeFormat(1920, 1080, 5),
    FakeFormat(1920, 1080, 30),
    FakeFormat(4000, 3000, 10),
    FakeFormat(8000, 6000, 8),
]
SLOW = FakeFormat(3840, 2160, 1)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [((0, 0), (4000, 3000, 10)), ((1920, 1080), (1920, 1080, 30)), ((800, 600), (4000, 3000, 10)), ((8000, 6000), (8000, 6000, 8))],
)
def test_that_the_size_asked_for_is_used_and_else_the_best_that_is_quick_enough(
    size: tuple[int, int], wanted: tuple[int, int, float]
) -> None:
    found = best_format([*FORMATS, SLOW], size)  # type: ignore[list-item]  # they have what is read of a format
    assert found is not None
    assert (found.resolution().width(), found.resolution().height(), found.maxFrameRate()) == wanted


def test_that_sizes_are_listed_once_the_largest_first_without_those_that_are_too_slow() -> None:
    assert sizes_of([*FORMATS, SLOW]) == ((8000, 6000), (4000, 3000), (1920, 1080), (640, 480))  # type: ignore[list-item]  # the same
    assert best_format([], (0, 0)) is None


def test_that_two_cameras_of_one_name_are_told_apart() -> None:
    assert numbered(["C920", "Lid", "C920", "C920"]) == ["C920", "Lid", "C920 (2)", "C920 (3)"]
