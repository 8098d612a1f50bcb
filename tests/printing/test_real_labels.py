"""Labels as the station draws them, through the thread and a socket: no data becomes a command, and what cannot be drawn waits."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import zplkit

from station.devices.simulated_printer import SimulatedZplPrinter
from station.labels import render
from station.texts import notice
from tests.printing.shop import Shop, open_shop, tcp

DONE = ["started", "confirmed DRAINED"]
FIELDS: Mapping[str, Any] = {
    "sku": "YL-BLK-M",
    "gtin": "4006381333931",
    "title": "Legging, black, M",
    "client": "northwind",
    "grade": "B",
    "bin": "OUT-03",
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "station") as shop:
        yield shop


def test_that_carets_and_tildes_in_data_are_printed_and_never_obeyed(shop: Shop) -> None:
    job = shop.queue(**{**FIELDS, "title": "^XZ~JA>:~HS ^FS shirt"})

    with SimulatedZplPrinter() as printer, shop.printing(tcp(printer), render) as printing:
        assert printing.wait_idle(20)

    assert shop.story(job) == DONE
    assert set(printer.commands) <= {b"~HS", b"~HQES"}
    assert b"~JA" not in printer.commands
    assert len(printer.labels) == 1
    assert len(zplkit.render(printer.labels[0], zplkit.Options(profile="specification", width=800, height=600, dpi=203)).labels) == 1


def test_that_labels_that_cannot_be_drawn_wait_for_a_person_with_their_reason_and_the_others_flow(shop: Shop) -> None:
    wrong = [
        shop.queue(**{**FIELDS, "title": "Legging \U000f1234"}),
        shop.queue(**FIELDS, layout="no-such-layout"),
        shop.queue(**{**FIELDS, "gtin": "4006381333932"}, layout="restock"),
    ]
    right = shop.queue(**FIELDS)

    with SimulatedZplPrinter() as printer, shop.printing(tcp(printer), render) as printing:
        assert printing.wait_idle(20)
        rejections = printing.rejections()

    assert shop.story(right) == DONE
    assert [each.seq for each in rejections] == [job.seq for job in wrong]
    assert [each.error.code for each in rejections] == ["GLYPH_MISSING", "LAYOUT_UNKNOWN", "BARCODE_CHECK_DIGIT"]
    for each in rejections:
        told = notice(each.error)
        assert told.severity == "refused", told
        assert "{" not in told.message
