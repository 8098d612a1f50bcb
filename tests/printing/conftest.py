"""What the tests of printing share: a ledger with everything that was heard, and a printer in software."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.devices.simulated_zpl import SimulatedZplPrinter
from tests.printing.shop import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "station") as shop:
        yield shop


@pytest.fixture
def printer() -> Iterator[SimulatedZplPrinter]:
    with SimulatedZplPrinter() as printer:
        yield printer
