"""Append: gapless, chained, all or nothing, from any thread; and facts read back as they were committed."""

import hashlib
import os
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pysqlite3.dbapi2 as pysqlite
import pytest
import rfc8785
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from station.errors import Bug, Fault
from station.ledger.digest import context_digest_of, digest_of
from station.ledger.ledger import Ledger, cursor_of, next_number
from station.model.facts import ZERO_DIGEST, Fact, NewFact
from station.store import engines
from station.store.engines import WAL_LIMIT_BYTES
from station.store.schema import drafts
from tests.ledger.builders import FakeClock, graded, label, open_ledger, plate, received

PHOTO = hashlib.sha256(b"a photo").hexdigest()


def test_that_facts_are_gapless_chained_and_read_back_as_they_were_returned(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        given = ledger.append("I-04", [received(), graded(photos=[PHOTO])]) + ledger.append("I-05", [label()])
        assert list(ledger.facts()) == list(given)
        assert [fact.seq for fact in given] == [1, 2, 3]
        assert [fact.previous for fact in given] == [ZERO_DIGEST, given[0].digest, given[1].digest]
        assert [fact.id for fact in given] == [f"B01:{ledger.ledger_id}:{seq}" for seq in (1, 2, 3)]
        assert (ledger.head().seq, ledger.head().digest) == (3, given[2].digest)
        assert {fact.at for fact in given} == {"2026-11-21T20:18:25.123Z"}


def test_that_digests_are_what_the_format_promises(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        fact, second = ledger.append("I-04", [received(title='Möbel 🪑 \x07 "q"', lpn='B01-000002-"É'), received()])
        body = fact.as_json()
        context = body.pop("context")
        del body["digest"]
        assert fact.digest == hashlib.sha256(rfc8785.dumps(body)).hexdigest() == digest_of(fact)
        assert fact.payload["context_digest"] == hashlib.sha256(rfc8785.dumps(context)).hexdigest() == context_digest_of(context)
        assert len(bytes.fromhex(context["salt"])) == 16
        assert second.context is not None
        assert second.context["salt"] != context["salt"]


def test_that_a_fact_without_a_context_has_no_context_digest(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received()])
        (fact,) = ledger.append("I-04", [graded()])
        assert fact.context is None
        assert "context_digest" not in fact.payload


def test_that_nothing_is_left_when_the_callback_fails(tmp_path: Path) -> None:
    def fail(connection: Connection, facts: Sequence[Fact]) -> None:
        assert [fact.kind for fact in facts] == ["item.received"]
        connection.exec_driver_sql("INSERT INTO drafts VALUES ('x', 'open', 'I-04', '', '')")
        raise ZeroDivisionError

    with open_ledger(tmp_path) as ledger:
        with pytest.raises(ZeroDivisionError):
            ledger.append("I-04", [received()], fail)
        assert ledger.head().seq == 0
        with ledger.reader.connect() as connection:
            for table in ("items", "drafts", "quarter_hours"):
                assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0  # noqa: S608 -- our own names
        assert ledger.append("I-04", [received()])[0].seq == 1


def test_that_without_facts_the_callback_runs_in_a_durable_transaction(tmp_path: Path) -> None:
    def save(connection: Connection, facts: Sequence[Fact]) -> None:
        assert facts == ()
        connection.exec_driver_sql("INSERT INTO drafts VALUES ('x', 'open', 'I-04', '', '{}')")

    with open_ledger(tmp_path) as ledger:
        assert ledger.append("I-04", [], save) == ()
        with ledger.reader.connect() as connection:
            assert connection.exec_driver_sql("SELECT lpn FROM drafts").scalar_one() == "x"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ([received(), received()], "FACT_CONTRADICTS"),
        ([graded()], "FACT_CONTRADICTS"),
        ([received(), NewFact("item.graded", "B01-000001-X", {"grade": "A"})], "FACT_INCOMPLETE"),
        ([received(), graded(actions=1.5)], "FACT_NOT_CANONICAL"),
        ([received(), graded(photos=["a"], because=5)], "FACT_INCOMPLETE"),
    ],
)
def test_that_a_fact_that_cannot_be_true_is_a_bug_and_leaves_nothing(tmp_path: Path, facts: list[NewFact], code: str) -> None:
    with open_ledger(tmp_path) as ledger:
        with pytest.raises(Bug, match=code):
            ledger.append("I-04", facts)
        assert list(ledger.facts()) == []


def test_that_an_error_of_the_callback_itself_is_not_dressed_up(tmp_path: Path) -> None:
    def contradict(connection: Connection, _facts: Sequence[Fact]) -> None:
        connection.exec_driver_sql("INSERT INTO drafts (lpn) VALUES ('x')")

    with open_ledger(tmp_path) as ledger, pytest.raises(IntegrityError):
        ledger.append("I-04", [], contradict)


def test_that_a_save_inside_a_save_is_refused_instead_of_waiting_for_itself(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:

        def save_again(_connection: Connection, _facts: Sequence[Fact]) -> None:
            ledger.append("I-04", [label()])

        with pytest.raises(Bug, match="APPEND_WITHIN_APPEND"):
            ledger.append("I-04", [received()], save_again)
        assert ledger.head().seq == 0


def test_that_a_callback_may_use_either_way_of_writing(tmp_path: Path) -> None:
    def both(connection: Connection, _facts: Sequence[Fact]) -> None:
        connection.execute(drafts.insert(), {"lpn": "x", "state": "open", "actor": "I-04", "saved_at": "", "body": "{}"})
        cursor_of(connection).execute("INSERT INTO drafts VALUES ('y', 'open', 'I-04', '', '{}')")

    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received()], both)
        with ledger.reader.connect() as connection:
            assert connection.execute(select(drafts.c.lpn).order_by(drafts.c.lpn)).scalars().all() == ["x", "y"]


