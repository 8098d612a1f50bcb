"""Readers: nothing is lost, nothing blocks, and captured = acknowledged + pending + rejected whatever happens."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection

from station.errors import Bug
from station.ledger.ledger import Ledger
from station.ledger.readers import Counts, Reader
from tests.ledger.builders import FakeClock, graded, label, open_ledger, plate, received


def settle(ledger: Ledger, work: Callable[[Connection], None]) -> None:
    ledger.append("", (), lambda connection, _facts: work(connection))


def seqs(reader: Reader, limit: int = 100) -> list[int]:
    return [fact.seq for fact in reader.pending(limit)]


def test_that_a_reader_sees_its_kinds_once_and_in_order(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        reader = Reader(ledger, "folder", ["item.*"])
        ledger.append("I-04", [received(), label(), graded()])
        assert seqs(reader) == [1, 3]
        assert seqs(reader, 1) == [1]
        settle(ledger, lambda connection: reader.advance(connection, 3))
        assert (seqs(reader), reader.cursor(), reader.counts()) == ([], 3, Counts(2, 2, 0, 0))
        again = Reader(ledger, "folder", ["item.*"])
        assert (seqs(again), again.cursor()) == ([], 3)
        head = ledger.head()
        with ledger.reader.connect() as connection:
            assert connection.exec_driver_sql("SELECT digest FROM readers").scalar_one() == head.digest


def test_that_a_reader_may_begin_later(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), graded()])
        reader = Reader(ledger, "late", ["item.*"], since=1)
        assert (seqs(reader), reader.counts()) == ([2], Counts(1, 0, 1, 0))


def test_that_one_bad_record_holds_up_only_its_own_unit(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        reader = Reader(ledger, "hook", ["item.*"])
        ledger.append("I-04", [received(plate(1)), received(plate(2)), graded(plate(1)), graded(plate(2))])

        def first_fails(connection: Connection) -> None:
            reader.retry(connection, 1, "503", clock.now() + timedelta(minutes=5))
            reader.advance(connection, 2)

        settle(ledger, first_fails)
        assert seqs(reader) == [4]
        settle(ledger, lambda connection: reader.advance(connection, 4))
        assert (seqs(reader), reader.counts()) == ([], Counts(4, 2, 2, 0))
        assert [(row.seq, row.attempts, row.answer) for row in reader.exceptions("retry")] == [(1, 1, "503"), (3, 0, "")]
        ledger.append("I-04", [graded(plate(1))])
        assert seqs(reader) == []
        clock.move(minutes=5)
        assert seqs(reader) == [1, 3, 5]


def test_that_a_rejected_record_waits_for_a_person_and_holds_nobody_up(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        reader = Reader(ledger, "hook", ["item.*"])
        ledger.append("I-04", [received(), graded()])

        def refused(connection: Connection) -> None:
            reader.reject(connection, 1, "422 unknown SKU")
            reader.advance(connection, 1)

        settle(ledger, refused)
        assert (seqs(reader), reader.counts()) == ([2], Counts(2, 0, 1, 1))
        settle(ledger, lambda connection: reader.retry(connection, 1, "again", clock.now()))
        assert (seqs(reader), reader.counts()) == ([1, 2], Counts(2, 0, 2, 0))
        settle(ledger, lambda connection: reader.settle(connection, 1))
        settle(ledger, lambda connection: reader.advance(connection, 2))
        assert reader.counts() == Counts(2, 2, 0, 0)


def test_that_many_waiting_facts_do_not_hide_the_ones_behind_them(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        reader = Reader(ledger, "hook", ["item.*"])
        ledger.append("I-04", [received(plate(1)), *[graded(plate(1))] * 20, received(plate(2))])
        settle(ledger, lambda connection: reader.retry(connection, 1, "", clock.now() + timedelta(hours=1)))
        assert seqs(reader, 5) == [22]


@pytest.mark.parametrize("target", [1, 99])
def test_that_a_cursor_goes_neither_back_nor_beyond_the_last_fact(tmp_path: Path, target: int) -> None:
    with open_ledger(tmp_path) as ledger:
        reader = Reader(ledger, "folder", ["item.*"])
        ledger.append("I-04", [received(), graded()])
        settle(ledger, lambda connection: reader.advance(connection, 2))
        with pytest.raises(Bug, match="READER_ADVANCE"):
            settle(ledger, lambda connection: reader.advance(connection, target))
        assert reader.cursor() == 2


def test_that_a_reader_is_told_about_its_own_facts_only(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        reader = Reader(ledger, "folder", ["item.*"])
        ledger.append("I-04", [received(), label()])
        for seq in (2, 99):
            with pytest.raises(Bug, match="READER_FOREIGN_FACT"):
                settle(ledger, lambda connection, seq=seq: reader.reject(connection, seq, ""))  # type: ignore[misc]


class AnyDelivery(RuleBasedStateMachine):
    """Facts come, a peer takes, delays and refuses; every fact reaches it once it is taken, in order for each unit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = FakeClock()
        self.opened = open_ledger(Path(self.folder.name), self.clock)
        self.ledger = self.opened.__enter__()
        self.delivered: list[tuple[str, int]] = []

    @initialize(since=st.integers(0, 2))
    def begin(self, since: int) -> None:
        self.ledger.append("I-04", [received(plate(number)) for number in (1, 2, 3)])
        self.since = since
        self.reader = Reader(self.ledger, "peer", ["item.graded", "item.received"], since)

    @rule(numbers=st.lists(st.integers(1, 3), min_size=1, max_size=5))
    def append(self, numbers: list[int]) -> None:
        self.ledger.append("I-04", [maker(plate(number)) for number in numbers for maker in (label, graded)])

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)

    @rule(answers=st.lists(st.sampled_from(["taken", "taken", "later", "refused"]), min_size=1, max_size=6))
    def deliver(self, answers: list[str]) -> None:
        batch = self.reader.pending(len(answers))
        waiting: set[str] = set()

        def end(connection: Connection) -> None:
            cursor = self.reader.cursor()
            for fact, answer in zip(batch, answers, strict=False):
                if fact.subject in waiting:
                    continue  # not sent: it waits behind the one before it
                if answer == "taken":
                    self.delivered.append((fact.subject, fact.seq))
                    self.reader.settle(connection, fact.seq)
                elif answer == "later":
                    waiting.add(fact.subject)
                    self.reader.retry(connection, fact.seq, "503", self.clock.now() + timedelta(minutes=10))
                else:
                    self.reader.reject(connection, fact.seq, "422")
            if batch and batch[-1].seq > cursor:
                self.reader.advance(connection, batch[-1].seq)

        self.ledger.append("", (), lambda connection, _facts: end(connection))

    @rule()
    def person_tries_again(self) -> None:
        for row in self.reader.exceptions():
            self.ledger.append("", (), lambda c, _f, seq=row.seq: self.reader.retry(c, seq, "", self.clock.now()))  # type: ignore[misc]

    @rule()
    def restart(self) -> None:
        self.reader = Reader(self.ledger, "peer", ["item.graded", "item.received"])

    @invariant()
    def every_fact_is_counted_once(self) -> None:
        if not hasattr(self, "reader"):
            return
        counts = self.reader.counts()
        assert counts.captured == counts.acknowledged + counts.pending + counts.rejected
        assert counts.captured == len(list(self.ledger.facts(self.since, ["item.graded", "item.received"])))
        assert counts.acknowledged == len(self.delivered) == len(set(self.delivered))

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()


TestAnyDelivery = AnyDelivery.TestCase
TestAnyDelivery.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
