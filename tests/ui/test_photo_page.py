"""The page that asks for a picture: live picture, circles by touch and by key, those taken, pictures that take themselves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from station.settings import Camera as Choice
from tests.devices.test_tethered_folder import picture
from tests.ui.camera_desk import CLEAN, STAINED, CameraDesk, camera_desk
from tests.ui.devices.camera_bench import scene
from tests.ui.shop import PATIENCE_MS, cut, facts
from ui.bench.screen import Page
from ui.theme import Theme
from ui.widgets.picture import Circle


@pytest.fixture
def desk(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[CameraDesk]:
    with camera_desk(shop_folder, qtbot, theme) as opened:
        yield opened


def near(circle: Circle | None, wanted: Circle) -> bool:
    """The same, as far as a finger on whole pixels can be."""
    return circle is not None and all(abs(one - other) <= 4 for one, other in zip(circle, wanted, strict=True))


def photos(folder: Path) -> list[dict[str, Any]]:
    return list(facts(folder, "item.graded")[-1].payload["photos"])


def test_that_one_key_takes_a_photograph_of_what_is_seen(desk: CameraDesk, shop_folder: Path) -> None:
    desk.scan(*CLEAN)
    assert desk.page() is Page.PHOTO
    desk.sees()
    desk.press(Qt.Key.Key_Return)
    assert desk.page() is Page.RESULT
    (taken,) = photos(shop_folder)
    assert taken["source"] == "camera"
    files = [path for path in (shop_folder / "photos").rglob("*.jpg") if taken["sha256"] in path.parent.name + path.name]
    with Image.open(files[0]) as image:
        assert image.size == (640, 480)


def test_that_a_touch_circles_the_defect_on_the_next_picture(desk: CameraDesk, shop_folder: Path) -> None:
    desk.scan(*CLEAN)
    desk.sees()
    with desk.answered():
        desk.touch_picture(0.25, 0.75)
    assert near(desk.photo.picture.circle, (250, 750, 90))
    desk.press(Qt.Key.Key_Return)
    (mark,) = photos(shop_folder)[0]["marks"]
    assert near((mark["x"], mark["y"], mark["radius"]), (250, 750, 90))


def test_that_a_touch_in_the_circle_takes_it_away_and_a_drag_gives_its_size(desk: CameraDesk) -> None:
    desk.scan(*CLEAN)
    desk.sees()
    with desk.answered():
        desk.touch_picture(0.5, 0.5, to=(0.7, 0.5))
    circle = desk.photo.picture.circle
    assert near(circle, (500, 500, 200))
    with desk.answered():
        desk.touch_picture(0.6, 0.5)
    assert desk.photo.picture.circle is None
    desk.press(Qt.Key.Key_Backspace)
    assert desk.photo.picture.circle == circle, "undo brings it back"


def test_that_a_circle_is_made_and_moved_by_keys_alone(desk: CameraDesk, shop_folder: Path) -> None:
    desk.scan(*CLEAN)
    desk.sees()
    for _ in range(40):
        if not desk.photo.picture.hasFocus():
            desk.tap(Qt.Key.Key_Tab)
    assert desk.photo.picture.hasFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus):
        QTest.keyClick(desk.photo.picture, key)
    with desk.answered():
        pass
    assert desk.photo.picture.circle == (475, 475, 115)
    desk.until(desk.photo.picture.hasFocus)
    QTest.keyClick(desk.photo.picture, Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)  # takes the picture, with what was nudged just before
    desk.until(lambda: desk.page() is Page.RESULT)
    assert photos(shop_folder)[0]["marks"] == [{"x": 500, "y": 475, "radius": 115}]


def test_that_those_taken_stand_beside_it_and_the_last_one_can_be_circled(desk: CameraDesk, shop_folder: Path) -> None:
    desk.scan(*STAINED, "RS-PHOTO")
    (taken,) = desk.photo.taken_pictures
    desk.until(lambda: not taken.image.isNull())
    assert taken.shot.label == "Close-up with the 10 mm scale"
    desk.moves()
    QTest.mouseClick(taken, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.photo.picture.accessibleName() == "Last picture")
    with desk.answered():
        desk.touch_picture(0.5, 0.5)
    circle = desk.photo.taken_pictures[0].shot.circle
    assert circle is not None
    assert near(circle, (500, 500, 90))
    desk.press(Qt.Key.Key_Return)
    close, wide = photos(shop_folder)
    assert (close["marks"], "marks" in wide) == ([dict(zip(("x", "y", "radius"), circle, strict=True))], False)


def test_that_looking_at_a_taken_picture_goes_back_to_what_is_seen(desk: CameraDesk) -> None:
    desk.scan(*STAINED, "RS-PHOTO")
    desk.sees()
    (taken,) = desk.photo.taken_pictures
    for name in ("Last picture", "Live picture"):
        QTest.mouseClick(taken, Qt.MouseButton.LeftButton)
        assert desk.photo.picture.accessibleName() == name


def test_that_a_picture_is_not_taken_by_itself_unless_that_was_chosen(desk: CameraDesk) -> None:
    desk.scan(*CLEAN)
    desk.sees()
    assert not desk.bench.camera.takes_itself
    seen: list[str] = []
    desk.bench.camera.due.connect(seen.append)
    with desk.answered():
        desk.touch_picture(0.5, 0.5)
    assert (seen, desk.page()) == ([], Page.PHOTO)


def test_that_pictures_take_themselves_once_for_each_thing_that_lies_still(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with camera_desk(shop_folder, qtbot, theme, itself=True) as desk:
        desk.scan(*STAINED)
        desk.until(lambda: len(desk.photo.taken_pictures) == 1)
        seen: list[str] = []
        desk.bench.camera.due.connect(seen.append)
        for _ in range(20):
            with qtbot.waitSignal(desk.bench.camera.pictured, timeout=PATIENCE_MS):
                pass
        assert (seen, desk.page()) == ([], Page.PHOTO), "the same thing is not photographed twice"
        desk.bench.cameras.show(scene(30))
        desk.until(lambda: desk.page() is Page.RESULT)
    assert len(photos(shop_folder)) == 2


def test_that_a_picture_that_comes_into_the_folder_is_used_without_a_key(
    shop_folder: Path, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    phone = tmp_path / "phone"
    phone.mkdir()
    (phone / "before.jpg").write_bytes(picture(1))
    with camera_desk(shop_folder, qtbot, theme, Choice(folder=str(phone))) as desk:
        desk.scan(*CLEAN)
        desk.until(lambda: "Take them with the camera or phone" in desk.photo.picture.words)
        desk.scan("RS-PHOTO")
        assert "No new picture came into the folder" in desk.refused()
        (phone / "next.jpg").write_bytes(picture(2))
        desk.until(lambda: desk.page() is Page.RESULT)
    assert photos(shop_folder)[0]["source"] == "tethered"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_nothing_is_cut(desk: CameraDesk, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    desk.scan(*STAINED, "RS-PHOTO")
    desk.sees()
    desk.until(lambda: cut(desk.window) == [])
    assert desk.photo.picture.height() >= 170
    assert all(taken.height() >= 80 for taken in desk.photo.taken_pictures)
