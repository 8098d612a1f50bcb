"""Pictures at the bench: judged before they are kept, asked for twice at most, circled without being changed, taken back by undo."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter

from station.assembly import bench_of
from station.errors import Fault, StationError
from station.session.camera import judged
from tests.session.shop import Bench

TEE = "9521321000025"
STAINED = ("RMA-10002", "9521321000087", "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")


@dataclass(frozen=True)
class Still:
    """What a camera gives."""

    data: bytes
    source: str = "camera"


class FakeCamera:
    """Gives what lies in `next`, one after another; an error is raised."""

    def __init__(self) -> None:
        self.next: list[bytes | StationError] = []
        self.asked = 0

    def shoot(self) -> Still:
        self.asked += 1
        given = self.next.pop(0) if self.next else sharp(self.asked)
        if isinstance(given, StationError):
            raise given
        return Still(given)


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.convert("RGB").save(out, "JPEG")
    return out.getvalue()


def sharp(seed: int = 0) -> bytes:
    return _jpeg(Image.effect_noise((160, 120), 60 + seed).resize((640, 480), Image.Resampling.NEAREST))


DARK, BRIGHT, EVEN = (_jpeg(Image.new("L", (640, 480), level)) for level in (3, 252, 128))
BLURRED = _jpeg(Image.effect_noise((16, 12), 150).resize((640, 480)).filter(ImageFilter.GaussianBlur(6)))
BAD = [("RETAKE_DARK", DARK), ("RETAKE_BRIGHT", BRIGHT), ("RETAKE_EMPTY", EVEN), ("RETAKE_BLURRED", BLURRED)]


class Shoot(Bench):
    """The shop with a camera that photographs, used by key."""

    def _open(self) -> None:
        super()._open()
        self.live = FakeCamera()
        self.session = bench_of(self.station, self.live, takes_itself=False)

    def stored(self) -> list[Path]:
        return [path for path in (self.folder / "station" / "photos").rglob("*.*") if path.is_file()]

    def item(self) -> dict[str, Any]:
        item = self.session.snapshot.item
        assert item is not None
        return dict(item)

    def photos(self) -> list[dict[str, Any]]:
        return list(self.facts("item.graded")[-1].payload["photos"])


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    opened = Shoot(tmp_path / "shop")
    yield opened
    opened.close()


def test_that_a_good_picture_is_kept_at_once_and_says_nothing_of_doubts(bench: Shoot) -> None:
    outcome = bench.take("RMA-10001", TEE, "RS-AS-NEW", "RS-PHOTO")
    assert [fact.kind for fact in outcome.facts] == ["item.received", "item.graded", "label.queued"]
    assert bench.photos()[0].keys() == {"sha256", "shot", "finding", "source"}


@pytest.mark.parametrize(("code", "data"), BAD)
def test_that_a_bad_picture_is_not_stored_and_asked_for_again(bench: Shoot, code: str, data: bytes) -> None:
    bench.take("RMA-10001", TEE, "RS-AS-NEW")
    bench.live.next = [data]
    outcome = bench.take("RS-PHOTO")
    assert outcome.refusal is not None
    assert (outcome.refusal.code, outcome.facts, outcome.snapshot.state, bench.stored()) == (code, (), "photographing", [])
    assert bench.take("RS-PHOTO").refusal is None
    assert "doubt" not in bench.photos()[0]


@pytest.mark.parametrize(("code", "data"), BAD)
def test_that_a_bad_picture_is_kept_the_second_time_with_what_was_wrong_with_it(bench: Shoot, code: str, data: bytes) -> None:
    bench.take("RMA-10001", TEE, "RS-AS-NEW")
    bench.live.next = [data, data]
    outcome = bench.take("RS-PHOTO", "RS-PHOTO")
    assert outcome.refusal is None
    seen = judged(data)
    assert seen is not None
    assert bench.photos()[0]["doubt"] == seen.advice
    assert code.removeprefix("RETAKE_") in seen.advice


def test_that_a_retake_of_one_picture_is_no_retake_of_the_next(bench: Shoot) -> None:
    bench.take(*STAINED)
    bench.live.next = [DARK, DARK, DARK]
    first, second, third = bench.take("RS-PHOTO"), bench.take("RS-PHOTO"), bench.take("RS-PHOTO")
    assert [each.refusal.code if each.refusal else "" for each in (first, second, third)] == ["RETAKE_DARK", "", "RETAKE_DARK"]


@pytest.mark.parametrize("code", ["CAMERA_NONE", "CAMERA_GONE", "CAMERA_IN_USE", "CAMERA_STALLED"])
def test_that_a_camera_that_gives_nothing_leaves_the_unit_open_until_it_does(bench: Shoot, code: str) -> None:
    bench.take("RMA-10001", TEE, "RS-AS-NEW")
    bench.live.next = [Fault(code, camera="C920")]
    outcome = bench.take("RS-PHOTO")
    assert (outcome.refusal and outcome.refusal.code, outcome.facts, outcome.snapshot.state) == (code, (), "photographing")
    assert bench.take("RS-PHOTO").refusal is None


def test_that_an_answer_takes_no_picture_by_the_way(bench: Shoot) -> None:
    assert bench.take(*STAINED).snapshot.state == "photographing"
    assert bench.live.asked == 0
    bench.take("1")
    assert bench.live.asked == 1


def test_that_a_picture_that_took_itself_is_taken_back_with_what_came_before_it(bench: Shoot) -> None:
    before = bench.take(*STAINED[:-1]).snapshot.prompt
    assert bench.take("RS-ANSWER-2", "RS-PHOTO-ITSELF").snapshot.item["photos"] == 1  # type: ignore[index]  # there is a unit
    actions = bench.session._draft.now.unit.actions  # type: ignore[union-attr]  # the same
    assert actions == 4, "scan, finding, done, answer: nobody pressed a key for the picture"
    bench.take("RS-UNDO")
    assert bench.item()["photos"] == 0
    assert bench.take("RS-UNDO").snapshot.prompt == before


def test_that_a_circle_lies_on_the_last_picture_and_leaves_its_bytes_alone(bench: Shoot) -> None:
    bench.take(*STAINED, "RS-PHOTO")
    digest = bench.item()["shots"][-1]["sha256"]
    bench.take("RS-MARK-420-300-80")
    assert bench.item()["shots"][-1]["marks"] == [{"x": 420, "y": 300, "radius": 80}]
    bench.take("RS-PHOTO")
    close, wide = bench.photos()
    assert (close["sha256"], close["marks"], "marks" in wide) == (digest, [{"x": 420, "y": 300, "radius": 80}], False)
    assert bench.station.photos.check(digest) == "ok"


def test_that_a_circle_is_moved_taken_away_and_taken_back_by_undo(bench: Shoot) -> None:
    bench.take(*STAINED, "RS-PHOTO", "RS-MARK-100-100-80", "RS-MARK-900-900-80")
    assert bench.item()["shots"][-1]["marks"] == [{"x": 900, "y": 900, "radius": 80}]
    bench.take("RS-MARK-0-0-0")
    assert bench.item()["shots"][-1]["marks"] == []
    bench.take("RS-UNDO", "RS-UNDO")
    assert bench.item()["shots"][-1]["marks"] == [{"x": 100, "y": 100, "radius": 80}]
    bench.take("RS-UNDO")
    assert bench.item()["photos"] == 1


def test_that_a_circle_on_the_live_picture_is_that_of_the_next_one_also_of_the_last_that_is_due(bench: Shoot) -> None:
    bench.take("RMA-10001", TEE, "RS-AS-NEW", "RS-AIM-500-250-60")
    assert bench.item()["aim"] == {"x": 500, "y": 250, "radius": 60}
    bench.take("RS-PHOTO")
    assert bench.photos()[0]["marks"] == [{"x": 500, "y": 250, "radius": 60}]


def test_that_a_circle_survives_a_crash_with_the_draft(bench: Shoot) -> None:
    bench.take(*STAINED, "RS-PHOTO", "RS-MARK-420-300-80", "RS-AIM-1-2-3")
    bench.restart()
    assert bench.item()["shots"][-1]["marks"] == [{"x": 420, "y": 300, "radius": 80}]
    assert bench.item()["aim"] == {"x": 1, "y": 2, "radius": 3}


@pytest.mark.parametrize(
    ("code", "why"),
    [("RS-MARK-1-1-1", "NO_PICTURE_TO_MARK"), ("RS-MARK-1001-1-1", "COMMAND_UNKNOWN"), ("RS-MARK-1-1", "COMMAND_UNKNOWN")],
)
def test_that_a_circle_without_a_picture_or_beside_it_is_refused(bench: Shoot, code: str, why: str) -> None:
    outcome = bench.take("RMA-10001", TEE, "RS-AS-NEW", code)
    assert outcome.refusal is not None
    assert outcome.refusal.code == why


def test_that_a_photo_folder_that_takes_nothing_keeps_the_unit_open(bench: Shoot) -> None:
    bench.take("RMA-10001", TEE, "RS-AS-NEW")
    photos = bench.folder / "station" / "photos"
    for child in photos.iterdir():
        child.rmdir()
    photos.rmdir()
    photos.write_text("in the way")
    outcome = bench.take("RS-PHOTO")
    assert outcome.refusal is not None
    assert (outcome.refusal.code, outcome.snapshot.state) == ("PHOTO_NOT_SAVED", "photographing")
    photos.unlink()
    assert bench.take("RS-PHOTO").refusal is None
    assert len(bench.photos()) == 1
