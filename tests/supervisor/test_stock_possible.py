"""What can be done with a pile of goods at the desk follows the bench's own tables and the rights of its acts."""

import pytest

from station.bench.departures import PARTS, TAKES, Part, Way
from station.model.rights import Right
from station.supervisor.acts_stock import Destroy, SendToRepair, ShipLot
from station.supervisor.stock import StockNow
from station.supervisor.stock_possible import ACTS, Do, Pile, actions_of, said_of

NOTHING = StockNow.nothing()


@pytest.mark.parametrize(("way", "disposition"), [(way, each.value) for way, taken in TAKES.items() for each in taken])
def test_that_every_unit_that_the_bench_lets_leave_can_leave_from_the_desk(way: Way, disposition: str) -> None:
    pile = Pile("quarantine", "Q-01") if disposition == "quarantine" else Pile("loose", disposition)
    assert actions_of(pile, NOTHING, lambda _right: True, 1) == (Do(way),)
    assert actions_of(pile, NOTHING, lambda _right: True, 0) == ()


@pytest.mark.parametrize(("disposition", "right"), [("destroy", Destroy.right), ("repair", SendToRepair.right)])
def test_that_an_action_is_offered_to_whoever_has_the_right_of_its_act(disposition: str, right: Right) -> None:
    pile = Pile("loose", disposition)
    assert actions_of(pile, NOTHING, lambda each: each is right, 1)
    assert not actions_of(pile, NOTHING, lambda each: each is not right, 1)


def test_that_what_is_no_act_is_for_everybody_who_sees_the_page() -> None:
    assert ShipLot.right is not Right.SEE_DESK
    assert actions_of(Pile("held", "H-01"), NOTHING, lambda _right: False, 1) == (Do.DECIDE,)


@pytest.mark.parametrize("way", list(Way))
def test_that_everything_is_said_that_the_bench_asks_on_the_way(way: Way) -> None:
    asked = [part.value for part in PARTS[way] if part not in (Part.UNITS, Part.CONFIRM)]
    assert list(said_of(Do(way), people=True)) == asked
    assert list(said_of(Do(way), people=False)) == [part for part in asked if part != "witness"]


def test_that_of_every_action_it_is_known_who_may_and_what_has_to_be_said() -> None:
    assert set(ACTS) == set(Do)
    asked = {each for each in Do if said_of(each, people=True)}
    assert asked == {*(Do(way) for way in Way), Do.REOPEN}
