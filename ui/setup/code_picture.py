"""A bar code on the screen, to be scanned from it: black on white in either theme, each module a whole number of pixels."""

from typing import Final

import zxingcpp
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.devices.calibration import SheetCode
from ui.theme import scaled

_QUIET: Final = 10  # modules on each side; a Data Matrix needs fewer
_HIGH: Final = 150
_LARGEST: Final = 6  # px a module: larger is no easier to read


class CodePicture(QWidget):
    """One code of the calibration sheet, as large as the width allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_code(self, code: SheetCode, name: str) -> None:
        """Draw this one; `name` is what a screen reader says."""
        self._modules = modules_of(code)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(scaled(600), _HIGH + 2 * _QUIET)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(self._modules.width() + 2 * _QUIET, _HIGH + 2 * _QUIET)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        if self._modules.isNull():
            return
        painter = QPainter(self)
        paper, code = self._placed()
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.drawImage(code, self._modules)
        painter.end()

    def _placed(self) -> tuple[QRect, QRect]:
        """The paper and the code on it."""
        bars = self._modules.height() == 1
        module = max(1, min(self.width() // (self._modules.width() + 2 * _QUIET), _LARGEST))
        if not bars:
            module = max(1, min(module, (self.height() - 2 * _QUIET) // self._modules.height()))
        wide = self._modules.width() * module
        high = self.height() - 2 * _QUIET if bars else self._modules.height() * module
        left = (self.width() - wide) // 2
        code = QRect(left, (self.height() - high) // 2, wide, high)
        return QRect(left - _QUIET * module, 0, wide + 2 * _QUIET * module, self.height()), code


def modules_of(code: SheetCode) -> QImage:
    """The code with one pixel a module: a row for bars, a square for a Data Matrix, without quiet zones."""
    if code.gs1:
        made = zxingcpp.create_barcode(code.gs1, zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    else:
        made = zxingcpp.create_barcode(code.text, zxingcpp.BarcodeFormat.Code128)
    pixels = memoryview(made.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]  # its types omit that it is a buffer
    high, wide = pixels.shape or (0, 0)
    image = QImage(pixels.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).copy()
    return image if code.gs1 else image.copy(0, high // 2, wide, 1)
