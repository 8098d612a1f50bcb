"""Faults of the simulated printer that can be practised: which hold in, a Screen out; pure."""

from collections.abc import Collection
from typing import Final

from station.devices.simulated_status import SimulatedFault
from station.texts import word
from ui.bench.screen import Option, Page, Screen
from ui.setup.printer_screens import back, keyed

FAULT: Final = "printers:fault:"  # followed by the fault
HEAL: Final = "printers:heal"
FAULTS: Final = (
    SimulatedFault.MEDIA_OUT,
    SimulatedFault.HEAD_OPEN,
    SimulatedFault.PAUSED,
    SimulatedFault.SILENT,
    SimulatedFault.RESET_MID_JOB,
    SimulatedFault.REFUSE,
)


def practising(holding: Collection[SimulatedFault], language: str) -> Screen:
    """Each fault, on or off; healing takes all of them away."""
    rows = [_row(fault, holding, language) for fault in FAULTS]
    rows.append(Option("", HEAL if holding else "", word("PRACTICE_HEAL", language), word("PRACTICE_HEAL_HOW", language)))
    return Screen(
        Page.ASK,
        word("PRACTICE_TITLE", language),
        lead=word("PRACTICE_LEAD", language),
        options=keyed(rows, 0, language),
        commands=(back(language),),
    )


def _row(fault: SimulatedFault, holding: Collection[SimulatedFault], language: str) -> Option:
    key = f"PRACTICE_{fault.name}"
    return Option("", f"{FAULT}{fault}", word(key, language), word(f"{key}_HOW", language), chosen=fault in holding)
