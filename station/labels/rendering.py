"""The door of this room: a kind of label, the fields of a unit, a format and a resolution in; bytes for the printer out."""

from collections.abc import Iterator, Mapping
from typing import Final

from station.errors import Refusal
from station.labels.catalogue import Layouts, shipped_layouts
from station.labels.documents import Label
from station.labels.fonts import Fonts, machine_fonts, printable
from station.labels.kinds import DEFAULT_STOCK
from station.labels.layout import lay_out
from station.labels.pdf import pdf
from station.labels.png import png
from station.labels.tspl import tspl
from station.labels.zpl import zpl
from station.texts import ENGLISH

_RENDERERS: Final = {"zpl": zpl, "tspl": tspl, "pdf": pdf, "png": png}
FORMATS: Final = tuple(_RENDERERS)
_WORDS_DO_NOT_FIT: Final = frozenset({"TEXT_TOO_LONG", "GLYPH_MISSING"})
_PROSE: Final = frozenset({"title", "client", "reason", "work", "note", "weight"})  # read by people; all else is scanned, or a number


def render(
    kind: str | Label,
    fields: Mapping[str, object],
    fmt: str,
    dpi: int = 203,
    *,
    language: str = "en",
    stock: str = DEFAULT_STOCK,
    layouts: Layouts | None = None,
    client: str = "",
    fonts: Fonts | None = None,
) -> bytes:
    """One label, ready to be sent or saved.

    `kind` is one of `kinds.KINDS` or a checked label; `fields` as in label.queued; `fmt` "zpl", "tspl", "pdf" or "png"; `dpi`
    203, 300 or 600; `stock` "4x6in", "100x50", "57x32" or "50x25"; `layouts` those of the station, else the shipped ones;
    `client` whose own set counts. Raises Refusal FORMAT_UNKNOWN, DPI_UNKNOWN, what `Layouts.label` raises, BARCODE_EMPTY,
    BARCODE_CHARACTER, BARCODE_CHECK_DIGIT, BARCODE_GS1, BARCODE_TOO_WIDE, BARCODE_TOO_LONG, TEXT_TOO_LONG, GLYPH_MISSING.
    """
    if fmt not in _RENDERERS:
        raise Refusal("FORMAT_UNKNOWN", format=fmt, known=", ".join(FORMATS))
    label = (layouts or shipped_layouts()).label(kind, stock, client) if isinstance(kind, str) else kind
    return _RENDERERS[fmt](lay_out(label, label.name, fields, dpi, language, fonts))


def render_or_english(
    kind: str,
    fields: Mapping[str, object],
    fmt: str,
    dpi: int,
    *,
    language: str,
    stock: str = DEFAULT_STOCK,
    layouts: Layouts | None = None,
    client: str = "",
) -> bytes:
    """As `render`, but better a poorer label than none, since without one nobody knows the unit any more.

    What nobody scans and this machine has no signs for is left out; in English where the language does not fit, or cannot be drawn.
    """
    for spoken, shown in _attempts(language, fields):
        try:
            return render(kind, shown, fmt, dpi, language=spoken, stock=stock, layouts=layouts, client=client)
        except Refusal as refusal:
            if refusal.code not in _WORDS_DO_NOT_FIT:
                raise
            refused = refusal
    raise refused


def _attempts(language: str, fields: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each language with its fields, the better label first."""
    yield language, fields
    legible = {name: value for name, value in fields.items() if name not in _PROSE or machine_fonts().draws(printable(str(value)))}
    if legible != fields:
        yield language, legible
    if language != ENGLISH:
        yield ENGLISH, legible
