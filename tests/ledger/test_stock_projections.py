"""Totes, lots and what leaves, in the tables: units counted right through every fact, and the same again after a rebuild."""

import hashlib
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.errors import Bug
from station.ledger.ledger import Ledger
from station.ledger.rebuild import rebuild
from station.model.facts import NewFact
from tests.ledger.builders import FakeClock, graded, held, open_ledger, plate, received, reopened
from tests.ledger.test_projections import differences, rows, unit

ONE, TWO, THREE = plate(1), plate(2), plate(3)
PHOTO = {"sha256": hashlib.sha256(b"gone").hexdigest(), "shot": "DESTROYED"}


def toted(lpn: str = ONE, tote: str = "T7", **more: object) -> NewFact:
    return NewFact("item.toted", lpn, {"tote": tote, "client": "northwind", "disposition": "outlet", **more})


def lotted(lpn: str = ONE, lot: str = "L12", **more: object) -> NewFact:
    return NewFact("item.lotted", lpn, {"lot": lot, "client": "northwind", "disposition": "outlet", **more})


def restocked(lpn: str = ONE, **more: object) -> NewFact:
    return NewFact("item.restocked", lpn, {"bin": "OUT-03", **more})


def closed(kind: str, name: str) -> NewFact:
    return NewFact(f"{kind}.closed", name, {kind: name})


def shipped(*lpns: str, lot: str = "L12") -> NewFact:
    return NewFact("lot.shipped", lot, {"lot": lot, "lpns": list(lpns)})


def destroyed(lpn: str) -> NewFact:
    return NewFact("item.destroyed", lpn, {"weight_g": 200, "witness": "S-01", "photos": [PHOTO]})


def here(*lpns: str) -> list[NewFact]:
    return [fact for lpn in lpns for fact in (received(lpn), graded(lpn))]


def held_by(ledger: Ledger, table: str, name: str) -> dict[str, Any]:
    key = table.removesuffix("s")
    return next(row for row in rows(ledger, f"SELECT * FROM {table}") if row[key] == name)  # noqa: S608 -- our own names


def moves(ledger: Ledger) -> Counter[str]:
    names = ("toted", "restocked", "lotted", "shipped", "destroyed", "returned")
    found = Counter[str]()
    for row in rows(ledger, "SELECT measure, amount FROM quarter_hours"):
        found[row["measure"]] += row["amount"] if row["measure"] in names else 0
    return +found


