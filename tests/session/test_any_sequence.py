"""Whatever is scanned in whatever order, with crashes in between, what must always hold holds."""

import tempfile
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from station.ledger.readers import Reader
from station.ledger.verify import verify
from station.model.facts import Fact
from station.model.goods import Product
from station.model.grades import Outcome
from station.model.people import Role
from tests.session import goods
from tests.session.any_inputs import ALERTS, CATEGORIES, GOODS, INPUTS, ITEMS, LATER, RECALLED
from tests.session.goods import IMEI
from tests.session.shop import Bench


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
        self.mode, self.trouble, self.aside = "never", False, set[str]()
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

    @initialize(mode=st.sampled_from(["never", "asked", "sample", "always", "always"]))
    def labels_are_scanned_back(self, mode: str) -> None:
        """Or not, as the settings say."""
        self.mode = mode
        self.bench.set_up(scan_back=mode, sample_percent=50)
        self._take(f"RS-BADGE-{self.badges['Ana']}")
        self.reader = Reader(self.bench.station.ledger, "watch", ("item.*", "parcel.*"))

    @rule(outcome=st.sampled_from(["label.sent", "label.confirmed", "label.unconfirmed", ""]), trouble=st.booleans())
    def labels_come_out(self, outcome: str, *, trouble: bool) -> None:
        """Or the printer has a trouble, or both; the bench is told."""
        self.trouble = trouble
        if outcome:
            self.bench.prints(outcome)
        told = self.bench.session.printer_told(trouble=trouble)
        assert (told.refusal, told.facts, told.snapshot.printer_trouble) == (None, (), trouble)

    @rule(answers=st.lists(st.sampled_from(["label", "old", "other", "1", "2", "RS-REPRINT", "RS-DONE", "RS-UNDO", "Sam"]), max_size=4))
    def look_at_a_label(self, answers: list[str]) -> None:
        """The label that the bench waits for, or that of the last unit: scanned, or what else can be done about it."""
        for each in answers:
            now = self.bench.session.snapshot
            due, last = now.label, now.last
            code = due["code"] if due else last["lpn"] if last else "RS-MORE"
            texts = {"label": code, "old": code.partition("/")[0], "other": f"{code}/7", "Sam": f"RS-BADGE-{self.badges['Sam']}"}
            self._take(texts.get(each, each))

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

    @rule(
        place=st.sampled_from(["TOTE-T1", "TOTE-T2", "LOT-L1", "LOT-L2", "DESTROY", "VENDOR", "REPAIR", "BIN-A-1"]),
        then=st.lists(st.sampled_from(["RS-CLOSE", "RS-SHIP-L1", "RS-DONE", "RS-BIN-A-1", "RS-UNDO", "1", "2", "300", "Acme"]), max_size=6),
        by=st.sampled_from(["Ana", "Sam"]),
    )
    def move(self, place: str, then: list[str], by: str) -> None:
        """The newest units that were decided about, into a place or out of the house."""
        with self.bench.station.reader.connect() as connection:
            newest = "SELECT lpn FROM items WHERE disposition NOT NULL ORDER BY lpn DESC LIMIT 3"
            plates = connection.exec_driver_sql(newest).scalars().all()
        for each in (f"RS-BADGE-{self.badges[by]}", "RS-DONE", f"RS-{place}", *plates, *then):
            self._take(each)

    @rule()
    def crash(self) -> None:
        before = self.bench.session.snapshot
        self.bench.restart()
        if before.person:
            self._take(f"RS-BADGE-{self.badges[before.person]}")
        self.bench.session.printer_told(trouble=self.trouble)
        if before.person:
            after = self.bench.session.snapshot
            stopped = self.recalled_since is not None and before.item is not None and before.item["sku"] in (LATER.value, None)
            if not stopped:
                assert (after.state, after.item, after.prompt, after.parcel) == (before.state, before.item, before.prompt, before.parcel)
        self.reader = Reader(self.bench.station.ledger, "watch", ("item.*", "parcel.*"))

    def _take(self, text: str) -> None:
        before = self.bench.session.snapshot
        outcome = self.bench.session.take(text)
        self.acknowledged += [fact.id for fact in outcome.facts]
        self.aside |= set(outcome.snapshot.parked)
        assert outcome.snapshot.prompt is not None
        if outcome.refusal and not outcome.facts and outcome.snapshot.state != "photographing":
            assert outcome.refusal.code.isupper()
            # A recall that came meanwhile is said at the next input, refused or not, and so is what the printer did; nothing else changes.
            said = outcome.snapshot.alerts if self.recalled_since is not None else before.alerts
            assert set(map(str, before.alerts)) <= set(map(str, said))
            assert outcome.snapshot == replace(before, alerts=said, label=outcome.snapshot.label, naked=outcome.snapshot.naked)
        new = outcome.snapshot.item if not before.item and not before.parked else None
        if new and not new["known"] and new["route"] != "empty_box":
            assert before.plate or not (before.printer_trouble and before.naked), (
                "a unit was taken while another one lay there without a label"
            )

    @invariant()
    def no_unit_is_taken_before_the_label_of_the_last_one_was_scanned(self) -> None:
        waits: set[str] = set()
        for fact in self.bench.station.ledger.facts(kinds=("item.received", "label.*")):
            body = fact.payload
            # What somebody set aside is scanned when it is taken up again.
            of_a_unit = fact.kind == "label.queued" and body["layout"] not in ("plate", "quarantine", "tote", "lot")
            if of_a_unit and fact.subject not in self.aside:
                waits |= {fact.id} if self.mode == "always" else set()
            by_hand = fact.kind in ("label.waived", "label.voided") or body.get("detail") == "SCANNED"
            waits -= {body["job"]} if by_hand else set()
            assert not waits or fact.kind != "item.received", (fact, waits)

    @invariant()
    def a_scan_is_written_once_and_only_of_a_label_that_began(self) -> None:
        started: set[str] = set()
        seen: list[str] = []
        copies: list[tuple[str, int]] = []
        for fact in self.bench.station.ledger.facts(kinds=("label.*",)):
            started |= {fact.payload["job"]} if fact.kind == "label.started" else set()
            copies += [(fact.subject, fact.payload["copy"])] if fact.kind == "label.queued" else []
            if fact.kind == "label.confirmed" and fact.payload["detail"] == "SCANNED":
                assert fact.payload["job"] in started
                seen.append(fact.payload["job"])
        assert len(seen) == len(set(seen))
        assert len(copies) == len(set(copies)), "two labels of one unit that nobody can tell apart"

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
            if fact.kind in ("item.restocked", "item.lotted"):
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
