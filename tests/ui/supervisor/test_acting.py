"""A desk's acts beside a bench window: never on the window's thread, done by the bench, told to both."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from station.clock import SystemClock
from station.model.facts import ITEM_HELD, ITEM_RELEASED, PERSON_ADDED
from station.settings import change_settings
from station.supervisor.acts import Act, Answer, SignIn, SignOut
from station.supervisor.acts_decisions import Decide
from station.supervisor.acts_people import AddPerson
from station.supervisor.door import find
from station.supervisor.hands import Hands
from tests.supervisor.desks import HOODIE, PIN, SECONDS, staffed
from tests.ui.shop import PATIENCE_MS, Desktop, desktop, facts
from ui.bench.screen import Page
from ui.supervisor.acting import DeskHands
from ui.theme import Theme


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    staffed(tmp_path / "station")
    return tmp_path / "station"


@pytest.fixture
def hands(data: Path) -> Iterator[DeskHands]:
    acting = DeskHands(data, hands=Hands(data, SystemClock()))
    yield acting
    assert acting.stop()


@pytest.fixture
def bench(data: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desktop]:
    """A window that a desk can reach, with Ada signed in."""
    with desktop(data, qtbot, theme) as desk:
        qtbot.waitUntil(lambda: find(data) is not None, timeout=PATIENCE_MS)
        with desk.answered():
            desk.window.on_pin_given("I-01", PIN["Ada"])
        yield desk


def done(qtbot: QtBot, hands: DeskHands, act: Act) -> Answer:
    """Its answer, which comes on the window's thread."""
    answers: list[Answer] = []

    def take(answer: Answer) -> None:
        assert current_thread() is main_thread()
        answers.append(answer)

    hands.perform(act, take)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    return answers[0]


def test_that_a_desk_decides_while_the_window_has_a_unit_in_hand(bench: Desktop, data: Path, hands: DeskHands, qtbot: QtBot) -> None:
    bench.scan("RMA-10002", HOODIE, "RS-HOLD-SUPERVISOR", HOODIE)
    (held,) = facts(data, ITEM_HELD)
    assert done(qtbot, hands, SignIn("Sofia", PIN["Sofia"])).refusal is None
    assert done(qtbot, hands, Decide((held.subject,), "RETURN_TO_CUSTOMER")).refusal is None
    assert [fact.actor for fact in facts(data, ITEM_RELEASED)] == ["I-02"]
    assert bench.page() is Page.BOARD
    assert "Hooded sweatshirt, grey, L" in bench.words()


def test_that_a_window_that_is_closed_lets_the_desk_do_it_by_itself(data: Path, hands: DeskHands, qtbot: QtBot, theme: Theme) -> None:
    with desktop(data, qtbot, theme):
        qtbot.waitUntil(lambda: find(data) is not None, timeout=PATIENCE_MS)
        assert done(qtbot, hands, SignIn("Sofia", PIN["Sofia"])).refusal is None
    assert find(data) is None
    with qtbot.waitSignal(hands.signed_out, timeout=PATIENCE_MS):
        answer = done(qtbot, hands, AddPerson("Ben", "inspector"))
    assert (answer.refusal, len(facts(data, PERSON_ADDED))) == (("DESK_SIGN_IN", {}), 4)
    assert done(qtbot, hands, SignIn("Sofia", PIN["Sofia"])).refusal is None
    assert done(qtbot, hands, AddPerson("Ben", "inspector")).refusal is None


def test_that_a_sign_out_is_the_end_of_it(data: Path, hands: DeskHands, qtbot: QtBot) -> None:
    done(qtbot, hands, SignIn("Sofia", PIN["Sofia"]))
    done(qtbot, hands, SignOut())
    assert done(qtbot, hands, AddPerson("Ben", "inspector")).refusal == ("DESK_SIGN_IN", {})
    assert len(facts(data, PERSON_ADDED)) == 4


class FakeHands(Hands):
    """Is busy with the first act until it is let go."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, SystemClock())
        self.begun, self.go_on, self.threads = Event(), Event(), set[str]()

    def perform(self, act: Act, token: str = "", order: str = "") -> Answer:  # noqa: ARG002 -- it does none
        self.threads.add(current_thread().name)
        self.begun.set()
        assert self.go_on.wait(SECONDS)
        return Answer(done={"act": act.name})


def test_that_the_window_goes_on_while_an_act_takes_long_and_answers_come_in_order(tmp_path: Path, qtbot: QtBot) -> None:
    fake = FakeHands(tmp_path)
    acting, told, busy = DeskHands(tmp_path, hands=fake), list[str](), list[bool]()
    acting.busy.connect(busy.append)
    for act in (SignOut(), AddPerson("Ben", "inspector")):
        acting.perform(act, lambda answer: told.append(str(answer.done["act"])))
    assert fake.begun.wait(SECONDS)
    assert (told, busy) == ([], [True, True])
    fake.go_on.set()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=PATIENCE_MS)
    assert (told, busy[-1], fake.threads) == (["SignOut", "AddPerson"], False, {"desk hands"})
    assert acting.stop()


def test_that_a_desk_that_is_closed_hears_nothing_more(tmp_path: Path, qtbot: QtBot) -> None:
    fake, told = FakeHands(tmp_path), list[Answer]()
    acting = DeskHands(tmp_path, hands=fake)
    acting.perform(SignOut(), told.append)
    assert fake.begun.wait(SECONDS)
    fake.go_on.set()
    assert acting.stop()
    acting.perform(SignOut(), told.append)
    qtbot.wait(0)
    assert told == []


def test_that_a_window_that_nobody_uses_is_locked_and_says_so(
    data: Path, qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desk_door._LOOK_MS", 20)
    monkeypatch.setattr("station.session.guarded._MINUTE_MS", 20)
    change_settings(data, {"people.idle_minutes": 1})
    with desktop(data, qtbot, theme) as desk:
        with desk.answered():
            desk.window.on_pin_given("I-01", PIN["Ada"])
        qtbot.waitUntil(lambda: desk.page() is Page.SIGN_IN, timeout=PATIENCE_MS)
        assert any("Ada was signed out" in text for text in desk.words())


class FakeBrokenHands(Hands):
    """Breaks at its first act."""

    acts = 0

    def perform(self, act: Act, token: str = "", order: str = "") -> Answer:  # noqa: ARG002 -- it does none
        self.acts += 1
        if self.acts == 1:
            raise OSError
        return Answer(done={"act": act.name})


def test_that_an_act_that_breaks_is_answered_and_the_next_is_done(tmp_path: Path, qtbot: QtBot) -> None:
    acting = DeskHands(tmp_path, hands=FakeBrokenHands(tmp_path, SystemClock()))
    assert done(qtbot, acting, SignOut()).refusal == ("DESK_BUG", {"what": "OSError"})
    assert done(qtbot, acting, SignOut()).done == {"act": "SignOut"}
    assert acting.stop()
