"""The labels of an open station: drawn, previewed, tried out, printed. A Station in; bytes, pictures and printing threads out.

What draws and prints is loaded when the first label is: no window waits for it.
"""

from collections.abc import Callable, Mapping, Sequence
from time import time_ns
from typing import TYPE_CHECKING

from station.assembly import Station
from station.model.facts import Fact

if TYPE_CHECKING:
    from station.devices.printers import Delivery, LabelPrinter
    from station.insight.previews import Preview
    from station.printing import Printing, PrintingState
    from station.printing.jobs import Render


def printing_of(
    opened: Station,
    url: str = "",
    on_facts: Callable[[Sequence[Fact]], None] = lambda _facts: None,
    on_state: "Callable[[PrintingState], None]" = lambda _state: None,
) -> "Printing":
    """The printing threads of an open station, not yet started: for the printers of its settings, or for the one at `url` alone.

    Raises what `Station.routing` raises.
    """
    from station.printing import Printing

    return Printing(opened.ledger, opened.routing(url), drawing_of(opened), on_facts=on_facts, on_state=on_state)


def drawing_of(opened: Station) -> "Render":
    """Labels for a printer, in the site's language, as the site and the client want them."""

    def drawn(kind: str, fields: Mapping[str, object], printer: "LabelPrinter", client: str) -> bytes:
        return _drawn(opened, kind, fields, (printer.fmt, printer.dpi, printer.stock), client)

    return drawn


def preview_of(opened: Station, kind: str, stock: str, client: str = "") -> "Preview":
    """A label as a picture, and what keeps it from being used. Raises Refusal LAYOUT_UNKNOWN."""
    from station.insight.previews import preview

    made_for = "png", opened.settings.labels.dpi, stock
    return preview(opened.reader, opened.layouts, kind, client, lambda fields: _drawn(opened, kind, fields, made_for, client))


def trial_label_of(opened: Station, kind: str, printer: "LabelPrinter", client: str = "") -> bytes:
    """A label that says that it is a test, in the bytes of this printer. Raises what `render` raises."""
    from station.insight.previews import fields_of_test

    return drawing_of(opened)(kind, fields_of_test(kind, opened.folder.station, opened.language), printer, client)


def print_trial(opened: Station, kind: str, printer: "LabelPrinter", client: str = "") -> "Delivery":
    """Print that label, as a job with a name of its own. Raises also the printer's Fault."""
    return printer.deliver(f"test-{kind}-{time_ns() // 1_000_000}", trial_label_of(opened, kind, printer, client))


def _drawn(opened: Station, kind: str, fields: Mapping[str, object], made_for: tuple[str, int, str], client: str) -> bytes:
    """`made_for` is a format, its dots an inch, and the stock."""
    from station.labels.rendering import render_or_english

    fmt, dpi, stock = made_for
    return render_or_english(kind, fields, fmt, dpi, language=opened.language, stock=stock, layouts=opened.layouts, client=client)
