"""Whatever is scanned in whatever order, with crashes in between, what must always hold holds."""

import tempfile
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from station.ledger.readers import Reader
from station.ledger.verify import verify
from station.model.facts import Fact
from station.model.goods import Alert, Product
from station.model.grades import Outcome
from station.model.people import Role
from tests.session import goods
from tests.session.goods import AMBIGUOUS, IMEI, OTHER_IMEI
from tests.session.shop import Bench

ITEMS = ["9521321000025", "9521321000087", "9521321000216", "9521321000186", "9524000000019", "9526543000167", "4006381333931"]
PARCELS = ["RMA-70001", "RMA-70002", "RMA-70003", "RMA-10001", "RMA-10002", "RMA-10008", "RMA-20002", "RMA-99999", "RR471101825DE"]
GOODS = [
    "9521321000506", "9521321000513", "9521321000520", "9521321000537", "9521321000544", "9521321000551", "9521321000568",
    IMEI, OTHER_IMEI, "F2L-X99", f"]C1010952132100050621{OTHER_IMEI}", "]C101095213210005201749123110L77",
    AMBIGUOUS, "00395201234567891236",
]  # fmt: skip
ASKED = [IMEI, OTHER_IMEI, "F2LX99", "SN-STOLEN", "2099-12-31", "2020-01", "03/04/2027", "L77", "L66", "RMA-70001", "9521321000025"]
CATEGORIES = ("apparel", "footwear", "electronics", "beauty_hygiene", "home_goods", "toys", "books_media", "general")
RECALLED = "NW-RECALLED"
ALERTS = [
    Alert("northwind", "sku", RECALLED, "Recall", "quarantine"),
    Alert("", "serial", "SN-STOLEN", "Stolen", "hold"),
    Alert("northwind", "lot", "L66", "Bad lot", "hold"),
    Alert("northwind", "rma", "RMA-70003", "Look closely", "tell"),
    Alert("northwind", "rma", "RMA-20002", "Ask the client", "hold"),
]
LATER = Alert("northwind", "sku", "NW-SCARF-GRN", "Recall of scarves", "quarantine")
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
    "COUNT-A-1",
    "TOTE-T1",
    "ANSWER-1",
    "ANSWER-2",
    "ANSWER-3",
    "ANSWER-9",
    "BADGE-NOBODY",
    "ANSWER-4",
    "ANSWER-5",
]
INPUTS = st.one_of(
    st.sampled_from(ITEMS),
    st.sampled_from(GOODS),
    st.sampled_from(ASKED),
    st.sampled_from(PARCELS),
    st.sampled_from([f"RS-FIND-{finding}" for finding in FINDINGS]),
    st.sampled_from([f"RS-{command}" for command in COMMANDS]),
    st.sampled_from(list("0123456789x")),
    st.text(max_size=30),
)


def one_of_each_category() -> list[Product]:
    """A product for each rubric that asks for everything that it can ask for, and one that is recalled."""
    products = [Product("northwind", f"NW-{name}", name, name, tracks="serial" if name == "electronics" else "none") for name in CATEGORIES]
    recalled = Product("northwind", RECALLED, "Recalled", "apparel", ("9521321000568",))
    return [*products, recalled]


def decided(fact: Fact) -> set[str]:
    """The unit whose hold this fact ends."""
    return {fact.subject} if fact.kind in ("item.released", "item.reopened", "item.graded") else set()


class AnySequence(RuleBasedStateMachine):
    """A bench that is fed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.acknowledged: list[str] = []
        self.bench = Bench(self.folder / "shop")
        people = self.bench.station.people
        self.badges = {name: people.add(name, role)[1] for name, role in (("Ana", Role.INSPECTOR), ("Sam", Role.SUPERVISOR))}
        self.bench.knows(
            *(goods.PHONE, goods.BIGGER, goods.CREAM, goods.SET, goods.CUP, goods.DEVICE, *one_of_each_category()), goods.PHONES
        )
        self.bench.knows(goods.PHONE_LINE, goods.OTHER_LINE, goods.SET_LINE, *ALERTS)
        self.bench.restart()
        self.recalled_since: int | None = None
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

    @rule(
        text=st.sampled_from([*GOODS, *CATEGORIES]),
        answers=st.lists(
            st.sampled_from(["1", "2", "RS-AS-NEW", "RS-DONE", IMEI, "SN-1", "2099-12-31", "L77", "L66", "SN-STOLEN"]), max_size=9
        ),
    )
    def inspect_goods(self, text: str, answers: list[str]) -> None:
        """Goods of every category, with what their prompts ask for."""
        for each in (f"NW-{text}" if text in CATEGORIES else text, *answers):
            self._take(each)

    @rule(answers=st.lists(st.sampled_from(["1", "2", "3", "4"]), max_size=3))
    def decide_a_hold(self, answers: list[str]) -> None:
        """A supervisor looks at the last unit that is on hold."""
        with self.bench.station.reader.connect() as connection:
            lpn = connection.exec_driver_sql("SELECT max(lpn) FROM items WHERE state = 'held'").scalar_one()
        for each in (f"RS-BADGE-{self.badges['Sam']}", *((lpn, *answers) if lpn else ())):
            self._take(each)

    @rule()
    def a_recall_comes(self) -> None:
        """In the middle of the shift."""
        self.bench.knows(LATER)
        self.recalled_since = self.recalled_since or self.bench.station.ledger.head().seq

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
            stopped = self.recalled_since is not None and before.item is not None and before.item["sku"] in (LATER.value, None)
            if not stopped:
                assert (after.state, after.item, after.prompt, after.parcel) == (before.state, before.item, before.prompt, before.parcel)
        self.reader = Reader(self.bench.station.ledger, "watch", ("item.*", "parcel.*"))

    def _take(self, text: str) -> None:
        before = self.bench.session.snapshot
        outcome = self.bench.session.take(text)
        self.acknowledged += [fact.id for fact in outcome.facts]
        assert outcome.snapshot.prompt is not None
        if outcome.refusal and not outcome.facts and outcome.snapshot.state != "photographing":
            assert outcome.refusal.code.isupper()
            # A recall that came meanwhile is said at the next input, refused or not; nothing else changes.
            said = outcome.snapshot.alerts if self.recalled_since is not None else before.alerts
            assert set(map(str, before.alerts)) <= set(map(str, said))
            assert outcome.snapshot == replace(before, alerts=said)

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
    def neither_a_recall_nor_an_open_hold_is_sold(self) -> None:
        open_holds: set[str] = set()
        for fact in self.bench.station.ledger.facts(kinds=("item.*",)):
            body, late = fact.payload, self.recalled_since is not None and fact.seq > self.recalled_since
            if fact.kind == "item.graded":
                assert body["sku"] != RECALLED or body["outcome"] == "QUARANTINE"
                quarantined = any(alert["then"] == "quarantine" for alert in body["alerts"])
                assert not quarantined or body["grade"] == "C"
            if fact.kind == "item.restocked":
                assert fact.subject not in open_holds
                assert body["sku"] != RECALLED
                assert not (late and body["sku"] == LATER.value)
            open_holds = (open_holds | {fact.subject}) if fact.kind == "item.held" else open_holds - decided(fact)

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
