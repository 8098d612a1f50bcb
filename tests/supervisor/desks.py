"""A bench at work on a thread of its own, with a listener, and a desk beside it: what the tests of the way between them share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

from station.assembly import Station, bench_of, open_station
from station.clock import SystemClock
from station.exchange.imports import import_file
from station.model.facts import Fact
from station.model.people import Person, Role
from station.session import BatchSession, BenchThread, Outcome, Session
from station.supervisor.acts import Act, Answer, SignIn
from station.supervisor.hands import Hands
from station.supervisor.listening import DeskListener
from station.supervisor.performing import Performing
from station.supervisor.tokens import Tokens
from tests.end_to_end.bench import DEMO
from tests.once import copied

PIN = {"Ada": "402817", "Sofia": "739105", "Max": "550912", "Vera": "618204"}
PHRASE = "seven warm teapots"
ROLES = {"Ada": Role.INSPECTOR, "Sofia": Role.SUPERVISOR, "Max": Role.ADMIN, "Vera": Role.VIEWER}
HOODIE = "9521321000087"  # NW-HOOD-GRY-L, two of them in RMA-10002
SECONDS = 20.0  # in which a thread answers, however busy the machine is


class FakeClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.ms = 0

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_795_000_000 + self.ms / 1000, UTC)

    def elapsed_ms(self) -> int:
        return self.ms


def staffed(data: Path) -> dict[str, Person]:
    """A station with goods, and somebody of each role; all have PINs, the admin a password too."""
    return copied(_staffed, data)


def _staffed(data: Path) -> dict[str, Person]:
    with open_station(data, SystemClock()) as opened:
        for kind in ("products", "returns"):
            import_file(kind, DEMO / f"{kind}.csv", ledger=opened.ledger, knowledge=opened.knowledge, reports=data / "reports")
        people = {name: opened.people.add(name, role, pin=PIN[name])[0] for name, role in ROLES.items()}
        opened.people.set_password(people["Max"], PHRASE)
    return people


@dataclass
class FakeBench:
    """What a window has of a bench: its thread, its listener, what it was told."""

    opened: Station
    thread: BenchThread
    told: list[Fact] = field(default_factory=list)
    session: BatchSession | None = None
    listener: DeskListener | None = None

    def ask(self, question: Any) -> Any:
        """Something of the session, in turn."""
        answered, answer = Event(), []

        def take(value: object) -> None:
            answer.append(value)
            answered.set()

        self.thread.ask(question, take)
        assert answered.wait(SECONDS)
        return answer[0]

    def take(self, *texts: str) -> Outcome:
        """Scans; what the last gave."""
        outcome: Outcome = self.ask(lambda session: [session.take(text) for text in texts][-1])
        return outcome

    def facts(self, *kinds: str) -> list[Fact]:
        return list(self.opened.ledger.facts(kinds=kinds))


@contextmanager
def bench_at_work(data: Path, *, idle_minutes: int = 15, patience: float = SECONDS) -> Iterator[FakeBench]:
    """A bench that works on this folder and listens, until the end."""
    clock = SystemClock()
    ready = Event()
    with open_station(data, clock) as opened:
        session = bench_of(opened)

        def failed(error: object) -> None:
            raise AssertionError(error)

        thread = BenchThread(lambda: session, lambda _: ready.set(), lambda _: None, failed)
        bench = FakeBench(opened, thread, session=session)
        performing = Performing(opened, session, Tokens(clock, idle_minutes), bench.told.extend)
        bench.listener = DeskListener(data, performing, lambda work: thread.ask(work, lambda _: None), patience=patience)
        thread.start()
        assert ready.wait(SECONDS)
        bench.listener.start()
        try:
            yield bench
        finally:
            assert bench.listener.stop()
            assert thread.stop()


@dataclass
class FakeDesk:
    """A desk beside: who is signed in at it, and its hands."""

    hands: Hands
    token: str = ""

    def sign_in(self, name: str) -> Answer:
        """With the PIN, or with the password of the admin."""
        answer = self.hands.perform(SignIn(name, PIN[name], "", PHRASE if name == "Max" else ""))
        self.token = str(answer.once.get("token", ""))
        return answer

    def act(self, act: Act, order: str = "") -> Answer:
        return self.hands.perform(act, self.token, order)


def desk_at(data: Path, name: str = "") -> FakeDesk:
    """A desk on this folder, with this person signed in."""
    desk = FakeDesk(Hands(data, SystemClock(), patience=0.0, timeout=SECONDS))
    if name:
        assert desk.sign_in(name).refusal is None
    return desk


def code(answer: Answer) -> str:
    """Why it was refused; "" for done."""
    return answer.refusal[0] if answer.refusal else ""


def nothing(_session: Session) -> None:
    """A turn that does nothing."""
