"""The command that stands in for a printer: faults are switched by typing, labels are said and kept."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from station.cli import app
from station.devices.label_printer import Delivery, Outcome
from station.devices.printers import open_printer
from station.devices.simulated_printer import SimulatedZplPrinter
from tests.architecture.tree import ROOT

PRINTED = Delivery(Outcome.CONFIRMED, "DRAINED")
LABEL = b"^XA^FDB01-000033-E^FS^XZ"


class Simulated:
    """The command as a process of its own, and its address."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.first = self.says()
        found = re.search(r"tcp://\S+", self.first)
        assert found
        self.url = found[0]
        self.faults = self.says()
        self.says()

    def types(self, line: str) -> str:
        """What it answers."""
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self.says()

    def says(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().rstrip("\n")


@contextmanager
def simulated(*options: str) -> Iterator[Simulated]:
    command = [sys.executable, "-m", "ui.main", "simulate", "printer", "--port", "0", *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    ) as process:
        try:
            yield Simulated(process)
            assert process.stdin
            process.stdin.write("quit\n")
            process.stdin.close()
            assert process.wait(20) == 0
        finally:
            process.kill()


def test_that_labels_come_out_are_said_and_kept_and_faults_are_switched_by_their_names(tmp_path: Path) -> None:
    with simulated("--labels", str(tmp_path / "out")) as printer:
        station = open_printer(printer.url)
        assert station.deliver("000001-X-hold", LABEL) == PRINTED
        file = tmp_path / "out" / "000001.zpl"
        assert printer.says() == f"label 1: {len(LABEL)} bytes, in {file}"
        assert file.read_bytes() == LABEL

        assert "media out" in printer.faults
        assert printer.types("  Media  OUT ") == "wrong now: media out"
        assert station.look().sentence().startswith(f"The printer {station.name} is out of labels.")
        assert printer.types("paused") == "wrong now: media out, paused"
        assert printer.types("media out") == "wrong now: paused"
        assert printer.types("ok") == "nothing is wrong"
        assert printer.types("on fire").startswith("“on fire” is no fault. Possible: refuse, ")
        assert station.look().ready


@pytest.mark.parametrize(("option", "code"), [("--port", "SIMULATED_PORT"), ("--labels", "SIMULATED_FOLDER")])
def test_that_a_port_or_a_folder_that_cannot_be_had_is_refused(tmp_path: Path, option: str, code: str) -> None:
    (tmp_path / "file").touch()
    with SimulatedZplPrinter() as taken:
        value = str(taken.port) if option == "--port" else str(tmp_path / "file")
        done = CliRunner(env={"NO_COLOR": "1"}).invoke(app, ["--data", str(tmp_path), "simulate", "printer", option, value])

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{code}: ")


def test_that_faults_which_a_language_cannot_say_are_not_offered(tmp_path: Path) -> None:
    command = ["--data", str(tmp_path), "simulate", "printer", "--port", "0", "--language", "tspl"]

    done = CliRunner().invoke(app, command, input="jam\nbuffer full\n")

    assert done.exit_code == 0
    assert "?format=tspl" in done.stdout
    assert "wrong now: jam" in done.stdout
    assert "“buffer full” is no fault" in done.stdout
