"""The stand-in camera: files by name, round and round."""

from pathlib import Path

import pytest

from station.devices.folder_camera import FolderCamera, Shot
from station.errors import Refusal


def test_that_shots_come_by_name_and_begin_again_and_say_where_they_are_from(tmp_path: Path) -> None:
    for name in ("b.PNG", "a.jpg", "notes.txt", "._a.jpg"):
        (tmp_path / name).write_bytes(name.encode())
    camera = FolderCamera(tmp_path)
    assert [camera.shoot().name for _ in range(5)] == ["a.jpg", "b.PNG", "a.jpg", "b.PNG", "a.jpg"]
    assert camera.shoot() == Shot(b"b.PNG", "b.PNG", "folder")


def test_that_a_file_that_arrives_is_taken_in_the_next_round(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"1")
    camera = FolderCamera(tmp_path)
    camera.shoot()
    (tmp_path / "b.jpg").write_bytes(b"2")
    assert [camera.shoot().name for _ in range(2)] == ["a.jpg", "b.jpg"]


def test_that_an_unreadable_file_is_named_and_the_next_shot_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").mkdir()
    (tmp_path / "b.jpg").write_bytes(b"2")
    camera = FolderCamera(tmp_path)
    with pytest.raises(Refusal) as refused:
        camera.shoot()
    assert (refused.value.code, refused.value.params["file"]) == ("PHOTO_UNREADABLE", tmp_path / "a.jpg")
    assert camera.shoot().name == "b.jpg"


@pytest.mark.parametrize("made", [True, False])
def test_that_a_folder_without_pictures_is_refused(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "photos"
    if made:
        folder.mkdir()
    with pytest.raises(Refusal, match="NO_PHOTOS"):
        FolderCamera(folder).shoot()
