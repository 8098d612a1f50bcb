"""A desk beside a real bench process at the terminal: it decides there, and when that process is killed the truth is told."""

from pathlib import Path

import pytest
from PIL import Image

from station.assembly import read_station
from station.clock import SystemClock
from station.model.facts import ITEM_HELD, ITEM_RELEASED, PERSON_ADDED, Fact
from station.supervisor.acts_decisions import Decide
from station.supervisor.acts_people import AddPerson
from station.supervisor.door import find
from station.supervisor.hands import Hands
from tests.end_to_end.bench import RunningBench, Shop
from tests.supervisor.desks import HOODIE, SECONDS, FakeDesk, code, staffed


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    (tmp_path / "photos").mkdir()
    Image.effect_noise((64, 48), 30).convert("RGB").save(tmp_path / "photos" / "1.jpg")
    staffed(tmp_path / "station")
    return Shop(tmp_path / "station", tmp_path / "photos")


def desk_of(shop: Shop) -> FakeDesk:
    """A desk that waits until the bench that opens listens, and is signed in there."""
    desk = FakeDesk(Hands(shop.data, SystemClock(), patience=SECONDS))
    assert desk.sign_in("Sofia").refusal is None
    return desk


def written(shop: Shop, *kinds: str) -> list[Fact]:
    with read_station(shop.data, SystemClock()) as opened:
        return list(opened.ledger.facts(kinds=kinds))


def test_that_a_desk_decides_between_two_lines_of_a_terminal(shop: Shop) -> None:
    with RunningBench(shop, "Ada") as bench:
        for text in ("RMA-10002", HOODIE, "RS-HOLD-SUPERVISOR"):
            bench.send(text)
        (held,) = written(shop, ITEM_HELD)
        assert code(desk_of(shop).act(Decide((held.subject,), "RETURN_TO_CUSTOMER"))) == ""
        told = bench.send(HOODIE)
        released = [fact for fact in told.facts if fact["kind"] == ITEM_RELEASED]
        assert [(fact["subject"], fact["actor"]) for fact in released] == [(held.subject, "I-02")]
        assert (told.state["person"], told.state["state"], told.state["parcel"]["code"]) == ("Ada", "inspecting", "RMA-10002")
        bench.finish()
    assert find(shop.data) is None


def test_that_a_bench_that_was_killed_leaves_a_door_that_nobody_waits_at(shop: Shop) -> None:
    with RunningBench(shop, "Ada") as bench:
        bench.send("RMA-10002")
        desk = desk_of(shop)
    assert find(shop.data), "a killed process clears nothing up"
    assert code(desk.act(AddPerson("Ben", "inspector"))) == "DESK_SIGN_IN"
    assert len(written(shop, PERSON_ADDED)) == 4
    assert code(desk.sign_in("Sofia")) == ""
    assert code(desk.act(AddPerson("Ben", "inspector"))) == ""
    with RunningBench(shop, "Ada") as bench:
        assert bench.first["parcel"]["code"] == "RMA-10002", "what was open at the bench is as it was"
        bench.finish()
