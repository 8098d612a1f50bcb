"""Acts about one unit: each writes facts that name what they put right, or is refused with a sentence; labels follow what is true."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.exchange.imports import import_file
from station.insight.subjects import find_subject
from station.ledger.erasure import erase_contexts
from station.ledger.rebuild import rebuild
from station.model import facts as kinds
from station.supervisor.acts_units import Correct, Hold, Reopen, Reprint
from station.supervisor.unit import unit_view
from station.texts import notice
from tests.supervisor.unit_stories import HOODIE, Bench, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def row(bench: Bench, lpn: str) -> dict[str, object]:
    return dict(find_subject(bench.opened.reader, bench.opened.knowledge, lpn).units[0])


def test_that_a_corrected_sku_names_what_it_corrects_and_why_and_gives_the_unit_another_label(bench: Bench) -> None:
    lpn = bench.stained()
    received = next(bench.opened.ledger.facts(kinds=(kinds.ITEM_RECEIVED,), subject=lpn))
    answer = bench.act(Correct(lpn, "sku", "NW-HOOD-GRY-M", "MISREAD", "the tag was covered"))
    assert answer.refusal is None
    fact, voided, label = list(bench.opened.ledger.facts(subject=lpn))[-3:]
    assert (fact.kind, voided.kind, label.kind) == ("item.corrected", "label.voided", "label.queued")
    assert fact.payload["what"]["sku"] == ["NW-HOOD-GRY-L", "NW-HOOD-GRY-M"]
    assert (fact.payload["corrects"], fact.payload["why"], fact.payload["by"]) == (received.id, "MISREAD", bench.sam.id)
    assert fact.context is not None
    assert fact.context["remark"] == "the tag was covered"
    assert (voided.payload["why"], label.payload["fields"]["sku"], label.payload["copy"]) == ("corrected", "NW-HOOD-GRY-M", 2)
    assert answer.done == {"label": 2, "doubts": []}
    unit = row(bench, lpn)
    assert (unit["sku"], unit["title"], unit["grade"], unit["bin"]) == ("NW-HOOD-GRY-M", "Hooded sweatshirt, grey, M", "B", "OUT-03")


def test_that_a_second_correction_names_the_first(bench: Bench) -> None:
    lpn = bench.stained()
    first = bench.act(Correct(lpn, "sku", "NW-HOOD-GRY-M", "MISREAD"))
    bench.act(Correct(lpn, "sku", "9521321000094", "MIXED_UP"))
    fact = list(bench.opened.ledger.facts(kinds=(kinds.ITEM_CORRECTED,), subject=lpn))[-1]
    assert fact.payload["corrects"] == first.facts[0]
    assert fact.payload["what"]["sku"] == ["NW-HOOD-GRY-M", "NW-HOOD-GRY-XL"]


def test_that_a_unit_counted_for_the_wrong_return_is_moved_to_its_own_with_all_that_follows(bench: Bench) -> None:
    lpn = bench.stained()
    before = next(bench.opened.ledger.facts(kinds=(kinds.ITEM_RECEIVED,), subject=lpn))
    assert before.context
    bench.scans("RMA-10002")
    answer = bench.act(Correct(lpn, "rma", "RMA-10001/1", "MIXED_UP", "two parcels were open"))
    assert (answer.refusal, answer.done["label"]) == (None, 0)
    fact = list(bench.opened.ledger.facts(kinds=(kinds.ITEM_CORRECTED,), subject=lpn))[-1]
    assert fact.context
    assert (fact.context["rma"], fact.context["order"], fact.context["was"]) == ("RMA-10001", "1001", {"rma": "RMA-10002", "order": "1007"})
    assert "RMA-" not in str(fact.payload), "what leads to a customer may have to be erased, and a payload stays"
    assert (fact.payload["corrects"], fact.payload["return"], fact.payload["what"]["price_paid"]) == (before.id, True, ["59.00", "19.90"])
    unit = row(bench, lpn)
    assert (unit["rma"], unit["order_number"]) == ("RMA-10001", "1001")
    (old, _beanie), (new,) = (bench.opened.knowledge.by_rma(rma) for rma in ("RMA-10002", "RMA-10001"))
    assert (old.seen, new.seen) == (0, 1)
    parcel = bench.session.snapshot.parcel
    assert parcel
    assert parcel["lines"][0]["seen"] == 0, "the parcel that is open at the bench counts it no more"
    known = bench.session.known(lpn)
    assert known
    assert (known.received_context["rma"], known.received["reason"], known.received["line"]) == ("RMA-10001", "SIZE_TOO_LARGE", "1")
    told = unit_view(bench.opened, lpn, "en", bench.opened.zone)
    assert told.timeline[-1].what == "return RMA-10001 instead of RMA-10002"


def test_that_what_a_return_says_goes_with_its_erasure_and_a_rebuild_agrees(bench: Bench) -> None:
    lpn = bench.stained()
    bench.act(Correct(lpn, "rma", "RMA-10001/1", "MIXED_UP"))
    rebuild(bench.opened.ledger)
    assert row(bench, lpn)["rma"] == "RMA-10001"
    erase_contexts(bench.opened.ledger, [lpn])
    rebuild(bench.opened.ledger)
    assert row(bench, lpn)["rma"] is None
    assert b"RMA-10001" not in b"".join(str(fact.as_json()).encode() for fact in bench.opened.ledger.facts(subject=lpn))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("RMA-99999", "CORRECT_NO_RETURN"),
        ("RMA-10002/9", "CORRECT_NO_RETURN"),
        ("RMA-10002", "NOTHING_CORRECTED"),
        ("RMA-10002/1", "NOTHING_CORRECTED"),
        ("/", "CORRECT_NO_RETURN"),
    ],
)
def test_that_a_return_that_is_not_there_or_is_its_own_corrects_nothing(bench: Bench, value: str, code: str) -> None:
    lpn = bench.stained()
    error = bench.act(Correct(lpn, "rma", value, "MIXED_UP")).error
    assert error is not None
    assert (error.code, bench.kinds(lpn)[-1]) == (code, "label.queued")


def test_that_a_corrected_serial_stands_everywhere_and_needs_no_other_label(bench: Bench) -> None:
    lpn = bench.stained()
    assert bench.act(Correct(lpn, "serial", "SN 12-34", "MISREAD")).done == {"label": 0, "doubts": []}
    assert (bench.kinds(lpn)[-1], row(bench, lpn)["serial"]) == ("item.corrected", "SN1234")
    known = bench.session.known(lpn)
    assert known is not None
    assert (known.received["serial"], known.record["traced"]["serial"]) == ("SN 12-34", "SN 12-34")
    assert find_subject(bench.opened.reader, bench.opened.knowledge, "SN1234").code == lpn


def test_that_another_category_makes_the_grade_doubtful_and_says_so(bench: Bench) -> None:
    lpn = bench.stained()
    done = bench.act(Correct(lpn, "sku", "NW-MUG-SET4", "MIXED_UP")).done
    assert done["doubts"] == [{"code": "GRADE", "grade": "B", "old": "apparel", "new": "general"}]
    assert row(bench, lpn)["grade"] == "B"


def test_that_another_place_by_the_rules_is_said_and_the_unit_stays_where_it_is(bench: Bench) -> None:
    bench.scans("RMA-10001", "9521321000025", "RS-AS-NEW")
    lpn = bench.last()
    done = bench.act(Correct(lpn, "sku", "NW-TEE-BLK-L", "MISREAD")).done
    assert done["doubts"] == [{"code": "PLACE", "disposition": "restock", "bin": "A-01-03"}]
    assert row(bench, lpn)["bin"] == "A-01-02"


def test_that_a_unit_of_another_client_moves_with_its_figures_and_leaves_its_line(bench: Bench, tmp_path: Path) -> None:
    lpn = bench.stained()
    refused = bench.act(Correct(lpn, "client", "ALPINE", "CLIENT_SAYS")).error
    assert refused is not None
    assert notice(refused).message == "alpine has no product with the code NW-HOOD-GRY-L."
    file = tmp_path / "more.csv"
    file.write_text("client,sku,title,category,bin\nalpine,NW-HOOD-GRY-L,Hooded sweatshirt of Alpine,apparel,Z-01\n", encoding="utf-8")
    import_file("products", file, ledger=bench.opened.ledger, knowledge=bench.opened.knowledge, reports=tmp_path)
    assert bench.act(Correct(lpn, "client", "ALPINE", "CLIENT_SAYS")).done["label"] == 2
    unit = row(bench, lpn)
    assert (unit["client"], unit["title"], unit["line"]) == ("alpine", "Hooded sweatshirt of Alpine", None)
    with bench.opened.reader.connect() as connection:
        graded = connection.exec_driver_sql("SELECT client, sum(amount) FROM quarter_hours WHERE measure = 'graded' GROUP BY client").all()
    assert [(client, amount) for client, amount in graded if amount] == [("alpine", 1)]


@pytest.mark.parametrize(
    ("field", "value", "why", "note", "code"),
    [
        ("sku", "NW-HOOD-GRY-L", "MISREAD", "", "NOTHING_CORRECTED"),
        ("sku", "NO-SUCH-SKU", "MISREAD", "", "CORRECT_NO_PRODUCT"),
        ("sku", "", "MISREAD", "", "CORRECT_VALUE"),
        ("client", "nobody", "MISREAD", "", "CORRECT_NO_CLIENT"),
        ("expiry", "31.12.2027", "MISREAD", "", "CORRECT_VALUE"),
        ("serial", "\t", "MISREAD", "", "CORRECT_VALUE"),
        ("grade", "A", "MISREAD", "", "CORRECT_FIELD"),
        ("serial", "SN1", "BECAUSE", "", "CORRECT_WHY"),
        ("serial", "SN1", "OTHER", "  ", "CORRECT_WHY"),
        ("serial", "SN1", "OTHER", "x" * 501, "NOTE_TOO_LONG"),
    ],
)
def test_that_a_correction_that_cannot_stand_is_refused_and_writes_nothing(
    bench: Bench, field: str, value: str, why: str, note: str, code: str
) -> None:
    lpn = bench.stained()
    before = bench.opened.ledger.head()
    error = bench.act(Correct(lpn, field, value, why, note)).error
    assert error is not None
    assert error.code == code
    assert "{" not in notice(error).message + notice(error).advice
    assert bench.opened.ledger.head() == before


def test_that_an_inspector_may_not_correct_and_that_this_is_written_down(bench: Bench) -> None:
    lpn = bench.stained()
    error = bench.act(Correct(lpn, "serial", "SN1", "MISREAD"), bench.ada).error
    assert error is not None
    assert error.code == "MAY_NOT"
    assert list(bench.opened.ledger.facts())[-1].kind == "act.refused"
    assert "item.corrected" not in bench.kinds(lpn)


def test_that_a_graded_unit_is_held_with_what_was_seen_of_it_and_graded_again_by_a_release(bench: Bench) -> None:
    lpn = bench.stained()
    answer = bench.act(Hold(lpn, "CLIENT", "they called"))
    assert answer.refusal is None
    held, voided, label = list(bench.opened.ledger.facts(subject=lpn))[-3:]
    assert (held.kind, voided.payload["why"], label.payload["layout"]) == ("item.held", "held", "hold")
    assert [each["finding"] for each in held.payload["findings"]] == ["STAIN"]
    assert (held.payload["reasons"][0]["for"], held.payload["actions"], held.payload["because"]) == ("CLIENT", 0, ["CLIENT"])
    assert (held.context or {})["remark"] == "they called"
    assert (row(bench, lpn)["state"], row(bench, lpn)["grade"]) == ("held", None)
    bench.session.sign_in("Sam")
    assert bench.scans(lpn, "RS-ANSWER-1") == ["item.released", "item.graded", "label.voided", "label.queued"]
    assert row(bench, lpn)["grade"] == "B"


def test_that_a_unit_is_held_by_its_plate_and_a_card_at_the_bench_too(bench: Bench) -> None:
    lpn = bench.stained()
    assert bench.scans(lpn, "RS-HOLD-SUPERVISOR") == ["item.held", "label.voided", "label.queued"]
    assert bench.session.snapshot.state == "parcel"


def test_that_what_is_held_or_in_quarantine_is_not_held_again(bench: Bench) -> None:
    lpn = bench.stained()
    bench.act(Hold(lpn, "CLIENT"))
    again = bench.act(Hold(lpn, "CLIENT")).error
    bench.scans(HOODIE, "RS-STOP")
    hazard = bench.act(Hold(bench.last(), "CLIENT")).error
    assert [error.code for error in (again, hazard) if error] == ["HELD_ALREADY", "QUARANTINE_STAYS"]
    unknown = bench.act(Hold(lpn, "RUBRIC")).error
    assert unknown is not None


def test_that_a_label_is_printed_again_with_a_reason(bench: Bench) -> None:
    lpn = bench.stained()
    assert bench.act(Reprint(lpn, "LOST")).done == {"label": 2}
    assert bench.kinds(lpn)[-2:] == ["label.voided", "label.queued"]
    error = bench.act(Reprint(lpn, "")).error
    assert error is not None
    assert error.code == "REPRINT_WHY"


@pytest.mark.parametrize("kind", ["item.destroyed", "item.returned", "item.sent_to_repair"])
def test_that_no_label_is_printed_again_for_a_unit_that_is_not_here(bench: Bench, kind: str) -> None:
    lpn = bench.stained()
    bench.opened.ledger.append(bench.sam.id, [kinds.NewFact(kind, lpn, {"client": "northwind", "photos": []})])
    error = bench.act(Reprint(lpn, "LOST")).error
    assert error is not None
    assert (error.code, bench.kinds(lpn)[-1]) == ("UNIT_HAS_LEFT", kind)


def test_that_a_unit_is_opened_at_the_desk_and_graded_again_at_the_bench(bench: Bench) -> None:
    lpn = bench.stained()
    answer = bench.act(Reopen(lpn, "COMPLAINT"))
    assert answer.refusal is None
    assert bench.kinds(lpn)[-2:] == ["item.reopened", "label.voided"]
    assert bench.again(lpn, "RS-AS-NEW")[:1] == ["item.graded"]
    assert row(bench, lpn)["grade"] == "A"
    assert bench.act(Reopen("B02-999999-X", "COMPLAINT")).error is not None


def test_that_a_unit_is_not_opened_twice_nor_without_a_reason(bench: Bench) -> None:
    lpn = bench.stained()
    said = bench.act(Reopen(lpn, "OTHER")).error
    bench.act(Reopen(lpn, "CHECK"))
    twice = bench.act(Reopen(lpn, "CHECK")).error
    assert [error.code for error in (said, twice) if error] == ["REOPEN_WHY", "UNIT_NOT_GRADED"]


def test_that_a_unit_in_somebodys_hand_is_left_to_them(bench: Bench) -> None:
    lpn = bench.stained()
    bench.act(Reopen(lpn, "CHECK"))
    bench.scans(lpn, "RS-ANSWER-1")
    acts = (Correct(lpn, "serial", "SN1", "MISREAD"), Hold(lpn, "CLIENT"), Reprint(lpn, "LOST"), Reopen(lpn, "CHECK"))
    assert [error.code for act in acts if (error := bench.act(act).error)] == ["UNIT_AT_BENCH"] * 4
    bench.scans("RS-PARK")
    assert [error.code for act in acts if (error := bench.act(act).error)] == ["UNIT_SET_ASIDE"] * 4
