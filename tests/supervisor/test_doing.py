"""What an act does by scans: a choice is found by what it means, on whatever page and key it stands; what is not offered is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.bench import deciding, prompts
from station.errors import Refusal
from station.knowledge import writing
from station.model.facts import ITEM_HELD, ITEM_RELEASED
from station.model.goods import Product
from station.supervisor.acts_containers import CloseLot
from station.supervisor.acts_decisions import Decide
from station.supervisor.doing import Choose, Doing
from tests.insight.stocked import lotted
from tests.supervisor.unit_stories import Bench, graded, open_bench

LAMP = Product("northwind", "NW-LAMP", "Desk lamp", "lamps", ("9521321000551",), attributes={"mains_powered": True})


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def lamp(bench: Bench) -> str:
    """A lamp on hold, since the rules of its category are not for it."""
    with bench.opened.ledger.writer.begin() as connection:
        writing.write_products(connection, [LAMP])
    bench.scans(LAMP.gtins[0])
    return str(next(bench.opened.ledger.facts(kinds=(ITEM_HELD,))).subject)


@pytest.mark.parametrize("category", ["apparel", "electronics", "toys"])
def test_that_a_category_is_chosen_on_whatever_page_it_stands(bench: Bench, monkeypatch: pytest.MonkeyPatch, category: str) -> None:
    for module in (prompts, deciding):
        monkeypatch.setattr(module, "CATEGORIES", 4)  # three on a page
    lpn = lamp(bench)
    assert bench.act(Decide((lpn,), "CATEGORY", category)).refusal is None
    corrected = list(bench.opened.ledger.facts(subject=lpn))[-1]
    assert corrected.payload["what"] == {"rubric": ["general", category]}


def test_that_a_category_that_is_not_offered_is_refused_with_those_that_are(bench: Bench) -> None:
    refusal = bench.act(Decide((lamp(bench),), "CATEGORY", "general")).refusal
    assert refusal is not None
    assert (refusal[0], "electronics" in refusal[1]["known"]) == ("CATEGORY_UNKNOWN", True)
    assert not list(bench.opened.ledger.facts(kinds=(ITEM_RELEASED,)))


def test_that_a_choice_that_the_bench_does_not_offer_is_refused_and_nothing_is_written(bench: Bench) -> None:
    lotted(bench.opened.ledger, "L12", *graded(bench, "liquidation", 900001))
    bench.act(CloseLot("L12"))
    before = bench.opened.ledger.head()
    with pytest.raises(Refusal) as refused:
        Doing(bench.opened, bench.session, bench.sam).scans("RS-LOT-L12", Choose("BURN"))
    assert (refused.value.code, bench.opened.ledger.head()) == ("NO_SUCH_CHOICE", before)
