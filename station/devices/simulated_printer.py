"""The simulated label printers, by the language that they speak."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from station.devices.simulated_server import SimulatedPrinter
from station.devices.simulated_status import SimulatedFault
from station.devices.simulated_tspl import SimulatedTsplPrinter
from station.devices.simulated_zpl import SimulatedZplPrinter

__all__ = ("SIMULATED", "SimulatedFault", "SimulatedPrinter", "SimulatedTsplPrinter", "SimulatedZplPrinter")

SIMULATED: Final[Mapping[str, type[SimulatedPrinter]]] = MappingProxyType({"zpl": SimulatedZplPrinter, "tspl": SimulatedTsplPrinter})
