"""From a printer's address to a printer: "folder:DIR" or "tcp://HOST:PORT", each with options after a question mark."""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from station.devices.conditions import Condition, Doubt
from station.devices.folder_printer import FolderPrinter
from station.devices.label_printer import DPI, FORMATS, Delivery, Job, LabelPrinter, Outcome, PrinterState, Progress
from station.devices.tcp_printer import Patience, TcpPrinter
from station.errors import Refusal

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
    "TcpPrinter",
    "open_printer",
)

_OPTIONS: Final = {"folder": ("format", "dpi"), "tcp": ("dpi", "status")}


def open_printer(url: str, folder: Path | None = None, dpi: int = 203) -> LabelPrinter:
    """The printer at an address; nothing is contacted or written yet.

    "folder:DIR?format=zpl|pdf|png&dpi=203|300|600": one file a label; "folder:" alone is `folder`.
    "tcp://HOST:PORT?dpi=203|300|600&status=ask|none": ZPL to a raw port (9100 if none is given); status=none never asks ~HS.
    `dpi` is what holds without the option. Raises Refusal PRINTER_URL or PRINTER_OPTION.
    """
    scheme, colon, rest = url.partition(":")
    place, _question, query = rest.partition("?")
    if not colon or scheme not in _OPTIONS:
        raise Refusal("PRINTER_URL", url=url)
    options = _options(url, query, _OPTIONS[scheme])
    dots = int(_chosen(url, options, "dpi", tuple(str(each) for each in DPI), str(dpi)))
    if scheme == "tcp":
        return _tcp(url, place, dots, asks=_chosen(url, options, "status", ("ask", "none"), "ask") == "ask")
    target = Path(place) if place else folder
    if target is None:
        raise Refusal("PRINTER_URL", url=url)
    return FolderPrinter(target, _chosen(url, options, "format", FORMATS, "zpl"), dots)


def _tcp(url: str, place: str, dpi: int, *, asks: bool) -> TcpPrinter:
    try:
        parts = urlsplit(f"tcp:{place}")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refusal("PRINTER_URL", url=url) from error
    if not host or port == 0 or parts.path.strip("/") or parts.username:
        raise Refusal("PRINTER_URL", url=url)
    return TcpPrinter(host, port or 9100, dpi=dpi, asks=asks)


def _options(url: str, query: str, known: tuple[str, ...]) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    for name in options:
        if name not in known:
            raise Refusal("PRINTER_OPTION", url=url, option=name, known=", ".join(known))
    return options


def _chosen(url: str, options: dict[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = options.get(name, default)
    if value not in allowed:
        raise Refusal("PRINTER_OPTION", url=url, option=f"{name}={value}", known=f"{name}={' or '.join(allowed)}")
    return value
