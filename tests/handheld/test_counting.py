"""Bins counted, at the bench and with a handheld: what is found, what is missing, what belongs elsewhere, and never half a count."""

import pytest

from station.bench.drafts import KEPT
from station.session import saved
from tests.handheld.shelf import HOOD, HOOD_BIN, TEE, TEE_BIN, Shelf, at, timed

HOODIE = "Hooded sweatshirt, grey, M"


def test_that_a_count_says_what_is_missing_and_where_the_surplus_belongs(shelf: Shelf) -> None:
    tees, (hood, new) = shelf.graded(TEE, 3), shelf.graded(HOOD, 2)
    assert shelf.give(timed(f"RS-BIN-{TEE_BIN}", *tees, f"RS-BIN-{HOOD_BIN}", hood)).refused == []
    told = shelf.give(timed(f"RS-COUNT-{TEE_BIN}", tees[0], hood, new, HOOD, "12", "RS-DONE", first=60))
    assert told.refused == []
    counted = told.facts[0]
    assert (counted["kind"], counted["subject"], counted["at"]) == ("bin.counted", f"BIN-{TEE_BIN}", at(66).replace("Z", ".000Z"))
    assert counted["payload"] == {
        "bin": TEE_BIN,
        "units": [tees[0], hood, new],
        "goods": [
            {"client": "northwind", "sku": "NW-HOOD-GRY-M", "gtin": HOOD.zfill(14), "quantity": 12, "title": HOODIE, "where": HOOD_BIN}
        ],
        "expected": 3,
        "missing": tees[1:],
        "surplus": [
            {"lpn": hood, "state": "restocked", "where": HOOD_BIN},
            {"lpn": new, "state": "graded", "where": HOOD_BIN},
        ],
        "known": True,
        "refused": 0,
        "started_at": at(60).replace("Z", ".000Z"),
        "actions": 7,
    }


def test_that_a_person_is_told_the_result_in_words(shelf: Shelf) -> None:
    tees, (hood,) = shelf.restocked(TEE, TEE_BIN, 3), shelf.restocked(HOOD, HOOD_BIN, 1)
    text = shelf.show([f"{line}\n" for line in (f"RS-COUNT-{TEE_BIN}", tees[0], hood, TEE, "RS-DONE")])
    assert f"{TEE_BIN}: 2 with a plate, 1 without; 3 with a plate were expected." in text
    assert f"2 missing:\n      {tees[1]}, {tees[2]}" in text
    assert f"1 belongs in {HOOD_BIN}:\n      {hood}" in text
    assert f"Counting {TEE_BIN}: 2 with a plate, 1 without. Last: 1 × T-shirt organic cotton, black, S" in text
    right = shelf.show([f"{line}\n" for line in (f"RS-COUNT-{TEE_BIN}", *tees, "RS-DONE")])
    assert "Nothing is missing, and nothing belongs elsewhere." in right


def test_that_undo_takes_the_last_one_back_and_a_plate_counts_once(shelf: Shelf) -> None:
    tees = shelf.restocked(TEE, TEE_BIN, 2)
    bench = shelf.bench
    bench.take(f"RS-COUNT-{TEE_BIN}", tees[0], TEE, "3", "RS-UNDO")
    count = bench.session.snapshot.count or {}
    assert (count["bin"], count["units"], count["pieces"]) == (TEE_BIN, 1, 1)
    for text, code in [(tees[0], "PLATE_COUNTED"), ("0", "QUANTITY_WRONG"), ("2.5", "QUANTITY_WRONG"), ("RS-BIN-A", "NOT_NOW")]:
        refusal = bench.take(text).refusal
        assert refusal
        assert refusal.code == code
    bench.take("RS-UNDO")
    assert bench.take("7").refusal.code == "NOTHING_TO_MULTIPLY"  # type: ignore[union-attr]  # it is refused
    payload = bench.take("RS-DONE").facts[0].payload
    assert (payload["units"], payload["goods"], payload["missing"]) == ([tees[0]], [], [tees[1]])


def test_that_a_short_code_is_goods_and_not_how_many_there_are(shelf: Shelf) -> None:
    payload = shelf.bench.take(f"RS-COUNT-{TEE_BIN}", TEE, "96385074", "40", "RS-DONE").facts[0].payload
    assert [(goods["gtin"], goods["quantity"]) for goods in payload["goods"]] == [(TEE.zfill(14), 1), ("00000096385074", 40)]


def test_that_a_count_that_was_left_open_is_there_after_a_restart_and_a_hazard_does_not_end_it(shelf: Shelf) -> None:
    (tee,) = shelf.restocked(TEE, TEE_BIN, 1)
    shelf.bench.take(f"RS-COUNT-{TEE_BIN}", tee)
    shelf.bench.restart()
    assert [fact.kind for fact in shelf.bench.take("RS-STOP").facts] == ["hazard.reported"]
    assert shelf.bench.take("RS-RESUME").refusal.code == "COUNT_OPEN"  # type: ignore[union-attr]  # it is refused
    assert shelf.bench.take("RS-DONE").facts[0].payload["units"] == [tee]
    assert shelf.bench.session.snapshot.state == "ready"


