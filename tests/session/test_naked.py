"""Which units count as naked while a printer is in trouble, and what a plate of a roll is worth as a label."""

import pytest

from station.devices.simulated_status import SimulatedFault
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.devices.tcp_printer import TcpPrinter
from station.labelling import drawing_of
from station.model.facts import NewFact
from station.printing import Printing, PrintingState
from station.scan.plates import plate
from tests.printing.shop import Shop
from tests.session.shop import Bench

TEE = "9521321000025"
OTHER = "9521321000087"


def grade(bench: Bench, code: str = TEE) -> str:
    """A unit without parcel, graded as new; its plate."""
    bench.take("RS-CLIENT-northwind", code, "RS-BLIND", "RS-AS-NEW")
    return bench.facts("item.received")[-1].subject


def went(bench: Bench, lpn: str, *story: str, printer: str = "tcp://printer") -> None:
    """What printing writes of the newest label of a unit: "started", "sent PRINTER_PAUSED", ..."""
    job = [fact for fact in bench.facts("label.queued") if fact.subject == lpn][-1].id
    for kind, _, detail in (each.partition(" ") for each in story):
        bench.station.ledger.append("printer", [NewFact(f"label.{kind}", lpn, {"job": job, "printer": printer, "detail": detail})])


def a_plate_of_a_roll(bench: Bench) -> str:
    return plate(bench.station.ledger.station, bench.station.ledger.next_number("lpn"))


@pytest.mark.parametrize(
    ("story", "naked"),
    [
        ((), True),
        (("started",), True),
        (("started", "sent PRINTER_MEDIA_OUT"), True),
        (("started", "sent PRINTER_PAUSED"), True),
        (("started", "sent NOT_ASKED"), False),
        (("started", "sent PASSED_ON"), False),
        (("started", "sent PRINTING"), False),
        (("started", "sent PRINTER_PAUSED", "confirmed DRAINED"), False),
        (("started", "sent PRINTER_PAUSED", "confirmed SCANNED"), False),
        (("started", "unconfirmed PRINTER_RESET"), False),  # that one is asked about
    ],
)
def test_that_a_unit_is_naked_until_its_label_is_out_or_nobody_can_know(bench: Bench, story: tuple[str, ...], naked: bool) -> None:
    lpn = grade(bench)
    went(bench, lpn, *story)
    assert bench.session.printer_told(trouble=True).snapshot.naked == ((lpn,) if naked else ())
    assert bench.session.printer_told(trouble=False).snapshot.naked == ()


def test_that_a_label_is_out_when_the_printer_that_kept_it_began_another(bench: Bench) -> None:
    first, second, third = (grade(bench) for _unit in range(3))
    went(bench, first, "started", "sent PRINTER_PAUSED")
    went(bench, second, "started", "confirmed DRAINED", printer="tcp://another")
    assert bench.session.printer_told(trouble=True).snapshot.naked == (first, third)
    went(bench, third, "started", "confirmed DRAINED")
    assert bench.session.printer_told(trouble=True).snapshot.naked == ()


def test_that_no_pile_grows_behind_a_printer_that_runs_out_in_the_middle_of_a_label(bench: Bench) -> None:
    heard = Shop(bench.station.ledger)
    with SimulatedZplPrinter() as printer:
        routing = bench.station.routing(f"tcp://127.0.0.1:{printer.port}")
        assert isinstance(routing.default, TcpPrinter)
        printing = Printing(bench.station.ledger, routing, drawing_of(bench.station), on_state=heard.on_state)
        printing.start()
        printer.fail(SimulatedFault.BUSY)
        first = grade(bench)
        printing.wake()
        assert printer.wait_for(waiting=1)
        printer.fail(SimulatedFault.MEDIA_OUT)
        assert heard.until_trouble("PRINTER_MEDIA_OUT")

        state: PrintingState = printing.state
        bench.session.printer_told(trouble=state.trouble)
        refused = bench.take(OTHER).refusal

        assert printing.stop()
    assert refused is not None
    assert (refused.code, refused.params["lpn"]) == ("NAKED_PILE", first)


def test_that_the_plate_of_a_roll_never_counts_as_the_scan_of_the_label(bench: Bench) -> None:
    bench.set_up(scan_back="always")
    bench.take("RS-CLIENT-northwind")
    roll = a_plate_of_a_roll(bench)
    bench.take(roll)
    assert grade(bench) == roll
    queued = bench.facts("label.queued")[-1].payload
    assert (queued["copy"], queued["fields"]["plate"]) == (2, f"{roll}/2")
    bench.prints()

    refused = bench.take(roll).refusal

    assert refused is not None
    assert (refused.code, refused.params["label"]) == ("LABEL_OF_ANOTHER", f"{roll}/2")
    assert bench.facts("label.confirmed") == []
    taken = bench.take(f"{roll}/2")
    assert ([fact.kind for fact in taken.facts], taken.snapshot.state) == (["label.confirmed"], "ready")


def test_that_every_label_after_that_has_a_number_of_its_own(bench: Bench) -> None:
    roll = a_plate_of_a_roll(bench)
    bench.take("RS-CLIENT-northwind", roll)
    grade(bench)
    bench.prints()
    for _again in range(2):
        bench.take(roll, "RS-REPRINT")
        bench.answers("DAMAGED")
        bench.prints()
    assert [fact.payload["copy"] for fact in bench.facts("label.queued")] == [2, 3, 4]
    assert bench.take(roll).notice is None, "the plate of the roll is no old label"


def test_that_the_plate_which_the_bench_has_in_reserve_is_no_plate_of_a_roll(bench: Bench) -> None:
    bench.take("RS-CLIENT-northwind")
    spare = bench.session._resolver.stamped()["plate"]
    assert isinstance(spare, str)
    refused = bench.take(spare).refusal
    assert refused is not None
    assert refused.code == "PLATE_UNKNOWN"
    roll = a_plate_of_a_roll(bench)
    assert bench.take(roll).refusal is None
    bench.take(TEE, "RS-BLIND", "RS-AS-NEW")
    assert bench.facts("item.received")[-1].subject == roll
