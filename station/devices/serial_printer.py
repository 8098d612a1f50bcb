"""A printer on a serial port, by the name of the port or by what is plugged in: the same conversation as over TCP."""

import os
from collections.abc import Callable, Sequence
from typing import Final

import serial
from serial.tools import list_ports

from station.devices.connection import SLICE_SECONDS, Connection
from station.devices.raw_printer import Patience, RawPrinter
from station.devices.serial_opening import PORT_ERRORS, Against, group_of, reason_of
from station.devices.serial_ports import Port, matching, wanted_port
from station.devices.serial_wire import SerialWire
from station.errors import Fault

WRITE_SECONDS: Final = 5.0  # of a single piece on Windows; elsewhere a write never waits


class SerialPrinter(RawPrinter):
    """`port`: "/dev/ttyUSB0", "COM3", or "usb:VVVV:PPPP:SERIAL", which is looked up at each job: it may have been plugged in elsewhere.

    A ZPL printer may stop us by XOFF. Others may not: the byte that TSPL answers with can be the same as XOFF. `ports` lists what is
    plugged in.
    """

    def __init__(
        self,
        port: str,
        dpi: int = 203,
        fmt: str = "zpl",
        patience: Patience | None = None,
        asks: bool = True,
        stock: str = "57x32",
        baud: int = 9600,
        *,
        ports: Callable[[], Sequence[Port]] = list_ports.comports,
    ) -> None:
        super().__init__(f"serial:{port}", dpi, fmt, patience, asks, stock)
        self._wanted = wanted_port(port)
        self._baud = baud
        self._ports = ports

    def _dial(self) -> Connection:
        device = self._device()
        try:
            opened = serial.Serial(
                device,
                self._baud,
                timeout=SLICE_SECONDS,
                write_timeout=WRITE_SECONDS if os.name == "nt" else 0,
                xonxoff=self.fmt == "zpl",
                exclusive=True if os.name != "nt" else None,
            )
        except PORT_ERRORS as error:
            raise self._trouble(device, error) from error
        except ValueError as error:  # a speed that this port has not
            raise self._unfit(error) from error
        return SerialWire(opened, self._cancelled)

    def _device(self) -> str:
        if isinstance(self._wanted, str):
            return self._wanted
        found = matching(self._wanted, self._ports())
        if not found:
            raise Fault("PRINTER_PORT_MISSING", printer=self.name)
        if len(found) > 1:
            raise Fault("PRINTER_PORT_AMBIGUOUS", printer=self.name, ports=", ".join(found))
        return found[0]

    def _trouble(self, device: str, error: Exception) -> Fault:
        match reason_of(error):
            case Against.NOT_ALLOWED:
                return Fault("PRINTER_PORT_NOT_ALLOWED", printer=self.name, group=group_of(device))
            case Against.BUSY:
                return Fault("PRINTER_PORT_BUSY", printer=self.name)
            case Against.MISSING:
                return Fault("PRINTER_PORT_MISSING", printer=self.name)
            case _:
                return self._unfit(error)

    def _unfit(self, error: Exception) -> Fault:
        return Fault("PRINTER_PORT_UNFIT", printer=self.name, why=str(error))
