"""The pixels of a video frame: a frame in, a picture for the screen (small, quick) or a JPEG photograph (all of it) out.

Works on the frame's own planes with Pillow, which lets other threads run meanwhile; QVideoFrame.toImage() holds all of Python
for as long as it takes (84 ms for twelve megapixels), and the window with it. Formats that are not known here go that way all the same.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat

Format = QVideoFrameFormat.PixelFormat
Size = tuple[int, int]
Box = tuple[float, float, float, float]
_STRIP: Final = 128  # rows that are converted at a time: the longest that one step keeps the window's thread waiting is a few ms
_QUALITY: Final = 90
# Where red, green and blue stand among the four bytes of a pixel.
_PACKED_RGB: Final = {
    Format.Format_BGRX8888: (2, 1, 0), Format.Format_BGRA8888: (2, 1, 0), Format.Format_BGRA8888_Premultiplied: (2, 1, 0),
    Format.Format_RGBX8888: (0, 1, 2), Format.Format_RGBA8888: (0, 1, 2),
    Format.Format_XRGB8888: (1, 2, 3), Format.Format_ARGB8888: (1, 2, 3),
    Format.Format_XBGR8888: (3, 2, 1), Format.Format_ABGR8888: (3, 2, 1),
}  # fmt: skip
# Planes of a planar format in the order Y, Cb, Cr.
_PLANAR: Final = {Format.Format_YUV420P: (0, 1, 2), Format.Format_YUV422P: (0, 1, 2), Format.Format_YV12: (0, 2, 1)}
# ITU-R BT.601 and BT.709: what Cr adds to red, Cb and Cr take from green, Cb adds to blue.
_BT601: Final = (1.402, 0.344136, 0.714136, 1.772)
_BT709: Final = (1.5748, 0.187324, 0.468124, 1.8556)
_SD_HEIGHT: Final = 576  # up to here, pictures that do not say so are BT.601; the rule that Qt itself follows


def small(frame: QVideoFrame, most: Size) -> QImage:
    """The frame as it is drawn: within `most` pixels, its proportions kept, never larger than it is. A null image if it cannot be read."""
    picture = _picture(frame, most)
    return _image(picture) if picture else QImage()


def still(frame: QVideoFrame) -> bytes:
    """All of the frame as a JPEG file; b"" if it cannot be read. A camera that sends JPEG has its own bytes kept."""
    if frame.pixelFormat() is Format.Format_Jpeg and not _turn(frame):
        with _planes(frame) as planes:
            return bytes(planes[0]) if planes else b""
    picture = _picture(frame, None)
    if picture is None:
        return b""
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0 if min(picture.size) < 1000 else 2)
    return out.getvalue()


def _image(picture: Image.Image) -> QImage:
    data = picture.tobytes("raw", "BGRX")
    # The copy has its own memory; the first one only looks into Python's.
    return QImage(data, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32).copy()


def _picture(frame: QVideoFrame, most: Size | None) -> Image.Image | None:
    size = (frame.width(), frame.height())
    # Turned frames are shown upright, so their sides change places.
    room = (most[1], most[0]) if most and _turn(frame) in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270) else most
    with _planes(frame) as planes:
        if planes is None:
            return None
        found = _converted(frame, planes, size, _within(size, room) if room else size)
    if found is None:
        return None
    turn = _turn(frame)
    found = found.transpose(turn) if turn is not None else found
    return found.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if frame.mirrored() else found


def _within(size: Size, most: Size) -> Size:
    scale = min(1.0, most[0] / size[0], most[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


@contextmanager
def _planes(frame: QVideoFrame) -> Iterator[list[memoryview] | None]:
    """The bytes of each plane while they are mapped; None if the frame does not give them."""
    own = QVideoFrame(frame)  # the same pixels; mapping is counted, so nobody else's mapping ends with ours
    if not own.map(QVideoFrame.MapMode.ReadOnly):
        yield None
        return
    try:
        yield [memoryview(own.bits(place)) for place in range(own.planeCount())]
    finally:
        own.unmap()


def _turn(frame: QVideoFrame) -> Image.Transpose | None:
    """How the picture has to be turned to be upright; Pillow turns the other way round."""
    return {
        QtVideo.Rotation.Clockwise90: Image.Transpose.ROTATE_270,
        QtVideo.Rotation.Clockwise180: Image.Transpose.ROTATE_180,
        QtVideo.Rotation.Clockwise270: Image.Transpose.ROTATE_90,
    }.get(frame.rotation())


def _converted(frame: QVideoFrame, planes: Sequence[memoryview], size: Size, wanted: Size) -> Image.Image | None:
    form = frame.pixelFormat()
    if form is Format.Format_Jpeg:
        return _decoded(planes[0], wanted)
    bands = _bands(frame, planes, size)
    if not bands:
        return _by_qt(frame, wanted)
    matrix = None if form in _PACKED_RGB or len(bands) == 1 else _matrix(frame)
    if wanted != size:
        return _part(bands, wanted, (0, 0, 1, 1), matrix)
    whole = Image.new("RGB", size)
    for top in range(0, size[1], _STRIP):
        rows = min(_STRIP, size[1] - top)
        whole.paste(_part(bands, (size[0], rows), (0, top / size[1], 1, (top + rows) / size[1]), matrix), (0, top))
    return whole


def _bands(frame: QVideoFrame, planes: Sequence[memoryview], size: Size) -> list[Image.Image]:
    """Red, green and blue, or Y, Cb and Cr, or grey alone, each as large as the frame has it; nothing for a format that is not known."""
    form, width, height = frame.pixelFormat(), *size
    if order := _PLANAR.get(form):
        half = (height + 1) // 2 if form is not Format.Format_YUV422P else height
        sizes = ((width, height), ((width + 1) // 2, half), ((width + 1) // 2, half))
        return [_mapped("L", sizes[at], planes[plane], frame.bytesPerLine(plane)) for at, plane in enumerate(order)]
    if form in (Format.Format_NV12, Format.Format_NV21):
        colour = _decoded_raw("LA", ((width + 1) // 2, (height + 1) // 2), planes[1], frame.bytesPerLine(1)).split()
        luma = _mapped("L", size, planes[0], frame.bytesPerLine(0))
        return [luma, *(colour if form is Format.Format_NV12 else reversed(colour))]
    if form in (Format.Format_YUYV, Format.Format_UYVY):
        return _interleaved(planes[0], size, frame.bytesPerLine(0), luma_first=form is Format.Format_YUYV)
    if form is Format.Format_Y8:
        return [_mapped("L", size, planes[0], frame.bytesPerLine(0))]
    if form in _PACKED_RGB:
        return [_mapped("RGBX", size, planes[0], frame.bytesPerLine(0)).getchannel(at) for at in _PACKED_RGB[form]]
    return []


def _interleaved(plane: memoryview, size: Size, stride: int, *, luma_first: bool) -> list[Image.Image]:
    """YUYV or UYVY: two pixels share one Cb and one Cr."""
    first, second = _decoded_raw("LA", size, plane, stride).split()
    four = _mapped("RGBX", (size[0] // 2, size[1]), plane, stride)
    cb, cr = (four.getchannel(at) for at in ((1, 3) if luma_first else (0, 2)))
    return [first if luma_first else second, cb, cr]


def _mapped(mode: str, size: Size, data: memoryview, stride: int) -> Image.Image:
    """An image that looks into the frame's memory, without a copy."""
    return Image.frombuffer(mode, size, data, "raw", mode, stride, 1)  # type: ignore[arg-type]  # any buffer will do


