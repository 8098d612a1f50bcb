"""Units that lived through something, worked at a real bench of a new data folder: what tests of a unit's page are told from."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from station.assembly import Station, bench_of, open_station
from station.exchange.imports import import_file
from station.model import facts as kinds
from station.model.people import NOBODY, Person, Role
from station.resources import resources
from station.scan.plates import plate
from station.session import BatchSession
from station.supervisor.acts import Act, Answer
from station.supervisor.performing import perform
from tests.insight.stocked import unit
from tests.once import copied

HOODIE = "9521321000087"  # NW-HOOD-GRY-L
SHOWN = (("#8899aa", "#445566"), ("#c9b79c", "#6b4f3a"), ("#9caf88", "#3f5a36"))  # a ground and what lies on it


class FakeClock:
    """Every look at the clock is one second later."""

    def __init__(self, seconds: int = 0) -> None:
        self.seconds = seconds

    def now(self) -> datetime:
        self.seconds += 1
        return datetime.fromtimestamp(1_795_000_000 + self.seconds, UTC)

    def elapsed_ms(self) -> int:
        self.seconds += 1
        return self.seconds * 1000


class FakePicture:
    """A picture of a thing on a ground, each another one."""

    source = "camera"

    def __init__(self, number: int) -> None:
        ground, thing = SHOWN[number % len(SHOWN)]
        image = Image.new("RGB", (960, 640), ground)
        pen = ImageDraw.Draw(image)
        pen.rectangle((200, 120 + number % 40, 700, 560), fill=thing)
        for line in range(40):
            pen.line((line * 24 + number % 7, 0, line * 24, 640), fill="#22222a")
        pen.text((20, 20), f"picture {number}")
        out = BytesIO()
        image.save(out, "JPEG")
        self.data = out.getvalue()


class FakeCamera:
    """Gives another picture each time."""

    sees_stillness = False

    def __init__(self) -> None:
        self.taken = 0

    def shoot(self) -> FakePicture:
        self.taken += 1
        return FakePicture(self.taken)


class Bench:
    """A bench with an inspector signed in, and a supervisor who acts at the desk; without `people` nobody has to be anybody."""

    def __init__(self, opened: Station, *, people: bool = True) -> None:
        self.opened = opened
        self.ada = opened.people.add("Ada", Role.INSPECTOR)[0] if people else NOBODY
        self.sam = opened.people.add("Sam", Role.SUPERVISOR)[0] if people else NOBODY
        self.session: BatchSession = bench_of(opened, FakeCamera(), takes_itself=True)
        if people:
            self.session.sign_in("Ada")

    def scans(self, *codes: str) -> list[str]:
        """These codes one after the other; the kinds of the facts that came of them. None may be refused."""
        given: list[str] = []
        for code in codes:
            outcome = self.session.take(code)
            assert outcome.refusal is None, f"{code}: {outcome.refusal}"
            given += [fact.kind for fact in outcome.facts]
        return given

    def act(self, act: Act, person: Person | None = None) -> Answer:
        """At the desk, by the supervisor unless somebody else is named."""
        return perform(self.opened, self.session, act, person or self.sam)

    def kinds(self, lpn: str) -> list[str]:
        """The kinds of all facts about a unit, in order."""
        return [fact.kind for fact in self.opened.ledger.facts(subject=lpn)]

    def last(self) -> str:
        """The plate of the unit that came in last."""
        return list(self.opened.ledger.facts(kinds=(kinds.ITEM_RECEIVED,)))[-1].subject

    def stained(self, *, pictures: int = 0) -> str:
        """A hoodie of RMA-10002 (which has two) graded B for a small stain, with so many pictures beside those due. Its plate."""
        self.scans("RMA-10002", HOODIE, *["RS-PHOTO"] * pictures, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
        return self.last()

    def again(self, lpn: str, *codes: str) -> list[str]:
        """A unit that was opened for a second grading, graded by these codes."""
        return self.scans(lpn, "RS-ANSWER-1", *codes)


@contextmanager
def open_bench(folder: Path, *, people: bool = True) -> Iterator[Bench]:
    """A new station with the demo shop's goods, worked at and open for acts."""
    clock = FakeClock(copied(_stocked, folder))
    with open_station(folder / "data", clock) as opened:
        yield Bench(opened, people=people)


def _stocked(folder: Path) -> int:
    """The second at which it was ready."""
    clock = FakeClock()
    with open_station(folder / "data", clock, "B02") as opened:
        for kind in ("products", "returns"):
            file = folder / f"{kind}.csv"
            file.write_bytes(resources().joinpath("demo", f"{kind}.csv").read_bytes())
            import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder / "reports")
    return clock.seconds


def graded(bench: Bench, disposition: str, *numbers: int, client: str = "northwind", category: str = "home_goods") -> tuple[str, ...]:
    """Units with this disposition, as facts of before."""
    goods: dict[str, Any] = {"category": category, "market": "US"}
    return tuple(unit(bench.opened.ledger, n, disposition, "C", client, lpn=plate("B02", n), **goods) for n in numbers)
