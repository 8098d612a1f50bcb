"""Which printer a label goes to: the routing of the settings, and what a person changed for now. A waiting label in, a name out."""

from collections.abc import Mapping
from threading import Lock

from station.devices.label_printer import LabelPrinter
from station.devices.routing import Routing
from station.errors import Refusal
from station.printing.waiting import Waiting


class Routes:
    """Names are those that facts call printers. Whoever chooses labels by them holds `steady`, so that none is chosen by two rules."""

    def __init__(self, routing: Routing) -> None:
        self._routing = routing
        self.fall_back = routing.fall_back.name if routing.fall_back else ""
        every = (*routing.printers, *((routing.fall_back,) if routing.fall_back else ()))
        self.printers: Mapping[str, LabelPrinter] = {printer.name: printer for printer in every}
        self.steady = Lock()
        self._instead: dict[str, str] = {}

    def home(self, label: Waiting) -> str:
        """The printer that the settings name for a label."""
        return self._routing.printer_for(label.kind, label.client).name

    def name(self, label: Waiting) -> str:
        """The printer that it goes to now. One hop: where that one's own labels go elsewhere, these do not follow them."""
        home = self.home(label)
        return self._instead.get(home, home)

    def instead(self, name: str) -> str:
        """The printer that takes this one's labels for now; "" where it prints them itself."""
        return self._instead.get(name, "")

    def check(self, name: str) -> str:
        """The name, if there is such a printer. Raises Refusal PRINTER_NOT_HERE."""
        if name not in self.printers:
            raise Refusal("PRINTER_NOT_HERE", printer=name, printers=", ".join(self.printers))
        return name

    def use_instead(self, name: str, other: str) -> None:
        """`other` takes the labels of `name` from now on; where they are the same, it prints its own again."""
        # Replaced as a whole: printing threads read it meanwhile.
        rest = {each: to for each, to in self._instead.items() if each != name}
        self._instead = rest if other == name else {**rest, name: other}