def test_that_a_long_count_stays_quick_to_save_and_is_whole_after_a_kill_in_its_middle(shelf: Shelf) -> None:
    bench, reader = shelf.bench, shelf.bench.station.reader
    bench.take(f"RS-COUNT-{TEE_BIN}")
    sizes = []
    for place in range(2 * KEPT + 20):
        bench.take((TEE, HOOD)[place % 2])
        sizes.append(len(saved.load(reader, saved.BENCH) or ""))
    assert max(sizes) < max(sizes[: 2 * KEPT]) + 1_000  # the base says what was counted
    bench.restart()
    assert (bench.session.snapshot.count or {})["pieces"] == 2 * KEPT + 20
    back = 0
    while (refused := bench.take("RS-UNDO").refusal) is None:
        back += 1
    assert (refused.code, refused.params["bin"]) == ("COUNT_UNDO_END", TEE_BIN)
    assert KEPT <= back < 2 * KEPT
    bench.restart()
    goods = bench.take("RS-DONE").facts[0].payload["goods"]
    assert sum(row["quantity"] for row in goods) == 2 * KEPT + 20 - back


def test_that_what_nobody_has_decided_about_belongs_into_no_bin(shelf: Shelf) -> None:
    bench = shelf.bench
    bench.take(TEE, "RS-PARK")
    (parked,) = bench.session.snapshot.parked
    bench.take(f"RS-COUNT-{TEE_BIN}")
    assert bench.take(parked).refusal.code == "UNIT_SET_ASIDE"  # type: ignore[union-attr]  # it is refused
    assert bench.session.snapshot.state == "counting"


def test_that_what_was_put_away_after_the_count_was_made_is_not_missing_in_it(shelf: Shelf) -> None:
    tees = shelf.graded(TEE, 2)
    first = shelf.give(timed(f"RS-BIN-{TEE_BIN}", *tees))
    assert first.refused == []
    later = shelf.restocked(TEE, TEE_BIN, 1)
    payload = shelf.give(timed(f"RS-COUNT-{TEE_BIN}", tees[0], "RS-DONE", first=60)).facts[0]["payload"]
    assert (payload["expected"], payload["missing"], payload["surplus"]) == (2, [tees[1]], [])
    now = shelf.bench.take(f"RS-COUNT-{TEE_BIN}", *tees, *later, "RS-DONE").facts[0].payload
    assert (now["expected"], now["missing"], now["surplus"]) == (3, [], [])


def test_that_a_unit_that_was_moved_after_the_count_lay_there_then(shelf: Shelf) -> None:
    (tee,) = shelf.graded(TEE, 1)
    shelf.give(timed(f"RS-BIN-{TEE_BIN}", tee))
    moved = shelf.bench.take(tee, "RS-BIN-B-9", "RS-CONFIRM").facts[0].payload
    assert (moved["bin"], moved["from_bin"], moved["quantity"]) == ("B-9", TEE_BIN, 0)
    payload = shelf.give(timed(f"RS-COUNT-{TEE_BIN}", tee, "RS-DONE", first=60)).facts[0]["payload"]
    assert (payload["missing"], payload["surplus"]) == ([], [])


@pytest.mark.parametrize("end", ["RS-COUNT-B-9", f"RS-BIN-{TEE_BIN}", "RS-SIGN-OUT"])
def test_that_a_count_without_an_end_is_not_taken_and_what_follows_is(shelf: Shelf, end: str) -> None:
    (tee,) = shelf.restocked(TEE, TEE_BIN, 1)
    told = shelf.give(timed(f"RS-COUNT-{TEE_BIN}", tee, HOOD, end))
    assert told.refused[:3] == [(1, "COUNT_UNFINISHED"), (2, "COUNT_UNFINISHED"), (3, "COUNT_UNFINISHED")]
    assert "bin.counted" not in told.kinds
    assert told.state["state"] == "ready"


def test_that_a_count_with_an_unreadable_line_is_not_taken_and_the_next_one_is(shelf: Shelf) -> None:
    tees = shelf.restocked(TEE, TEE_BIN, 2)
    count = (f"RS-COUNT-{TEE_BIN}", tees[0], tees[1], "RS-DONE")
    lines = [*timed(*count), *timed("RS-COUNT-B-9", "RS-DONE", first=10)]
    lines[2] = lines[2].replace("2026", "2031", 1)
    told = shelf.give(lines)
    assert told.refused == [(1, "COUNT_BROKEN"), (2, "COUNT_BROKEN"), (3, "BATCH_TIME_AHEAD"), (4, "COUNT_BROKEN")]
    assert [fact["subject"] for fact in told.facts if fact["kind"] == "bin.counted"] == ["BIN-B-9"]


