"""A camera's folder in which old files move: renamed, touched, copied, stale or huge ones are never the shot, and it is said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from station.devices import tethered_folder
from station.devices.tethered_folder import TetheredFolder
from station.errors import Refusal
from station.photos.pictures import MAX_BYTES
from station.texts import notice
from tests.devices.test_tethered_folder import impatient, picture


def _renamed(old: Path) -> None:
    old.rename(old.with_name("zz.jpg"))


def _touched(old: Path) -> None:
    later = old.stat().st_mtime + 2
    os.utime(old, (later, later))


def _renamed_and_touched(old: Path) -> None:
    _touched(old.rename(old.with_name("zz.jpg")))


def _copied(old: Path) -> None:
    old.with_name("copy.jpg").write_bytes(old.read_bytes())


MOVES: list[Callable[[Path], None]] = [_renamed, _touched, _renamed_and_touched, _copied]


@pytest.mark.parametrize("move", MOVES)
def test_that_an_old_file_that_moves_is_not_the_next_shot(tmp_path: Path, move: Callable[[Path], None]) -> None:
    old = tmp_path / "old.jpg"
    old.write_bytes(picture(1))
    camera = impatient(tmp_path)
    camera.expect()
    move(old)
    with pytest.raises(Refusal, match="FOLDER_OLD_PICTURE") as refused:
        camera.shoot()
    assert "is not new" in notice(refused.value).message
    mine = picture(2)
    (tmp_path / "a.jpg").write_bytes(mine)
    assert camera.shoot().data == mine


@pytest.mark.parametrize("move", MOVES)
def test_that_a_shot_that_moves_is_not_the_next_one_too(tmp_path: Path, move: Callable[[Path], None]) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    (tmp_path / "shot.jpg").write_bytes(picture(3))
    camera.shoot()
    move(tmp_path / "shot.jpg")
    with pytest.raises(Refusal, match="FOLDER_OLD_PICTURE"):
        camera.shoot()


def test_that_bytes_that_were_taken_are_not_new_after_the_file_went(tmp_path: Path) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    data = picture(4)
    (tmp_path / "shot.jpg").write_bytes(data)
    camera.shoot()
    (tmp_path / "shot.jpg").unlink()
    camera.expect()
    (tmp_path / "again.jpg").write_bytes(data)
    with pytest.raises(Refusal, match="FOLDER_OLD_PICTURE"):
        camera.shoot()


@pytest.mark.parametrize(("seconds", "taken"), [(3600, False), (8, False), (2, True)])
def test_that_a_picture_from_clearly_before_is_refused_and_one_from_just_before_is_not(tmp_path: Path, seconds: int, taken: bool) -> None:
    asked = 1_800_000_000.0
    camera = TetheredFolder(tmp_path, patience=0.0, now=lambda: asked)
    camera.expect()
    (tmp_path / "late.jpg").write_bytes(picture(5))
    os.utime(tmp_path / "late.jpg", (asked - seconds, asked - seconds))
    if taken:
        assert camera.shoot().name == "late.jpg"
        return
    with pytest.raises(Refusal, match="FOLDER_OLD_PICTURE"):
        camera.shoot()


def test_that_a_huge_file_is_refused_unread_and_the_next_picture_is_taken(tmp_path: Path) -> None:
    assert tethered_folder.MAX_BYTES == MAX_BYTES
    camera = impatient(tmp_path)
    camera.expect()
    with (tmp_path / "big.jpg").open("wb") as file:
        file.truncate(300 * 2**30)  # more than any memory: reading it would end the thread
    with pytest.raises(Refusal, match="PHOTO_TOO_LARGE"):
        camera.shoot()
    mine = picture(6)
    (tmp_path / "mine.jpg").write_bytes(mine)
    assert camera.shoot().data == mine
