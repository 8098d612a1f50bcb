"""The printers of a station as somebody looks at them from beside the bench: settings and ledger in, one line for each printer out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from station.devices.label_printer import PrinterState
from station.devices.routing import Routing
from station.ledger.ledger import Ledger
from station.printing.rejections import READER
from station.printing.routes import Routes
from station.printing.waiting import WaitingLabels


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One printer: how it is, how many labels wait for it, and what it is for; `rest`: all labels that no other printer takes.

    `uses` are the kinds and the clients of each of its routes; none stands for all of them.
    """

    name: str
    state: PrinterState
    waiting: int
    rest: bool
    fall_back: bool
    uses: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def survey(ledger: Ledger, routing: Routing) -> list[Surveyed]:
    """Asks every printer at once; each takes a few seconds at most. Writes nothing."""
    routes = Routes(routing)
    waiting = [routes.home(label) for label in WaitingLabels(ledger, READER).waiting()]
    with ThreadPoolExecutor(len(routes.printers)) as threads:
        states = list(threads.map(lambda printer: printer.look(), routes.printers.values()))
    return [
        Surveyed(
            name,
            state,
            waiting.count(name),
            routing.default.name == name,
            routes.fall_back == name,
            tuple((route.kinds, route.clients) for route in routing.others if route.printer.name == name),
        )
        for name, state in zip(routes.printers, states, strict=True)
    ]
