"""The camera as a scanner: frames of the live picture in, codes out. Only the latest frame is looked at, and never on the window's thread.

Connect a signal that carries QImages to `on_frame`; whose camera it is, is no matter here.
"""

from threading import Condition, Thread
from time import monotonic
from typing import Final

import zxingcpp
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QImage

JOIN_SECONDS: Final = 1.9
# A code that stays in the picture is one scan; it counts again when it was out of sight for so long.
AWAY_SECONDS: Final = 2.0
# What stands on parcels, goods and our own sheets. Codabar and the like are left out: they have no check, and a picture is full of lines.
_FORMATS: Final = "EAN8,EAN13,UPCA,UPCE,Code39,Code93,Code128,ITF,DataMatrix,QRCode,PDF417,Aztec"


class CameraScanner(QObject):
    """`scanned` carries a code that two frames in a row showed, from the thread that looks: a single frame misreads now and then.

    Of several codes in one picture it takes the one nearest to the middle. A GS1 symbol has its AIM identifier before it.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = Condition()
        self._frame: QImage | None = None
        self._threads: list[Thread] = []
        self._at_work = 0  # the number of the thread that looks; 0 where none does
        self._started = 0

    @property
    def works(self) -> bool:
        """Whether it looks at frames."""
        return bool(self._at_work)

    def start(self) -> None:
        """Look at the frames that come from now on."""
        if self._at_work:
            return
        self._started += 1
        self._at_work = self._started
        thread = Thread(target=self._run, args=(self._started,), name="camera scanner", daemon=True)
        self._threads = [*(each for each in self._threads if each.is_alive()), thread]
        thread.start()

    def halt(self) -> None:
        """Look at no more frames; returns at once."""
        with self._wake:
            self._at_work, self._frame = 0, None
            self._wake.notify_all()

    def stop(self) -> bool:
        """True when its thread has ended, within two seconds."""
        self.halt()
        for thread in self._threads:
            thread.join(JOIN_SECONDS)
        return not any(thread.is_alive() for thread in self._threads)

    def on_frame(self, image: QImage) -> None:
        """The next frame; it takes the place of one that nobody has looked at yet."""
        with self._wake:
            if self._at_work:
                self._frame = image
                self._wake.notify_all()

    def _next(self, number: int) -> QImage | None:
        with self._wake:
            self._wake.wait_for(lambda: self._at_work != number or self._frame is not None)
            if self._at_work != number:
                return None
            frame, self._frame = self._frame, None
            return frame

    def _run(self, number: int) -> None:
        sights = Sights()
        while (frame := self._next(number)) is not None:
            text = sights.see(code_in(frame), monotonic())
            if text:
                self.scanned.emit(text)


class Sights:
    """What the frames showed, one after the other: a code in and out again when it counts as a scan. Time comes in, so tests need none."""

    def __init__(self) -> None:
        self._last = ""
        self._seen: dict[str, float] = {}

    def see(self, text: str, now: float) -> str:
        """The code, if it is one that has to be told now; "" otherwise."""
        before, self._last = self._last, text
        if not text or text != before:
            return ""
        self._seen = {each: at for each, at in self._seen.items() if now - at < AWAY_SECONDS}
        stays = text in self._seen
        self._seen[text] = now
        return "" if stays else text


def code_in(frame: QImage) -> str:
    """The text of the code that is nearest to the middle of the picture; "" where none is."""
    if frame.isNull():
        return ""
    middle = QPoint(frame.width() // 2, frame.height() // 2)
    formats = zxingcpp.barcode_formats_from_str(_FORMATS)  # kept beyond its use, it is complained about when the program ends
    found = zxingcpp.read_barcodes(frame.convertToFormat(QImage.Format.Format_RGB32), formats=formats, text_mode=zxingcpp.TextMode.Plain)
    texts = sorted((_distance(code.position, middle), _text(code)) for code in found if code.text)
    return texts[0][1] if texts else ""


def _text(code: "zxingcpp.Barcode") -> str:
    return f"{code.symbology_identifier}{code.text}" if code.content_type == zxingcpp.ContentType.GS1 else str(code.text)


def _distance(position: "zxingcpp.Position", middle: QPoint) -> int:
    corners = (position.top_left, position.bottom_right)
    x, y = (sum(corner.x for corner in corners) // 2, sum(corner.y for corner in corners) // 2)
    return QPoint(x - middle.x(), y - middle.y()).manhattanLength()
