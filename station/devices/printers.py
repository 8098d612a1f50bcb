"""From the addresses of printers (station.settings.addresses) to printers, and to which of them a label goes."""

from collections.abc import Sequence
from pathlib import Path

from station.devices.conditions import Condition, Doubt
from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.devices.raw_printer import Patience
from station.devices.routing import Route, Routing
from station.devices.tcp_printer import TcpPrinter
from station.errors import Refusal
from station.settings.addresses import PrinterAddress, check_apart, parse_address, parse_route

__all__ = (
    "Condition",
    "Delivery",
    "Doubt",
    "FolderPrinter",
    "Job",
    "LabelPrinter",
    "Outcome",
    "Patience",
    "PrinterState",
    "Progress",
    "Route",
    "Routing",
    "TcpPrinter",
    "open_printer",
    "open_routing",
)


def open_printer(url: str, folder: Path | None = None, dpi: int = 203, stock: str = "57x32") -> LabelPrinter:
    """The printer at an address; nothing is contacted or written yet.

    tcp://HOST[:9100], serial:PORT, queue:NAME, windows:NAME, folder:DIR ("folder:" alone is `folder`), with the options format, dpi,
    stock, status, baud, for, clients. `dpi` and `stock` hold without the option. Raises Refusal PRINTER_URL or PRINTER_OPTION.
    """
    address = parse_address(url)
    if address.way == "folder" and not address.place and folder is None:
        raise Refusal("PRINTER_URL", url=url)
    return _opened(address, folder, dpi, stock)


def open_routing(
    default: str, others: Sequence[str] = (), fall_back: str = "", folder: Path | None = None, dpi: int = 203, stock: str = "57x32"
) -> Routing:
    """The printers of a bench as the settings name them (`labels.printer`, `.others`, `.fall_back`); an address that stands there twice
    is one printer.

    Raises what `open_printer` raises, Refusal PRINTER_ROUTE for one of `others` that is for nothing, PRINTER_TWICE for two of one name.
    """
    first, routes = parse_address(default), [parse_route(url) for url in others]
    instead = [parse_address(fall_back)] if fall_back else []
    check_apart([first, *routes, *instead])
    opened: dict[PrinterAddress, LabelPrinter] = {}
    for address in (first, *routes, *instead):
        if address.device not in opened:
            opened[address.device] = _opened(address, folder, dpi, stock)
    _check_names([printer.name for printer in opened.values()])
    made = [Route(opened[each.device], each.kinds, each.clients) for each in routes]
    return Routing(opened[first.device], made, opened[instead[0].device] if instead else None)


def _check_names(names: Sequence[str]) -> None:
    """The station's own label folder can be named with and without its path."""
    for name in names:
        if names.count(name) > 1:
            raise Refusal("PRINTER_TWICE", printer=name)


def _opened(address: PrinterAddress, folder: Path | None, dpi: int, stock: str) -> LabelPrinter:
    dpi, stock = address.dpi or dpi, address.stock or stock
    match address.way:
        case "tcp":
            return TcpPrinter(address.place, address.port, dpi, address.fmt, asks=address.asks, stock=stock)
        case "serial":
            # Each of these is needed at few benches, and what it stands on takes time to load.
            from station.devices.serial_printer import SerialPrinter  # noqa: PLC0415

            return SerialPrinter(address.place, dpi, address.fmt, asks=address.asks, stock=stock, baud=address.baud)
        case "queue":
            from station.devices.queue_printer import QueuePrinter  # noqa: PLC0415

            return QueuePrinter(address.place, dpi, address.fmt, stock=stock)
        case "windows":
            from station.devices.windows_printer import WindowsPrinter  # noqa: PLC0415

            return WindowsPrinter(address.place, dpi, address.fmt, stock=stock)
        case _:
            return FolderPrinter(Path(address.place) if address.place else folder or Path(), address.fmt, dpi, stock)
