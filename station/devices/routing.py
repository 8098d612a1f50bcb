"""Which printer a label goes to: its kind and client in, a printer out."""

from collections.abc import Sequence
from dataclasses import dataclass

from station.devices.label_printer import LabelPrinter


@dataclass(frozen=True, slots=True)
class Route:
    """A printer for some kinds of label, some clients, or both; an empty tuple stands for all of them."""

    printer: LabelPrinter
    kinds: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()

    def takes(self, kind: str, client: str) -> bool:
        """Whether labels of this kind for this client come here; how a client's name is capitalised is no matter."""
        named = {each.casefold() for each in self.clients}
        return (not self.kinds or kind in self.kinds) and (not named or client.casefold() in named)


class Routing:
    """The printers of a bench: `default` for what no route takes; `fall_back` for another's labels, only when somebody says so.

    Routes, default and fall-back printer may share a printer: then it is one object, and `printers` names it once.
    """

    def __init__(self, default: LabelPrinter, others: Sequence[Route] = (), fall_back: LabelPrinter | None = None) -> None:
        self.default = default
        self.others = tuple(others)
        self.fall_back = fall_back

    @property
    def printers(self) -> tuple[LabelPrinter, ...]:
        """Each printer that has labels of its own, once: the default, then those of the routes in their order."""
        every = (self.default, *(route.printer for route in self.others))
        return tuple({id(printer): printer for printer in every}.values())

    def printer_for(self, kind: str, client: str = "") -> LabelPrinter:
        """The printer of the first route that takes such a label, else the default one."""
        return next((route.printer for route in self.others if route.takes(kind, client)), self.default)