@pytest.mark.parametrize(
    ("between", "code"),
    [
        ("B01-000001-9", "PLATE_CHECK"),
        ("9521321000019", "CHECK_DIGIT"),
        ("123456", "QUANTITY_WRONG"),
        ("B09-000001-M", "PLATE_UNKNOWN"),
        ("nonsense", "NOT_COUNTED"),
    ],
)
def test_that_any_line_that_was_refused_breaks_its_count(shelf: Shelf, between: str, code: str) -> None:
    told = shelf.give(timed(f"RS-COUNT-{TEE_BIN}", TEE, between, "RS-DONE"))
    assert dict(told.refused)[3] == code
    assert [code for number, code in told.refused if number != 3] == ["COUNT_BROKEN"] * 3
    assert "bin.counted" not in told.kinds


def test_that_a_plate_scanned_twice_does_not_break_a_count(shelf: Shelf) -> None:
    (tee,) = shelf.restocked(TEE, TEE_BIN, 1)
    told = shelf.give(timed("RS-COUNT-B-9", tee, tee, "RS-DONE"))
    assert told.refused == [(3, "PLATE_COUNTED")]
    assert told.facts[0]["payload"]["units"] == [tee]


def test_that_the_bench_says_how_many_scans_a_count_did_not_take(shelf: Shelf) -> None:
    (tee,) = shelf.restocked(TEE, TEE_BIN, 1)
    text = shelf.show([f"{line}\n" for line in (f"RS-COUNT-{TEE_BIN}", tee, tee, "B09-000001-M", "RS-COUNT-B-9", "RS-DONE")])
    assert "1 scan was not understood" in text
    assert "Nothing is missing" not in text
    assert [fact.payload["refused"] for fact in shelf.facts("bin.counted")] == [1]


def test_that_refused_scans_are_not_forgotten_when_the_bench_is_opened_again(shelf: Shelf) -> None:
    assert shelf.bench.take(f"RS-COUNT-{TEE_BIN}", "nonsense").refusal.code == "NOT_COUNTED"  # type: ignore[union-attr]
    shelf.bench.restart()
    assert shelf.bench.take("RS-DONE").facts[0].payload["refused"] == 1


def test_that_a_bin_that_nobody_knows_is_counted_and_said_to_be_unknown(shelf: Shelf) -> None:
    text = shelf.show(["RS-COUNT-A-99-99\n", "RS-DONE\n", f"RS-COUNT-{TEE_BIN}\n", "RS-DONE\n"])
    assert text.count("othing is known of bin A-99-99") == 2
    assert "known of bin A-01" not in text


def test_that_a_bin_in_which_a_unit_once_lay_is_known(shelf: Shelf) -> None:
    (tee,) = shelf.graded(TEE, 1)
    shelf.bench.take(tee, "RS-BIN-B-9", "RS-CONFIRM")
    shelf.bench.take(tee, f"RS-BIN-{TEE_BIN}", "RS-CONFIRM")
    assert shelf.bench.take("RS-COUNT-B-9", "RS-DONE").facts[0].payload["known"]


def test_that_goods_without_plates_are_named_with_the_bin_of_their_product(shelf: Shelf) -> None:
    text = shelf.show([f"{line}\n" for line in (f"RS-COUNT-{TEE_BIN}", HOOD, "4", TEE, "RS-DONE")])
    assert f"4 × {HOODIE} without a plate belong in {HOOD_BIN}" in text
    assert f"belongs in {TEE_BIN}" not in text


def test_that_a_count_whose_beginning_has_no_usable_time_takes_nothing_of_it(shelf: Shelf) -> None:
    told = shelf.give([f"2026-02-31T10:00:00Z,RS-COUNT-{TEE_BIN}\n", *timed(TEE, "5", "RS-DONE", "RS-COUNT-B-9", "RS-DONE")])
    assert told.refused == [(1, "BATCH_TIME_UNREADABLE"), (2, "COUNT_BROKEN"), (3, "COUNT_BROKEN"), (4, "COUNT_BROKEN")]
    assert told.kinds == ["bin.counted", "batch.taken"]


def test_that_the_same_count_in_another_file_is_not_taken_again(shelf: Shelf) -> None:
    count = timed(f"RS-COUNT-{TEE_BIN}", TEE, "5", "RS-DONE")
    assert shelf.give(count).kinds == ["bin.counted", "batch.taken"]
    again = shelf.give([*count, *timed("RS-COUNT-B-9", TEE, "RS-DONE", first=10)])
    assert again.refused == [(number, "COUNT_TAKEN") for number in (1, 2, 3, 4)]
    assert [fact["subject"] for fact in again.facts[:-1]] == ["BIN-B-9"]
