"""The live camera on real frames: photographs newer than the request, stalls, unplug and replug, a camera in use, closing."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageStat
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoSink
from pytestqt.qtbot import QtBot

from station.errors import StationError
from station.settings import Camera as Choice
from station.texts import notice
from tests.ui.devices.camera_bench import SIZE, CameraBench, camera_bench, plain, scene
from tests.ui.shop import PATIENCE_MS
from ui.devices.camera import Photo
from ui.devices.camera_health import Patience
from ui.devices.camera_source import Device, QtCameras


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[CameraBench]:
    with camera_bench(qtbot) as opened:
        yield opened


def brightness(photo: Photo | StationError) -> int:
    assert isinstance(photo, Photo), photo
    return round(ImageStat.Stat(Image.open(BytesIO(photo.data)).convert("L")).mean[0])


def code(got: Photo | StationError) -> str:
    assert isinstance(got, StationError)
    return got.code


def test_that_a_photograph_has_the_full_size_of_the_frame(bench: CameraBench) -> None:
    bench.begin()
    photo = bench.shoot()
    assert isinstance(photo, Photo)
    assert photo.source == "camera"
    with Image.open(BytesIO(photo.data)) as image:
        assert (image.format, image.size) == ("JPEG", SIZE)


def test_that_a_photograph_is_never_one_from_before_the_request(bench: CameraBench) -> None:
    bench.begin(image=plain(40))
    bench.cameras.show(None)  # the last frame shows the item before; it stays valid in the sink

    def lay_down_the_next() -> None:
        bench.cameras.show(plain(200))

    assert abs(brightness(bench.shoot(lay_down_the_next)) - 200) < 3


def test_that_frames_exposed_before_the_request_are_let_by(bench: CameraBench) -> None:
    bench.begin(image=plain(40))
    coming = iter([plain(40), plain(40)])
    bench.cameras.seen = lambda: None
    # Two frames that were on their way when the picture was asked for, then the item as it lies there.
    photo = bench.shoot(lambda: setattr(bench.cameras, "seen", lambda: next(coming, plain(180))))
    assert abs(brightness(photo) - 180) < 3


def test_that_the_first_dark_frames_are_dropped(bench: CameraBench) -> None:
    frames = iter([plain(0)] * 3)
    bench.cameras.plug("C920")
    bench.cameras.seen = lambda: next(frames, plain(128))
    bench.camera.use(Choice())
    assert abs(brightness(bench.shoot()) - 128) < 3


def test_that_without_a_camera_it_is_said_at_once_how_to_go_on(bench: CameraBench) -> None:
    bench.camera.use(Choice())
    bench.until(lambda: bench.says() == "No camera is connected.")
    assert bench.camera.told is not None
    assert (bench.camera.told.absent, bench.camera.told.trouble) == (True, False)
    refused = bench.shoot()
    assert code(refused) == "CAMERA_NONE"
    assert isinstance(refused, StationError)
    assert "badge" in notice(refused).advice


def test_that_an_unplugged_camera_is_noticed_at_the_next_look_and_comes_back_by_itself(bench: CameraBench) -> None:
    """Looks are so close together that two seconds are more than enough (test_camera_parts)."""
    device = bench.camera.device
    bench.begin()
    bench.cameras.unplug()
    device.on_look()
    assert bench.says().startswith("The camera C920 is not connected")
    assert bench.camera.told is not None
    assert bench.camera.told.trouble
    assert code(bench.shoot()) == "CAMERA_GONE"
    bench.cameras.plug("C920")
    bench.cameras.show(scene())
    device.on_look()
    assert len(bench.cameras.opened) == 2
    bench.until(lambda: bench.says().startswith("C920 sends"))
    assert isinstance(bench.shoot(), Photo)


def test_that_an_unplug_of_which_no_list_tells_is_noticed_by_the_age_of_the_last_frame(qtbot: QtBot) -> None:
    with camera_bench(qtbot, Patience(warm_frames=2, warm_seconds=0.0)) as bench:
        bench.begin()
        bench.cameras.show(None)
        bench.until(lambda: "has stopped sending pictures" in bench.says())
        assert code(bench.shoot()) == "CAMERA_STALLED"


def test_that_a_stall_while_a_picture_is_awaited_ends_the_wait_without_a_picture(bench: CameraBench) -> None:
    bench.begin()
    bench.cameras.show(None)
    assert code(bench.shoot()) == "CAMERA_STALLED"


def test_that_a_stalled_camera_is_opened_again_by_itself(bench: CameraBench) -> None:
    bench.begin()
    bench.cameras.show(None)
    bench.until(lambda: len(bench.cameras.opened) > 1)
    assert "has stopped" in bench.says(), "it is not called ready before it sends pictures"
    bench.cameras.show(scene())
    bench.until(lambda: bench.says().startswith("C920 sends"))


def test_that_a_camera_that_another_program_uses_is_named_and_tried_again(bench: CameraBench) -> None:
    bench.cameras.plug("C920")
    bench.cameras.busy = True
    bench.cameras.show(scene())
    bench.camera.use(Choice())
    bench.until(lambda: "another program may be using it" in bench.says())
    assert code(bench.shoot()) == "CAMERA_IN_USE"
    bench.cameras.busy = False
    bench.until(lambda: bench.says().startswith("C920 sends"))


def test_that_a_camera_that_opens_and_gives_nothing_is_taken_for_one_in_use(bench: CameraBench) -> None:
    bench.cameras.plug("C920")
    bench.camera.use(Choice())
    bench.until(lambda: "gives no picture" in bench.says())


def test_that_the_camera_of_the_settings_is_used_and_no_other(bench: CameraBench) -> None:
    bench.cameras.plug("Lid camera", "C920")
    bench.cameras.show(scene())
    bench.camera.use(Choice(device="C920", width=1280, height=720))
    bench.until(lambda: bench.says().startswith("C920 sends"))
    assert bench.cameras.opened == [("C920", (1280, 720))]
    bench.cameras.plug("Lid camera")
    bench.until(lambda: "C920 is not connected" in bench.says())


def test_that_the_size_of_its_pictures_is_told_as_it_is_now(bench: CameraBench) -> None:
    bench.begin()
    assert "640 × 480" in bench.says()
    bench.cameras.show(scene(1, (320, 240)))
    bench.until(lambda: "320 × 240" in bench.says())


def test_that_the_cameras_of_this_computer_are_listed_and_one_that_is_gone_is_not_opened(qtbot: QtBot) -> None:
    cameras = QtCameras()
    known = cameras.devices()
    assert len({device.key for device in known}) == len(known)
    failed: list[object] = []
    cameras.failed.connect(failed.append)
    cameras.open(Device("nowhere", "Gone"), (0, 0), QVideoSink(cameras))
    cameras.close()
    assert failed == []
    qtbot.wait(0)


def test_that_a_bench_that_shall_have_no_camera_opens_none(bench: CameraBench) -> None:
    bench.cameras.plug("C920")
    bench.camera.use(Choice(device="none"))
    bench.until(lambda: bench.says() == "This bench uses no camera.")
    assert (bench.cameras.opened, code(bench.shoot())) == ([], "CAMERA_NONE")


def test_that_closing_ends_a_wait_at_once(bench: CameraBench) -> None:
    bench.begin()
    bench.cameras.show(None)
    assert code(bench.shoot(lambda: bench.until(bench.camera.close))) == "CAMERA_CLOSED"


def test_that_live_pictures_are_made_only_while_somebody_looks(bench: CameraBench, qtbot: QtBot) -> None:
    shown: list[QImage] = []
    bench.camera.pictured.connect(shown.append)
    bench.begin()
    assert isinstance(bench.shoot(), Photo)
    assert shown == []
    bench.camera.watch(bench.cameras, (320, 320))
    with qtbot.waitSignal(bench.camera.pictured, timeout=PATIENCE_MS) as told:
        pass
    assert told.args is not None
    assert told.args[0].size().toTuple() == (320, 240), "within the room there is, and with its own proportions"
    bench.camera.watch(bench.cameras, None)
    assert isinstance(bench.shoot(), Photo)
    shown.clear()
    assert isinstance(bench.shoot(), Photo)
    assert shown == []
