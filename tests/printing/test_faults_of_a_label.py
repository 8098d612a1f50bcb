"""Faults 17 to 21, in the label itself, as the station draws it: a double click, data that looks like commands, what cannot be drawn."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import zplkit

from station.devices.folder_printer import FolderPrinter
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.model.facts import Fact
from station.printing import LabelNews
from station.texts import notice
from tests.ledger.builders import received
from tests.printing.shop import DONE, Shop, drawn, tcp

FIELDS: Final[Mapping[str, Any]] = {
    "sku": "YL-BLK-M",
    "gtin": "4006381333931",
    "title": "Legging, black, M",
    "client": "northwind",
    "grade": "B",
    "bin": "OUT-03",
}
HOSTILE: Final = (
    "^XZ~JA>:~HS ^FS shirt",
    "\\ _5E _7E ~DGR:X,1,1,00 ^FN1",
    "\"quoted\" 'twice' \r\n^XA^XZ CR LF",
    "^" * 500,
    "~SD30^PQ99^XA",
)


def test_17_that_a_double_click_is_one_label_and_said_to_be_one(shop: Shop, printer: SimulatedZplPrinter) -> None:
    told: list[str] = []
    job = shop.queue()
    again = shop.queue(job.subject)
    other = shop.queue(job.subject, copy=2, reason="TORN")

    with shop.printing(tcp(printer)) as printing:
        assert printing.wait_idle(10)
        for _click in range(3):
            printing.wake()
        assert printing.wait_idle(10)
        news = LabelNews(printing.rejections, told.extend, "en")
        news.on_state(printing.state)
        news.at_end(printing.state)

    assert len(printer.labels) == 2
    assert [shop.story(each) for each in (job, again, other)] == [list(DONE), [], list(DONE)]
    assert [(each.seq, each.error.code) for each in printing.rejections()] == [(again.seq, "LABEL_TWICE")]
    assert (printing.state.queued, printing.state.rejected) == (0, 1)
    assert told == [
        f"The label of {job.subject} was asked for twice; it is printed once.",
        "Nothing is lost. For another copy scan RS-REPRINT and say why.",
    ]


@pytest.mark.parametrize("title", HOSTILE)
def test_18_that_data_is_printed_and_never_obeyed(shop: Shop, printer: SimulatedZplPrinter, title: str) -> None:
    job = shop.queue(**{**FIELDS, "title": title})

    with shop.printing(tcp(printer), drawn) as printing:
        assert printing.wait_idle(20)

    assert shop.story(job) == list(DONE)
    assert set(printer.commands) <= {b"~HS", b"~HQES"}
    assert len(printer.labels) == 1
    assert len(zplkit.render(printer.labels[0], zplkit.Options(profile="specification", width=800, height=600, dpi=203)).labels) == 1


def refused(shop: Shop, job: Fact, beside: Fact, printer: SimulatedZplPrinter) -> tuple[str, tuple[str, ...]]:
    """Why this label waits for a person, after everything that can be printed was: its code, and what the bench is told."""
    told: list[str] = []
    with shop.printing(tcp(printer), drawn) as printing:
        assert printing.wait_idle(20)
        LabelNews(printing.rejections, told.extend, "en").on_state(printing.state)
        (rejection,) = printing.rejections()
        assert (printing.state.queued, printing.state.rejected) == (0, 1)
    assert rejection.seq == job.seq
    assert notice(rejection.error).severity == "refused"
    assert (shop.story(job), shop.story(beside)) == ([], list(DONE))
    assert len(printer.labels) == 1
    assert told[0] == f"{job.subject} has no label: write its plate on it until that is mended."
    return rejection.error.code, tuple(told[1:])


def test_19_that_a_sign_that_no_font_has_is_refused_by_its_name(shop: Shop, printer: SimulatedZplPrinter) -> None:
    job, beside = shop.queue(**{**FIELDS, "title": "Legging \U000f1234"}), shop.queue(**FIELDS)

    code, told = refused(shop, job, beside, printer)

    assert code == "GLYPH_MISSING"
    assert "no font of this machine has the character" in told[0]
    assert "U+F1234" in told[0]
    assert told[1].startswith("Install a font for that script")


def test_20_that_a_barcode_wider_than_its_place_is_refused_with_the_name_of_the_element(shop: Shop, printer: SimulatedZplPrinter) -> None:
    plate = "W" * 40
    shop.ledger.append("I-01", [received(plate)])
    job, beside = shop.queue(plate, **{**FIELDS, "reason": "Ask the client", "shelf": "HOLD-C"}, layout="hold"), shop.queue(**FIELDS)

    code, told = refused(shop, job, beside, printer)

    assert code == "BARCODE_TOO_WIDE"
    assert told[0].startswith(f'The label hold was not made: matrix with "{plate}" needs ')
    assert told[1] == "Shorten the code, or use a layout for a wider label."


def test_20_that_it_is_printed_where_the_labels_are_wide_enough(shop: Shop, tmp_path: Path) -> None:
    plate = "W" * 40
    shop.ledger.append("I-01", [received(plate)])
    job = shop.queue(plate, **{**FIELDS, "reason": "Ask the client", "shelf": "HOLD-C"}, layout="hold")

    with shop.printing(FolderPrinter(tmp_path / "wide", stock="100x50"), drawn) as printing:
        assert printing.wait_idle(20)

    assert shop.story(job) == ["started", "confirmed FILE_WRITTEN"]


def test_21_that_a_wrong_check_digit_is_refused_and_never_corrected(shop: Shop, printer: SimulatedZplPrinter) -> None:
    job, beside = shop.queue(**{**FIELDS, "gtin": "4006381333932"}, layout="restock"), shop.queue(**FIELDS)

    code, told = refused(shop, job, beside, printer)

    assert code == "BARCODE_CHECK_DIGIT"
    assert told == (
        "The label was not made: 4006381333932 is no GTIN, its check digit is wrong.",
        "Correct the GTIN in the main system and import the product again. It is never guessed here.",
    )


def test_that_a_label_of_a_kind_that_there_is_not_waits_for_a_person(shop: Shop, printer: SimulatedZplPrinter) -> None:
    job, beside = shop.queue(**FIELDS, layout="no-such-layout"), shop.queue(**FIELDS)

    code, told = refused(shop, job, beside, printer)

    assert code == "LAYOUT_UNKNOWN"
    assert told[0] == "There is no label layout no-such-layout."
