"""A site's own pictures of findings: what the command keeps, refuses and removes; a backup takes them along."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from station.cli import app
from station.photos.shown import FindingPictures, finding_pictures
from tests.once import copied

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which somebody works."""
    copied(_worked_in, tmp_path / "data")
    return tmp_path / "data"


def _worked_in(data: Path) -> None:
    assert _run(data, "person", "add", "Ada").exit_code == 0


@pytest.fixture
def run(data: Path) -> Run:
    return lambda *args: _run(data, *args)


def _run(data: Path, *args: str) -> Result:
    return CliRunner(env={"NO_COLOR": "1"}).invoke(app, ["--data", str(data), *args])


def _photo(file: Path, size: tuple[int, int] = (2400, 1200), colour: str = "navy") -> str:
    exif = Image.Exif()
    exif[0x010E] = "taken at the bench of Ada"
    Image.new("RGB", size, colour).save(file, "JPEG", exif=exif)
    return str(file)


def _kept(data: Path) -> dict[str, FindingPictures]:
    return dict(finding_pictures(data / "documents"))


def test_that_a_photo_is_kept_small_and_tells_nothing_else(run: Run, data: Path, tmp_path: Path) -> None:
    told = run("finding-picture", "stain", "--file", _photo(tmp_path / "photo.jpg"))
    assert (told.exit_code, told.stdout.startswith("STAIN: your photo")) == (0, True)
    own = _kept(data)["STAIN"].own
    assert own is not None
    with Image.open(own) as image:
        assert image.size == (1600, 800)
        assert not image.getexif()
    assert _kept(data)["STAIN"].pair is None


def test_that_a_cut_out_product_stands_on_white(run: Run, data: Path, tmp_path: Path) -> None:
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(tmp_path / "cut.png")
    assert run("finding-picture", "STAIN", "--file", str(tmp_path / "cut.png")).exit_code == 0
    with Image.open(BytesIO((data / "documents" / "pictures" / "STAIN.jpg").read_bytes())) as image:
        assert image.getpixel((20, 20)) == (255, 255, 255)


def test_that_a_pair_is_kept_together_and_both_kinds_at_once(run: Run, data: Path, tmp_path: Path) -> None:
    a, b = _photo(tmp_path / "a.jpg"), _photo(tmp_path / "b.jpg", colour="brown")
    assert run("finding-picture", "WORN", "--a", a, "--b", b, "--file", a).exit_code == 0
    kept = _kept(data)["WORN"]
    assert kept.pair is not None
    assert [path.name for path in (kept.own, *kept.pair) if path] == ["WORN.jpg", "WORN.a.jpg", "WORN.b.jpg"]


def test_that_half_a_pair_is_none(run: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "b.jpg").write_bytes(b"no picture")
    told = run("finding-picture", "WORN", "--a", _photo(tmp_path / "a.jpg"), "--b", str(tmp_path / "b.jpg"))
    assert (told.exit_code, told.stderr.split(":")[0]) == (1, "PHOTO_NOT_A_PICTURE")
    assert _kept(data) == {}, "the A was not kept alone"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("STAIN",), "PICTURE_WHAT"),
        (("STAIN", "--a", "a.jpg"), "PICTURE_WHAT"),
        (("STAIN", "--remove", "--file", "a.jpg"), "PICTURE_WHAT"),
        (("STAIN", "--file", "not-there.jpg"), "PICTURE_NOT_READ"),
        (("STAINS", "--remove"), "FINDING_NOT_KNOWN"),
    ],
)
def test_that_what_makes_no_sense_is_refused_in_words(run: Run, data: Path, args: tuple[str, ...], code: str) -> None:
    told = run("finding-picture", *args)
    assert (told.exit_code, told.stderr.split(":")[0]) == (1, code)
    assert _kept(data) == {}


def test_that_a_disk_that_takes_no_picture_is_named(run: Run, data: Path, tmp_path: Path) -> None:
    (data / "documents" / "pictures").write_bytes(b"a file in the place of the folder")
    told = run("finding-picture", "STAIN", "--file", _photo(tmp_path / "a.jpg"))
    assert (told.exit_code, told.stderr.split(":")[0]) == (1, "PICTURE_NOT_KEPT")


def test_that_removing_brings_the_pictogram_back(run: Run, data: Path, tmp_path: Path) -> None:
    a = _photo(tmp_path / "a.jpg")
    assert run("finding-picture", "STAIN", "--a", a, "--b", a, "--file", a).exit_code == 0
    assert "3 pictures removed" in run("finding-picture", "STAIN", "--remove").stdout
    assert _kept(data) == {}
    assert "no picture of your own" in run("finding-picture", "STAIN", "--remove").stdout


def test_that_other_files_in_the_folder_are_no_pictures_of_findings(data: Path) -> None:
    folder = data / "documents" / "pictures"
    folder.mkdir()
    for name in ("STAIN.jpg.part", "stain.jpg", "STAIN.c.jpg", "notes.txt"):
        (folder / name).write_bytes(b"")
    assert _kept(data) == {}


def test_that_a_backup_takes_them_along(run: Run, data: Path, tmp_path: Path) -> None:
    a = _photo(tmp_path / "a.jpg")
    assert run("finding-picture", "STAIN", "--a", a, "--b", a, "--file", a).exit_code == 0
    assert run("backup", str(tmp_path / "station.backup")).exit_code == 0
    assert _run(tmp_path / "other", "restore", str(tmp_path / "station.backup")).exit_code == 0
    before, after = (
        {path.name: path.read_bytes() for path in (folder / "documents" / "pictures").iterdir()} for folder in (data, tmp_path / "other")
    )
    assert set(before) == {"STAIN.jpg", "STAIN.a.jpg", "STAIN.b.jpg"}
    assert after == before


def _sparse(file: Path) -> None:
    with file.open("wb") as out:
        out.truncate(300 * 2**30)


def _bomb(file: Path) -> None:
    Image.new("1", (16_000, 16_000)).convert("L").save(file, "JPEG", quality=1)


@pytest.mark.parametrize(
    "spoil", [_sparse, _bomb, os.mkfifo, Path.mkdir, lambda file: file.write_bytes(b"\xff\xd8no"), lambda file: file.symlink_to(file)]
)
def test_that_what_cannot_be_drawn_is_left_out_and_the_others_stay(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    _photo(folder / "STAIN.jpg", (40, 40))
    spoil(folder / "HOLE.jpg")
    assert dict(finding_pictures(tmp_path)) == {"STAIN": FindingPictures(own=folder / "STAIN.jpg")}
