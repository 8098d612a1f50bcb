"""What a decision at the desk leaves behind: nothing that stands in the way of the next act, and no scan that nobody made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.knowledge.lists import write_alerts
from station.model.facts import LABEL_CONFIRMED, LABEL_QUEUED, NewFact
from station.model.goods import Alert
from station.supervisor.acts import Answer
from station.supervisor.acts_containers import CloseLot, CloseTote
from station.supervisor.acts_decisions import Decide
from station.supervisor.acts_stock import BackFromRepair, SendToRepair
from station.supervisor.acts_units import Correct, Reopen, Reprint
from station.supervisor.decided_words import decision_in_words, left_to_do
from station.supervisor.decisions import decisions
from station.supervisor.unit import unit_view
from tests.supervisor.unit_stories import HOODIE, Bench, graded, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def held(bench: Bench) -> str:
    """A hoodie that waits for a decision; its label came out of the printer."""
    bench.scans("RMA-10002", HOODIE, "RS-HOLD-SUPERVISOR")
    printed(bench)
    return bench.last()


def printed(bench: Bench) -> None:
    """What printing writes of the labels that wait."""
    with bench.opened.reader.connect() as connection:
        jobs = connection.exec_driver_sql("SELECT job, lpn FROM labels WHERE state = 'queued'").all()
    told = {"printer": "tcp://printer", "detail": "NOT_ASKED"}
    facts = [NewFact(kind, lpn, {"job": job, **told}) for job, lpn in jobs for kind in ("label.started", "label.sent")]
    bench.opened.ledger.append("printer", facts)


def alerted(bench: Bench) -> str:
    """A hoodie that an alert stopped."""
    with bench.opened.ledger.writer.begin() as connection:
        write_alerts(connection, [Alert("northwind", "sku", "NW-HOOD-GRY-L", "Ask the client", "hold")])
    bench.scans("RMA-10002", HOODIE)
    return bench.last()


def test_that_a_tote_and_a_lot_are_closed_after_a_unit_that_is_in_neither_was_released(bench: Bench) -> None:
    into_tote, into_lot = *graded(bench, "liquidation", 900001), *graded(bench, "liquidation", 900002)
    bench.scans(into_tote, "RS-TOTE-T7", into_lot, "RS-LOT-L12")
    assert bench.act(Decide((held(bench),), "RELEASE")).refusal is None
    assert bench.act(CloseTote("T7")).refusal is None
    assert bench.act(CloseLot("L12")).refusal is None


def test_that_a_tote_means_itself_though_somebody_set_the_last_unit_aside(bench: Bench) -> None:
    """The supervisor's own last unit, which an inspector took up again and parked."""
    (into_tote,) = graded(bench, "liquidation", 900001)
    bench.scans(into_tote, "RS-TOTE-T7")
    lpn = held(bench)
    bench.act(Decide((lpn,), "RELEASE"))
    bench.scans(lpn, "RS-ANSWER-1", "RS-PARK")
    assert bench.session.aside == (lpn,)
    assert bench.act(CloseTote("T7")).refusal is None


def test_that_what_was_released_at_the_desk_is_not_asked_again_at_the_bench(bench: Bench) -> None:
    lpn = alerted(bench)
    assert bench.act(Decide((lpn,), "RELEASE")).refusal is None
    bench.session.take(lpn)
    bench.scans("RS-ANSWER-1", "RS-AS-NEW")
    assert bench.kinds(lpn)[-3:] == ["item.graded", "label.voided", "label.queued"]
    (again,) = bench.opened.ledger.facts(kinds=("item.graded",))
    assert (again.payload["grade"], again.actor) == ("A", bench.ada.id)


def test_that_an_inspection_that_begins_anew_asks_again(bench: Bench) -> None:
    lpn = alerted(bench)
    bench.act(Decide((lpn,), "INSPECT_AGAIN"))
    bench.session.take(lpn)
    bench.scans("RS-ANSWER-1")
    assert bench.kinds(lpn)[-3] == "item.held"


def test_that_a_decision_says_of_no_label_that_somebody_scanned_it(bench: Bench) -> None:
    lpn = held(bench)
    assert bench.act(Decide((lpn,), "RELEASE")).refusal is None
    assert list(bench.opened.ledger.facts(kinds=(LABEL_CONFIRMED,))) == []
    bench.scans(lpn)
    assert [fact.actor for fact in bench.opened.ledger.facts(kinds=(LABEL_CONFIRMED,))] == [bench.ada.id]


def newest_label(bench: Bench, lpn: str) -> tuple[str, dict[str, str]]:
    """The kind of the label that was queued last, and what it says."""
    label = list(bench.opened.ledger.facts(kinds=(LABEL_QUEUED,), subject=lpn))[-1]
    return label.payload["layout"], label.payload["fields"]


