"""Which serial ports are there, for as long as somebody looks: a thread that lists them, and tells when the list changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from typing import Final

from serial.tools import list_ports

from station.devices.serial_ports import Port, text_of

EVERY_SECONDS: Final = 1.0
JOIN_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class FoundPort:
    """`text` is how the settings name it, `device` how the system does now, `name` what is plugged in, "" where nobody says."""

    text: str
    device: str
    name: str


class PortWatch:
    """Calls `on_ports` from its own thread, at first and whenever the list is another one. Started once and stopped once."""

    def __init__(
        self, on_ports: Callable[[tuple[FoundPort, ...]], None], ports: Callable[[], Sequence[Port]] = list_ports.comports
    ) -> None:
        self._on_ports = on_ports
        self._ports = ports
        self._stop = Event()
        self._thread = Thread(target=self._run, name="serial ports", daemon=True)

    @property
    def works(self) -> bool:
        """Whether its thread is still there."""
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def halt(self) -> None:
        """Begin to stop; returns at once."""
        self._stop.set()

    def stop(self) -> bool:
        """True when the thread has ended, within two seconds."""
        self.halt()
        if self._thread.ident is not None:
            self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        told: tuple[FoundPort, ...] | None = None
        while not self._stop.is_set():
            found = found_ports(self._ports())
            if found != told and not self._stop.is_set():
                told = found
                self._on_ports(found)
            self._stop.wait(EVERY_SECONDS)


def found_ports(ports: Sequence[Port]) -> tuple[FoundPort, ...]:
    """The ports that a person may choose from. Of several that would have the same name each goes by its port."""
    texts = [text_of(port) for port in ports]
    return tuple(
        sorted(
            (
                FoundPort(text if texts.count(text) == 1 else port.device, port.device, _name(port))
                for port, text in zip(ports, texts, strict=True)
            ),
            key=lambda port: port.device,
        )
    )


def _name(port: Port) -> str:
    said = (getattr(port, "manufacturer", None), getattr(port, "product", None))
    return " ".join(part for part in said if part)
