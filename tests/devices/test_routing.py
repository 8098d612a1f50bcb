"""Which printer a label goes to, and the printers of a bench as its settings name them."""

from pathlib import Path

import pytest

from station.devices.printers import open_routing
from station.errors import Refusal
from station.settings import change_settings
from station.texts import notice

OTHERS = (
    "tcp://hold?for=hold,quarantine&stock=100x50",
    "tcp://acme?clients=acme",
    "tcp://acme?for=restock&clients=Beta,acme",
    "queue:a4?for=lot",
)


@pytest.mark.parametrize(
    ("kind", "client", "printer"),
    [
        ("hold", "acme", "tcp://hold:9100"),  # the first that names it
        ("restock", "acme", "tcp://acme:9100"),
        ("restock", "ACME", "tcp://acme:9100"),
        ("restock", "beta", "tcp://acme:9100"),
        ("outlet", "beta", "folder:labels"),
        ("restock", "", "folder:labels"),
        ("lot", "", "queue:a4"),
        ("no_such_kind", "nobody", "folder:labels"),
    ],
)
def test_that_a_label_goes_to_the_first_printer_that_names_its_kind_and_client(kind: str, client: str, printer: str) -> None:
    assert open_routing("folder:", OTHERS, folder=Path("labels")).printer_for(kind, client).name == printer


def test_that_an_address_that_stands_there_twice_is_one_printer() -> None:
    routing = open_routing("tcp://h", ("tcp://h?for=hold", "tcp://h?clients=acme", "folder:a?for=lot"), "tcp://h")

    assert [printer.name for printer in routing.printers] == ["tcp://h:9100", "folder:a"]
    assert routing.printer_for("hold") is routing.default is routing.fall_back


def test_that_the_fall_back_printer_has_no_labels_of_its_own() -> None:
    routing = open_routing("tcp://h", fall_back="tcp://spare", stock="50x25")

    assert [printer.name for printer in routing.printers] == ["tcp://h:9100"]
    assert routing.fall_back is not None
    assert (routing.fall_back.name, routing.fall_back.stock) == ("tcp://spare:9100", "50x25")


@pytest.mark.parametrize(
    ("default", "others", "code"),
    [
        ("tcp://h", ("tcp://g",), "PRINTER_ROUTE"),
        ("tcp://h", ("tcp://h?for=hold&stock=100x50",), "PRINTER_TWICE"),
        ("tcp://h", ("tcp://g?for=hold&format=tspl", "tcp://g?for=lot"), "PRINTER_TWICE"),
        ("folder:a/labels", ("folder:b/labels?for=hold",), "PRINTER_TWICE"),
        ("folder:", ("folder:?for=hold&format=pdf",), "PRINTER_TWICE"),
        ("folder:", ("folder:own?for=hold",), "PRINTER_TWICE"),
        ("tcp://h", ("printer?for=hold",), "PRINTER_URL"),
    ],
)
def test_that_printers_which_contradict_each_other_are_refused(default: str, others: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_routing(default, others, folder=Path("own"))

    assert refused.value.code == code
    assert "{" not in notice(refused.value).message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"labels.printer": "usb"}, "queue:NAME"),
        ({"labels.printer": "tcp://h?format=epl"}, "format=zpl or tspl or pdf or png (not format=epl)"),
        ({"labels.others": ["tcp://g?for=quarantaine"]}, "quarantine,c,rework"),
        ({"labels.others": ["tcp://g"]}, "for=KIND or clients=CLIENT"),
        ({"labels.fall_back": "queue:a b"}, "queue:NAME"),
        ({"labels.printer": "tcp://h", "labels.fall_back": "tcp://h?dpi=300"}, "two are called tcp://h:9100"),
    ],
)
def test_that_the_settings_refuse_what_is_no_printer_and_say_what_is_expected(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        change_settings(tmp_path, changes)

    assert refused.value.code == "SETTINGS_WRONG"
    assert said in notice(refused.value).message


def test_that_the_settings_keep_every_way_to_a_printer(tmp_path: Path) -> None:
    others = ["serial:usb:0a5f:0164:52J1?for=hold&baud=115200", "queue:a4?for=lot,pallet", "windows:Zebra GK420d?clients=acme"]

    after = change_settings(
        tmp_path, {"labels.printer": "tcp://[::1]:6101?format=tspl", "labels.others": others, "labels.fall_back": "folder:"}
    )

    assert list(after.labels.others) == others
