"""Parcels that were left for another one and that nobody closed: kept in sight, after a restart too, until they are closed."""

from station.session.leaving import LeftParcels
from tests.session.shop import Bench
from tests.session.test_look_ups_use_indexes import BIG, plans, recorded

TEE, HOOD = "9521321000025", "9521321000087"


def left(bench: Bench) -> list[tuple[str, int]]:
    return [(parcel.code, parcel.units) for parcel in bench.session.snapshot.left_open]


def test_that_a_parcel_left_with_a_unit_in_it_stands_there_until_it_is_closed(bench: Bench) -> None:
    bench.take("RMA-10002", HOOD, "RS-AS-NEW")
    assert left(bench) == [], "it is the open one"
    bench.take("RMA-10001")
    assert left(bench) == [("RMA-10002", 1)]
    bench.take(TEE, "RS-AS-NEW", "RS-CLOSE")
    assert left(bench) == [("RMA-10002", 1)]
    bench.restart()
    assert left(bench) == [("RMA-10002", 1)]
    assert [parcel.code for parcel in bench.session.hand_over().now.left_open] == ["RMA-10002"]
    assert bench.session.hand_over().anything
    bench.take("RMA-10002")
    assert left(bench) == []
    bench.take("RS-CLOSE", "1", "1")
    assert (bench.session.snapshot.state, left(bench)) == ("ready", [])
    bench.restart()
    assert left(bench) == []


def test_that_a_parcel_in_which_nothing_was_taken_is_not_left_behind(bench: Bench) -> None:
    bench.take("RS-DOCK", "RMA-10002", "RMA-10003", "RS-DOCK", "RMA-10004", "RMA-10001", TEE, "RS-AS-NEW", "RS-CLOSE")
    assert left(bench) == []


def test_that_looking_for_them_reads_no_big_table_from_end_to_end(bench: Bench) -> None:
    bench.take("RMA-10002", HOOD, "RS-AS-NEW", "RMA-10001")
    watch = LeftParcels(bench.station.reader)
    with recorded(bench.station.reader) as statements:
        opened = bench.session.snapshot.parcel
        assert opened is not None
        assert [parcel.code for parcel in watch.beside(None)] == ["RMA-10002"]
    steps = plans(bench.station.reader, statements)
    assert any("parcels_by_state" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN ") and step.split()[1] in BIG]
