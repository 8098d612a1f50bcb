"""Labels that no step of the bench gives: shelves, parcels, pallets, the lithium mark; queued like others, or refused with a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from station.bench import labelling
from station.cli import app
from station.insight.label import label_of
from station.labels import render
from station.labels.kinds import KINDS
from station.model.facts import LABEL_QUEUED, PARCEL_ARRIVED, Fact
from station.scan.plates import plate
from station.session.alerts import AlertList
from station.session.units import Units
from station.supervisor.acts_labels import BY_HAND, TEXT_MAX, PrintLabels
from station.supervisor.acts_units import Reprint
from tests.supervisor.unit_stories import HOODIE, Bench, open_bench

SSCC = "340123450000000017"
PHONE = ("phone", "+49 30 1234567")
MARK = (("un", "3481"), PHONE)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def queued(bench: Bench) -> list[Fact]:
    return list(bench.opened.ledger.facts(kinds=(LABEL_QUEUED,)))


def test_that_labels_of_shelves_are_queued_with_the_code_that_the_bench_reads(bench: Bench) -> None:
    answer = bench.act(PrintLabels("bin", ("a-03-2", "A-03-3", "A-03-2"), (("note", "top  shelf"),)))
    assert (answer.refusal, answer.done) == (None, {"queued": ["BIN A-03-2", "BIN A-03-3", "BIN A-03-2"]})
    first, _second, again = queued(bench)
    assert (first.payload["layout"], first.payload["fields"]["code"], first.payload["fields"]["note"]) == (
        "bin",
        "RS-BIN-A-03-2",
        "top shelf",
    )
    assert (first.payload["copy"], again.payload["copy"], first.actor) == (1, 2, bench.sam.id)
    assert bench.session.take(str(first.payload["fields"]["code"])).refusal is None
    assert bench.act(PrintLabels("bin", ("A-03-2",))).refusal is None
    assert queued(bench)[-1].payload["copy"] == 3


@pytest.mark.parametrize(
    ("act", "subject", "code"),
    [
        (PrintLabels("pallet", ("pal-42",), (("sscc", SSCC), ("weight", "412 kg"))), "PALLET PAL-42", "PAL-42"),
        (PrintLabels("lithium", (), MARK), "LITHIUM UN3481", ""),
        (PrintLabels("lithium", ("box-7",), (("phone", "+49 30 1234567"), ("un", "3090"))), "LITHIUM UN3090", "BOX-7"),
    ],
)
def test_that_what_is_queued_can_be_drawn(bench: Bench, act: PrintLabels, subject: str, code: str) -> None:
    assert bench.act(act).refusal is None
    (fact,) = queued(bench)
    fields = fact.payload["fields"]
    assert (fact.subject, fields["code"], set(fields)) == (subject, code, set(KINDS[act.kind].fields))
    assert render(act.kind, fields, "png", 203, stock="100x50", layouts=bench.opened.layouts).startswith(b"\x89PNG")


def test_that_a_parcel_is_labelled_by_the_id_that_the_station_gave_it(bench: Bench) -> None:
    bench.stained()
    (arrived,) = bench.opened.ledger.facts(kinds=(PARCEL_ARRIVED,))
    before = len(queued(bench))
    assert bench.act(PrintLabels("parcel", (arrived.subject.lower(),), (("client", "northwind"),))).refusal is None
    assert [(fact.subject, fact.payload["fields"]["code"]) for fact in queued(bench)[before:]] == [
        (f"PARCEL {arrived.subject}", arrived.subject)
    ]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (PrintLabels("restock", ("B02-000001-A",)), "LABEL_BY_ITSELF"),
        (PrintLabels("bin", ("A-1",), (("price", "9"),)), "LABEL_FIELD"),
        (PrintLabels("bin", ("A-1",), (("code", "X"),)), "LABEL_FIELD"),
        (PrintLabels("bin", ("A-1",), (("title", "B-99"),)), "LABEL_FIELD"),
        (PrintLabels("pallet", ("PAL-1",), (("title", "PAL-2"),)), "LABEL_FIELD"),
        (PrintLabels("bin", ("A-1",), (("note", "x" * (TEXT_MAX + 1)),)), "LABEL_TEXT_LONG"),
        (PrintLabels("bin", ("A 1",)), "NAME_NOT_SCANNABLE"),
        (PrintLabels("lithium", ("X" * 300_000,), MARK), "NAME_NOT_SCANNABLE"),
        (PrintLabels("parcel"), "ACT_EMPTY"),
        (PrintLabels("parcel", ("RMA-10002",)), "LABEL_PARCEL_UNKNOWN"),
        (PrintLabels("lithium"), "LABEL_UN"),
        (PrintLabels("lithium", (), (("un", "34810"), PHONE)), "LABEL_UN"),
        (PrintLabels("lithium", (), (("un", "1203"), PHONE)), "LABEL_UN"),
        (PrintLabels("lithium", (), (("un", "3481"),)), "LABEL_FIELD_MISSING"),
        (PrintLabels("lithium", (), (("un", "3481"), ("phone", " "))), "LABEL_FIELD_MISSING"),
        (PrintLabels("lithium", (), (*MARK, ("un", "3090"))), "LABEL_FIELD_TWICE"),
        (PrintLabels("pallet", ("PAL-1",), (("sscc", "123"),)), "LABEL_SSCC"),
        (PrintLabels("pallet", ("PAL-1",), (("sscc", f"{SSCC[:-1]}8"),)), "LABEL_SSCC"),
        (PrintLabels("pallet", ("PAL-1",), (("sscc", "0" * 18),)), "LABEL_SSCC"),
        (PrintLabels("pallet", ("PAL-1", "PAL-2"), (("sscc", SSCC),)), "LABEL_FOR_ONE"),
        (PrintLabels("pallet", ("1",)), "LABEL_NAME_READ"),
        (PrintLabels("pallet", ("RMA-10002",)), "LABEL_NAME_READ"),
        (PrintLabels("pallet", (HOODIE,)), "LABEL_NAME_READ"),
        (PrintLabels("bin", ("A-1",) * 201), "ACT_TOO_MANY"),
    ],
)
def test_that_what_cannot_be_printed_is_refused_and_nothing_is_queued(bench: Bench, act: PrintLabels, code: str) -> None:
    assert (bench.act(act).refusal or ("",))[0] == code
    assert queued(bench) == []


@pytest.mark.parametrize("kind", BY_HAND)
@pytest.mark.parametrize("name", ["RS-CONFIRM", "rs-bin-A-03", "RS-", " Rs-nothing"])
def test_that_no_label_holds_a_code_of_the_stations_own(bench: Bench, kind: str, name: str) -> None:
    badge = bench.opened.people.new_badge(bench.ada).removeprefix("RS-BADGE-")
    for each in (name, f"RS-BADGE-{badge}"):
        answer = bench.act(PrintLabels(kind, (each,), MARK if kind == "lithium" else ()))
        assert (answer.refusal or ("",))[0] == "LABEL_NAME_OWN"
        assert badge not in str(answer)
    assert queued(bench) == []


@pytest.mark.parametrize("kind", BY_HAND)
def test_that_no_label_of_another_thing_takes_the_place_of_a_units(bench: Bench, kind: str) -> None:
    lpn = bench.stained()
    before = len(queued(bench))
    unknown, wrong = plate("B07", 4711), f"{lpn[:-1]}{'A' if lpn[-1] != 'A' else 'B'}"
    for name in (lpn, lpn.lower(), unknown, wrong):
        answer = bench.act(PrintLabels(kind, (name,), MARK if kind == "lithium" else ()))
        assert (answer.refusal or ("",))[0] == "LABEL_NAME_READ"
    assert len(queued(bench)) == before


def test_that_a_label_of_another_kind_never_counts_as_a_units_own(bench: Bench) -> None:
    lpn = bench.stained()
    units = Units(bench.opened.ledger, bench.opened.knowledge, AlertList(bench.opened.knowledge, bench.opened.clock, bench.opened.zone))
    own, printed = units.known(lpn), label_of(bench.opened.ledger, lpn)
    stray = labelling.label(lpn, "parcel", {"code": lpn}, 2)
    bench.opened.ledger.append(bench.sam.id, [stray])
    known, read = units.known(lpn), units.labels.read(lpn, 1)
    assert own is not None
    assert known is not None
    assert (known.layout, known.label_fields, known.jobs) == (own.layout, own.label_fields, own.jobs)
    assert label_of(bench.opened.ledger, lpn) == printed
    assert [label.kind for label in read if label] == [own.layout, own.layout]
    assert bench.act(Reprint(lpn, "LOST")).refusal is None
    again = queued(bench)[-1].payload
    assert (again["layout"], again["copy"], again["fields"]["plate"]) == (own.layout, 2, f"{lpn}/2")


def test_that_a_pallet_and_a_tote_of_one_name_count_their_labels_apart(bench: Bench) -> None:
    assert bench.act(PrintLabels("pallet", ("T1",))).refusal is None
    bench.opened.ledger.append(bench.sam.id, [labelling.label("T1", "tote", {"code": "RS-TOTE-T1"})])
    assert bench.act(PrintLabels("bin", ("T1",))).refusal is None
    assert [(fact.subject, fact.payload["copy"]) for fact in queued(bench)] == [("PALLET T1", 1), ("T1", 1), ("BIN T1", 1)]


def test_that_every_kind_of_label_comes_by_itself_or_by_hand() -> None:
    assert {kind.name for kind in KINDS.values() if not kind.unit} == {*BY_HAND, "tote", "lot"}


def test_that_the_command_queues_them_on_a_station_where_nobody_has_to_sign_in(tmp_path: Path) -> None:
    with open_bench(tmp_path, people=False):
        pass
    runner, data = CliRunner(env={"NO_COLOR": "1"}), str(tmp_path / "data")
    said = runner.invoke(app, ["--data", data, "printers", "print", "bin", "A-1", "A-2"]).stdout
    assert said == "2 labels are queued. They come out while the bench is open.\n"
    told = runner.invoke(
        app, ["--data", data, "printers", "print", "lithium", "--say", "un=3481", "--say", "phone=+49 30 1", "--json"]
    ).stdout
    assert told == '{"queued": ["LITHIUM UN3481"]}\n'
    refused = runner.invoke(app, ["--data", data, "printers", "print", "bin", "A 1"])
    assert (refused.exit_code, refused.stderr.split(":")[0]) == (1, "NAME_NOT_SCANNABLE")
