"""People change while somebody works: who stands at the bench may do what they may do now, and nothing in hand is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.assembly import Station, bench_of, open_station
from station.session import BatchSession
from station.supervisor.acts_people import ChangePerson, DisablePerson
from station.supervisor.performing import perform
from tests.supervisor.desks import HOODIE, FakeClock, staffed


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Station]:
    staffed(tmp_path / "station")
    with open_station(tmp_path / "station", FakeClock()) as station:
        yield station


@pytest.fixture
def session(opened: Station) -> BatchSession:
    """Sofia, a supervisor, has a hoodie in hand."""
    session = bench_of(opened)
    session.sign_in("Sofia")
    for text in ("RMA-10002", HOODIE):
        assert session.take(text).refusal is None
    return session


def test_that_whose_sign_in_was_ended_is_locked_out_and_the_next_one_goes_on(opened: Station, session: BatchSession) -> None:
    in_hand = (session.snapshot.item or {})["lpn"]
    answer = perform(opened, session, DisablePerson("I-02"), opened.people.by_name("Max"))
    assert (answer.refusal, session.snapshot.person, session.snapshot.state) == (None, None, "signed_out")
    assert (session.sign_in("Ada").snapshot.item or {})["lpn"] == in_hand


def test_that_who_is_an_inspector_by_now_releases_nothing_any_more(opened: Station, session: BatchSession) -> None:
    assert session.snapshot.may_set_up
    assert perform(opened, session, ChangePerson("I-02", role="inspector"), opened.people.by_name("Max")).refusal is None
    assert (session.snapshot.person, session.snapshot.may_set_up) == ("Sofia", False)


def test_that_who_may_not_inspect_any_more_is_locked_out(opened: Station, session: BatchSession) -> None:
    assert perform(opened, session, ChangePerson("I-02", role="viewer"), opened.people.by_name("Max")).refusal is None
    assert session.snapshot.person is None
    assert session.take("RS-AS-NEW").refusal is not None
