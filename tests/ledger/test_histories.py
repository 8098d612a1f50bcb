"""`verify` names histories that cannot have happened: what leaves twice, what is stock after it left, units that are nowhere counted."""

from pathlib import Path

import pytest

from station.ledger.findings import Finding
from station.ledger.verify import verify
from station.model.facts import NewFact
from station.texts import notice
from tests.ledger.builders import held, open_ledger, plate
from tests.ledger.test_stock_projections import closed, destroyed, here, lotted, restocked, shipped, toted

ONE, TWO = plate(1), plate(2)
BACK = NewFact("item.back_from_repair", ONE, {"client": "northwind"})
AWAY = NewFact("item.sent_to_repair", ONE, {"client": "northwind"})
TOTE_AGAIN, LOT_AGAIN = NewFact("tote.reopened", "T7", {"tote": "T7"}), NewFact("lot.reopened", "L12", {"lot": "L12"})
PARCEL = "B01-P000001-X"
ARRIVED = NewFact("parcel.arrived", PARCEL, {"client": "northwind", "kind": "rma", "dock": False, "lines": []}, {"code": "RMA-1"})
EMPTIED = NewFact("parcel.closed", PARCEL, {"client": "northwind", "missing": [], "empty": [], "separate": [], "received": 0})
RETURNED = NewFact("item.returned", ONE, {"client": "northwind"})


def found(folder: Path, *facts: NewFact) -> list[Finding]:
    """What is found after two graded units (facts 1 to 4) and these facts. A picture that nobody took is no matter here."""
    with open_ledger(folder) as ledger:
        for _plate in (ONE, TWO):
            ledger.next_number("lpn")
        ledger.next_number("parcel")
        ledger.append("I-04", [*here(ONE, TWO), *facts])
        report = verify(Path(ledger.file), folder / "exports", lambda _sha256: "ok")
    return list(report.findings)


def told(folder: Path, *facts: NewFact) -> list[tuple[str, object, object, object]]:
    """Code, seq, subject and state or units of each finding."""
    named = [(each.code, each.params) for each in found(folder, *facts)]
    return [(code, params["seq"], params["subject"], params.get("state", params.get("units"))) for code, params in named]


POSSIBLE = {
    "a lot": (lotted(ONE), lotted(TWO), closed("lot", "L12"), shipped(ONE, TWO)),
    "a lot that was opened again": (
        lotted(ONE), closed("lot", "L12"), NewFact("lot.reopened", "L12", {"lot": "L12"}), lotted(TWO), closed("lot", "L12"),
        shipped(ONE, TWO),
    ),
    "from a tote to a bin, to another, into a lot": (
        toted(ONE), restocked(ONE, quantity=1, from_tote="T7"), restocked(ONE, quantity=0, from_bin="OUT-03"),
        lotted(ONE, quantity=-1, from_bin="OUT-03"), NewFact("item.taken_out", ONE, {"from_lot": "L12"}),
    ),
    "to repair, back, and destroyed": (AWAY, BACK, *here(ONE)[1:], destroyed(ONE)),
    "a tote that was opened again, then emptied and filled anew": (
        toted(ONE), closed("tote", "T7"), TOTE_AGAIN, toted(TWO), closed("tote", "T7"), restocked(ONE, quantity=1, from_tote="T7"),
        lotted(TWO), toted(TWO), closed("tote", "T7"),
    ),
    "graded again out of an open lot, and out of a closed tote": (
        lotted(ONE), *here(ONE)[1:], toted(TWO), closed("tote", "T7"), *here(TWO)[1:], toted(ONE), closed("tote", "T7"),
    ),
    "held, decided and put away": (held(ONE), NewFact("item.released", ONE, {"decision": "RELEASE"}), *here(ONE)[1:], toted(ONE)),
    "a parcel that was closed, and came up again": (ARRIVED, EMPTIED, ARRIVED, EMPTIED),
    "corrected after it left": (RETURNED, NewFact("item.corrected", ONE, {"what": {"serial": [None, "X1"]}, "corrects": "x"})),
    "stock of before quantities were said": (restocked(ONE), restocked(ONE, from_bin="OUT-03")),
}  # fmt: skip


