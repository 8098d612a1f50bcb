"""The camera as a scanner: codes out of frames, once for as long as they stay in sight, looked for on another thread."""

from threading import current_thread

import pytest
import zxingcpp
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from station.devices.calibration import CODES
from tests.ui.shop import PATIENCE_MS
from ui.devices.camera_scanner import AWAY_SECONDS, CameraScanner, Sights, code_in


def _symbol(text: str, kind: "zxingcpp.BarcodeFormat", **options: bool) -> QImage:
    pixels = memoryview(zxingcpp.create_barcode(text, kind, **options).to_image(scale=3))  # type: ignore[arg-type]
    high, wide = pixels.shape or (0, 0)
    return QImage(pixels.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).copy()


def _frame(*symbols: tuple[QImage, int, int], turned: bool = False) -> QImage:
    frame = QImage(1280, 720, QImage.Format.Format_RGB32)
    frame.fill(Qt.GlobalColor.lightGray)
    painter = QPainter(frame)
    if turned:
        painter.translate(1000, 0)
        painter.rotate(90)
    for symbol, x, y in symbols:
        painter.drawImage(x, y, symbol)
    painter.end()
    return frame


RMA = _frame((_symbol("RMA-10001", zxingcpp.BarcodeFormat.Code128), 400, 300))


def test_that_codes_of_goods_and_parcels_are_read_sideways_too() -> None:
    assert code_in(RMA) == "RMA-10001"
    assert code_in(_frame((_symbol("9521321000025", zxingcpp.BarcodeFormat.EAN13), 200, 300), turned=True)) == "9521321000025"


def test_that_a_gs1_symbol_comes_with_its_separator_and_says_that_it_is_one() -> None:
    code = CODES[-1]
    assert code_in(_frame((_symbol(code.gs1, zxingcpp.BarcodeFormat.DataMatrix, gs1=True), 600, 300))) == f"]d2{code.text}"


def test_that_of_two_codes_the_one_in_the_middle_is_meant_and_an_empty_picture_has_none() -> None:
    near, far = _symbol("RMA-10001", zxingcpp.BarcodeFormat.Code128), _symbol("RMA-10002", zxingcpp.BarcodeFormat.Code128)
    assert code_in(_frame((far, 10, 20), (near, 430, 290))) == "RMA-10001"
    assert (code_in(_frame()), code_in(QImage())) == ("", "")


def test_that_a_code_is_told_once_while_it_stays_in_sight() -> None:
    sights = Sights()
    assert [sights.see(text, at) for text, at in (("A", 0.0), ("A", 0.1), ("A", 0.2), ("", 0.3), ("A", 0.4), ("A", 0.5))] == [
        "", "A", "", "", "", "",
    ]  # fmt: skip
    later = 0.5 + AWAY_SECONDS
    assert [sights.see(text, later + at) for text, at in (("B", 0.0), ("B", 0.1), ("A", 0.2), ("A", 0.3))] == ["", "B", "", "A"]


def test_that_a_code_that_one_frame_alone_shows_is_a_misreading() -> None:
    sights = Sights()
    assert [sights.see(text, place / 10) for place, text in enumerate("ABABAB")] == [""] * 6


class Camera(QObject):
    """Whatever has a live picture."""

    pictured = Signal(object)


@pytest.fixture
def camera() -> Camera:
    return Camera()


def test_that_frames_are_read_elsewhere_and_only_while_it_works(camera: Camera, qtbot: QtBot) -> None:
    scanner = CameraScanner()
    camera.pictured.connect(scanner.on_frame)
    told: list[tuple[str, str]] = []
    scanner.scanned.connect(lambda text: told.append((text, current_thread().name)))
    camera.pictured.emit(RMA)  # nobody has asked it to work
    scanner.start()
    assert scanner.works

    def heard() -> bool:
        camera.pictured.emit(RMA)
        return bool(told)

    qtbot.waitUntil(heard, timeout=PATIENCE_MS)
    assert told == [("RMA-10001", "MainThread")]
    assert scanner.stop()
    scanner.start()
    assert scanner.stop()
    assert not scanner.works
