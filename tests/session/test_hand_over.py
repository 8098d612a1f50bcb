"""What is told when a bench changes hands, and why a unit is what it is: read from what is there, and no fact is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.model.people import Role
from station.session.hand_over import hand_over
from tests.session.shop import Bench, opened
from tests.session.test_look_ups_use_indexes import BIG, plans, recorded


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from opened(tmp_path / "shop")


def told(bench: Bench) -> dict[str, str]:
    """All rows of "why"."""
    return {name: value for part in bench.session.why().parts for name, value in part.rows}


def test_that_a_bench_with_nothing_open_says_so(bench: Bench) -> None:
    found = bench.session.hand_over()
    assert (found.anything, found.labels, found.waiting, found.held) == (False, (), 0, 0)


def test_that_set_aside_units_say_what_they_are_whose_and_since_when(bench: Bench) -> None:
    bench.station.people.add("Ada", Role.INSPECTOR)
    bench.restart()
    bench.session.sign_in("Ada")
    bench.take("RMA-10002", "9521321000087", "RS-PARK")
    bench.restart()
    aside = bench.session.hand_over().now.set_aside
    assert [(unit.lpn, unit.title, unit.person) for unit in aside] == [("B01-000002-8", "Hooded sweatshirt, grey, L", "Ada")]
    assert aside[0].since.endswith("Z")


def test_that_a_unit_set_aside_by_an_earlier_version_has_no_title_and_is_listed(bench: Bench) -> None:
    bench.take("RMA-10002", "9521321000087", "RS-PARK")
    with bench.station.ledger.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE drafts SET body = json_remove(body, '$.stands_for.title') WHERE state = 'parked'")
    bench.restart()
    assert [(unit.lpn, unit.title) for unit in bench.session.snapshot.set_aside] == [("B01-000001-A", "")]


def test_that_labels_that_nobody_confirmed_and_units_on_hold_are_counted(bench: Bench) -> None:
    bench.take("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-CLOSE", "RMA-10002", "9521321000087", "RS-HOLD-SUPERVISOR")
    found = bench.session.hand_over()
    assert [(label.lpn, label.state, label.place) for label in found.labels] == [
        ("B01-000001-A", "queued", "A-01-02"),
        ("B01-000002-8", "queued", "HOLD-S"),
    ]
    assert (found.waiting, found.held, found.anything) == (2, 1, True)


def test_that_who_may_take_over_is_everybody_else(bench: Bench) -> None:
    for name, role in (("Ada", Role.INSPECTOR), ("Ben", Role.INSPECTOR), ("Vera", Role.VIEWER)):
        bench.station.people.add(name, role)
    bench.restart()
    bench.session.sign_in("Ada")
    assert [each.name for each in bench.session.hand_over().people] == ["Ben"]


def test_that_reading_it_uses_indexes_and_writes_nothing(bench: Bench) -> None:
    head = bench.station.ledger.head()
    with recorded(bench.station.reader) as statements:
        hand_over(bench.session.snapshot, bench.station.reader, ())
    steps = plans(bench.station.reader, statements)
    assert [step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in BIG))] == []
    bench.session.why()
    assert bench.station.ledger.head() == head


def test_that_a_unit_in_hand_is_explained_by_what_came_with_it_alone(bench: Bench) -> None:
    bench.take("RMA-10002", "9521321000087", "RS-FIND-STAIN")
    why = bench.session.why()
    assert (why.title, why.graded) == ("Hooded sweatshirt, grey, L", False)
    rows = told(bench)
    assert (rows["Price paid"], rows["Market"], rows["Return"], rows["Customer says"]) == ("€59.00", "Germany", "RMA-10002", "too small")
    assert not {"Grade", "Because", "Rule for the place", "Channels call it"} & rows.keys()


def test_that_a_unit_that_is_inspected_again_is_not_explained_by_its_former_grade(bench: Bench) -> None:
    bench.take("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-UNDO", "RS-CONFIRM")
    assert bench.session.snapshot.state == "inspecting"
    why = bench.session.why()
    assert (why.lpn, why.graded) == ("B01-000001-A", False)
    assert "Grade" not in told(bench)


def test_that_a_finished_unit_is_explained_with_editions_and_without_speed(bench: Bench) -> None:
    bench.take("RMA-10001", "9521321000025", "RS-AS-NEW")
    rows = told(bench)
    assert bench.session.why().graded
    assert (rows["Grade"], rows["Because"]) == ("A", "nothing found")
    assert rows["Rubric"].startswith("Clothing, edition ")
    assert "findings, edition " in rows["Rubric"]
    assert ", rule " in rows["Rule for the place"]
    spent = bench.facts("item.graded")[0].payload["spent_ms"]
    assert not {str(ms) for ms in spent.values() if ms > 1} & set(rows.values())


def test_that_a_unit_on_hold_is_explained_by_who_decides(bench: Bench) -> None:
    bench.take("RMA-10002", "9521321000087", "RS-HOLD-CLIENT", "RS-CLOSE")
    rows = told(bench)
    assert "Because" in rows
    assert "Grade" not in rows


def test_that_before_any_unit_the_documents_are_named(bench: Bench) -> None:
    why = bench.session.why()
    assert (why.lpn, why.graded) == ("", False)
    assert told(bench)["Places"].startswith("dispositions, edition ")
