"""The photo store: what it takes, what it keeps, and what the disk may do to it."""

import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from station.errors import Fault, Refusal
from station.photos.pictures import carries_pixels_only, clean
from station.photos.store import PhotoState, PhotoStore

GPS = 0x8825
ORIENTATION = 0x0112


def picture(seed: int = 0, size: tuple[int, int] = (64, 48)) -> Image.Image:
    ramp = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (ramp, ramp.rotate(180), Image.new("L", size, seed % 256)))


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def with_gps(form: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "SECRETMAKER"
    exif[ORIENTATION] = 6
    return encoded(picture(), form, exif=exif)


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


@pytest.mark.parametrize(("form", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_that_a_bare_picture_is_kept_byte_for_byte_under_its_digest(store: PhotoStore, form: str, suffix: str) -> None:
    data = encoded(picture(), form)
    digest = store.put(data)
    assert digest == sha256(data).hexdigest()
    assert store.path(digest) == store.root / digest[:2] / f"{digest[2:]}{suffix}"
    assert (store.root / digest[:2] / f"{digest[2:]}{suffix}").read_bytes() == data
    assert store.check(digest) is PhotoState.OK
    assert list(store.digests()) == [digest]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_that_exif_and_gps_are_dropped_and_the_orientation_is_kept_in_the_pixels(store: PhotoStore, form: str) -> None:
    data = with_gps(form)
    assert b"SECRETMAKER" in data
    path = store.path(store.put(data))
    assert path is not None
    kept = path.read_bytes()
    assert b"SECRETMAKER" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (48, 64)
    assert carries_pixels_only(kept, form)


def test_that_comments_text_and_trailing_data_are_dropped(store: PhotoStore) -> None:
    text = PngInfo()
    text.add_text("Author", "SOMEBODY")
    dirty = [
        encoded(picture(1), comment=b"SOMEBODY"),
        encoded(picture(2), "PNG", pnginfo=text),
        encoded(picture(3)) + b"\0\0\0\x18ftypmp42SOMEBODY",
        encoded(picture(4), "PNG") + b"SOMEBODY",
        encoded(picture(5), "WEBP", xmp="<x>SOMEBODY</x>"),
        encoded(picture(6), xmp=b"<x>SOMEBODY</x>"),
    ]
    for data in dirty:
        path = store.path(store.put(data))
        assert path is not None
        assert b"SOMEBODY" in data
        assert b"SOMEBODY" not in path.read_bytes()


def test_that_a_second_picture_inside_a_jpeg_is_dropped(store: PhotoStore) -> None:
    both = encoded(picture(1), "MPO", save_all=True, append_images=[picture(2)])
    path = store.path(store.put(both))
    assert path is not None
    with Image.open(path) as image:
        assert image.format == "JPEG"
    assert path.read_bytes().count(b"\xff\xd8\xff") == 1


def test_that_the_colour_profile_stays(store: PhotoStore) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    bare = encoded(picture(), icc_profile=profile)
    assert store.put(bare) == sha256(bare).hexdigest()
    path = store.path(store.put(encoded(picture(), icc_profile=profile, comment=b"x")))
    assert path is not None
    with Image.open(path) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_that_a_picture_cut_anywhere_is_refused(form: str) -> None:
    data = encoded(picture(), form)
    for cut in range(0, len(data) - 40, max(1, len(data) // 25)):
        with pytest.raises(Refusal) as refused:
            clean(data[:cut], "one.jpg")
        assert (refused.value.code, refused.value.params["name"]) == ("PHOTO_NOT_A_PICTURE", "one.jpg")


@given(data=st.binary(max_size=200), start=st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\0\0\0WEBPVP8 "]))
@settings(max_examples=200, deadline=None)
def test_that_no_bytes_give_anything_but_a_refusal(data: bytes, start: bytes) -> None:
    with pytest.raises(Refusal):
        clean(start + data)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_that_other_formats_are_refused(form: str) -> None:
    with pytest.raises(Refusal, match="PHOTO_NOT_A_PICTURE"):
        clean(encoded(picture(), form))


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 8000), (10_000, 10_000), (60_000, 60_000), (20_000, 3)])
def test_that_a_small_file_of_a_huge_picture_is_refused_before_it_takes_memory(size: tuple[int, int]) -> None:
    with pytest.raises(Refusal, match="PHOTO_TOO_LARGE"):
        clean(png_bomb(*size))


def test_that_too_many_bytes_are_refused() -> None:
    with pytest.raises(Refusal, match="PHOTO_TOO_LARGE"):
        clean(b"\xff\xd8\xff" + bytes(25_000_000))


def test_that_the_same_picture_again_is_checked_and_not_rewritten(store: PhotoStore) -> None:
    for data in (encoded(picture()), with_gps("JPEG")):
        digest = store.put(data)
        path = store.path(digest)
        assert path is not None
        before = path.stat()
        for again in (store, PhotoStore(store.root)):
            assert again.put(data) == digest
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_that_a_damaged_or_vanished_photo_is_named_and_a_second_put_mends_it(store: PhotoStore) -> None:
    data = encoded(picture())
    digest = store.put(data)
    path = store.path(digest)
    assert path is not None
    for harm, state in ((lambda: path.write_bytes(data[:-9]), PhotoState.DAMAGED), (path.unlink, PhotoState.MISSING)):
        harm()
        assert store.check(digest) is state
        assert store.put(data) == digest
        assert store.check(digest) is PhotoState.OK


def test_that_an_erased_photo_is_missing_and_a_second_erasure_is_no_error(store: PhotoStore) -> None:
    digest = store.put(encoded(picture()))
    assert (store.erase(digest), store.erase(digest)) == (True, False)
    assert store.check(digest) is PhotoState.MISSING


@pytest.mark.parametrize("text", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n", "\0"])
def test_that_text_that_is_no_digest_never_becomes_a_path(store: PhotoStore, text: str) -> None:
    assert store.path(text) is None
    assert store.check(text) is PhotoState.MISSING
    assert store.erase(text) is False


def test_that_files_are_synced_before_the_rename_and_folders_after_it(store: PhotoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().relative_to(store.root.parent)}")
        sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    digest = store.put(encoded(picture()))
    temporary = next(entry for entry in done if entry.endswith(".tmp"))
    assert done[-3:] == [temporary, "rename", f"sync photos/{digest[:2]}"]
    assert "sync photos" in done[:-3]  # the new folder ab/ itself has a name now
    del done[:]
    PhotoStore(store.root).put(encoded(picture()))
    assert done[-2:] == [f"sync photos/{digest[:2]}/{digest[2:]}.jpg", f"sync photos/{digest[:2]}"]
    assert "sync photos" in done[:-2]  # whoever made ab/ may have been killed before it was synced
    assert "rename" not in done


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB; only root can mount one."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    if shutil.which("mount") is None or shutil.which("umount") is None:
        pytest.skip("mount(8) is not installed")
    mounted = tmp_path / "small"
    mounted.mkdir()
    if run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(mounted)], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    yield mounted
    run(["umount", str(mounted)], check=True)


def test_that_a_full_disk_is_a_fault_and_leaves_no_half_file(small_disk: Path) -> None:
    store = PhotoStore(small_disk / "photos")
    first = store.put(encoded(picture()))
    with pytest.raises(Fault, match="PHOTO_NOT_SAVED"):
        store.put(encoded(Image.effect_noise((900, 900), 90)))
    assert [path for path in store.root.rglob("*") if path.is_file()] == [store.path(first)]
    assert store.check(first) is PhotoState.OK


def test_that_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file where a folder should be")
    with pytest.raises(Fault, match="PHOTO_NOT_SAVED"):
        PhotoStore(tmp_path / "photos").put(encoded(picture()))


def test_that_a_sweep_takes_orphans_only(store: PhotoStore) -> None:
    digest = store.put(encoded(picture()))
    (store.root / "incoming" / "0123.tmp").write_bytes(b"half")
    assert (store.sweep(), store.sweep()) == (1, 0)
    assert store.check(digest) is PhotoState.OK
