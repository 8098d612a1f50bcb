"""The return of a unit put right: which of its lines that is, when it is asked, and what a line that was complete gets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.supervisor.acts_units import Correct
from station.texts import notice
from tests.supervisor.unit_stories import Bench, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def test_that_which_line_is_asked_where_none_or_several_fit_and_a_full_one_is_doubted(bench: Bench) -> None:
    lpn = bench.stained()
    bench.act(Correct(lpn, "rma", "RMA-10001/1", "MIXED_UP"))
    bench.act(Correct(lpn, "sku", "NW-TEE-BLK-M", "MIXED_UP"))
    error = bench.act(Correct(lpn, "rma", "RMA-10002", "MIXED_UP")).error
    assert error is not None
    assert error.code == "CORRECT_WHICH_LINE"
    assert ("RMA-10002/1" in notice(error).advice, "RMA-10002/2" in notice(error).advice) == (True, True)
    assert bench.act(Correct(lpn, "rma", "RMA-10002/2", "MIXED_UP")).refusal is None
    other = bench.stained()
    doubted = bench.act(Correct(other, "rma", "RMA-10002/2", "MIXED_UP"))
    assert ("LINE", "1", "2") in [(each["code"], each.get("quantity"), each.get("seen")) for each in doubted.done["doubts"]]


def test_that_a_unit_does_not_stand_for_another_article_of_a_return_unless_its_line_is_named(bench: Bench) -> None:
    lpn = bench.stained()
    error = bench.act(Correct(lpn, "rma", "RMA-10008", "MIXED_UP")).error
    assert error is not None
    assert (error.code, "RMA-10008/1 (" in notice(error).advice, bench.kinds(lpn)[-1]) == ("CORRECT_WHICH_LINE", True, "label.queued")
    assert bench.opened.knowledge.by_rma("RMA-10008")[0].seen == 0
    assert bench.act(Correct(lpn, "rma", "RMA-10008/1", "MIXED_UP")).refusal is None