def test_that_threads_and_counters_lose_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        numbers: list[int] = []

        def work() -> None:
            for _ in range(20):
                number = ledger.next_number("lpn")
                numbers.append(number)
                ledger.append("I-04", [received(plate(number))])

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(numbers) == list(range(1, 81))
        facts = list(ledger.facts())
        assert [fact.seq for fact in facts] == list(range(1, 81))
        assert all(digest_of(fact) == fact.digest for fact in facts)
        assert all(after.previous == before.digest for before, after in pairwise(facts))


def test_that_a_number_given_inside_a_transaction_goes_back_with_it(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        given: list[int] = []

        def take_and_fail(connection: Connection, _facts: Sequence[Fact]) -> None:
            given.append(next_number(connection, "lpn"))
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            ledger.append("", (), take_and_fail)
        assert [*given, ledger.next_number("lpn"), ledger.next_number("lpn"), ledger.next_number("parcel")] == [1, 1, 2, 1]


def test_that_facts_can_be_chosen_by_kind_family_subject_and_number(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(), graded(), label(), received(plate(2)), NewFact("itemized.x", "y", {}), label(plate(2))])
        assert [fact.seq for fact in ledger.facts(kinds=["item.*"])] == [1, 2, 4]
        assert [fact.seq for fact in ledger.facts(kinds=["item.graded", "label.*"])] == [2, 3, 6]
        assert [fact.seq for fact in ledger.facts(since=2, subject=plate(2))] == [4, 6]
        assert [fact.seq for fact in ledger.facts(since=1, limit=2)] == [2, 3]
        assert list(ledger.facts(limit=0)) == []
        found = ledger.fact(4)
        assert found is not None
        assert found.subject == plate(2)
        assert ledger.fact(7) is None


def test_that_pages_join_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("station.ledger.ledger.PAGE", 3)
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(plate(number)) for number in range(1, 10)])
        assert [fact.seq for fact in ledger.facts()] == list(range(1, 10))
        assert [fact.seq for fact in ledger.facts(limit=7)] == list(range(1, 8))


def test_that_the_order_is_the_seq_when_the_clock_goes_back(tmp_path: Path) -> None:
    clock = FakeClock()
    with open_ledger(tmp_path, clock) as ledger:
        ledger.append("I-04", [received()])
        clock.move(hours=-3)
        ledger.append("I-04", [graded()])
        facts = list(ledger.facts())
        assert [fact.seq for fact in facts] == [1, 2]
        assert facts[0].at > facts[1].at


def test_that_a_slow_reader_does_not_keep_the_log_from_being_reset(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.append("I-04", [received(plate(number)) for number in range(1, 1200)])
        slow = ledger.facts()
        next(slow)
        for number in range(40):
            ledger.append("I-04", [], lambda connection, _facts, n=number: _write_a_lot(connection, n))  # type: ignore[misc]
        assert (tmp_path / "station.db-wal").stat().st_size < WAL_LIMIT_BYTES
        assert next(slow).seq == 2


def _write_a_lot(connection: Connection, number: int) -> None:
    body = os.urandom(500_000).hex()
    connection.exec_driver_sql("INSERT OR REPLACE INTO drafts VALUES (?, 'open', 'I-04', '', ?)", (f"draft {number % 3}", body))


def _impatient(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")


def test_that_a_locked_database_is_tried_again_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(tmp_path) as ledger:
        _impatient(ledger.writer)
        other = pysqlite.connect(ledger.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        tries: list[int] = []
        once = ledger._append_once

        def counting(*args: object) -> object:
            tries.append(1)
            if len(tries) == 3:
                other.execute("ROLLBACK")
            return once(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(ledger, "_append_once", counting)
        assert ledger.append("I-04", [received()])[0].seq == 1
        assert len(tries) == 3
        other.close()


def test_that_a_database_locked_for_good_is_a_fault_and_the_next_try_saves(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        _impatient(ledger.writer)
        other = pysqlite.connect(ledger.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Fault, match="DATABASE_LOCKED"):
            ledger.append("I-04", [received()])
        other.close()
        assert ledger.append("I-04", [received()])[0].seq == 1


def test_that_a_full_database_is_a_fault_and_the_same_save_works_later(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        with ledger.writer.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Fault, match="DISK_FULL"):
            ledger.append("I-04", [received(plate(number)) for number in range(1, 200)])
        assert ledger.head().seq == 0
        with ledger.writer.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert len(ledger.append("I-04", [received(plate(number)) for number in range(1, 200)])) == 199


def test_that_a_read_only_database_is_a_fault(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        cannot_write = Ledger(engines.reader(Path(ledger.file)), ledger.reader, FakeClock())
        try:
            with pytest.raises(Fault, match="DISK_READ_ONLY"):
                cannot_write.append("I-04", [received()])
        finally:
            cannot_write.writer.dispose()
