"""A bench that nobody uses is locked: what is in hand stays as it is, and whoever signs in goes on with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.assembly import Station, bench_of, open_station
from station.model.facts import ITEM_HELD, ITEM_RELEASED
from station.model.people import Role
from station.session import BatchSession
from station.settings import change_settings
from station.supervisor.acts_decisions import Decide
from station.supervisor.performing import perform
from tests.supervisor.desks import HOODIE, PIN, FakeClock, staffed

MINUTE = 60_000


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(tmp_path: Path, clock: FakeClock) -> Iterator[Station]:
    staffed(tmp_path / "station")
    change_settings(tmp_path / "station", {"people.idle_minutes": 10})
    with open_station(tmp_path / "station", clock) as station:
        yield station


@pytest.fixture
def session(opened: Station) -> BatchSession:
    """Ada has a hoodie in hand."""
    session = bench_of(opened)
    session.sign_in("Ada")
    for text in ("RMA-10002", HOODIE):
        assert session.take(text).refusal is None
    return session


def test_that_it_is_locked_after_so_long_and_not_before(session: BatchSession, clock: FakeClock) -> None:
    clock.ms += 10 * MINUTE - 1
    assert session.lock_when_idle() is None
    clock.ms += 1
    locked = session.lock_when_idle()
    assert locked
    assert (locked.snapshot.state, locked.snapshot.person, locked.facts) == ("signed_out", None, ())
    assert (locked.notice and locked.notice.code, locked.notice and locked.notice.params) == ("LOCKED_IDLE", {"name": "Ada", "minutes": 10})
    assert session.lock_when_idle() is None, "it is locked once"


def test_that_every_input_counts_also_one_that_is_refused(session: BatchSession, clock: FakeClock) -> None:
    for _ in range(3):
        clock.ms += 9 * MINUTE
        session.take("RS-NONSENSE")
    assert (session.lock_when_idle(), session.snapshot.person) == (None, "Ada")


def test_that_a_scan_that_comes_too_late_finds_it_locked(session: BatchSession, clock: FakeClock) -> None:
    clock.ms += 10 * MINUTE
    outcome = session.take("RS-AS-NEW")
    assert (outcome.refusal and outcome.refusal.code, outcome.notice and outcome.notice.code) == ("SIGN_IN_FIRST", "LOCKED_IDLE")


def test_that_whoever_signs_in_goes_on_with_what_was_in_hand(session: BatchSession, clock: FakeClock) -> None:
    before = session.snapshot
    clock.ms += 10 * MINUTE
    session.lock_when_idle()
    assert session.in_hand == (before.item or {})["lpn"]
    outcome = session.sign_in_with_pin("I-02", PIN["Sofia"])
    assert (outcome.snapshot.person, outcome.snapshot.item, outcome.snapshot.prompt) == ("Sofia", before.item, before.prompt)


def test_that_what_was_in_hand_outlives_a_restart_while_it_is_locked(opened: Station, session: BatchSession, clock: FakeClock) -> None:
    clock.ms += 10 * MINUTE
    session.lock_when_idle()
    again = bench_of(opened)
    assert again.snapshot.state == "signed_out"
    assert again.sign_in("Ada").snapshot.item == session.sign_in("Ada").snapshot.item


def test_that_a_desk_decides_meanwhile_and_the_lock_stays(opened: Station, clock: FakeClock) -> None:
    session = bench_of(opened)
    session.sign_in("Ada")
    for text in ("RMA-10002", HOODIE, "RS-HOLD-SUPERVISOR", HOODIE):
        session.take(text)
    clock.ms += 10 * MINUTE
    session.lock_when_idle()
    (held,) = opened.ledger.facts(kinds=(ITEM_HELD,))
    answer = perform(opened, session, Decide((held.subject,), "RETURN_TO_CUSTOMER"), opened.people.by_name("Sofia"))
    assert (answer.refusal, len(list(opened.ledger.facts(kinds=(ITEM_RELEASED,))))) == (None, 1)
    assert session.snapshot.state == "signed_out"
    assert (session.sign_in("Ada").snapshot.item or {})["lpn"] != held.subject


@pytest.mark.parametrize("minutes", [0, 10])
def test_that_a_bench_is_never_locked_where_it_is_off_or_nobody_signs_in(tmp_path: Path, clock: FakeClock, minutes: int) -> None:
    with open_station(tmp_path / "station", clock) as opened:
        if not minutes:
            opened.people.add("Ada", Role.INSPECTOR)
        change_settings(opened.folder.path, {"people.idle_minutes": minutes})
    with open_station(tmp_path / "station", clock) as opened:
        session = bench_of(opened)
        if not minutes:
            session.sign_in("Ada")
        session.take("RS-DOCK")
        clock.ms += 500 * MINUTE
        assert (session.lock_when_idle(), session.take("RS-DOCK").notice) == (None, None)
