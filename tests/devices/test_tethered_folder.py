"""A folder that a tethered camera writes into: only what comes after the request, only when it is complete, within a bound."""

import os
import threading
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from station.devices.tethered_folder import TetheredFolder
from station.errors import Fault, Refusal


def picture(seed: int = 1) -> bytes:
    out = BytesIO()
    Image.effect_noise((320, 240), 40 + seed).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def impatient(folder: Path) -> TetheredFolder:
    return TetheredFolder(folder, patience=0.0)


def test_that_what_lay_there_before_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "before.jpg").write_bytes(picture())
    camera = impatient(tmp_path)
    with pytest.raises(Refusal) as refused:
        camera.shoot()
    assert (refused.value.code, refused.value.params["folder"]) == ("FOLDER_NO_PICTURE", tmp_path)


def test_that_a_picture_that_came_since_it_was_due_is_taken_and_only_once(tmp_path: Path) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    data = picture(2)
    (tmp_path / "IMG_0002.JPG").write_bytes(data)
    shot = camera.shoot()
    assert (shot.data, shot.name, shot.source) == (data, "IMG_0002.JPG", "tethered")
    with pytest.raises(Refusal, match="FOLDER_NO_PICTURE"):
        camera.shoot()


def test_that_a_camera_that_writes_the_same_file_again_and_again_works(tmp_path: Path) -> None:
    (tmp_path / "capture.jpg").write_bytes(picture(1))
    camera = impatient(tmp_path)
    camera.expect()
    second = picture(2)
    (tmp_path / "capture.jpg").write_bytes(second)
    assert camera.shoot().data == second


def test_that_the_newest_of_several_is_taken(tmp_path: Path) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        (tmp_path / name).write_bytes(picture(seed))
    os.utime(tmp_path / "a.jpg", ns=(1, 1))
    assert camera.shoot().name == "b.jpg"


@pytest.mark.parametrize("part", [0, 1, 500, -200])  # without its last two bytes alone, its end mark, all that is to be seen is there
def test_that_half_a_picture_is_not_taken_before_it_is_whole(tmp_path: Path, part: int) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    whole = picture(3)
    (tmp_path / "c.jpg").write_bytes(whole[:part])
    with pytest.raises(Refusal) as refused:
        camera.shoot()
    assert (refused.value.code, refused.value.params) == ("FOLDER_HALF_PICTURE", {"file": "c.jpg"})
    (tmp_path / "c.jpg").write_bytes(whole)
    assert camera.shoot().data == whole


def test_that_a_picture_that_was_still_on_its_way_belongs_to_the_item_before(tmp_path: Path) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    (tmp_path / "late.jpg").write_bytes(picture(4)[:900])
    camera.expect()  # the next item
    (tmp_path / "late.jpg").write_bytes(picture(4))
    assert camera.arrived() is None
    (tmp_path / "mine.jpg").write_bytes(picture(5))
    shot = camera.arrived()
    assert shot is not None
    assert shot.name == "mine.jpg"


def test_that_it_waits_for_a_picture_that_comes_while_it_waits(tmp_path: Path) -> None:
    now = iter(range(100))
    written: list[bytes] = []

    def monotonic() -> float:
        moment = next(now)
        if moment == 2:
            written.append(picture(6))
            (tmp_path / "d.jpg").write_bytes(written[0])
        return float(moment)

    assert TetheredFolder(tmp_path, patience=50, monotonic=monotonic).shoot().data == written[0]


def test_that_closing_ends_the_wait(tmp_path: Path) -> None:
    camera = TetheredFolder(tmp_path, patience=60)
    got: list[str] = []

    def shoot() -> None:
        try:
            camera.shoot()
        except Fault as fault:
            got.append(fault.code)

    waiting = threading.Thread(target=shoot)
    waiting.start()
    camera.close()
    waiting.join(30)  # half of its patience
    assert got == ["CAMERA_CLOSED"]


def test_that_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        impatient(tmp_path / "gone").shoot()
    assert (fault.value.code, fault.value.params["folder"]) == ("FOLDER_GONE", tmp_path / "gone")


def test_that_other_files_and_hidden_ones_are_no_pictures(tmp_path: Path) -> None:
    camera = impatient(tmp_path)
    camera.expect()
    for name in ("note.txt", "._e.jpg", ".e.jpg", "e.raw"):
        (tmp_path / name).write_bytes(picture())
    (tmp_path / "folder.jpg").mkdir()
    assert camera.arrived() is None
