"""Commands that stand in for a device: simulate printer. Lines on stdin switch its faults; what it gets is said on stdout."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from station.cli.edge import app
from station.cli.output import say
from station.devices.simulated_printer import SIMULATED, SimulatedFault, SimulatedPrinter
from station.errors import Refusal
from station.store.files import replace_file
from station.texts import word

simulate = typer.Typer(help="Devices in software, for training and trials.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(simulate, name="simulate")


class Language(StrEnum):
    """What a simulated printer speaks."""

    ZPL = "zpl"
    TSPL = "tspl"


@simulate.callback()
def devices() -> None:
    """Devices in software, for training and trials."""


@simulate.command()
def printer(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where it listens on this computer; 0: any that is free.")] = 9100,
    language: Annotated[Language, typer.Option("--language", help="What it speaks.")] = Language.ZPL,
    labels: Annotated[Path | None, typer.Option("--labels", help="A folder for the labels that come out.")] = None,
) -> None:
    """A label printer: type a fault (such as: media out) to switch it on or off, ok for none, quit to end."""
    keeper = Keeper(labels, language.value)
    try:
        simulated = SIMULATED[language.value](port=port, on_label=keeper.keep)
    except OSError as error:
        raise Refusal("SIMULATED_PORT", port=port, why=error.strerror or str(error)) from error
    with simulated:
        say(word("SIMULATED_LISTENS", form=language.upper(), url=simulated.url, faults=_listed(simulated.known)))
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            say(_switched(simulated, " ".join(line.split()).lower()))


class Keeper:
    """Says what came out of the printer and, if there is a folder, keeps it."""

    def __init__(self, folder: Path | None, form: str) -> None:
        self._folder = folder
        self._form = form
        self._numbers = count(1)
        if folder:
            _make(folder)

    def keep(self, label: bytes) -> None:
        """One label; a folder that cannot be written to is said, and the printer goes on."""
        number = next(self._numbers)
        said = word("SIMULATED_GOT", number=number, size=len(label))
        if self._folder:
            file = self._folder / f"{number:06d}.{self._form}"
            try:
                replace_file(file, label)
                said = word("SIMULATED_KEPT", number=number, size=len(label), file=file)
            except OSError as error:
                said = word("SIMULATED_NOT_KEPT", number=number, size=len(label), why=error.strerror or str(error))
        say(said)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("SIMULATED_FOLDER", folder=folder, why=error.strerror or str(error)) from error


def _switched(simulated: SimulatedPrinter, text: str) -> str:
    """Switch what a line names; what is wrong with the printer then."""
    if text == "ok":
        simulated.heal()
    elif text:
        fault = next((each for each in simulated.known if each == text), None)
        if fault is None:
            return word("SIMULATED_UNKNOWN", text=text, faults=_listed(simulated.known))
        (simulated.heal if fault in simulated.faults else simulated.fail)(fault)
    now = [each for each in simulated.known if each in simulated.faults]
    return word("SIMULATED_FAULTS", faults=_listed(now)) if now else word("SIMULATED_WELL")


def _listed(faults: Iterable[SimulatedFault]) -> str:
    return ", ".join(faults)
