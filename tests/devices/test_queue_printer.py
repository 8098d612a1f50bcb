"""Labels through a real CUPS: the same bytes arrive, and every trouble of a queue is named; nothing ever goes to the default printer."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.devices.label_printer import Delivery, Outcome, Progress
from station.devices.queue_printer import QueuePatience, QueuePrinter
from station.errors import Fault
from tests.devices.cups import Cups, Tray, cupsd_path, tray

pytestmark = pytest.mark.skipif(cupsd_path() is None, reason="CUPS is not installed (Debian packages cups and cups-client)")

LABEL = b"^XA^FDB01-000033-E^FS^XZ"
PASSED_ON = Delivery(Outcome.SENT, "PASSED_ON")


@pytest.fixture
def paper(cups: Cups) -> Iterator[Tray]:
    with tray() as paper:
        cups.queue("zebra", paper.port)
        yield paper
        cups.run("lpadmin", "-x", "zebra")


def zebra(**waits: float) -> QueuePrinter:
    return QueuePrinter("zebra", fmt="zpl", patience=QueuePatience(**waits))


def test_that_the_same_bytes_arrive_one_job_each(paper: Tray) -> None:
    labels = [LABEL, bytes(range(256)) * 40, random.Random(7).randbytes(300_000), b"\x1b!?SIZE 57 mm,32 mm\r\n"]

    ends = [zebra().deliver(f"00000{number}-X-hold", label) for number, label in enumerate(labels)]

    assert ends == [PASSED_ON] * 4
    assert paper.got == labels
    assert ends[0].sentence("queue:zebra") == "The queue passed the label on (queue:zebra). A queue does not know whether it came out."


def test_that_tspl_goes_raw_and_a_pdf_by_the_queues_own_way(paper: Tray) -> None:
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"

    assert QueuePrinter("zebra", fmt="tspl").deliver("000001-X-hold", b"PRINT 1\r\n") == PASSED_ON
    assert QueuePrinter("zebra", fmt="pdf").deliver("000002-X-hold", pdf) == PASSED_ON

    assert paper.got == [b"PRINT 1\r\n", pdf]  # a queue without a driver leaves a PDF as it is


def test_that_a_queue_that_is_well_is_not_called_ready_since_nobody_knows_of_the_paper(paper: Tray) -> None:
    state = zebra().look()

    assert not state.ready
    assert state.trouble is None
    assert state.sentence() == "The printer queue:zebra takes labels; it does not say how it is."
    assert paper.got == []


def refused(printer: QueuePrinter) -> str:
    """The code with which a label is kept from beginning."""

    class Never(Progress):
        def started(self) -> None:
            pytest.fail("nothing may leave")

    with pytest.raises(Fault) as fault:
        printer.deliver("000001-X-hold", LABEL, Never())
    looked = printer.look().trouble
    assert looked is not None
    assert looked.code == fault.value.code
    return fault.value.code


def test_that_a_queue_that_is_not_there_is_a_trouble_although_there_is_a_default_printer(cups: Cups, paper: Tray) -> None:
    cups.run("lpadmin", "-d", "zebra")

    assert refused(QueuePrinter("zebra2", fmt="zpl")) == "PRINTER_QUEUE_MISSING"
    assert "No other printer is used instead" in QueuePrinter("zebra2").look().sentence()

    assert paper.got == []


def test_that_a_renamed_queue_is_missing_and_a_new_one_of_the_name_is_used(cups: Cups, paper: Tray) -> None:
    cups.run("lpadmin", "-x", "zebra")
    assert refused(zebra()) == "PRINTER_QUEUE_MISSING"

    cups.queue("zebra", paper.port)

    assert zebra().deliver("000001-X-hold", LABEL) == PASSED_ON


@pytest.mark.parametrize(
    ("spoil", "code", "mend"),
    [("cupsdisable", "PRINTER_QUEUE_DISABLED", "cupsenable"), ("cupsreject", "PRINTER_QUEUE_REJECTING", "cupsaccept")],
)
def test_that_a_stopped_or_rejecting_queue_gets_nothing_until_it_is_mended(
    cups: Cups, paper: Tray, spoil: str, code: str, mend: str
) -> None:
    cups.run(spoil, "zebra")
    assert refused(zebra()) == code

    cups.run(mend, "zebra")

    assert zebra().deliver("000001-X-hold", LABEL) == PASSED_ON
    assert paper.got == [LABEL]


def test_that_a_spooler_that_is_down_is_not_taken_for_a_missing_queue(cups: Cups, paper: Tray) -> None:
    cups.stop()
    try:
        assert refused(zebra()) == "PRINTER_SPOOLER_DOWN"
    finally:
        cups.start()

    assert zebra().deliver("000001-X-hold", LABEL) == PASSED_ON
    assert paper.got == [LABEL]


def test_that_a_computer_without_lp_says_what_to_install(paper: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert refused(zebra()) == "PRINTER_LP_MISSING"
    assert "cups-client" in zebra().look().sentence()
    assert paper.got == []


def test_that_a_kind_of_data_which_the_queue_does_not_take_keeps_the_label_queued(paper: Tray) -> None:
    with pytest.raises(Fault) as fault:
        QueuePrinter("zebra", fmt="pdf").deliver("000001-X-hold", b"")

    assert fault.value.code == "PRINTER_QUEUE_REFUSED"
    assert paper.got == []


def test_that_a_job_that_may_not_begin_is_taken_back_from_the_queue(cups: Cups, paper: Tray) -> None:
    class Full(Progress):
        def started(self) -> None:
            raise Fault("DISK_FULL", file="station.db", detail="full")

    with pytest.raises(Fault, match="DISK_FULL"):
        zebra().deliver("000001-X-hold", LABEL, Full())

    assert cups.run("lpstat", "-o", "zebra") == ""
    assert paper.got == []


def test_that_a_command_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lpstat").write_text("#!/bin/sh\nexec /bin/cat /dev/zero > /dev/null\n")
    (tmp_path / "lpstat").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    state = QueuePrinter("zebra", patience=QueuePatience(command=0.2)).look()

    assert state.trouble is not None
    assert state.trouble.code == "PRINTER_SPOOLER_DOWN"
