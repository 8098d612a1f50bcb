"""Whatever a batch holds, it gives facts or refusals, never a crash, never half a thing; and given again it doubles nothing."""

import tempfile
from collections import Counter
from pathlib import Path
from shutil import rmtree
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.ledger.verify import verify
from tests.handheld.shelf import HOOD, TEE, TEE_BIN, Shelf, at

CODES: Final = [
    f"RS-BIN-{TEE_BIN}", "RS-BIN-B-9", f"RS-COUNT-{TEE_BIN}", "RS-COUNT-B-9", "RS-DONE", "RS-UNDO", "RS-STOP", "RS-TOTE-T1", "RS-CONFIRM",
    "RS-RESUME", "RS-PARK", "RS-BLIND", "RS-CLOSE", "RS-DOCK", "RS-GRADE-C", "RS-REWORK", "RS-REPRINT", "RS-CLIENT-northwind",
    "RS-ANSWER-1", "RS-COUNT-../x", "RMA-10001", "RMA-10008", TEE, HOOD, "9521321000087", "96385074", "12", "0", "7",
    "B01-000001-A", "B01-000002-8", "B01-000003-6", "B01-000077-X", "x,y", '"', "",
]  # fmt: skip
AT_SOME_TIME: Final = st.one_of(st.sampled_from(CODES), st.sampled_from(CODES), st.text(max_size=12))
LINES: Final = st.lists(
    st.one_of(AT_SOME_TIME.map(lambda code: (True, code)), st.text(max_size=40).map(lambda text: (False, text))), max_size=25
)


def batch(parts: list[tuple[bool, str]]) -> list[str]:
    """The lines of a batch: a second apart, where they have a time at all."""
    return [f"{at(place)},{text}\n" if has_time else text for place, (has_time, text) in enumerate(parts, start=1)]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(parts=LINES)
def test_that_any_batch_gives_facts_or_refusals_and_leaves_the_bench_at_rest(parts: list[tuple[bool, str]]) -> None:
    lines = batch(parts)
    folder = Path(tempfile.mkdtemp())
    shelf = Shelf(folder / "shop")
    try:
        plates = shelf.graded(TEE, 3)
        told = shelf.give([f"{at(0)},RS-BIN-{TEE_BIN}\n", f"{at(0)},{plates[0]}\n", *lines])
        assert told.state["state"] in ("ready", "parcel")
        assert (told.state["putting"], told.state["count"], told.state["item"]) == ("", None, None)
        assert told.summary["taken"] + told.summary["refused"] == told.summary["lines"]
        assert "BENCH_BUG" not in {code for _, code in told.refused}
        shelf.give([f"{at(0)},RS-BIN-{TEE_BIN}\n", f"{at(0)},{plates[0]}\n", *lines, "one more\n"])
        put = Counter(fact.subject for fact in shelf.facts("item.restocked"))
        counts = Counter((fact.subject, fact.payload["started_at"]) for fact in shelf.facts("bin.counted"))
        assert set(put.values()) | set(counts.values()) <= {1}
        station = shelf.bench.station
        assert verify(station.folder.database, station.folder.exports, station.photos.check).clean
    finally:
        shelf.close()
        rmtree(folder)
