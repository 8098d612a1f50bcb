"""What becomes of a label inside a real CUPS: waited for, held, cancelled, given up, its queue removed, its spooler stopped."""

import os
import re
import subprocess
from collections.abc import Iterator
from threading import Condition as Monitor
from threading import Thread

import pytest

from station.devices.label_printer import Delivery, Job, Outcome, Progress
from station.devices.queue_printer import QueuePatience, QueuePrinter
from tests.devices.cups import Cups, cupsd_path, deaf_port, tray

pytestmark = pytest.mark.skipif(cupsd_path() is None, reason="CUPS is not installed (Debian packages cups and cups-client)")

SECONDS = 20.0
LABEL = b"^XA^FDB01-000033-E^FS^XZ"
PASSED_ON = Delivery(Outcome.SENT, "PASSED_ON")
ENDED = Delivery(Outcome.UNCONFIRMED, "PRINTER_QUEUE_ENDED")


class Watcher(Progress):
    """Remembers how a job went on, for tests that wait for it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._changed = Monitor()

    def started(self) -> None:
        self._say("started")

    def held(self, job: Job, delivery: Delivery) -> None:  # noqa: ARG002 -- there is one
        self._say(delivery.detail)

    def hears(self, text: str) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: text in self.said, SECONDS)

    def _say(self, text: str) -> None:
        with self._changed:
            self.said.append(text)
            self._changed.notify_all()


class Delivering:
    """A job that is being delivered on a thread of its own."""

    def __init__(self, printer: QueuePrinter, data: bytes = LABEL) -> None:
        self.watcher = Watcher()
        self._ends: list[Delivery] = []
        self._thread = Thread(target=lambda: self._ends.append(printer.deliver("000017-B01-000033-E-hold", data, self.watcher)))
        self._thread.start()

    def end(self) -> Delivery:
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()
        return self._ends[0]


def test_that_a_queue_that_is_stopped_with_our_label_in_it_is_said_and_the_label_comes_out_once_it_is_started(cups: Cups) -> None:
    with deaf_port() as port:  # the queue goes on trying
        cups.queue("off", port)
        going = Delivering(QueuePrinter("off", fmt="zpl", patience=QueuePatience(stuck=0.2)))
        assert going.watcher.hears("PRINTER_QUEUE_STUCK")
        cups.run("cupsdisable", "off")
        assert going.watcher.hears("PRINTER_QUEUE_DISABLED")
    with tray() as paper:
        cups.run("lpadmin", "-p", "off", "-v", f"socket://127.0.0.1:{paper.port}")
        cups.run("cupsenable", "off")

        assert going.end() == PASSED_ON
        assert paper.got == [LABEL]
    assert going.watcher.said == ["started", "PRINTER_QUEUE_STUCK", "PRINTER_QUEUE_DISABLED"]
    cups.run("lpadmin", "-x", "off")


@pytest.fixture
def stuck(cups: Cups) -> Iterator[Delivering]:
    """A label in a queue of which the printer is off."""
    with deaf_port() as port:
        cups.queue("off", port)
        printer = QueuePrinter("off", fmt="zpl", patience=QueuePatience(stuck=0.1))
        going = Delivering(printer)
        assert going.watcher.hears("PRINTER_QUEUE_STUCK")
        yield going
        printer.cancel()
        going.end()
        subprocess.run(["lpadmin", "-x", "off"], env=os.environ, check=False)


def job_of(cups: Cups) -> str:
    found = re.search(r"off-\d+", cups.run("lpstat", "-o", "off"))
    assert found
    return found[0]


def test_that_a_label_that_somebody_cancels_in_the_queue_is_unconfirmed(cups: Cups, stuck: Delivering) -> None:
    cups.run("cancel", job_of(cups))

    assert stuck.end() == ENDED
    assert "it was cancelled, or the queue gave up" in ENDED.sentence("queue:off")


def test_that_a_label_of_which_the_queue_is_removed_is_unconfirmed(cups: Cups, stuck: Delivering) -> None:
    cups.run("lpadmin", "-x", "off")

    assert stuck.end() == ENDED


def test_that_a_label_that_somebody_holds_back_is_said(cups: Cups, stuck: Delivering) -> None:
    cups.run("lp", "-i", job_of(cups), "-H", "hold")

    assert stuck.watcher.hears("PRINTER_QUEUE_HELD")


def test_that_a_label_outlives_the_spooler(cups: Cups, stuck: Delivering) -> None:
    cups.stop()
    assert stuck.watcher.hears("PRINTER_SPOOLER_DOWN")

    cups.start()

    assert stuck.watcher.said[-1] == "PRINTER_SPOOLER_DOWN"


def test_that_a_queue_which_gives_up_leaves_the_label_unconfirmed(cups: Cups) -> None:
    cups.run("lpadmin", "-p", "weak", "-E", "-v", "broken:/", "-m", "raw", "-o", "printer-error-policy=abort-job")

    assert QueuePrinter("weak", fmt="zpl").deliver("000001-X-hold", LABEL) == ENDED

    cups.run("lpadmin", "-x", "weak")


def test_that_closing_the_station_leaves_the_label_in_the_queue(cups: Cups) -> None:
    with deaf_port() as port:
        cups.queue("slow", port)
        printer = QueuePrinter("slow", fmt="zpl", patience=QueuePatience(stuck=0.1))
        going = Delivering(printer)
        assert going.watcher.hears("PRINTER_QUEUE_STUCK")

        printer.cancel()

        assert going.end() == Delivery(Outcome.SENT, "PRINTER_QUEUE_STUCK")
        assert "slow-" in cups.run("lpstat", "-o", "slow")
    cups.run("lpadmin", "-x", "slow")
