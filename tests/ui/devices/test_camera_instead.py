"""What takes pictures in place of a camera: a folder that is watched while a shot is due, a stand-in that shows its next picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from station.errors import StationError
from station.session.camera import FolderCamera, TetheredFolder
from station.settings import Camera as Choice
from tests.devices.test_tethered_folder import picture
from tests.ui.devices.camera_bench import CameraBench, camera_bench
from tests.ui.shop import PATIENCE_MS
from ui.devices.camera import Photo


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[CameraBench]:
    with camera_bench(qtbot) as opened:
        yield opened


def test_that_a_folder_that_goes_and_comes_is_said(bench: CameraBench, tmp_path: Path) -> None:
    phone = tmp_path / "phone"
    bench.camera.use(Choice(folder=str(phone)))
    bench.until(lambda: "cannot be read" in bench.says())
    assert bench.camera.told is not None
    assert bench.camera.told.trouble
    got = bench.shoot()
    assert isinstance(got, StationError)
    assert got.code == "FOLDER_GONE"
    phone.mkdir()
    bench.until(lambda: bench.says().startswith("Pictures come from the folder"))


def test_that_a_picture_is_told_only_while_one_is_due_and_once(bench: CameraBench, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    bench.camera.due.connect(told.append)
    bench.camera.use(Choice(folder=str(tmp_path)))
    bench.until(lambda: bench.says().startswith("Pictures come"))
    (tmp_path / "of-the-item-before.jpg").write_bytes(picture(1))
    bench.camera.expect(due=True)
    with qtbot.waitSignal(bench.camera.due, timeout=PATIENCE_MS):
        # Until it is noticed: one that was there before the folder was looked at is of the item before.
        bench.until(lambda: bool((tmp_path / "mine.jpg").write_bytes(picture(2)) and told))
    photo = bench.shoot()
    assert isinstance(photo, Photo)
    assert (told, photo.source) == (["RS-PHOTO"], "tethered")


def test_that_a_stand_in_shows_the_picture_that_comes_next_and_is_called_one(bench: CameraBench, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.jpg").write_bytes(picture(number * 20))
    shown: list[QImage] = []
    bench.camera.pictured.connect(shown.append)
    bench.camera.use_instead(FolderCamera(tmp_path))
    bench.until(lambda: len(shown) == 1)
    assert bench.says().startswith("A stand-in takes the place of a camera")
    photo = bench.shoot()
    assert isinstance(photo, Photo)
    assert (photo.source, shown[0]) == ("folder", QImage.fromData(photo.data))
    bench.until(lambda: len(shown) == 2)
    assert shown[1] != shown[0]
    assert not bench.camera.sees_stillness


def test_that_a_camera_takes_the_place_of_a_folder_when_it_is_chosen(bench: CameraBench, tmp_path: Path) -> None:
    bench.camera.use(Choice(folder=str(tmp_path)))
    bench.until(lambda: bench.says().startswith("Pictures come"))
    bench.begin()
    photo = bench.shoot()
    assert isinstance(photo, Photo)
    assert photo.source == "camera"


def test_that_the_thread_of_a_folder_survives_whatever_goes_wrong_and_says_it(
    bench: CameraBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.camera.use(Choice(folder=str(tmp_path)))
    bench.until(lambda: bench.says().startswith("Pictures come from the folder"))

    def broken(_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(TetheredFolder, "check", broken)
        bench.until(lambda: "MemoryError" in bench.says())
    bench.until(lambda: bench.says().startswith("Pictures come from the folder"))
