"""The door of this room: the name of a layout, the fields of a unit, a format and a resolution in; bytes for the printer out."""

from collections.abc import Mapping
from typing import Final

from station.errors import Refusal
from station.labels.catalogue import label
from station.labels.documents import Label
from station.labels.fonts import Fonts
from station.labels.layout import lay_out
from station.labels.pdf import pdf
from station.labels.png import png
from station.labels.zpl import zpl

_RENDERERS: Final = {"zpl": zpl, "pdf": pdf, "png": png}
FORMATS: Final = tuple(_RENDERERS)


def render(
    layout: str | Label, fields: Mapping[str, object], fmt: str, dpi: int = 203, *, language: str = "en", fonts: Fonts | None = None
) -> bytes:
    """One label, ready to be sent or saved.

    `layout` is a shipped one ("restock", "outlet", "hold", "c", "plate") or a checked document; `fields` as in label.queued;
    `fmt` "zpl", "pdf" or "png"; `dpi` 203, 300 or 600. Raises Refusal LAYOUT_UNKNOWN, FORMAT_UNKNOWN, DPI_UNKNOWN,
    BARCODE_EMPTY, BARCODE_CHARACTER, BARCODE_CHECK_DIGIT, BARCODE_TOO_WIDE, BARCODE_TOO_LONG, TEXT_TOO_LONG, GLYPH_MISSING.
    """
    if fmt not in _RENDERERS:
        raise Refusal("FORMAT_UNKNOWN", format=fmt, known=", ".join(FORMATS))
    document = label(layout) if isinstance(layout, str) else layout
    return _RENDERERS[fmt](lay_out(document, document.name, fields, dpi, language, fonts))
