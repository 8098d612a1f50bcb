"""Codes of stock on its way: bins, totes, lots, what leaves. A reading in, the fields of an event out, with what is known looked up."""

from collections.abc import Callable
from typing import Any, Final

from station.bench import events as ev
from station.bench.departures import Way
from station.bench.prompts import prompt_of
from station.bench.states import Bench, State
from station.bench.stowage import REOPENING
from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.model.containers import TOTE, Container
from station.model.units import KnownUnit
from station.session.departing import stopped_in
from station.session.units import Units

Fields = dict[str, Any]
Told = tuple[type[ev.Event], Fields]

WAYS: Final = {"DESTROY": Way.DESTROY, "VENDOR": Way.VENDOR, "CUSTOMER": Way.CUSTOMER, "REPAIR": Way.REPAIR}


class StockCodes:
    """`focus` gives the unit that a place is meant for where none is shown: that of the label that is waited for, or the last one."""

    def __init__(self, units: Units, focus: Callable[[Bench], KnownUnit | None]) -> None:
        self._units = units
        self._containers = units.containers
        self._focus = focus

    def told(self, reading: Reading, bench: Bench) -> Told | None:
        """The event of a bin, a tote or a lot; None for any other code."""
        match reading.kind:
            case CodeKind.BIN:
                return ev.BinScanned, {"bin": reading.value, "unit": self._meant(bench), "into": self.into(bench)}
            case CodeKind.TOTE:
                return ev.ToteScanned, self._tote(reading.value, bench)
            case CodeKind.LOT:
                return ev.LotScanned, {"lot": reading.value, "unit": self._meant(bench), "known": self._containers.lot(reading.value)}
            case CodeKind.SHIP:
                return ev.ShipAsked, self._shipped(reading.value)
        return None

    def command(self, value: str, bench: Bench) -> Told | None:
        """The event of a command about stock; None for any other."""
        if value == "CLOSE":
            return ev.CloseAsked, {"into": self.into(bench, inside=True)}
        return (ev.LeaveAsked, {"way": WAYS[value]}) if value in WAYS else None

    def into(self, bench: Bench, *, inside: bool = False) -> Container | None:
        """The tote or lot that is filled or emptied, as it is now; None where there is none. `inside`: with its units in any case."""
        stowing = bench.stowing if bench.state is State.STOWING else None
        return self._containers.now(stowing.into, inside=inside or stowing.out) if stowing else None

    def chosen(self, bench: Bench) -> KnownUnit | None:
        """The unit of a tote that is in somebody's hand."""
        stowing = bench.stowing if bench.state is State.STOWING else None
        return self._units.known(stowing.chosen.lpn) if stowing and stowing.chosen else None

    def moved_last(self, bench: Bench) -> KnownUnit | None:
        """The unit that went in or out last."""
        return self._units.known(bench.stowing.last) if bench.stowing and bench.stowing.last else None

    def _meant(self, bench: Bench) -> KnownUnit | None:
        """While a tote or lot is in work that is the unit in hand; nobody's last one there, nor where that was let go."""
        if bench.state is State.STOWING:
            return self.chosen(bench)
        return None if bench.let_go else self._focus(bench)

    def _tote(self, name: str, bench: Bench) -> Fields:
        known = self._containers.tote(name)
        if bench.state is State.LEAVING:
            return {"tote": name, "known": known, "units": tuple(filter(None, map(self._units.known, known.lpns)))}
        return {"tote": name, "unit": self._meant(bench), "known": known}

    def _shipped(self, name: str) -> Fields:
        lot = self._containers.lot(name, inside=True)
        return {"lot": name, "known": lot, "stopped": stopped_in(lot, self._units)}


def as_code(text: str, bench: Bench) -> str:
    """A key while a tote or lot is in work is short for the code that its choice has; any other text as it is."""
    prompt = prompt_of(bench) if bench.state is State.STOWING else None
    choice = prompt.choice(text.strip().upper().removeprefix("RS-ANSWER-")) if prompt else None
    return choice.code if choice else text


def must_still_be_closed(bench: Bench, units: Units) -> None:
    """Whoever says why a tote or lot is opened again may say it late. Raises Refusal TOTE_NOT_CLOSED, LOT_NOT_CLOSED or LOT_HAS_LEFT."""
    stowing = bench.stowing if bench.state is State.STOWING else None
    if stowing is None or stowing.asked != REOPENING:
        return
    now = units.containers.now(stowing.into)
    if now.state == "shipped":
        raise Refusal("LOT_HAS_LEFT", lot=now.name)
    if now.state != "closed":
        raise Refusal("TOTE_NOT_CLOSED", tote=now.name) if now.kind == TOTE else Refusal("LOT_NOT_CLOSED", lot=now.name)


def must_be_free(bench: Bench, lpn: str) -> None:
    """Raises Refusal UNIT_SET_ASIDE where a unit that nobody has decided about would be put somewhere or leave."""
    if bench.state is State.LEAVING or (bench.state is State.STOWING and bench.stowing):
        raise Refusal("UNIT_SET_ASIDE", lpn=lpn)
