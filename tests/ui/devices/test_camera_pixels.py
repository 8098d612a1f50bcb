"""From the planes of a frame to a picture: every format as Qt itself would show it, turned and mirrored as the frame says."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat

from ui.devices.camera_pixels import Format, small, still

SIZE = (96, 64)
FORMATS = [
    Format.Format_YUV420P, Format.Format_YV12, Format.Format_YUV422P, Format.Format_NV12, Format.Format_NV21, Format.Format_YUYV,
    Format.Format_UYVY, Format.Format_Y8, Format.Format_BGRX8888, Format.Format_RGBX8888, Format.Format_XRGB8888, Format.Format_XBGR8888,
    Format.Format_AYUV,
]  # fmt: skip


def frame_of(form: Format, *, full: bool = False, size: tuple[int, int] = SIZE) -> QVideoFrame:
    """A frame with something in every plane that changes slowly, as a picture does."""
    described = QVideoFrameFormat(QSize(*size), form)
    if full:
        described.setColorRange(QVideoFrameFormat.ColorRange.ColorRange_Full)
    frame = QVideoFrame(described)
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    for place in range(frame.planeCount()):
        plane, stride = memoryview(frame.bits(place)), frame.bytesPerLine(place)
        rows = len(plane) // stride
        for row in range(rows):
            plane[row * stride : (row + 1) * stride] = bytes(60 + place * 40 + row * 30 // rows + at * 20 // stride for at in range(stride))
    frame.unmap()
    return frame


def farthest(one: QImage, other: QImage) -> int:
    """The largest difference of a colour between two pictures of one size."""
    assert one.size() == other.size()
    places = ((x, y) for x in range(one.width()) for y in range(one.height()))
    return max(apart(one, place, other, place) for place in places)


def apart(one: QImage, here: tuple[int, int], other: QImage, there: tuple[int, int]) -> int:
    """The largest difference of a colour between two places."""
    p, q = one.pixelColor(*here), other.pixelColor(*there)
    return max(abs(p.red() - q.red()), abs(p.green() - q.green()), abs(p.blue() - q.blue()))


@pytest.mark.qt_log_ignore("No RHI backend")
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_that_every_format_looks_as_qt_shows_it(form: Format) -> None:
    frame = frame_of(form)
    assert farthest(small(frame, SIZE), frame.toImage().convertToFormat(QImage.Format.Format_RGB32)) <= 4


def test_that_the_full_range_of_a_jpeg_camera_is_shown_as_pillow_shows_jpeg() -> None:
    frame = frame_of(Format.Format_YUV422P, full=True)
    assert frame.map(QVideoFrame.MapMode.ReadOnly)
    sizes = (SIZE, (48, 64), (48, 64))
    planes = [Image.frombytes("L", size, bytes(frame.bits(at)), "raw", "L", frame.bytesPerLine(at)) for at, size in enumerate(sizes)]
    frame.unmap()
    expected = Image.merge("YCbCr", [plane.resize(SIZE, Image.Resampling.BOX) for plane in planes]).convert("RGB")
    data = expected.tobytes("raw", "BGRX")
    assert farthest(small(frame, SIZE), QImage(data, *SIZE, SIZE[0] * 4, QImage.Format.Format_RGB32)) <= 3


@pytest.mark.qt_log_ignore("No RHI backend")
def test_that_a_format_that_nobody_can_read_gives_no_photograph() -> None:
    frame = frame_of(Format.Format_YUV420P10)
    assert (small(frame, SIZE).isNull(), still(frame)) == (True, b"")


def test_that_the_photograph_shows_the_same_as_the_live_picture() -> None:
    frame = frame_of(Format.Format_NV12, size=(640, 400))  # more rows than are converted at a time
    photo = QImage.fromData(still(frame)).convertToFormat(QImage.Format.Format_RGB32)
    assert farthest(photo, small(frame, (640, 400))) <= 8


def test_that_a_camera_that_sends_jpeg_has_its_own_bytes_kept() -> None:
    out = BytesIO()
    Image.effect_noise(SIZE, 50).convert("RGB").save(out, "JPEG")
    frame = QVideoFrame(QVideoFrameFormat(QSize(*SIZE), Format.Format_Jpeg))
    if not frame.map(QVideoFrame.MapMode.WriteOnly):
        pytest.skip("this Qt makes no JPEG frames of its own")
    memoryview(frame.bits(0))[: len(out.getvalue())] = out.getvalue()
    frame.unmap()
    assert still(frame)[: len(out.getvalue())] == out.getvalue()
    assert small(frame, (48, 48)).size().toTuple() == (48, 32)


@pytest.mark.parametrize("size", [(48, 48), (1000, 1000)])
def test_that_a_picture_keeps_its_proportions_and_is_never_made_larger(size: tuple[int, int]) -> None:
    shown = small(frame_of(Format.Format_YUV420P), size)
    assert shown.size().toTuple() == ((48, 32) if size[0] == 48 else SIZE)


def test_that_a_frame_that_lies_on_its_side_is_shown_upright() -> None:
    frame = frame_of(Format.Format_BGRX8888)
    flat = small(frame, SIZE)
    frame.setRotation(QtVideo.Rotation.Clockwise90)
    turned = small(frame, (64, 96))
    assert turned.size().toTuple() == (64, 96)
    assert apart(turned, (63, 0), flat, (0, 0)) <= 1
    frame.setRotation(QtVideo.Rotation.None_)
    frame.setMirrored(True)
    assert apart(small(frame, SIZE), (95, 0), flat, (0, 0)) <= 1


def test_that_a_frame_that_cannot_be_read_gives_nothing() -> None:
    assert small(QVideoFrame(), SIZE).isNull()
    assert still(QVideoFrame()) == b""
