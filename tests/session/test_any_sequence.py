"""Whatever is scanned in whatever order, with crashes in between, what must always hold holds."""

import tempfile
from pathlib import Path
from shutil import rmtree

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from station.ledger.readers import Reader
from station.ledger.verify import verify
from station.model.grades import Outcome
from station.model.people import Role
from tests.session.shop import Bench

ITEMS = ["9521321000025", "9521321000087", "9521321000216", "9521321000186", "9524000000019", "9526543000167", "4006381333931"]
PARCELS = ["RMA-10001", "RMA-10002", "RMA-10008", "RMA-20002", "RMA-99999", "RR471101825DE"]
FINDINGS = ["STAIN", "WORN", "TAG_OFF", "MOULD", "SWAPPED_TAG", "SEAL_OPENED", "OTHER", "WRONG_ITEM"]
COMMANDS = [
    "AS-NEW",
    "DONE",
    "MORE",
    "PHOTO",
    "CONFIRM",
    "UNDO",
    "PARK",
    "RESUME",
    "STOP",
    "SAME",
    "REWORK",
    "CLOSE",
    "EMPTY",
    "BLIND",
    "REPRINT",
    "DOCK",
    "SIGN-OUT",
    "HOLD-CLIENT",
    "HOLD-SUPERVISOR",
    "CLIENT-alpine",
    "GRADE-A",
    "GRADE-B",
    "GRADE-C",
    "BIN-A-1",
    "TOTE-T1",
    "ANSWER-1",
    "ANSWER-2",
    "ANSWER-3",
    "ANSWER-9",
    "BADGE-NOBODY",
]
INPUTS = st.one_of(
    st.sampled_from(ITEMS),
    st.sampled_from(PARCELS),
    st.sampled_from([f"RS-FIND-{finding}" for finding in FINDINGS]),
    st.sampled_from([f"RS-{command}" for command in COMMANDS]),
    st.sampled_from(list("0123456789x")),
    st.text(max_size=30),
)


class AnySequence(RuleBasedStateMachine):
    """A bench that is fed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.acknowledged: list[str] = []
        self.bench = Bench(self.folder / "shop")
        people = self.bench.station.people
        self.badges = {name: people.add(name, role)[1] for name, role in (("Ana", Role.INSPECTOR), ("Sam", Role.SUPERVISOR))}
        self.bench.restart()
        self._take(f"RS-BADGE-{self.badges['Ana']}")
        self.reader = Reader(self.bench.station.ledger, "watch", ("item.*", "parcel.*"))

    @rule(name=st.sampled_from(["Ana", "Sam"]))
    def badge(self, name: str) -> None:
        """Somebody signs in, takes over, or agrees."""
        self._take(f"RS-BADGE-{self.badges[name]}")

    @rule(answers=st.lists(st.sampled_from(["1", "2", "3", "RS-UNDO", "RS-CONFIRM", "RS-PARK", "RS-REWORK", "RS-GRADE-A"]), max_size=5))
    def look_again(self, answers: list[str]) -> None:
        """The last unit's plate, and what a supervisor may do about it."""
        last = self.bench.session.snapshot.last
        if last:
            for each in (last["lpn"], *answers, f"RS-BADGE-{self.badges['Sam']}"):
                self._take(each)

    @rule(text=INPUTS)
    def scan(self, text: str) -> None:
        self._take(text)

    @rule(text=st.sampled_from(ITEMS), answers=st.lists(st.sampled_from(["1", "2", "3", "RS-AS-NEW", "RS-DONE"]), max_size=6))
    def inspect(self, text: str, answers: list[str]) -> None:
        """What inspectors do most, so that grades are reached."""
        for each in (text, *answers):
            self._take(each)

    @rule()
    def crash(self) -> None:
        before = self.bench.session.snapshot
        self.bench.restart()
        if before.person:
            self._take(f"RS-BADGE-{self.badges[before.person]}")
            after = self.bench.session.snapshot
            assert (after.state, after.item, after.prompt, after.parcel) == (before.state, before.item, before.prompt, before.parcel)
        self.reader = Reader(self.bench.station.ledger, "watch", ("item.*", "parcel.*"))

    def _take(self, text: str) -> None:
        before = self.bench.session.snapshot
        outcome = self.bench.session.take(text)
        self.acknowledged += [fact.id for fact in outcome.facts]
        assert outcome.snapshot.prompt is not None
        if outcome.refusal and not outcome.facts and outcome.snapshot.state != "photographing":
            assert outcome.refusal.code.isupper()
            assert outcome.snapshot == before

    @invariant()
    def nothing_acknowledged_is_lost_and_one_plate_is_one_unit(self) -> None:
        facts = list(self.bench.station.ledger.facts())
        assert set(self.acknowledged) <= {fact.id for fact in facts}
        assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
        plates = [fact.subject for fact in facts if fact.kind == "item.received"]
        assert len(plates) == len(set(plates))

    @invariant()
    def no_grade_is_better_than_the_worst_finding(self) -> None:
        for fact in self.bench.station.ledger.facts(kinds=("item.graded",)):
            forced = [Outcome(found["forces"]) for found in fact.payload["findings"] if found.get("forces")]
            assert Outcome(fact.payload["outcome"]).rank >= max((outcome.rank for outcome in forced), default=0)

    @invariant()
    def captured_is_acknowledged_and_pending_and_rejected(self) -> None:
        counts = self.reader.counts()
        assert counts.captured == counts.acknowledged + counts.pending + counts.rejected

    def teardown(self) -> None:
        folder, photos = self.bench.station.folder, self.bench.station.photos
        report = verify(folder.database, folder.exports, photos.check)
        self.bench.close()
        rmtree(self.folder)
        assert report.clean, report.findings


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(
    max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
