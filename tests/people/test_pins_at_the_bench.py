"""A PIN: given by a command that never shows it, looked at on the bench thread, and found nowhere afterwards."""

import io
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from typer.testing import CliRunner, Result

from station.assembly import bench_of, open_station
from station.cli import app
from station.clock import SystemClock
from station.errors import StationError
from station.model.people import Role
from station.session import Session
from station.session.change import Outcome
from station.session.thread import BenchThread
from station.texts import notice
from tests.session.shop import Bench, opened

PIN, OTHER = "481516", "271828"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from opened(tmp_path / "shop")


def staffed(bench: Bench) -> Session:
    """The bench opened anew with Ada (PIN), Ben (badge only) and Sofia, a supervisor with a PIN."""
    ada, _ = bench.station.people.add("Ada", Role.INSPECTOR)
    bench.station.people.add("Ben", Role.INSPECTOR)
    sofia, _ = bench.station.people.add("Sofia", Role.SUPERVISOR)
    bench.station.people.set_pin(ada, PIN)
    bench.station.people.set_pin(sofia, OTHER)
    bench.restart()
    return bench.session


def run(data: Path, *args: str, text: str = "") -> Result:
    return CliRunner(env={"NO_COLOR": "1"}).invoke(app, ["--data", str(data), *args], input=text)


def test_that_a_bench_says_who_may_sign_in_and_whether_by_pin(bench: Bench) -> None:
    session = staffed(bench)
    awaited = session.snapshot.awaited
    assert [(each.name, each.has_pin, each.role) for each in awaited] == [
        ("Ada", True, Role.INSPECTOR),
        ("Ben", False, Role.INSPECTOR),
        ("Sofia", True, Role.SUPERVISOR),
    ]
    assert session.sign_in_with_pin(awaited[0].id, PIN).snapshot.awaited == ()


def test_that_a_pin_signs_in_and_takes_up_what_was_in_hand(bench: Bench) -> None:
    session = staffed(bench)
    session.sign_in("Ada")
    bench.take("RMA-10002", "9521321000087")
    bench.restart()
    outcome = bench.session.sign_in_with_pin("I-01", PIN)
    assert outcome.refusal is None
    assert (outcome.snapshot.person, outcome.snapshot.state) == ("Ada", "inspecting")


def test_that_a_wrong_pin_is_a_sentence_and_the_sixth_says_how_long_to_wait(bench: Bench) -> None:
    session = staffed(bench)
    told = [session.sign_in_with_pin("I-01", OTHER) for _ in range(6)]
    codes = [outcome.refusal.code for outcome in told if outcome.refusal]
    assert codes == [*["PIN_WRONG"] * 5, "PIN_LOCKED"]
    assert told[-1].refusal is not None
    said = notice(told[-1].refusal).message
    assert "Ada" in said
    assert "0:00:" in said or "0:01:" in said  # half a minute after the fifth, doubling


def test_that_somebody_without_a_pin_is_told_to_use_the_badge(bench: Bench) -> None:
    outcome = staffed(bench).sign_in_with_pin("I-02", PIN)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "PIN_NOT_SET"
    assert outcome.snapshot.state == "signed_out"


def test_that_a_supervisors_pin_agrees_where_a_badge_is_asked_for(bench: Bench) -> None:
    session = staffed(bench)
    session.sign_in("Ada")
    asked = bench.take("RMA-10001", "9521321000025", "RS-AS-NEW", "RS-GRADE-B", "RS-ANSWER-1", "RS-GRADE-A", "RS-ANSWER-1")
    assert asked.snapshot.prompt is not None
    assert asked.snapshot.prompt["kind"] == "badge"
    assert [each.name for each in asked.snapshot.awaited] == ["Sofia"]
    agreed = session.sign_in_with_pin("I-03", OTHER)
    assert agreed.refusal is None
    assert agreed.snapshot.person == "Ada"
    assert bench.facts("item.overridden")[-1].payload["by"] == "I-03"


def test_that_a_pin_stands_in_no_fact_no_draft_and_no_state(bench: Bench) -> None:
    session = staffed(bench)
    session.sign_in_with_pin("I-01", PIN)
    bench.take("RMA-10002", "9521321000087")
    with bench.station.reader.connect() as connection:
        texts = connection.exec_driver_sql("SELECT body FROM drafts UNION ALL SELECT payload FROM facts").scalars().all()
    assert [text for text in (*texts, str(session.snapshot.as_json()), repr(session.snapshot)) if PIN in text] == []