_decoded_raw = _mapped  # of modes that Pillow cannot look into it makes a copy


def _part(bands: Sequence[Image.Image], size: Size, part: Box, matrix: tuple[float, ...] | None) -> Image.Image:
    """A part of the picture (left, top, right, bottom from 0 to 1) in so many pixels."""
    scaled = [band.resize(size, Image.Resampling.BOX, _box(band.size, part), reducing_gap=1.0) for band in bands]
    if len(scaled) == 1:
        return scaled[0].convert("RGB")
    merged = Image.merge("RGB", scaled)
    return merged.convert("RGB", matrix) if matrix else merged


def _box(size: Size, part: Box) -> Box:
    return part[0] * size[0], part[1] * size[1], part[2] * size[0], part[3] * size[1]


def _matrix(frame: QVideoFrame) -> tuple[float, ...]:
    """From Y, Cb, Cr to red, green, blue: three rows of three factors and what is added."""
    form = frame.surfaceFormat()
    undefined = form.colorSpace() is QVideoFrameFormat.ColorSpace.ColorSpace_Undefined
    sd = frame.height() <= _SD_HEIGHT if undefined else form.colorSpace() is not QVideoFrameFormat.ColorSpace.ColorSpace_BT709
    red, green_cb, green_cr, blue = _BT601 if sd else _BT709
    full = form.colorRange() is QVideoFrameFormat.ColorRange.ColorRange_Full
    luma, chroma, black = (1.0, 1.0, 0.0) if full else (255 / 219, 255 / 224, 16.0)
    rows = ((0.0, red * chroma), (-green_cb * chroma, -green_cr * chroma), (blue * chroma, 0.0))
    return tuple(value for cb, cr in rows for value in (luma, cb, cr, -luma * black - 128 * (cb + cr)))


def _decoded(data: memoryview, wanted: Size) -> Image.Image:
    with Image.open(BytesIO(data), formats=("JPEG",)) as file:
        file.draft("RGB", wanted)  # decodes straight to about this size: an eighth of the time for a small one
        picture = file.convert("RGB")
    if picture.size != wanted:
        picture = picture.resize(_within(picture.size, wanted), Image.Resampling.BOX)
    return picture


def _by_qt(frame: QVideoFrame, wanted: Size) -> Image.Image | None:
    image = frame.toImage().convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        return None
    picture = Image.frombuffer("RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)
    return picture if picture.size == wanted else picture.resize(wanted, Image.Resampling.BOX)
