"""The spooler of Windows, as far as it can be checked elsewhere: against a stand-in that keeps what win32print would be told."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from station.devices.label_printer import Delivery, Job, Outcome, Progress
from station.devices.windows_printer import WindowsPrinter
from station.errors import Fault

LABEL = b"^XA^FDB01-000033-E^FS^XZ"


class FakeWin32Print(ModuleType):
    """Keeps documents; `jobs` gives the state of the job at each look, None when it has left."""

    class error(Exception):  # noqa: N801 -- pywintypes.error is called so
        """Number, function, text."""

    def __init__(self) -> None:
        super().__init__("win32print")
        self.status = 0
        self.jobs: list[int | None] = [0x10, None]
        self.fails: dict[str, tuple[int, str]] = {}
        self.told: list[object] = []

    def OpenPrinter(self, name: str) -> str:  # noqa: N802 -- names of the module that it stands for
        self._do("OpenPrinter", name)
        return f"handle of {name}"

    def GetPrinter(self, handle: str, level: int) -> dict[str, Any]:  # noqa: N802
        self._fail("GetPrinter")
        assert (handle, level) == ("handle of Zebra", 2)
        return {"Status": self.status}

    def StartDocPrinter(self, _handle: str, level: int, document: tuple[str, None, str]) -> int:  # noqa: N802
        assert level == 1
        self._do("StartDocPrinter", *document)
        return 7

    def StartPagePrinter(self, _handle: str) -> None:  # noqa: N802
        self._do("StartPagePrinter")

    def WritePrinter(self, _handle: str, data: bytes) -> int:  # noqa: N802
        self._do("WritePrinter", data)
        return len(data)

    def EndPagePrinter(self, _handle: str) -> None:  # noqa: N802
        self._do("EndPagePrinter")

    def EndDocPrinter(self, _handle: str) -> None:  # noqa: N802
        self._do("EndDocPrinter")

    def EnumJobs(self, _handle: str, first: int, _most: int, level: int) -> list[dict[str, int]]:  # noqa: N802
        assert (first, level) == (0, 1)
        status = self.jobs.pop(0) if len(self.jobs) > 1 else self.jobs[0]
        return [{"JobId": 6, "Status": 0x1}, *([{"JobId": 7, "Status": status}] if status is not None else [])]

    def ClosePrinter(self, handle: str) -> None:  # noqa: N802
        self._do("ClosePrinter", handle)

    def _do(self, *told: object) -> None:
        self.told.append(told[0] if len(told) == 1 else told)
        self._fail(str(told[0]))

    def _fail(self, name: str) -> None:
        if name in self.fails:
            number, text = self.fails[name]
            raise self.error(number, name, text)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeWin32Print:
    fake = FakeWin32Print()
    monkeypatch.setitem(sys.modules, "win32print", fake)
    return fake


def test_that_a_label_goes_raw_to_the_printer_of_the_name_and_is_passed_on(windows: FakeWin32Print) -> None:
    assert WindowsPrinter("Zebra").deliver("000001-X-hold", LABEL) == Delivery(Outcome.SENT, "PASSED_ON")

    assert windows.told == [
        ("OpenPrinter", "Zebra"),
        ("StartDocPrinter", "000001-X-hold", None, "RAW"),
        "StartPagePrinter",
        ("WritePrinter", LABEL),
        "EndPagePrinter",
        "EndDocPrinter",
        ("ClosePrinter", "handle of Zebra"),
    ]


def test_that_without_pywin32_it_is_a_plain_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "win32print", None)

    assert "restock-station[windows]" in WindowsPrinter("Zebra").look().sentence()
    with pytest.raises(Fault, match="PRINTER_WINDOWS_ONLY"):
        WindowsPrinter("Zebra").deliver("000001-X-hold", LABEL)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda fake: fake.fails.update(OpenPrinter=(1801, "The printer name is invalid.")), "PRINTER_QUEUE_MISSING"),
        (lambda fake: fake.fails.update(OpenPrinter=(5, "Access is denied.")), "PRINTER_QUEUE_REFUSED"),
        (lambda fake: fake.fails.update(OpenPrinter=(1722, "The RPC server is unavailable.")), "PRINTER_SPOOLER_DOWN"),
        (lambda fake: fake.fails.update(GetPrinter=(1722, "The RPC server is unavailable.")), "PRINTER_SPOOLER_DOWN"),
        (lambda fake: setattr(fake, "status", 0x1), "PRINTER_QUEUE_DISABLED"),
        (lambda fake: setattr(fake, "status", 0x10), "PRINTER_MEDIA_OUT"),
        (lambda fake: setattr(fake, "status", 0x80), "PRINTER_OFFLINE"),
        (lambda fake: setattr(fake, "status", 0x400000), "PRINTER_HEAD_OPEN"),
    ],
)
def test_that_a_trouble_of_the_spooler_keeps_a_label_queued(
    windows: FakeWin32Print, spoil: Callable[[FakeWin32Print], None], code: str
) -> None:
    spoil(windows)

    with pytest.raises(Fault) as fault:
        WindowsPrinter("Zebra").deliver("000001-X-hold", LABEL)
    looked = WindowsPrinter("Zebra").look().trouble

    assert fault.value.code == code
    assert looked is not None
    assert looked.code == code
    assert ("WritePrinter", LABEL) not in windows.told


def test_that_a_held_label_is_said_once_and_waited_for(windows: FakeWin32Print) -> None:
    held: list[str] = []

    class Watcher(Progress):
        def held(self, job: Job, delivery: Delivery) -> None:
            held.append(f"{job.name} {delivery.detail}")

    windows.jobs = [0x1, 0x1, 0x40, None]

    assert WindowsPrinter("Zebra").deliver("000001-X-hold", LABEL, Watcher()) == Delivery(Outcome.SENT, "PASSED_ON")
    assert held == ["000001-X-hold PRINTER_QUEUE_HELD", "000001-X-hold PRINTER_MEDIA_OUT"]


@pytest.mark.parametrize("spoil", ["WritePrinter", "EndDocPrinter", ""])
def test_that_a_label_that_ended_in_the_spooler_is_unconfirmed(windows: FakeWin32Print, spoil: str) -> None:
    windows.fails = {spoil: (1726, "The remote procedure call failed.")} if spoil else {}
    windows.jobs = [0x100]

    assert WindowsPrinter("Zebra").deliver("000001-X-hold", LABEL) == Delivery(Outcome.UNCONFIRMED, "PRINTER_QUEUE_ENDED")


def test_that_a_label_that_stays_is_said_and_closing_the_station_leaves_it_there(windows: FakeWin32Print) -> None:
    windows.jobs = [0x10]
    printer = WindowsPrinter("Zebra", stuck=0.0)

    class Close(Progress):
        def held(self, job: Job, delivery: Delivery) -> None:  # noqa: ARG002 -- there is one
            printer.cancel()

    assert printer.deliver("000001-X-hold", LABEL, Close()) == Delivery(Outcome.SENT, "PRINTER_QUEUE_STUCK")