def test_that_the_command_sets_a_pin_from_standard_input_and_shows_none(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "person", "add", "Ada")
    result = run(data, "person", "pin", "ada", "--stdin", text=f"{PIN}\n")
    assert (result.exit_code, result.stdout) == (0, "I-01 Ada can sign in with this PIN from now on\n")
    with open_station(data, SystemClock()) as station:
        assert bench_of(station).sign_in_with_pin("I-01", PIN).refusal is None


def test_that_the_command_sets_a_password_of_an_admin_and_of_nobody_else(tmp_path: Path) -> None:
    data, typed = tmp_path / "data", "seven warm teapots"
    for name, role in (("Max", "admin"), ("Ada", "inspector")):
        run(data, "person", "add", name, "--role", role)
    result = run(data, "person", "password", "max", "--stdin", text=f"{typed}\n")
    assert (result.exit_code, result.stdout) == (0, "I-01 Max opens the desk with this password from now on\n")
    assert run(data, "person", "password", "ada", "--stdin", text=f"{typed}\n").stderr.startswith("PASSWORD_OF_ADMINS")
    with open_station(data, SystemClock()) as station:
        station.people.verify_password(station.people.by_name("Max"), typed)


@pytest.mark.parametrize(
    ("who", "typed", "code"), [("Ada", "123456", "PIN_TOO_EASY"), ("Ada", "abc", "PIN_NOT_DIGITS"), ("Eve", PIN, "PERSON_UNKNOWN")]
)
def test_that_the_command_refuses_what_is_no_pin_and_nobody(tmp_path: Path, who: str, typed: str, code: str) -> None:
    run(tmp_path / "data", "person", "add", "Ada")
    result = run(tmp_path / "data", "person", "pin", who, "--stdin", text=f"{typed}\n")
    assert result.exit_code == 1
    assert result.stderr.startswith(code)
    assert typed not in result.stderr


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "ends"), [((PIN, PIN), ""), ((PIN, OTHER), "PIN_TYPED_DIFFERENTLY")])
def test_that_at_a_terminal_it_is_typed_twice_and_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, str], ends: str
) -> None:
    given = iter(typed)
    hidden: list[bool] = []

    def prompt(_text: str, *, hide_input: bool, err: bool) -> str:
        hidden.append(hide_input and err)
        return next(given)

    data = tmp_path / "data"
    run(data, "person", "add", "Ada")
    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr("station.cli.staff.sys.stdin", _Terminal())
    with pytest.raises(SystemExit) as ended:
        app(["--data", str(data), "person", "pin", "Ada"])
    assert hidden == [True, True]
    assert ended.value.code == (1 if ends else 0)


def test_that_nobody_types_a_pin_where_it_would_be_seen(tmp_path: Path) -> None:
    run(tmp_path / "data", "person", "add", "Ada")
    result = run(tmp_path / "data", "person", "pin", "Ada", text=f"{PIN}\n{PIN}\n")
    assert result.stderr.startswith("PIN_NEEDS_A_TERMINAL")


def test_that_a_pin_goes_with_an_id_and_never_with_a_name(bench: Bench) -> None:
    refused = staffed(bench).sign_in_with_pin("Ada", PIN)
    assert refused.refusal is not None
    assert (refused.refusal.code, refused.snapshot.person) == ("PERSON_UNKNOWN", None)


def test_that_a_question_that_goes_wrong_is_said_and_the_bench_goes_on(bench: Bench) -> None:
    told: SimpleQueue[Outcome] = SimpleQueue()
    failed: list[StationError] = []
    thread = BenchThread(lambda: bench.session, lambda _: None, told.put, failed.append)
    thread.start()

    def question(session: Session) -> None:
        raise AttributeError(session.snapshot.state)

    thread.ask(question, lambda _: None)
    thread.submit("RS-NOTHING")
    first, second = told.get(timeout=5), told.get(timeout=5)
    assert thread.stop()
    assert first.refusal is not None
    assert (first.refusal.code, first.refusal.params) == ("BENCH_BUG", {"what": "AttributeError"})
    assert second.refusal is not None
    assert failed == []
