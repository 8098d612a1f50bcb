"""Faults 37 to 43 of a camera at the bench, each with what the inspector sees: nothing lost, nothing stored, the window free."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.model.people import Role
from tests.ui.camera_desk import CLEAN, CameraDesk, camera_desk
from tests.ui.devices.camera_bench import blurred, plain, scene
from tests.ui.shop import facts
from ui.bench.screen import Page
from ui.theme import Theme


@pytest.fixture
def desk(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[CameraDesk]:
    with camera_desk(shop_folder, qtbot, theme) as opened:
        opened.scan(*CLEAN)
        opened.sees()
        yield opened


def graded(folder: Path) -> list[dict[str, object]]:
    return [dict(fact.payload) for fact in facts(folder, "item.graded")]


def stored(folder: Path) -> list[Path]:
    return list((folder / "photos").rglob("*.jpg"))


def test_37_without_a_camera_it_is_said_and_a_supervisor_may_agree_to_go_on(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with open_station(shop_folder, SystemClock()) as opened:
        _, inspector = opened.people.add("Ada", Role.INSPECTOR)
        _, supervisor = opened.people.add("Grace", Role.SUPERVISOR)
    with camera_desk(shop_folder, qtbot, theme) as desk:
        desk.bench.cameras.unplug()
        desk.scan(f"RS-BADGE-{inspector}", *CLEAN)
        desk.until(lambda: "not connected" in desk.photo.picture.words)
        desk.scan("RS-PHOTO")
        assert "C920 is not connected." in desk.refused()
        assert desk.page() is Page.PHOTO
        desk.scan(f"RS-BADGE-{inspector}")
        assert desk.page() is Page.PHOTO, "an inspector cannot agree"
        desk.scan(f"RS-BADGE-{supervisor}")
        assert desk.page() is Page.RESULT
    (unit,) = graded(shop_folder)
    assert (unit["photos"], bool(unit["photos_waived_by"])) == ([], True)


def test_37_without_a_camera_somebody_else_may_decide(desk: CameraDesk, shop_folder: Path) -> None:
    desk.bench.cameras.unplug()
    desk.scan("RS-PHOTO", "RS-HOLD-PHOTO")
    (held,) = facts(shop_folder, "item.held")
    assert (held.payload["photos"], held.payload["reasons"][0]["reason"]) == ([], "PHOTO")


def test_38_a_camera_in_use_is_named_and_the_unit_stays_open(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with camera_desk(shop_folder, qtbot, theme, busy=True) as desk:
        desk.scan(*CLEAN)
        desk.until(lambda: "another program may be using it" in desk.photo.picture.words)
        desk.scan("RS-PHOTO")
        assert "C920 gives no picture: another program may be using it" in desk.refused()
        assert (desk.page(), stored(shop_folder)) == (Page.PHOTO, [])
        desk.bench.cameras.busy = False
        desk.sees()
        desk.scan("RS-PHOTO")
        assert desk.page() is Page.RESULT


def test_39_stalled_frames_are_no_photograph_and_the_window_stays_free(desk: CameraDesk, shop_folder: Path) -> None:
    ticks: list[int] = []
    timer = QTimer(desk.window, interval=10)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    desk.bench.cameras.show(None)
    desk.scan("RS-PHOTO")
    assert "C920 has stopped sending pictures." in desk.refused()
    assert (desk.page(), stored(shop_folder), len(ticks) > 5) == (Page.PHOTO, [], True)
    desk.until(lambda: "has stopped" in desk.photo.picture.words)
    assert desk.photo.picture.image.isNull(), "the picture of before is not shown as live"
    desk.bench.cameras.show(scene(5))
    desk.sees()
    desk.scan("RS-PHOTO")
    assert desk.page() is Page.RESULT


@pytest.mark.parametrize(("level", "says"), [(2, "too dark to show anything"), (254, "blown out")])
def test_40_a_black_or_blown_out_picture_is_asked_for_again(desk: CameraDesk, shop_folder: Path, level: int, says: str) -> None:
    desk.bench.cameras.show(plain(level))
    desk.scan("RS-PHOTO")
    assert says in desk.refused()
    assert any("the second picture is kept" in text for text in desk.words())
    assert (desk.page(), stored(shop_folder)) == (Page.PHOTO, [])
    desk.bench.cameras.show(scene(1))
    desk.scan("RS-PHOTO")
    assert desk.page() is Page.RESULT


def test_41_a_blurred_picture_is_advised_against_and_kept_if_it_is_taken_again(desk: CameraDesk, shop_folder: Path) -> None:
    desk.bench.cameras.show(blurred())
    desk.scan("RS-PHOTO")
    assert "seems blurred" in desk.refused()
    desk.scan("RS-PHOTO")
    assert desk.page() is Page.RESULT
    assert graded(shop_folder)[0]["photos"][0]["doubt"] == "PHOTO_BLURRED"  # type: ignore[index]  # of a payload


def test_42_the_first_dark_frames_of_a_camera_are_no_photograph(desk: CameraDesk, shop_folder: Path) -> None:
    desk.bench.cameras.unplug()
    desk.until(lambda: "not connected" in desk.bench.says())
    frames = iter([plain(0)] * 3)
    desk.bench.cameras.plug("C920")
    desk.bench.cameras.seen = lambda: next(frames, scene(2))
    desk.until(lambda: "is starting" in desk.bench.says() or "sends" in desk.bench.says())
    desk.scan("RS-PHOTO")
    assert (desk.refused(), desk.page()) == ("", Page.RESULT)
    assert "doubt" not in graded(shop_folder)[0]["photos"][0]  # type: ignore[index]  # of a payload


def test_43_a_photo_folder_that_takes_nothing_keeps_the_unit_open(desk: CameraDesk, shop_folder: Path) -> None:
    folder = shop_folder / "photos"
    for child in folder.iterdir():
        child.rmdir()
    folder.rmdir()
    folder.write_text("in the way")
    desk.scan("RS-PHOTO")
    assert "The item stays open and nothing of it is lost" in desk.refused()
    assert desk.page() is Page.PHOTO
    folder.unlink()
    desk.scan("RS-PHOTO")
    assert desk.page() is Page.RESULT
    assert len(graded(shop_folder)[0]["photos"]) == 1  # type: ignore[arg-type]  # of a payload
