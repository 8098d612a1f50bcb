"""Addresses of printers: what is one, and the refusal of what is none."""

from pathlib import Path

import pytest

from station.devices.conditions import Condition, Doubt
from station.devices.label_printer import Delivery, LabelPrinter, Outcome, PrinterState
from station.devices.printers import FolderPrinter, TcpPrinter, open_printer
from station.devices.queue_printer import QueuePrinter
from station.devices.serial_printer import SerialPrinter
from station.devices.windows_printer import WindowsPrinter
from station.errors import Refusal
from station.texts import notice


@pytest.mark.parametrize(
    ("url", "folder", "fmt", "dpi"),
    [
        ("folder:out/labels", "out/labels", "zpl", 203),
        ("folder:out?format=pdf&dpi=300", "out", "pdf", 300),
        ("folder:", "here", "zpl", 203),
        ("folder:?format=png", "here", "png", 203),
        (r"folder:C:\labels", r"C:\labels", "zpl", 203),
    ],
)
def test_that_a_folder_is_a_printer(url: str, folder: str, fmt: str, dpi: int) -> None:
    printer = open_printer(url, Path("here"))

    assert isinstance(printer, FolderPrinter)
    assert (printer.folder, printer.fmt, printer.dpi) == (Path(folder), fmt, dpi)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("tcp://zebra-1:6101", "tcp://zebra-1:6101"),
        ("tcp://192.168.1.50", "tcp://192.168.1.50:9100"),
        ("tcp://[::1]:9100", "tcp://::1:9100"),
    ],
)
def test_that_a_port_is_a_printer_9100_if_none_is_given(url: str, name: str) -> None:
    printer = open_printer(url, dpi=600)

    assert isinstance(printer, TcpPrinter)
    assert (printer.name, printer.fmt, printer.dpi) == (name, "zpl", 600)


@pytest.mark.parametrize(
    ("url", "kind", "name", "fmt"),
    [
        ("tcp://h?format=tspl", TcpPrinter, "tcp://h:9100", "tspl"),
        ("tcp://h?format=pdf&for=hold", TcpPrinter, "tcp://h:9100", "pdf"),
        ("serial:/dev/ttyUSB0?baud=115200", SerialPrinter, "serial:/dev/ttyUSB0", "zpl"),
        ("serial:usb:0a5f:0164:52J1?format=tspl", SerialPrinter, "serial:usb:0a5f:0164:52J1", "tspl"),
        ("serial:usb:0a5f:0164:@1-1.4", SerialPrinter, "serial:usb:0a5f:0164:@1-1.4", "zpl"),
        ("queue:Zebra_Halle-2.ä", QueuePrinter, "queue:Zebra_Halle-2.ä", "pdf"),
        ("queue:zebra?format=zpl", QueuePrinter, "queue:zebra", "zpl"),
        (r"windows:\\server\ZDesigner GK420d", WindowsPrinter, r"windows:\\server\ZDesigner GK420d", "zpl"),
    ],
)
def test_that_every_way_to_a_printer_has_an_address(url: str, kind: type[LabelPrinter], name: str, fmt: str) -> None:
    printer = open_printer(url, dpi=300, stock="100x50")

    assert isinstance(printer, kind)
    assert (printer.name, printer.fmt, printer.dpi, printer.stock) == (name, fmt, 300, "100x50")
    assert open_printer(f"{url}{'&' if '?' in url else '?'}stock=4x6in&dpi=203").stock == "4x6in"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "printer",
        "lp://x",
        "tcp:",
        "tcp://",
        "tcp://:9100",
        "tcp://h:port",
        "tcp://h:0",
        "tcp://h:99999",
        "tcp://u@h",
        "tcp://h/x",
        "folder",
        "serial:",
        "serial:usb:05e0",
        "serial:usb:05E0:1701",
        "serial:two words",
        "queue:",
        "queue:-o",
        "queue:a b",
        "queue:a,b",
        "queue:a/b",
        "windows:",
        "windows: ",
        "windows:a,b",
    ],
)
def test_that_what_is_no_address_is_refused_by_name(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_printer(url, Path("here"))

    assert refused.value.code == "PRINTER_URL"
    assert f"“{url}”" in notice(refused.value).message


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("folder:x?format=bmp", "format=zpl or tspl or pdf or png"),
        ("folder:x?dpi=72", "dpi=203"),
        ("folder:x?status=ask", "format, dpi, stock, for, clients"),
        ("tcp://h?color=1", "dpi"),
        ("tcp://h?stock=a4", "57x32 or 100x50 or 4x6in or 50x25"),
        ("tcp://h?status=yes", "status=ask or none"),
        ("tcp://h?for=", "for=restock,outlet,hold,"),
        ("tcp://h?for=Hold", "for=restock,outlet,hold,"),
        ("tcp://h?for=hold,holt", "pallet,lithium"),
        ("tcp://h?clients=a,,b", "clients=a,b"),
        ("serial:COM3?format=pdf", "format=zpl or tspl"),
        ("serial:COM3?baud=9601", "9600"),
        ("queue:zebra?format=png", "format=pdf or zpl or tspl"),
        ("windows:Zebra?format=pdf", "format=zpl or tspl"),
    ],
)
def test_that_an_unknown_option_is_refused_with_what_is_possible(url: str, known: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_printer(url, Path("here"))

    assert refused.value.code == "PRINTER_OPTION"
    assert known in notice(refused.value).advice


def test_that_every_condition_and_every_doubt_and_every_outcome_has_its_sentence() -> None:
    troubles = [each.trouble("P") for each in Condition if not each.takes_jobs] + [each.trouble("P") for each in Doubt]
    assert [
        trouble.code for trouble in troubles if notice(trouble).severity not in ("fault", "bug") or "P" not in notice(trouble).message
    ] == []

    sent = [
        Delivery(Outcome.SENT, detail)
        for detail in ("NOT_ASKED", "PASSED_ON", *(each for each in Condition if each not in ("READY", Condition.PARTIAL)))
    ]
    confirmed = [Delivery(Outcome.CONFIRMED, detail) for detail in ("DRAINED", "FILE_WRITTEN", "FILE_FOUND")]
    for delivery in [*sent, *confirmed, *(Delivery(Outcome.UNCONFIRMED, each) for each in Doubt)]:
        assert " P" in delivery.sentence("P") or "(P)" in delivery.sentence("P")
    for says in ("PRINTER_READY", "PRINTER_MUTE", "PRINTER_UNKNOWN"):
        assert "P" in PrinterState("P", says=says).sentence()