def test_that_a_tote_counts_its_units_and_may_take_another_disposition_once_it_was_emptied(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        ledger.append("I-04", [*here(ONE, TWO), toted(ONE), toted(TWO), closed("tote", "T7")])
        tote = held_by(ledger, "totes", "T7")
        assert (tote["state"], tote["disposition"], tote["client"], tote["units"]) == ("closed", "outlet", "northwind", 2)
        assert tote["opened_at"] == tote["closed_at"] == "2026-11-21T20:18:25.123Z"
        ledger.append("I-04", [restocked(ONE)])
        assert (held_by(ledger, "totes", "T7")["state"], held_by(ledger, "totes", "T7")["units"]) == ("closed", 1)
        clock.move(hours=1)
        ledger.append("I-04", [restocked(TWO)])
        assert (held_by(ledger, "totes", "T7")["state"], held_by(ledger, "totes", "T7")["units"]) == ("open", 0)
        ledger.append("I-04", [*here(THREE), toted(THREE, disposition="donate")])
        tote = held_by(ledger, "totes", "T7")
        assert (tote["disposition"], tote["units"], tote["opened_at"], tote["closed_at"]) == ("donate", 1, "2026-11-21T21:18:25.123Z", None)
        assert moves(ledger) == {"toted": 3, "restocked": 2}


def test_that_a_tote_of_several_clients_names_none(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        other = [received(TWO, client="otter"), graded(TWO, client="otter")]
        ledger.append("I-04", [*here(ONE), *other, toted(ONE), toted(TWO, client="otter")])
        assert (held_by(ledger, "totes", "T7")["client"], held_by(ledger, "totes", "T7")["units"]) == ("", 2)


@pytest.mark.parametrize(
    "takes_out",
    [
        graded(ONE), held(ONE), reopened(ONE, ""), NewFact("item.released", ONE, {"decision": "B", "by": "S-01", "reasons": []}),
        toted(ONE, "T8", from_tote="T7"), restocked(ONE), lotted(ONE, from_tote="T7"), destroyed(ONE),
        NewFact("item.returned", ONE, {"to": "vendor"}), NewFact("item.sent_to_repair", ONE, {"to": "X"}),
        NewFact("item.back_from_repair", ONE, {}),
    ],
    ids=lambda fact: fact.kind,
)  # fmt: skip
def test_that_whatever_takes_a_unit_out_of_its_tote_is_counted(tmp_path: Path, takes_out: NewFact) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [*here(ONE, TWO), toted(ONE), toted(TWO), takes_out])
        assert held_by(ledger, "totes", "T7")["units"] == 1
        assert unit(ledger, ONE)["tote"] in (None, "T8")
        assert differences(ledger, tmp_path) == []


def test_that_a_lot_leaves_with_all_its_units_which_stay_in_it(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append(
            "I-04", [*here(ONE, TWO), toted(ONE), lotted(ONE), restocked(TWO), lotted(TWO, from_bin="OUT-03"), closed("lot", "L12")]
        )
        assert held_by(ledger, "totes", "T7")["units"] == 0
        assert (held_by(ledger, "lots", "L12")["state"], held_by(ledger, "lots", "L12")["units"]) == ("closed", 2)
        assert (unit(ledger, TWO)["state"], unit(ledger, TWO)["lot"]) == ("lotted", "L12")
        (fact,) = ledger.append("S-01", [shipped(ONE, TWO)])
        lot = held_by(ledger, "lots", "L12")
        assert (lot["state"], lot["units"], lot["shipped_at"], lot["last_seq"]) == ("shipped", 2, fact.at, fact.seq)
        assert [(unit(ledger, lpn)["state"], unit(ledger, lpn)["lot"]) for lpn in (ONE, TWO)] == [("shipped", "L12")] * 2
        assert moves(ledger) == {"toted": 1, "lotted": 2, "restocked": 1, "shipped": 2}


def test_that_a_lot_that_was_opened_again_takes_more(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        again = NewFact("lot.reopened", "L12", {"lot": "L12", "why": "ONE_MORE"})
        ledger.append("I-04", [*here(ONE, TWO), lotted(ONE), closed("lot", "L12"), again, lotted(TWO)])
        lot = held_by(ledger, "lots", "L12")
        assert (lot["state"], lot["closed_at"], lot["units"]) == ("open", None, 2)


def test_that_a_move_from_tote_to_tote_is_counted_once(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [*here(ONE), toted(ONE), toted(ONE, "T8", from_tote="T7"), restocked(ONE), restocked(ONE, from_bin="OUT-03")])
        assert moves(ledger) == {"toted": 1, "restocked": 1}


def test_that_a_unit_that_left_or_came_back_says_so(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        gone = [destroyed(ONE), NewFact("item.returned", TWO, {"to": "vendor"}), NewFact("item.sent_to_repair", THREE, {"to": "X"})]
        ledger.append("I-04", [*here(ONE, TWO, THREE), *gone])
        assert [unit(ledger, lpn)["state"] for lpn in (ONE, TWO, THREE)] == ["destroyed", "returned", "repairing"]
        assert [row["shot"] for row in rows(ledger, "SELECT * FROM item_photos")] == ["DESTROYED"]
        ledger.append("I-04", [NewFact("item.back_from_repair", THREE, {})])
        back = unit(ledger, THREE)
        assert (back["state"], back["grade"], back["disposition"], back["grade_seq"]) == ("received", None, None, None)
        assert moves(ledger) == {"destroyed": 1, "returned": 1}


def test_that_a_lot_that_nobody_began_cannot_be_shipped(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger, pytest.raises(Bug, match="FACT_CONTRADICTS"):
        ledger.append("I-04", [shipped()])


MOVES = ("tote", "lot", "stock", "close-tote", "close-lot", "ship", "destroy", "repair", "back", "owner")
STEP = st.tuples(st.sampled_from(["receive", "grade", "hold", "reopen", *MOVES]), st.integers(1, 4), st.integers(1, 2))


def fact_for(step: str, lpn: str, number: int, inside: list[str]) -> NewFact:
    return {
        "receive": received(lpn),
        "grade": graded(lpn),
        "hold": held(lpn),
        "reopen": reopened(lpn, ""),
        "tote": toted(lpn, f"T{number}"),
        "lot": lotted(lpn, f"L{number}"),
        "stock": restocked(lpn),
        "close-tote": closed("tote", f"T{number}"),
        "close-lot": closed("lot", f"L{number}"),
        "ship": shipped(*inside, lot=f"L{number}"),
        "destroy": destroyed(lpn),
        "repair": NewFact("item.sent_to_repair", lpn, {"to": "X"}),
        "back": NewFact("item.back_from_repair", lpn, {}),
        "owner": NewFact("item.corrected", lpn, {"what": {"client": ["northwind", f"client-{number}"]}, "corrects": None}),
    }[step]


@settings(max_examples=25, deadline=None)
@given(st.lists(STEP, max_size=30))
def test_that_any_history_counts_what_lies_there_and_rebuilds_to_the_same_rows(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as made:
        folder, impossible = Path(made), set[str]()
        with open_ledger(folder / "data") as ledger:
            for step, unit_number, number in steps:
                inside = [row["lpn"] for row in rows(ledger, f"SELECT lpn FROM items WHERE lot = 'L{number}'")]  # noqa: S608 -- our names
                gone = rows(ledger, f"SELECT lot FROM lots WHERE state = 'shipped' AND lot = 'L{number}'")  # noqa: S608 -- our names
                if gone and step in ("lot", "close-lot", "ship"):
                    continue  # nothing is put into what has left
                try:
                    ledger.append("I-04", [fact_for(step, plate(unit_number), number, inside)])
                except Bug as bug:
                    impossible.add(bug.code)
            assert impossible <= {"FACT_CONTRADICTS"}
            for table, key in (("totes", "tote"), ("lots", "lot")):
                counted = rows(ledger, f"SELECT {key}, units FROM {table} WHERE units > 0 AND state <> 'shipped' ORDER BY 1")  # noqa: S608
                lying = rows(ledger, f"SELECT {key}, count(*) AS units FROM items WHERE {key} NOT NULL AND state <> 'shipped' GROUP BY 1")  # noqa: S608
                assert counted == [row for row in lying if row[key] not in _shipped(ledger)]
            assert differences(ledger, folder) == []
            tables = ("items", "totes", "lots", "quarter_hours")
            before = [rows(ledger, f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables]  # noqa: S608 -- our own names
            rebuild(ledger)
            assert [rows(ledger, f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables] == before  # noqa: S608 -- our own names


def _shipped(ledger: Ledger) -> set[str]:
    return {row["lot"] for row in rows(ledger, "SELECT lot FROM lots WHERE state = 'shipped'")}