@pytest.mark.parametrize("what", POSSIBLE)
def test_that_a_history_that_can_be_is_not_named(tmp_path: Path, what: str) -> None:
    assert found(tmp_path, *POSSIBLE[what]) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((destroyed(ONE), destroyed(ONE)), (6, ONE, "destroyed")),
        ((RETURNED, restocked(ONE, quantity=1)), (6, ONE, "returned")),
        ((RETURNED, toted(ONE)), (6, ONE, "returned")),
        ((AWAY, toted(ONE)), (6, ONE, "repairing")),
        ((BACK,), (5, ONE, "graded")),
        ((destroyed(ONE), *here(ONE)[1:]), (6, ONE, "destroyed")),
        ((lotted(ONE), closed("lot", "L12"), shipped(ONE), shipped()), (8, "L12", "shipped")),
        ((lotted(ONE), shipped(ONE)), (6, "L12", "open")),
        ((lotted(ONE), closed("lot", "L12"), shipped(ONE), lotted(TWO)), (8, "L12", "shipped")),
        ((lotted(ONE), closed("lot", "L12"), shipped(ONE, TWO)), (7, TWO, "graded")),
        ((lotted(ONE), closed("lot", "L12"), shipped(ONE), destroyed(ONE)), (8, ONE, "shipped")),
        ((lotted(ONE), closed("lot", "L12"), lotted(TWO)), (7, "L12", "closed")),
        ((lotted(ONE), closed("lot", "L12"), *here(ONE)[1:]), (7, "L12", "closed")),
        ((lotted(ONE), closed("lot", "L12"), closed("lot", "L12")), (7, "L12", "closed")),
        ((lotted(ONE), LOT_AGAIN), (6, "L12", "open")),
        ((toted(ONE), closed("tote", "T7"), toted(TWO)), (7, "T7", "closed")),
        ((toted(ONE), closed("tote", "T7"), closed("tote", "T7")), (7, "T7", "closed")),
        ((toted(ONE), closed("tote", "T7"), TOTE_AGAIN, TOTE_AGAIN), (8, "T7", "open")),
        ((held(ONE), toted(ONE)), (6, ONE, "held")),
        ((held(ONE), lotted(ONE)), (6, ONE, "held")),
        ((ARRIVED, EMPTIED, EMPTIED), (7, PARCEL, "closed")),
    ],
)
def test_that_what_cannot_have_happened_is_named_with_its_subject_and_seq(
    tmp_path: Path, facts: tuple[NewFact, ...], expected: tuple[int, str, str]
) -> None:
    assert told(tmp_path, *facts) == [("HISTORY_IMPOSSIBLE", *expected)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((restocked(ONE, quantity=1), restocked(ONE, quantity=1)), (6, ONE, 2)),
        ((restocked(ONE, quantity=0),), (5, ONE, 0)),
        ((restocked(ONE, quantity=1), lotted(ONE, quantity=0)), (6, ONE, 1)),
        ((toted(ONE), lotted(ONE, quantity=-1)), (6, ONE, -1)),
        ((restocked(ONE, quantity=1), *here(ONE)[1:]), (6, ONE, 1)),
    ],
)
def test_that_a_unit_that_is_counted_twice_or_nowhere_is_named(
    tmp_path: Path, facts: tuple[NewFact, ...], expected: tuple[int, str, int]
) -> None:
    assert told(tmp_path, *facts) == [("STOCK_IMPOSSIBLE", *expected)]


def test_that_a_lot_that_left_without_one_of_its_units_is_named(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, lotted(ONE), lotted(TWO), closed("lot", "L12"), shipped(ONE, ONE))
    assert (finding.code, finding.params) == ("LOT_NOT_WHOLE", {"seq": 8, "subject": "L12", "units": 1, "right": 2})
    assert "8 ships the lot L12, but not all that was in it: 1 of 2." in notice(finding.as_error()).message


def test_that_both_findings_have_their_sentences(tmp_path: Path) -> None:
    said = [notice(each.as_error()) for each in found(tmp_path, RETURNED, restocked(ONE, quantity=1), restocked(ONE, quantity=1))]
    assert [each.code for each in said] == ["HISTORY_IMPOSSIBLE", "STOCK_IMPOSSIBLE"]
    assert ("6 (item.restocked)" in said[0].message, ONE in said[1].message, "{" in str(said)) == (True, True, False)