def test_that_no_label_of_a_released_unit_sends_it_back_to_its_hold(bench: Bench) -> None:
    lpn = held(bench)
    bench.act(Decide((lpn,), "RELEASE"))
    assert bench.act(Correct(lpn, "serial", "SN 12-34", "MISREAD")).done["label"] == 0, "its label says nothing of a serial"
    assert bench.act(Correct(lpn, "sku", "NW-HOOD-GRY-M", "MISREAD")).done["label"] == 2
    plain = {"title": "Hooded sweatshirt, grey, M", "client": "northwind"}
    assert newest_label(bench, lpn) == ("plate", {"plate": f"{lpn}/2", **plain})
    assert bench.act(Reprint(lpn, "DAMAGED")).done["label"] == 3
    assert newest_label(bench, lpn) == ("plate", {"plate": f"{lpn}/3", **plain})


def test_that_a_grade_that_was_taken_back_is_on_no_label_any_more_at_the_desk_and_at_the_bench(bench: Bench) -> None:
    bench.scans("RMA-10002", HOODIE, "RS-AS-NEW")
    lpn = bench.last()
    printed(bench)
    assert newest_label(bench, lpn)[0] == "restock"
    assert bench.act(Reopen(lpn, "DOUBTED")).refusal is None
    assert bench.act(Reprint(lpn, "DAMAGED")).done["label"] == 2
    plain = {"title": "Hooded sweatshirt, grey, L", "client": "northwind"}
    assert newest_label(bench, lpn) == ("plate", {"plate": f"{lpn}/2", **plain})
    bench.scans(lpn, "RS-ANSWER-2", "RS-ANSWER-1")
    assert newest_label(bench, lpn) == ("plate", {"plate": f"{lpn}/3", **plain})


def test_that_a_unit_that_came_back_from_repair_is_nobodys_but_waits_at_the_bench(bench: Bench) -> None:
    (lpn,) = graded(bench, "repair", 900001)
    bench.act(SendToRepair((lpn,), "Workshop", "W-1"))
    assert bench.act(BackFromRepair(lpn)).refusal is None
    assert bench.session.aside == ()
    assert bench.kinds(lpn)[-1] == "item.back_from_repair"


def test_that_the_sentence_of_a_released_unit_says_where_it_goes_on_and_names_it_once(bench: Bench) -> None:
    lpn = held(bench)
    bench.act(Decide((lpn,), "RELEASE"))
    view = unit_view(bench.opened, lpn, "en", bench.opened.zone)
    assert view.say.endswith("it now has to be scanned and graded at the bench. To be fetched from HOLD-S.")
    assert (view.say.count(view.title), view.in_hand, view.possible.reprint) == (1, "", "")
    assert decisions(bench.opened, "en").units == ()
    bench.scans(lpn, "RS-ANSWER-1", "RS-PARK")
    parked = unit_view(bench.opened, lpn, "en", bench.opened.zone)
    assert "To be fetched" not in parked.say, "somebody has it"
    assert (parked.say.count(parked.title), "It is set aside by Ada" in parked.say) == (1, True)


def test_that_the_answer_names_what_was_decided_and_what_is_left_to_do(bench: Bench) -> None:
    lpn = held(bench)
    answer = bench.act(Decide((lpn,), "RELEASE"))
    known = bench.session.known(lpn)
    assert known is not None
    told = {"lpn": lpn, "title": known.title, "decision": "RELEASE", "grade": "", "at_bench": True, "place": "HOLD-S"}
    assert answer.done["decided"] == [told]
    assert decision_in_words(answer, "RELEASE", "en") == "released, to be graded"
    assert left_to_do(answer, "en") == "It now has to be scanned and graded at the bench. To be fetched from HOLD-S."
    ended = bench.act(Decide((held(bench),), "RETURN_TO_CUSTOMER"))
    assert (decision_in_words(ended, "RETURN_TO_CUSTOMER", "en"), left_to_do(ended, "en")) == ("to be sent back to the customer", "")


def test_that_a_unit_whose_grade_was_taken_back_says_in_which_tote_it_lies_until_somebody_has_it(bench: Bench) -> None:
    (lpn,) = graded(bench, "liquidation", 900003)
    bench.scans(lpn, "RS-TOTE-T7")
    assert bench.act(CloseTote("T7")).refusal is None
    assert bench.act(Reopen(lpn, "DOUBTED")).refusal is None
    said = unit_view(bench.opened, lpn, "en", bench.opened.zone).say
    assert said.endswith("was taken up again; it now has to be scanned and graded at the bench. To be fetched from T7.")
    bench.scans(lpn, "RS-ANSWER-1", "RS-PARK")
    assert "To be fetched" not in unit_view(bench.opened, lpn, "en", bench.opened.zone).say


def test_that_a_unit_whose_release_graded_it_at_once_is_told_with_its_grade() -> None:
    answer = Answer(done={"decided": [{"lpn": "P", "grade": "B", "at_bench": False}]})
    assert (decision_in_words(answer, "RELEASE", "en"), left_to_do(answer, "en")) == ("released and graded B", "")
