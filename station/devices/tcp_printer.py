"""A printer on the network, reached by raw TCP on port 9100: ZPL and TSPL with their status, anything else without."""

from station.devices.connection import Connection
from station.devices.raw_printer import Patience, RawPrinter
from station.devices.wire import dial

__all__ = ("Patience", "TcpPrinter")


class TcpPrinter(RawPrinter):
    """`asks`: False for one that must not be asked how it is; its jobs end at "sent"."""

    def __init__(
        self,
        host: str,
        port: int = 9100,
        dpi: int = 203,
        fmt: str = "zpl",
        patience: Patience | None = None,
        asks: bool = True,
        stock: str = "57x32",
    ) -> None:
        super().__init__(f"tcp://{host}:{port}", dpi, fmt, patience, asks, stock)
        self.host, self.port = host, port

    def _dial(self) -> Connection:
        return dial(self.name, self.host, self.port, self._patience.connect, self._cancelled)
