"""The command questions: what clients are asked goes out, answers come back, by a person who may; everybody else is refused, as a fact."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from station.assembly import bench_of, open_station
from station.cli import app
from station.clock import SystemClock
from station.model.facts import Fact
from tests.supervisor.desks import HOODIE, PHRASE, PIN, staffed

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a station with two units that their client decides about; `who` gives their secret on standard input."""
    data = tmp_path / "data"
    staffed(data)
    with open_station(data, SystemClock()) as opened:
        session = bench_of(opened)
        session.sign_in("Ada")
        for text in ("RMA-10002", HOODIE, "RS-HOLD-CLIENT", HOODIE, "RS-HOLD-CLIENT"):
            assert session.take(text).refusal is None
    runner = CliRunner(env={"NO_COLOR": "1"})

    def run_in(*args: str, who: str = "") -> Result:
        more = ["--as", who, "--stdin"] if who else []
        secret = PHRASE if who == "Max" else PIN.get(who, "")
        return runner.invoke(app, ["--data", str(data), *args, *more], input=f"{secret}\n" if who else None)

    return run_in


def facts(folder: Path, *kinds: str) -> list[Fact]:
    with open_station(folder / "data", SystemClock()) as opened:
        return list(opened.ledger.facts(kinds=kinds))


@pytest.mark.parametrize("who", ["Sofia", "Max"])
def test_that_questions_go_out_once_and_are_told_as_sent(run: Run, tmp_path: Path, who: str) -> None:
    before = json.loads(run("questions", "list", "--json").stdout)["questions"]
    assert [(each["client"], each["sent"]) for each in before] == [("northwind", "")] * 2
    told = json.loads(run("questions", "send", "northwind", "--json", who=who).stdout)
    assert (sorted(told["sent"]), Path(told["folder"]).joinpath("questions.xlsx").is_file()) == (
        sorted(each["plate"] for each in before),
        True,
    )
    sent = facts(tmp_path, "question.sent")
    assert [fact.actor for fact in sent] == [{"Sofia": "I-02", "Max": "I-03"}[who]] * 2
    assert all(each["sent"] for each in json.loads(run("questions", "list", "--json").stdout)["questions"])
    assert run("questions", "list", "--client", "northwind").stdout.count(before[0]["plate"]) == 1
    assert run("questions", "send", "northwind", who=who).stderr.startswith("NO_QUESTIONS:")
    assert "2 questions are in " in run("questions", "send", "northwind", "--again", who=who).stdout


def test_that_answers_are_decided_and_what_is_not_is_told_with_exit_status_one(run: Run, tmp_path: Path) -> None:
    plates = sorted(json.loads(run("questions", "send", "northwind", "--json", who="Sofia").stdout)["sent"])
    file = tmp_path / "answers.csv"
    file.write_text(f"plate,answer,note\n{plates[0]},RETURN_TO_CUSTOMER,\n{plates[1]},,\n", encoding="utf-8")
    taken = run("questions", "take", str(file), who="Sofia")
    assert (taken.exit_code, taken.stdout.splitlines()) == (
        0, ["1 unit is decided by answers.csv.", "1 question has no answer yet."],
    )  # fmt: skip
    (released,) = facts(tmp_path, "item.released")
    assert (released.subject, released.actor) == (plates[0], "I-02")
    again = run("questions", "take", str(file), "--json", who="Sofia")
    told = json.loads(again.stdout)
    assert (again.exit_code, told["decided"], [each["code"] for each in told["refused"]]) == (1, [], ["NOT_ON_HOLD"])


@pytest.mark.parametrize("command", [("send", "northwind"), ("take", "answers.csv")])
def test_that_who_may_not_ask_clients_is_refused_and_written_down(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "answers.csv").write_text("plate,answer\nB01-000001-A,RELEASE\n", encoding="utf-8")
    args = [str(tmp_path / part) if part.endswith(".csv") else part for part in command]
    inspector, viewer = run("questions", *args, who="Ada"), run("questions", *args, who="Vera")
    assert [(each.exit_code, each.stderr.split(":")[0]) for each in (inspector, viewer)] == [(1, "MAY_NOT")] * 2
    assert "Only supervisors, admins and viewers may use the desk and its commands." in inspector.stderr
    refused = [(fact.actor, fact.payload["what"]) for fact in facts(tmp_path, "act.refused")]
    assert refused == [("I-01", "see_desk"), ("I-04", "ask_clients")]
    assert facts(tmp_path, "question.sent", "question.answered") == []


def test_that_nobody_and_a_wrong_pin_send_nothing(run: Run, tmp_path: Path) -> None:
    assert run("questions", "send", "northwind").stderr.startswith("WHO_NOT_NAMED:")
    assert run("questions", "send", "northwind", "--as", "Sofia").stderr.startswith("PIN_NEEDS_A_TERMINAL:")
    assert run("questions", "send", "northwind", "--as", "Sofia", "--stdin").stderr.startswith("PIN_NOT_DIGITS:")
    assert (facts(tmp_path, "question.sent"), (tmp_path / "data" / "exports" / "questions").exists()) == ([], False)
