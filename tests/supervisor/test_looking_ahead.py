"""The bench in the terminal looks ahead by itself: at once, and again and again; what could not be written is tried at the next look."""

from collections.abc import Callable
from threading import Event, Lock
from typing import Any

from station.errors import Fault
from station.supervisor.looking_ahead import LookingAhead


class FakeSession:
    """Gives these answers, one a look, and then none; `through` is set when all are given."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.through = Event()

    def look_ahead(self) -> tuple[Any, ...]:
        answer = self._answers.pop(0) if self._answers else ()
        if not self._answers:
            self.through.set()
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]  # as given


def test_that_it_looks_between_two_inputs_and_tells_what_came_of_it(caplog: Any) -> None:
    session, told, turn = FakeSession(("first",), Fault("DISK_FULL"), (), ("later",)), list[Any](), Lock()

    def between(work: Callable[[object], None]) -> None:
        with turn:
            work(None)

    looking = LookingAhead(session, between, told.append, every=0.0)  # type: ignore[arg-type]  # it only looks ahead
    with turn:
        looking.start()
        assert told == []
    assert session.through.wait(20)
    assert looking.stop()
    assert told == [("first",), ("later",)]
    assert "the next look tries again" in caplog.text
    caplog.clear()


def test_that_it_ends_at_once_although_the_next_look_is_far() -> None:
    session, told = FakeSession(("first",)), list[Any]()
    looking = LookingAhead(session, lambda work: work(None), told.append)  # type: ignore[arg-type]  # as above
    looking.start()
    assert session.through.wait(20)
    assert looking.stop()
    assert told == [("first",)]
