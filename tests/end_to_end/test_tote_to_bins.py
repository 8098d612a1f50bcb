"""A tote of twenty units from the bench to their bins by scans alone, as processes: graded, toted, closed, labelled, put away."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as pysqlite

from tests.end_to_end.bench import RunningBench, Shop, new_shop

UNITS = {"9521321000087": ("NW-HOOD-GRY-L", "A-02-02"), "9521321000018": ("NW-TEE-BLK-S", "A-01-01")}
HOOD, TEE = UNITS
SHIFT = (*[HOOD] * 12, *[TEE] * 8)


def test_that_a_tote_of_twenty_units_goes_from_the_bench_to_its_bins_by_scans_alone(tmp_path: Path) -> None:
    shop = new_shop(tmp_path, [("Ana", "inspector")])
    with RunningBench(shop) as bench:
        bench.send(f"RS-BADGE-{shop.badges['Ana']}")
        bench.send("RS-BLIND")
        plates = [_graded(bench, code) for code in SHIFT]
        stained = _graded(bench, HOOD, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
        _filled(bench, plates, stained)
        places = _emptied(bench, plates)
        assert bench.finish() == ""
    assert places == {"A-02-02": 12, "A-01-01": 8}
    _written(shop, plates, stained)


def _graded(bench: RunningBench, code: str, *scans: str) -> str:
    """One unit as new, or what the scans find; its plate."""
    asked = bench.send(code).state["prompt"]
    if asked["kind"] == "choose":
        bench.send(next(choice["code"] for choice in asked["choices"] if choice["answer"] == "BLIND"))
    facts = [fact for text in scans or ("RS-AS-NEW",) for fact in bench.send(text).facts]
    return str(next(fact["subject"] for fact in facts if fact["kind"] == "item.graded"))


def _filled(bench: RunningBench, plates: list[str], stained: str) -> None:
    """The tote first, then every plate; what does not belong in there is refused with both named, and the tote is closed."""
    bench.send("RS-DONE")
    assert bench.send("RS-TOTE-T7").state["state"] == "stowing"
    assert [fact["kind"] for fact in bench.send(plates[0]).facts] == ["item.toted"]
    wrong = bench.send(stained).refused
    assert wrong is not None
    assert wrong["message"] == f"{stained}: outlet. T7 holds: restock. They do not go together."
    for plate in plates[1:]:
        assert bench.send(plate).facts[-1]["kind"] == "item.toted"
    closed = bench.send("RS-CLOSE").facts
    assert [(fact["kind"], fact["subject"]) for fact in closed] == [("tote.closed", "T7"), ("label.queued", "T7")]
    assert closed[0]["payload"] == {"tote": "T7", "client": "northwind", "disposition": "restock", "units": 20}
    assert closed[1]["payload"]["fields"]["code"] == "RS-TOTE-T7"
    late = bench.send(stained)
    assert late.state["state"] == "deciding"
    refused = bench.send("RS-TOTE-T7").refused
    assert refused is not None
    assert refused["code"] == "TOTE_IS_CLOSED"
    bench.send("RS-DONE")


def _emptied(bench: RunningBench, plates: list[str]) -> Counter[str]:
    """The label of the tote, then what the bench names next, as long as it names something; how many went into which bin."""
    state = bench.send("RS-TOTE-T7").state
    assert state["stowing"]["units"] == 20
    placed: list[tuple[str, str]] = []
    while state["stowing"]["units"]:
        following = state["stowing"]["next"]
        bench.send(following["lpn"])
        answer = bench.send(f"RS-BIN-{following['bin']}")
        assert [fact["kind"] for fact in answer.facts] == ["item.restocked"]
        placed.append((following["lpn"], following["bin"]))
        state = answer.state
    assert sorted(plate for plate, _ in placed) == sorted(plates)
    assert [place for _, place in placed] == sorted(place for _, place in placed)  # one way through the bins, and none twice
    assert state["prompt"]["text"] == "Tote T7 is empty"
    told = Counter({each["place"]: each["units"] for each in state["stowing"]["placed"]})
    assert told == Counter(place for _, place in placed)
    assert bench.send("RS-DONE").state["state"] == "parcel"
    return told


def _written(shop: Shop, plates: list[str], stained: str) -> None:
    """The books, the label on paper, and what the main system is told: that twenty can be sold, and not before they are in their bins."""
    rows = _rows(shop, "SELECT lpn, state, bin, tote FROM items")
    assert {row[0]: row[1:] for row in rows}[stained] == ("graded", "OUT-03", None)
    put = [row for row in rows if row[0] in plates]
    assert {row[1] for row in put} == {"restocked"}
    assert Counter(row[2] for row in put) == {"A-02-02": 12, "A-01-01": 8}
    assert _rows(shop, "SELECT tote, state, units FROM totes") == [("T7", "open", 0)]
    assert any("RS-TOTE-T7" in file.read_text() for file in (shop.data / "labels").glob("*T7-tote*"))
    sold = [json.loads(row[0])["quantity"] for row in _rows(shop, "SELECT payload FROM facts WHERE kind = 'item.restocked'")]
    assert sold == [1] * 20
    assert "verified" in shop.run("verify").stdout


def _rows(shop: Shop, query: str) -> list[tuple[Any, ...]]:
    """What the books say; the bench has ended."""
    connection = pysqlite.connect(str(shop.data / "station.db"))
    try:
        return list(connection.execute(query))
    finally:
        connection.close()
