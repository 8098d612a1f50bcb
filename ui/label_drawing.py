"""Labels that are only looked at, and labels that try a printer: a station and what is asked in, a picture or a sentence out.

Called on a thread that may wait: drawing takes a moment, and a printer takes longer.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from station.assembly import Station
from station.devices.printers import LabelPrinter
from station.errors import StationError
from station.labelling import preview_of, print_trial
from ui.setup.label_choices import Asked

_LARGEST: Final = QSize(1400, 1400)  # px: more than any screen shows of one label


@dataclass(frozen=True)
class Drawn:
    """A label as a picture, null where it cannot be drawn; the plate of the unit whose data it shows ("": made up); what is wrong.

    `printer` and `stock` are where such labels come out, and on what.
    """

    image: QImage
    lpn: str = ""
    wrong: tuple[StationError, ...] = ()
    printer: str = ""
    stock: str = ""


def drawn(station: Station, asked: Asked) -> Drawn:
    """Raises Refusal LAYOUT_UNKNOWN, or the ledger's Fault."""
    known = preview_of(station, asked.kind, asked.stock, asked.client)
    image = QImage.fromData(known.data) if known.data else QImage()
    if image.width() > _LARGEST.width() or image.height() > _LARGEST.height():
        image = image.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    printer = printer_for(station, asked.kind, asked.client)
    return Drawn(image, known.lpn, known.wrong, printer.name, printer.stock)


def printer_for(station: Station, kind: str, client: str, url: str = "") -> LabelPrinter:
    """The printer at `url`; without it the one that such labels come out of."""
    return station.printer(url) if url else station.routing().printer_for(kind, client)


def printed(station: Station, asked: Asked, printer: LabelPrinter, language: str) -> str:
    """What became of a test label, in words. Raises what refuses to draw it, and the printer's Fault."""
    return print_trial(station, asked.kind, printer, asked.client).sentence(printer.name, language)
